"""The ledger on A4 landscape, the notice with the code, and the receipt on A5."""

import io

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from campaign.documents import FilingReceipt
from core import clock
from core.access import Denied
from core.documents import actions, builders
from core.documents.paper import Paragraph, columns_of
from core.documents.press import Press
from core.documents.setting import job_for
from core.models import Document
from reports import prints
from reports.prints import CodePaper, LedgerPaper
from tests.cast import Cast
from tests.core.documents.pages import MM, fonts, lines, missing
from tests.factories import rectification as items
from tests.factories.documents import make_paper
from tests.factories.reports import the_campaign

pytestmark = pytest.mark.django_db
JFJ = {"unit": "JFJ"}


def built(kind: str, cast: Cast) -> PdfReader:
    """The paper as a worker builds it for the liaison."""
    document = actions.request_document(kind, JFJ, by=cast.liaison)
    assert actions.build(document.pk)
    document.refresh_from_db()
    with default_storage.open(document.file) as file:
        return PdfReader(io.BytesIO(file.read()))


def text_of(reader: PdfReader) -> str:
    return "".join(line.text for page in reader.pages for line in lines(page))


def test_the_ledger_is_landscape_with_twenty_columns(cast: Cast) -> None:
    with clock.at(items.TODAY):
        item = items.make_item(cast)
    reader = built(LedgerPaper.code, cast)
    box = reader.pages[0].mediabox
    assert (round(float(box.width) / MM), round(float(box.height) / MM)) == (297, 210)
    text = text_of(reader)
    assert "经济发展局机关作风建设问题整改台账" in text
    assert all(head in text for head in ("问题来源", "问题类别", "整改目标"))
    row = LedgerPaper().data(JFJ, cast.liaison)["sheet"].rows[0]
    assert (len(row), row[1]) == (20, item.number)
    assert missing(reader) == set()
    assert all(fonts(reader).values())


def test_its_head_is_repeated_on_every_page(cast: Cast) -> None:
    with clock.at(items.TODAY):
        for _ in range(9):
            items.make_item(cast)
    reader = built(LedgerPaper.code, cast)
    assert len(reader.pages) > 1
    for page in reader.pages[:-1]:
        assert "问题来源" in "".join(line.text for line in lines(page))


def test_more_than_two_hundred_rows_are_left_to_the_workbook(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prints, "MOST_ROWS", 1)
    with clock.at(items.TODAY):
        items.make_item(cast)
        items.make_item(cast)
    sheet = LedgerPaper().data(JFJ, cast.liaison)["sheet"]
    assert (len(sheet.rows), sheet.more) == (1, 1)


def test_columns_share_the_width() -> None:
    found = columns_of([("序号", 1), ("问题", 3)])
    assert [(column.name, column.percent) for column in found] == [("序号", 25.0), ("问题", 75.0)]


def test_the_notice_leads_to_the_units_own_form(cast: Cast, settings: object) -> None:
    the_campaign(cast)
    notice = CodePaper().data(JFJ, cast.liaison)["notice"]
    facts = dict(notice.facts)
    assert facts["网址"].endswith("/r/JFJ/")
    assert facts["监督电话"] == "0700-5501234"
    assert notice.foot.endswith("（演示）")
    reader = built(CodePaper.code, cast)
    assert len(reader.pages) == 1
    assert "欢迎监督" in text_of(reader)


def test_strangers_get_neither(cast: Cast) -> None:
    for builder in (LedgerPaper(), CodePaper()):
        assert builder.can_read(JFJ, cast.office)
        assert isinstance(builder.can_read(JFJ, cast.outsider), Denied)
        assert isinstance(builder.can_read({"unit": "XXX"}, cast.office), Denied)


def test_the_buttons_of_the_portrait_queue_them(cast: Cast, client: Client) -> None:
    the_campaign(cast)
    client.force_login(cast.liaison, backend="django.contrib.auth.backends.ModelBackend")
    for what, number in (("ledger", "TZ-2011-JFJ"), ("code", "GS-2011-JFJ")):
        url = reverse("reports:unit-print", args=["JFJ", what])
        assert url in client.get(reverse("reports:portrait", args=["JFJ"])).content.decode()
        response = client.post(url)
        document = Document.objects.get(number=number)
        assert response["Location"] == reverse("core:document-progress", args=[document.key])
    assert client.post(reverse("reports:unit-print", args=["JFJ", "all"])).status_code == 404


def test_a_receipt_is_one_a5_slip(cast: Cast) -> None:
    document = Document(number="FA-2011-JFJ-HZ", edition=1, title="备案回执")
    paper = make_paper(
        0, body=[Paragraph("你单位方案已予以备案。")], head="领导小组办公室", title=["备案回执"]
    )
    machine = Press()
    try:
        job = job_for(document, FilingReceipt(), {"paper": paper})
        sheet = machine.print(job)
    finally:
        machine.stop()
    box = PdfReader(io.BytesIO(sheet.pdf)).pages[0].mediabox
    assert (round(float(box.width) / MM), round(float(box.height) / MM)) == (210, 148)
    assert sheet.pages == 1
    assert "领导小组办公室（演示）" in text_of(PdfReader(io.BytesIO(sheet.pdf)))


def test_every_builder_is_registered() -> None:
    for code in ("reports.summary", "reports.ledger", "reports.code", "campaign.receipt"):
        assert builders.builder_of(code).code == code
