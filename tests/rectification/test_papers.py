"""Sheets of items, extracts of the ledger, and a unit's plan as PDF and as Word file."""

import io

import pytest
from django.core.files.storage import default_storage
from docx import Document as DocxFile

from core.documents import actions
from core.documents.builders import builder_of
from core.documents.setting import job_for
from core.models import AuditEvent, Document
from rectification import papers, sheet
from rectification.papers import ExtractPaper, PlanPaper, SheetsPaper
from tests.cast import Cast
from tests.core.documents.pages import read as read_pages
from tests.factories.rectification import finish, make_draft, make_item
from tests.rectification.test_ledger_page import signed_in

pytestmark = pytest.mark.django_db


def bulk(cast: Cast, act: str, *numbers: str) -> Document:
    client = signed_in(cast.liaison)
    answer = client.post("/staff/ledger/bulk/", {"act": act, "item": numbers})
    assert answer.status_code == 302
    return Document.objects.get()


def test_a_sheet_says_what_who_by_when_and_what_was_done(cast: Cast) -> None:
    item = finish(make_item(cast), cast)
    (one,) = SheetsPaper().data({"numbers": [item.number]}, cast.liaison)["sheets"]
    facts = dict(one.facts)
    assert facts["存在问题"] == item.description
    assert facts["责任人"] == "owner"
    assert facts["进度"] == "100%"
    measures, milestones, reports = one.tables
    assert [row[1] for row in measures.rows] == ["压缩内部流转为 2 个环节", "设置到期前 2 天提醒"]
    assert milestones.rows[0][0] == "完成流程梳理"
    assert "抽查60件" in reports.rows[0][2]


def test_ticked_items_become_one_document_of_sheets(cast: Cast) -> None:
    first, second = make_item(cast), make_item(cast)
    document = bulk(cast, "sheets", first.number, second.number)
    assert document.kind == "rectification.sheets"
    assert set(document.params["numbers"]) == {first.number, second.number}
    html = job_for(
        document,
        builder_of(document.kind),
        builder_of(document.kind).data(document.params, cast.liaison),
    ).html
    assert html.count("<section>") == 2
    assert first.number in html


@pytest.mark.parametrize("act", ["sheets", "extract"])
def test_each_page_names_who_asked_for_the_paper(cast: Cast, act: str) -> None:
    """Some items were complaints: a leaked page leads to the row of the trail (C13)."""
    document = bulk(cast, act, make_item(cast).number, make_item(cast).number)
    assert actions.build(document.pk)
    document.refresh_from_db()
    asked = AuditEvent.objects.get(action="core.document.request", object_id=document.pk)
    with default_storage.open(document.file) as file:
        pages = read_pages(file.read()).pages
    assert len(pages) == (2 if act == "sheets" else 1)
    for page in pages:
        flat = "".join(page.extract_text().split())
        assert cast.liaison.name in flat
        assert f"日志号{asked.pk}" in flat


def test_one_sheet_is_known_by_the_number_of_its_item(cast: Cast) -> None:
    item = make_item(cast)
    assert SheetsPaper().number({"numbers": [item.number]}) == f"DJ-{item.number}"


def test_the_same_choice_is_the_same_paper_whatever_the_order(cast: Cast) -> None:
    one, two = make_item(cast).number, make_item(cast).number
    number = SheetsPaper().number
    assert number({"numbers": [one, two]}) == number({"numbers": [two, one]})
    assert number({"numbers": [one, two]}) != number({"numbers": [one]})


def test_an_extract_has_the_twenty_columns(cast: Cast) -> None:
    item = make_item(cast)
    document = bulk(cast, "extract", item.number)
    table = ExtractPaper().data(document.params, cast.liaison)["sheet"]
    assert [column.name for column in table.columns] == list(sheet.HEADS)
    assert table.rows[0][1] == item.number


def test_nobody_prints_what_is_hidden_from_them(cast: Cast) -> None:
    item = make_item(cast)
    personal = make_item(cast, owner_kind="person")
    params = {"numbers": [item.number, personal.number]}
    assert SheetsPaper().can_read(params, cast.liaison)
    assert not SheetsPaper().can_read(params, cast.office)
    assert not SheetsPaper().can_read({"numbers": [item.number]}, cast.outsider)
    assert not SheetsPaper().can_read({"numbers": []}, cast.liaison)


def test_a_plan_holds_confirmed_items_without_those_of_persons(cast: Cast) -> None:
    item = make_item(cast, description="窗口长期无人值守，群众等候超过半小时。")
    make_item(cast, owner_kind="person", description="本人对业务不熟，答复群众不准确。")
    make_draft(cast, description="还没有报送的草稿，不应当进入方案。")
    paper = papers.plan_of(cast.unit, cast.liaison)
    text = str(paper.body)
    assert item.target in text
    assert "本人对业务不熟" not in text
    assert "草稿" not in text
    assert paper.number == "ZF-2011-JFJ"


def test_the_word_file_can_be_opened_and_says_the_same(cast: Cast) -> None:
    item = make_item(cast)
    answer = signed_in(cast.liaison).get("/staff/ledger/plans/JFJ/word/")
    assert answer["Content-Disposition"].endswith("ZF-2011-JFJ.docx")
    text = "\n".join(p.text for p in DocxFile(io.BytesIO(answer.content)).paragraphs)
    assert item.description in text
    assert AuditEvent.objects.filter(action="rectification.plan.word").exists()


def test_the_plan_as_pdf_is_queued_under_its_number(cast: Cast) -> None:
    make_item(cast)
    signed_in(cast.office).post("/staff/ledger/plans/JFJ/print/")
    document = Document.objects.get()
    assert (document.number, document.kind) == ("ZF-2011-JFJ", PlanPaper.code)


def test_units_print_their_own_plan_and_the_office_any(cast: Cast) -> None:
    make_item(cast)
    assert signed_in(cast.outsider).get("/staff/ledger/plans/JFJ/word/").status_code == 404
    rows = signed_in(cast.office).get("/staff/ledger/plans/").context["rows"]
    assert [unit.code for unit, _plan in rows] == ["GJJ", "JFJ"]
    assert not PlanPaper().can_read({"unit": "JFJ"}, cast.outsider)
    assert not PlanPaper().can_read({"unit": "XXX"}, cast.office)
