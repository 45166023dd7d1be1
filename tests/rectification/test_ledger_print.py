"""The filtered ledger on paper, and the sheet of one item as PDF and Word file."""

import io

import docx
import pytest

from core.documents import actions
from core.documents.builders import builder_of
from core.models import AuditEvent, Document
from rectification import sheet
from rectification.ledger_papers import LedgerPaper
from rectification.views import papers
from tests.cast import Cast
from tests.factories.rectification import finish, make_item
from tests.rectification.test_ledger_page import signed_in

pytestmark = pytest.mark.django_db


def _print(cast: Cast, query: str) -> Document:
    answer = signed_in(cast.liaison).post(f"/staff/ledger/print/?{query}")
    assert "/documents/" in answer.headers["Location"]
    return Document.objects.get()


@pytest.mark.parametrize("query", ["state=open&sort=-number", "state=open&sort=number&page=2"])
def test_the_print_has_the_rows_of_the_list_in_its_order(cast: Cast, query: str) -> None:
    for _ in range(3):
        make_item(cast)
    finish(make_item(cast, description="窗口长期无人值守，群众等候超过半小时。"), cast)
    page = signed_in(cast.liaison).get(f"/staff/ledger/?{query}").context["page"]
    document = _print(cast, query)
    assert document.params["numbers"] == [item.number for item in page]
    table = builder_of(document.kind).data(document.params, cast.liaison)["sheet"]
    assert [row[1] for row in table.rows] == document.params["numbers"]
    assert [column.name for column in table.columns] == list(sheet.HEADS)


def test_the_print_says_its_filter(cast: Cast) -> None:
    item = make_item(cast)
    make_item(cast, description="窗口长期无人值守，群众等候超过半小时。")
    document = _print(cast, f"q={item.number}")
    assert document.params["numbers"] == [item.number]
    line = LedgerPaper().data(document.params, cast.liaison)["sheet"].line
    assert item.number in line
    assert actions.build(document.pk)


def test_nothing_hidden_is_printed(cast: Cast) -> None:
    item = make_item(cast)
    personal = make_item(cast, owner_kind="person")
    params = {"numbers": [item.number, personal.number], "filter": ""}
    assert not LedgerPaper().can_read(params, cast.office)
    signed_in(cast.office).post("/staff/ledger/print/?")
    assert Document.objects.get().params["numbers"] == [item.number]


def test_an_empty_list_and_one_too_long_are_refused_with_what_to_do(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in(cast.liaison)
    empty = client.post("/staff/ledger/print/?q=nothing-like-that", follow=True)
    assert "列表为空" in empty.content.decode()
    monkeypatch.setattr(papers, "MOST_SHEETS", 1)
    make_item(cast)
    make_item(cast)
    full = client.post("/staff/ledger/print/?state=open", follow=True)
    assert "最多打印 1 条" in full.content.decode()
    assert full.request["QUERY_STRING"] == "state=open"
    assert not Document.objects.exists()


def test_the_sheet_of_an_item_as_a_word_file_says_who_took_it(cast: Cast) -> None:
    item = finish(make_item(cast), cast)
    answer = signed_in(cast.liaison).get(f"/staff/ledger/{item.number}/word/")
    paper = docx.Document(io.BytesIO(answer.content))
    text = "\n".join(line.text for line in paper.paragraphs)
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    assert item.description in text
    assert item.target in text
    assert "压缩内部流转为 2 个环节" in cells
    event = AuditEvent.objects.get(action="rectification.item.word")
    assert f"{event.pk}" in text
    assert cast.liaison.name in text


def test_the_sheet_of_an_item_as_a_pdf_from_its_page(cast: Cast) -> None:
    item = make_item(cast)
    client = signed_in(cast.liaison)
    page = client.get(f"/staff/ledger/{item.number}/").content.decode()
    assert f"/staff/ledger/{item.number}/word/" in page
    client.post(f"/staff/ledger/{item.number}/print/")
    document = Document.objects.get()
    assert (document.kind, document.number) == ("rectification.sheets", f"DJ-{item.number}")
