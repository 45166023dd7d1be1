"""What leaves the pages: tables, mails, papers, the cache and the log hold nobody's secret."""

import io
from collections.abc import Iterator

import pytest
from celery import Task
from django.contrib.sessions.backends.base import SessionBase
from django.core import mail
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from accounts.models import Session
from accounts.sessions import SessionStore
from complaints.actions import citizen, retaliation
from complaints.models import Complaint
from core import clock, notices, outbox
from core.documents import actions as documents
from core.models import Notice
from core.tasks import sweep_outbox
from reports.prints import PAPERS
from tests.cast import Cast
from tests.core.corpus import photo_with_exif
from tests.crawler import text_of
from tests.factories import complaints as make
from tests.factories.secrets import ACCUSATION, FILE_NAME, PERSON, WORDS, Secrets, make_secrets

BACKEND = "django.contrib.auth.backends.ModelBackend"
ADDRESS, AGENT = "203.0.113.77", "Canary7731-Browser/9"

pytestmark = pytest.mark.django_db


@pytest.fixture
def secrets(cast: Cast) -> Iterator[Secrets]:
    with clock.at(make.TODAY):
        yield make_secrets(cast)


def _dump() -> dict[str, str]:
    """Every row of every table, as a backup has it."""
    rows = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT row_to_json(t)::text FROM "{table}" t')  # noqa: S608
            rows[table] = "\n".join(row[0] for row in cursor.fetchall())
    return rows


def _cached() -> str:
    client = cache._cache.get_client(None)  # type: ignore[attr-defined]
    return " ".join(f"{key} {client.get(key)}" for key in client.scan_iter())


def _hits(text: str, words: frozenset[str]) -> set[str]:
    return {word for word in words if word in text}


@pytest.mark.asvs("6.5.2")
@pytest.mark.asvs("14.2.1")
def test_a_backup_without_its_key_gives_nobody_away(secrets: Secrets) -> None:
    words = PERSON | WORDS | {ACCUSATION, FILE_NAME} | secrets.codes
    dump = _dump()
    assert len(dump) > 60
    assert {table: found for table, text in dump.items() if (found := _hits(text, words))} == {}


def test_mails_say_how_many_things_wait_and_nothing_else(secrets: Secrets) -> None:
    assert notices.queue_digests() > 1
    outbox.drain()
    assert len(mail.outbox) > 1
    words = PERSON | WORDS | {ACCUSATION, secrets.answered.number, secrets.accusation.number}
    for letter in mail.outbox:
        assert _hits(f"{letter.subject}\n{letter.body}\n{letter.message()}", words) == set()


def test_messages_carry_codes_and_dates_only(secrets: Secrets) -> None:
    words = PERSON | WORDS | {ACCUSATION, FILE_NAME}
    rows = list(Notice.objects.all())
    assert len(rows) > 5
    for row in rows:
        kind = notices.kind_of(row)
        assert kind is not None
        assert _hits(f"{row.params} {kind.text(row)}", words) == set()


@pytest.mark.parametrize("code", sorted(PAPERS))
def test_papers_of_the_unit_tell_nothing(code: str, cast: Cast, secrets: Secrets) -> None:
    paper = documents.request_document(f"reports.{code}", {"unit": "JFJ"}, by=cast.liaison)
    assert documents.build(paper.pk)
    client = Client()
    client.force_login(cast.liaison, backend=BACKEND)
    text = text_of(client.get(f"/staff/documents/{paper.key}/file/"))
    assert cast.unit.name in text.replace("\n", "")
    assert _hits(text, PERSON | WORDS | {ACCUSATION}) == set()


@pytest.mark.asvs("14.3.2")
@pytest.mark.asvs("16.2.5")
def test_the_form_leaves_no_trace_but_the_complaint(cast: Cast, log: io.StringIO) -> None:
    """From the first step to the receipt and the look at the case, with files and an address."""
    client = Client(REMOTE_ADDR=ADDRESS, headers={"User-Agent": AGENT})
    with clock.at(make.TODAY):
        make.the_campaign(cast)
        picture = SimpleUploadedFile(FILE_NAME, photo_with_exif(), "image/jpeg")
        detail = {"category": "2", "content": make.CONTENT, "wish": "请一次说清楚"}
        contact = {"anonymous": "0", "name": "欧阳测试", "phone": "13800001234"}
        client.post("/complaint/new/unit/", {"unit": "JFJ"})
        client.post("/complaint/new/detail/", {**detail, "attachments": picture})
        client.post("/complaint/new/contact/", {**contact, "wants_secrecy": "on"})
        under_way = _dump()
        token = client.get("/complaint/new/check/").context["form"]["token"].value()
        client.post("/complaint/new/check/", {"confirm": "1", "token": token})
        code = client.get("/complaint/new/done/").context["receipt"].code
        client.post("/track/", {"code": code})
        client.get("/track/case/")
        outbox.drain()
    assert Complaint.objects.get().files.count() == 1
    words = PERSON | WORDS | {FILE_NAME, ADDRESS, AGENT, code, code.replace(" ", "")}
    sinks = {"log": log.getvalue(), "cache": _cached(), "sessions": _sessions()}
    sinks |= {f"before {table}": text for table, text in under_way.items()} | _dump()
    assert "request_finished" in sinks["log"]
    assert {sink: found for sink, text in sinks.items() if (found := _hits(text, words))} == {}


def test_the_broker_carries_numbers_only(
    secrets: Secrets, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is handed to a worker is the number of a row, never a word of it."""
    sent: list[object] = []

    def catch(_task: Task, args: object = (), kwargs: object = None, **more: object) -> None:
        sent.extend([*(args or ()), *(kwargs or {}).values(), *more.values()])  # type: ignore[misc, attr-defined]

    monkeypatch.setattr(Task, "apply_async", catch)
    citizen.write(complaint=secrets.waiting, text="请一次说清楚，我是欧阳测试。")
    retaliation.report(complaint=secrets.waiting, text="有人来回跑了三趟威胁我。")
    make.submit(cast)
    notices.queue_digests()
    sweep_outbox()
    assert len(sent) > 2
    assert {type(one) for one in sent} == {int}


def _sessions() -> str:
    store: SessionBase = SessionStore()
    return " ".join(str(store.decode(row.session_data)) for row in Session.objects.all())
