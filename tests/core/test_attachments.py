"""Files kept, served and staged."""

import datetime as dt
import hashlib
import os
import time
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InternalError, connection, transaction
from django.test import RequestFactory

from core import attachments, clock, vault
from core.models import Attachment, StagedUpload
from core.uploads.errors import Fault, UploadError
from core.uploads.policy import Policy
from tests.cast import Cast
from tests.core import corpus
from tests.core.conftest import moment

pytestmark = pytest.mark.django_db
OWNER = "session-1:complaint"
GET = RequestFactory().get("/")


def upload(name: str = "现场.jpg", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, corpus.picture() if content is None else content)


def path_of(row: Attachment) -> Path:
    return Path(default_storage.path(row.key))


@pytest.mark.asvs("5.3.2")
def test_a_file_is_kept_under_a_random_name_with_its_digest(cast: Cast) -> None:
    row = attachments.store(upload(), by=cast.liaison, label="整改后")
    content = path_of(row).read_bytes()
    assert row.key[:2] == row.key[3:5]
    assert len(row.key) == 35
    assert hashlib.sha256(content).hexdigest() == row.sha256
    assert row.size == len(content)
    assert (row.mime, row.stripped, row.scan_status) == ("image/jpeg", True, "unscanned")
    assert row.uploaded_by == cast.liaison
    assert attachments.read(row) == content
    assert path_of(row).stat().st_mode & 0o077 == 0


def test_the_name_is_encrypted_in_the_database() -> None:
    row = attachments.store(upload("张三的投诉.jpg"), by=None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT original_name FROM core_attachment WHERE id = %s", [row.pk])
        assert "张三" not in cursor.fetchone()[0]
    assert Attachment.objects.get(pk=row.pk).original_name == "张三的投诉.jpg"


def test_nothing_chosen() -> None:
    with pytest.raises(UploadError) as refused:
        attachments.store(None, by=None)
    assert refused.value.fault is Fault.NONE


def test_a_refused_file_leaves_nothing_behind() -> None:
    before = Attachment.objects.count()
    with pytest.raises(UploadError):
        attachments.store(upload("x.jpg", corpus.EICAR), by=None)
    assert Attachment.objects.count() == before


def test_too_large_is_told_without_reading_it() -> None:
    file = ContentFile(b"x" * 100, "large.jpg")
    with pytest.raises(UploadError) as refused:
        attachments.store(file, by=None, policy=Policy(max_bytes=50))
    assert refused.value.fault is Fault.SIZE


@pytest.mark.asvs("5.2.4")
def test_a_full_disk_is_a_clear_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(key: str, content: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(vault, "write", full)
    with pytest.raises(UploadError) as refused:
        attachments.store(upload(), by=None)
    assert refused.value.fault is Fault.FAILED
    assert not Attachment.objects.exists()


@pytest.mark.parametrize("change", [{"sha256": "0" * 64}, {"key": "aa/x"}, {"size": 1}])
def test_a_kept_file_cannot_be_exchanged(change: dict[str, object]) -> None:
    row = attachments.store(upload(), by=None)
    with pytest.raises(InternalError), transaction.atomic():
        Attachment.objects.filter(pk=row.pk).update(**change)
    Attachment.objects.filter(pk=row.pk).update(label="整改前")


@pytest.mark.asvs("5.4.1")
def test_a_file_is_served_to_be_saved_not_opened() -> None:
    row = attachments.store(upload("现场 1.jpg"), by=None)
    answer = attachments.serve(row, GET)
    assert b"".join(answer) == path_of(row).read_bytes()
    answer.close()
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]


def test_another_name_can_be_shown() -> None:
    row = attachments.store(upload("张三.jpg"), by=None)
    answer = attachments.serve(row, GET, name="photo-1.jpg\r\nX-Evil: 1")
    assert answer["Content-Disposition"] == 'attachment; filename="photo-1.jpgX-Evil 1"'
    answer.close()


def test_only_pictures_are_shown_in_the_page() -> None:
    photo = attachments.store(upload(), by=None)
    paper = attachments.store(upload("a.pdf", corpus.pdf()), by=None)
    answers = [attachments.serve(row, GET, inline=True) for row in (photo, paper)]
    assert [answer["Content-Disposition"].split(";")[0] for answer in answers] == [
        "inline",
        "attachment",
    ]
    for answer in answers:
        answer.close()


@pytest.mark.asvs("5.3.1")
def test_a_proxy_can_send_the_bytes(settings: pytest.FixtureRequest) -> None:
    settings.X_ACCEL_PREFIX = "/protected/"
    row = attachments.store(upload(), by=None)
    answer = attachments.serve(row, GET)
    assert answer["X-Accel-Redirect"] == f"/protected/{row.key}"
    assert answer.content == b""


def test_files_wait_for_a_form_and_are_claimed_once() -> None:
    first = attachments.stage(upload("1.jpg"), owner_key=OWNER)
    second = attachments.stage(upload("2.jpg"), owner_key=OWNER)
    attachments.stage(upload("3.jpg"), owner_key="session-2:complaint")
    names = [row.attachment.original_name for row in attachments.staged(OWNER)]
    assert names == ["1.jpg", "2.jpg"]
    assert attachments.claim(OWNER, [second.pk]) == [second.attachment]
    assert attachments.claim(OWNER, [second.pk]) == []
    assert attachments.claim(OWNER) == [first.attachment]


def test_nobody_claims_the_files_of_another_form() -> None:
    other = attachments.stage(upload(), owner_key="session-2:complaint")
    assert attachments.claim(OWNER, [other.pk]) == []
    assert not attachments.unstage(OWNER, other.pk)
    assert StagedUpload.objects.filter(pk=other.pk).exists()


def test_good_files_stay_when_others_are_refused() -> None:
    files = [upload("1.jpg"), upload("2.exe", b"MZ"), upload("3.jpg"), upload("4.jpg", b"")]
    faults = attachments.stage_all(files, owner_key=OWNER)
    assert [fault.fault for fault in faults] == [Fault.TYPE, Fault.EMPTY]
    assert attachments.staged(OWNER).count() == 2


def test_too_many_files_are_told_once() -> None:
    faults = attachments.stage_all([upload(f"{n}.jpg") for n in range(9)], owner_key=OWNER)
    assert [fault.fault for fault in faults] == [Fault.MANY]
    assert attachments.staged(OWNER).count() == 6


def test_taking_a_file_out_of_a_form_deletes_it(
    django_capture_on_commit_callbacks: pytest.FixtureRequest,
) -> None:
    row = attachments.stage(upload(), owner_key=OWNER)
    with django_capture_on_commit_callbacks(execute=True):
        assert attachments.unstage(OWNER, row.pk)
    assert not path_of(row.attachment).exists()
    assert not Attachment.objects.filter(pk=row.attachment_id).exists()


def test_staged_files_expire_after_seven_days(
    django_capture_on_commit_callbacks: pytest.FixtureRequest,
) -> None:
    with clock.at(moment("2011-08-01 10:00")):
        old = attachments.stage(upload(), owner_key=OWNER)
        kept = attachments.store(upload(), by=None)
    with clock.at(moment("2011-08-08 10:00")):
        assert not attachments.staged(OWNER).exists()
        with django_capture_on_commit_callbacks(execute=True):
            assert attachments.drop_expired() == 1
    assert not path_of(old.attachment).exists()
    assert path_of(kept).exists()


def test_files_without_a_row_are_swept_after_a_day() -> None:
    kept = attachments.store(upload(), by=None)
    lost, fresh = f"ab/ab{'0' * 30}", f"ab/ab{'1' * 30}"
    foreign = "documents/2011/report.pdf"
    for key in (lost, fresh, foreign):
        vault.write(key, b"content")
    yesterday = time.time() - dt.timedelta(hours=25).total_seconds()
    for key in (lost, foreign, kept.key):
        os.utime(default_storage.path(key), (yesterday, yesterday))
    assert vault.sweep_orphans() >= 1
    assert not default_storage.exists(lost)
    assert all(default_storage.exists(key) for key in (fresh, foreign, kept.key))


def test_a_row_without_its_file_is_found() -> None:
    row = attachments.store(upload(), by=None)
    assert vault.missing() == []
    path_of(row).unlink()
    assert vault.missing() == [row.key]


def test_a_half_written_file_never_has_the_final_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(descriptor: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fsync", crash)
    with pytest.raises(OSError, match="Input/output"):
        vault.write(f"cd/cd{'2' * 30}", b"content")
    assert not default_storage.exists(f"cd/cd{'2' * 30}")
