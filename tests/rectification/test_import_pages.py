"""The pages of an import: upload or paste, columns, preview, result, the marked sheet."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from rectification.importing.columns import KEYS
from rectification.models import ImportBatch, RectificationItem
from rectification.sheet import HEADS
from tests.cast import Cast
from tests.core.sheets.test_container import many_sheets
from tests.factories.importing import exported, ledger, row
from tests.factories.rectification import make_draft, make_item, the_campaign
from tests.rectification.importing.test_plan import edited
from tests.rectification.test_ledger_page import signed_in
from tests.sheets import by_hand, workbook

pytestmark = pytest.mark.django_db
PAGE = "/staff/ledger/import/"


def sent(client: Client, data: bytes, name: str = "台账.xlsx") -> HttpResponse:
    return client.post(
        PAGE, {"unit": "JFJ", "file": SimpleUploadedFile(name, data), "text": ""}, follow=True
    )


def book(response: object) -> openpyxl.worksheet.worksheet.Worksheet:
    content = b"".join(response)  # type: ignore[call-overload]
    return openpyxl.load_workbook(io.BytesIO(content)).active


@pytest.fixture
def client(cast: Cast) -> Client:
    the_campaign(cast)
    return signed_in(cast.liaison)


def test_the_ledger_leads_to_the_import(client: Client, cast: Cast) -> None:
    assert PAGE in client.get("/staff/ledger/").content.decode()
    assert PAGE not in signed_in(cast.leader).get("/staff/ledger/").content.decode()


def test_from_file_to_drafts(client: Client) -> None:
    page = sent(client, ledger(row(), row(description="乙问题", due="尽快")))
    assert page.status_code == 200
    assert page.context["counts"] == {
        "new": 1,
        "changed": 0,
        "same": 0,
        "conflict": 0,
        "faulty": 1,
    }
    assert "尽快" in page.content.decode()
    url = page.request["PATH_INFO"]
    done = client.post(url, {"fingerprint": page.context["plan"].fingerprint}, follow=True)
    item = RectificationItem.objects.get()
    assert item.number in done.content.decode()
    assert "marked" in done.content.decode()


def test_a_pasted_block_takes_the_same_way(client: Client) -> None:
    heads, cells = "\t".join(HEADS), "\t".join(map(str, row(measures="压缩环节")))
    page = client.post(PAGE, {"unit": "JFJ", "text": f"{heads}\n{cells}"}, follow=True)
    assert page.context["counts"]["new"] == 1
    marked = book(client.get(f"{page.request['PATH_INFO']}marked/"))
    assert marked["E1"].value == "存在问题（具体表现）"


def test_a_pasted_block_without_heads_asks_for_the_columns(client: Client) -> None:
    cells = "\t".join(map(str, row(measures="压缩环节")))
    page = client.post(PAGE, {"unit": "JFJ", "text": cells}, follow=True)
    assert page.request["PATH_INFO"].endswith("/columns/")
    assert page.context["form"]["description"].value() == "4"


def test_unknown_heads_are_mapped_by_hand(client: Client) -> None:
    data = workbook([["毛病", "怎么办", "哪一类"], ["窗口办件超时", "压缩环节", "超时办理"]])
    page = sent(client, data)
    url = page.request["PATH_INFO"]
    assert url.endswith("/columns/")
    without = client.post(url, {"measures": "1"})
    assert without.context["form"].errors["description"]
    twice = client.post(url, {"description": "0", "cause": "0"})
    assert twice.context["form"].errors["cause"]
    good = {"description": "0", "measures": "1", "category": "2"}
    preview = client.post(url, good, follow=True)
    texts = [found.entry.texts["description"] for found in preview.context["rows"]]
    assert "窗口办件超时" in texts


def test_unknown_words_are_explained_on_the_preview(client: Client, cast: Cast) -> None:
    page = sent(client, ledger(row(category="天气", responsible="查无此人")))
    url = page.request["PATH_INFO"]
    assert page.context["good"] == 0
    answers = {"word-0": "2.1", "word-1": str(cast.owner.main_post.pk)}
    page = client.post(url, answers, follow=True)
    assert page.context["good"] == 1
    assert page.context["words"] is None


def test_changes_stand_field_by_field(client: Client, cast: Cast) -> None:
    make_draft(cast)
    page = sent(client, edited(exported(), F4="流程太长。"))
    html = page.content.decode()
    assert "<del>内部流转环节多，没有到期提醒。</del>" in html
    assert "<ins>流程太长。</ins>" in html


def test_a_conflict_is_decided_by_a_tick(client: Client, cast: Cast) -> None:
    item = make_draft(cast)
    data = edited(exported(), F4="流程太长。")
    RectificationItem.objects.filter(pk=item.pk).update(cause="人手不足。")
    page = sent(client, data)
    assert page.context["counts"]["conflict"] == 1
    page = client.post(page.request["PATH_INFO"], {"mine": [item.number]}, follow=True)
    assert page.context["counts"]["changed"] == 1


def test_an_old_fingerprint_changes_nothing(client: Client) -> None:
    page = sent(client, ledger(row()))
    again = client.post(page.request["PATH_INFO"], {"fingerprint": "old"}, follow=True)
    assert not RectificationItem.objects.exists()
    assert again.context["counts"]["new"] == 1
    assert "重新核对" in again.content.decode()


def test_the_sheet_comes_back_marked(client: Client) -> None:
    page = sent(client, ledger(row(), row(description="乙问题", due="尽快")))
    response = client.get(f"{page.request['PATH_INFO']}marked/")
    sheet = book(response)
    column = KEYS.index("due") + 1
    assert sheet.cell(5, column).fill.start_color.rgb == "FFFFC7CE"
    assert "尽快" in sheet.cell(5, 21).value
    assert sheet.cell(4, column).comment is None
    assert sheet["A1"].value == "经济发展局台账"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<html><table></table></html>", "网页"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, ".xls"),
        (b"PK\x03\x04", "已损坏"),
        (workbook([[]]), "没有找到表格"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (by_hand(**{"xl__vbaProject.bin": b"\x01"}), "宏"),
        (by_hand(**{"xl__sharedStrings.xml": "x" * 70_000_000}), "解压后"),
        (many_sheets(200), "201 张工作表"),
        (by_hand("<row/>" * 1_000_000), "空行"),
        (b"PK" + b"\x00" * 100_000_000, "10 MB"),
    ],
    ids=[
        *("web page", "old", "damaged", "empty", "encrypted", "macros", "bomb", "sheets"),
        *("empty rows", "100 MB"),
    ],
)
def test_what_is_no_workbook_is_said_at_the_field(client: Client, data: bytes, said: str) -> None:
    page = sent(client, data)
    assert said in str(page.context["form"].errors["file"])
    assert not ImportBatch.objects.exists()


def test_nothing_or_both_is_asked_about(client: Client) -> None:
    assert client.post(PAGE, {"unit": "JFJ"}).context["form"].errors["file"]
    both = {"unit": "JFJ", "file": SimpleUploadedFile("a.xlsx", ledger(row())), "text": "x"}
    assert client.post(PAGE, both).context["form"].errors["text"]


def test_a_unit_that_is_not_ones_own_cannot_be_chosen(client: Client) -> None:
    page = client.post(PAGE, {"unit": "GJJ", "text": "甲\t乙"})
    assert page.context["form"].errors["unit"]


def test_other_peoples_sheets_do_not_exist(client: Client, cast: Cast) -> None:
    url = sent(client, ledger(row())).request["PATH_INFO"]
    for stranger in (cast.owner, cast.outsider, cast.office):
        for path in (url, f"{url}columns/", f"{url}marked/"):
            assert signed_in(stranger).get(path).status_code == 404


def test_the_template_has_the_layout_and_no_rows(client: Client) -> None:
    sheet = book(client.get("/staff/ledger/template/?unit=JFJ"))
    assert [cell.value for cell in sheet[3]] == list(HEADS)
    assert "经济发展局" in sheet["A1"].value
    assert all(cell.value is None for line in sheet.iter_rows(min_row=4) for cell in line)


def test_an_empty_template_imports_nothing(client: Client) -> None:
    content = b"".join(client.get("/staff/ledger/template/"))
    assert sent(client, content).context["good"] == 0


def test_a_running_item_is_not_changed_by_a_sheet(client: Client, cast: Cast) -> None:
    item = make_item(cast)
    page = sent(client, edited(exported(), H4="另一个目标", O4="40%"))
    assert page.context["counts"]["faulty"] == 1
    item.refresh_from_db()
    assert item.progress == 0
