"""Nothing that a unit gets tells who complained: page, row, messages and insides of files (C3)."""

import io
import zipfile
from dataclasses import replace

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from pypdf import PdfWriter

from complaints import leaks, surfaces, unit_copy
from complaints.actions import bulk, copies, dispatch, replies, triage
from complaints.models import Complaint, ComplaintFile
from core import attachments
from core.errors import DomainError
from core.uploads.texts import TooLong, texts_of
from tests.factories import complaints as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]

BACKEND = "django.contrib.auth.backends.ModelBackend"
ADDED = "补充：当天我还给窗口打过电话，没有人接。"


def _client(user) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def _refused(act) -> DomainError:
    with pytest.raises(DomainError) as refusal:
        act()
    assert refusal.value.code == "leak"
    return refusal.value


def _dispatch(cast, complaint: Complaint):
    return lambda: dispatch.dispatch(complaint=make.fresh(complaint), by=cast.desk, unit=cast.unit)


def _picture(colour: str = "white") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), colour).save(out, "PNG")
    return out.getvalue()


# --- The redacted copy --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("slip", "what"),
    [
        ("欧阳测试", "投诉人的姓名"),
        ("欧 阳 测 试", "投诉人的姓名"),
        ("欧阳女士", "投诉人的姓名"),
        ("１３８００００１２３４", "投诉人的电话"),
        ("138-0000-1234", "投诉人的电话"),
        ("CANARY@example.test", "投诉人的电子邮箱"),
        ("13911112222", "电话号码"),
        ("110101199003074514", "身份证号"),
        ("6222021234567890123", "账号"),
        ("someone@example.test", "电子邮箱"),
    ],
)
def test_a_copy_with_a_slip_is_refused_and_says_where(cast, slip, what):
    complaint = make.make_accepted(cast)
    fault = _refused(
        lambda: triage.redact(
            complaint=complaint, by=cast.desk, text=f"{make.REDACTED}{slip}", checked=True
        )
    )
    assert slip not in str(fault.message)
    assert what in str(fault.message)
    assert "转办件正文" in str(fault.message)
    assert fault.field == "text"


@pytest.mark.parametrize("doubt", ["金湖路18号", "粤A12345", "王建国先生"])
def test_what_may_tell_is_asked_about_and_stays_only_if_somebody_says_so(cast, doubt):
    complaint, text = make.make_accepted(cast), f"{make.REDACTED}地点：{doubt}。"
    fault = _refused(lambda: triage.redact(complaint=complaint, by=cast.desk, text=text))
    assert fault.field == "checked"
    triage.redact(complaint=make.fresh(complaint), by=cast.desk, text=text, checked=True)
    _dispatch(cast, complaint)()
    assert doubt[:3] in unit_copy.build(make.fresh(complaint)).text


def test_what_nobody_judged_is_stopped_at_the_dispatch(cast):
    complaint = make.make_triaged(cast)
    # As if a field that the unit sees had been filled in later.
    Complaint.objects.filter(pk=complaint.pk).update(window="金湖路18号大厅")
    assert _refused(_dispatch(cast, complaint)).field == "checked"


def test_what_was_merged_counts(cast):
    main = make.make_triaged(cast, contact=replace(make.CONTACT, name="司徒样本"))
    second = make.make_accepted(cast)
    triage.merge(complaint=second, by=cast.desk, into=make.fresh(main))
    fault = _refused(
        lambda: triage.redact(
            complaint=make.fresh(main), by=cast.desk, text=f"{make.REDACTED}欧阳测试也在场。"
        )
    )
    assert "姓名" in str(fault.message)


# --- Everything that the unit sees --------------------------------------------------------------


def test_dispatch_searches_the_window(cast):
    complaint = make.make_triaged(cast, window="3号窗口 欧阳测试")
    fault = _refused(_dispatch(cast, complaint))
    assert fault.field == "window"
    assert "窗口" in str(fault.message)


def test_the_pieces_are_what_the_unit_is_shown(cast):
    """The control: what the page and the list print is in what is searched."""
    complaint = make.make_handling(cast)
    make.attach(complaint, released=True)
    text = "\n".join(piece[1] for piece in surfaces.of(make.fresh(complaint)))
    client = _client(cast.contact)
    for page in (f"/staff/complaints/{complaint.number}/", "/staff/complaints/"):
        html = client.get(page).content.decode()
        for word in (make.REDACTED, "3号窗口", complaint.number, "附件"):
            assert word in text
            if page.endswith(f"{complaint.number}/"):
                assert word in html


@pytest.mark.parametrize("surface", ["_page", "_row"])
def test_a_page_that_shows_more_than_the_copy_stops_the_dispatch(cast, monkeypatch, surface):
    """Broken on purpose: a template that prints the person's own words and name."""
    complaint = make.make_triaged(cast)
    monkeypatch.setattr(surfaces, surface, lambda *_: "联系人：欧阳测试")
    fault = _refused(_dispatch(cast, complaint))
    assert "欧阳" not in str(fault.message)


def test_another_package_may_add_what_a_unit_gets(cast, monkeypatch):
    monkeypatch.setattr(surfaces, "_more", {})
    surfaces.register("导出的工作簿", lambda _case: "来电 13911112222")
    assert "导出的工作簿" in str(_refused(_dispatch(cast, make.make_triaged(cast))).message)


def test_bulk_dispatch_is_searched_too(cast):
    complaint = make.make_triaged(cast, window="欧阳测试")
    bulk.mark_read(complaint, cast.desk)
    outcome = bulk.run([complaint], act="dispatch", by=cast.desk, unit=cast.unit)
    assert outcome.done == []
    assert "投诉人的姓名" in outcome.failed[0][1]


# --- Files --------------------------------------------------------------------------------------


def _docx(text: str) -> bytes:
    out = io.BytesIO()
    half = len(text) // 2
    runs = "".join(f"<w:r><w:t>{part}</w:t></w:r>" for part in (text[:half], text[half:]))
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        )
        archive.writestr("word/document.xml", f"<w:document><w:p>{runs}</w:p></w:document>")
    return out.getvalue()


def _file(complaint: Complaint, name: str, content: bytes) -> ComplaintFile:
    kept = attachments.store(ContentFile(content, name), by=None)
    return ComplaintFile.objects.create(complaint=complaint, attachment=kept)


@pytest.mark.parametrize("words", ["申请人欧阳测试", "电话13911112222"])
def test_a_document_with_the_person_inside_is_not_released(cast, words):
    complaint = make.make_accepted(cast)
    file = _file(complaint, "材料.docx", _docx(words))
    fault = _refused(
        lambda: triage.redact(
            complaint=complaint, by=cast.desk, text=make.REDACTED, files=[file.pk]
        )
    )
    assert f"附件{file.pk}.docx" in str(fault.message)
    assert not ComplaintFile.objects.released().exists()
    # A covered copy is the way out; the unit gets nothing else.
    copies.cover(
        complaint=make.fresh(complaint),
        by=cast.desk,
        file=file.pk,
        upload=ContentFile(_docx("申请人×××"), "x.docx"),
    )
    triage.redact(
        complaint=make.fresh(complaint), by=cast.desk, text=make.REDACTED, files=[file.pk]
    )
    _dispatch(cast, complaint)()
    given = _client(cast.contact).get(reverse("complaints:file", args=[file.pk]))
    assert words[-4:] not in "".join(
        texts_of(b"".join(given.streaming_content), given["Content-Type"])
    )


def test_a_description_inside_a_picture_is_found():
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "canary@example.test"
    Image.new("RGB", (8, 8)).save(out, "JPEG", exif=exif)
    found = leaks.search(
        [("files", text) for text in texts_of(out.getvalue(), "image/jpeg")],
        [("email", "canary@example.test")],
    )
    assert {leak.what for leak in found} == {"email"}


def test_metadata_of_a_pdf_is_found_and_a_huge_one_is_not_read():
    def pdf(pages: int) -> bytes:
        writer, out = PdfWriter(), io.BytesIO()
        for _ in range(pages):
            writer.add_blank_page(10, 10)
        writer.add_metadata({"/Author": "欧阳测试"})
        writer.write(out)
        return out.getvalue()

    assert "欧阳测试" in "".join(texts_of(pdf(1), "application/pdf"))
    with pytest.raises(TooLong):
        list(texts_of(pdf(301), "application/pdf"))


def test_the_unit_sees_the_covered_picture_only(cast):
    complaint = make.make_accepted(cast)
    file = _file(complaint, "欧阳测试家门口.png", _picture("white"))
    desk, unit = _client(cast.desk), _client(cast.contact)
    place = f"/staff/intake/{complaint.number}/cover/"
    same = desk.post(place, {"file": file.pk, "upload": ContentFile(_picture("white"), "a.png")})
    assert same.status_code == 422
    done = desk.post(place, {"file": file.pk, "upload": ContentFile(_picture("black"), "b.png")})
    assert done.status_code == 302
    triage.redact(
        complaint=make.fresh(complaint), by=cast.desk, text=make.REDACTED, files=[file.pk]
    )
    _dispatch(cast, complaint)()
    given = unit.get(reverse("complaints:file", args=[file.pk]))
    pixel = (
        Image.open(io.BytesIO(b"".join(given.streaming_content))).convert("RGB").getpixel((0, 0))
    )
    assert pixel == (0, 0, 0)
    assert f"{file.pk}.png" in given["Content-Disposition"]
    assert "%AC%A7" not in given["Content-Disposition"].upper()  # the second half of 欧
    assert unit.get(reverse("complaints:file-copy", args=[file.pk])).status_code == 404
    shown = desk.get(reverse("complaints:file-copy", args=[file.pk]))
    assert Image.open(io.BytesIO(b"".join(shown.streaming_content))).size == (8, 8)
    # Another copy takes the place of the first, which is gone.
    first = file.__class__.objects.get(pk=file.pk).copy
    desk.post(place, {"file": file.pk, "upload": ContentFile(_picture("gray"), "c.png")})
    assert not attachments.Attachment.objects.filter(pk=first.pk).exists()


# --- What a unit learns from refusals -----------------------------------------------------------


def test_a_unit_cannot_try_names_until_one_is_refused(cast):
    complaint = make.make_handling(cast)
    named = replace(make.TEXT, facts=f"{make.TEXT.facts}欧阳测试在场。")
    make.report(complaint, cast, named)  # accepted like any other name
    replies.sign(complaint=make.fresh(complaint), by=cast.unit_head)
    fault = _refused(lambda: replies.approve(complaint=make.fresh(complaint), by=cast.desk))
    assert fault.field == "facts"
