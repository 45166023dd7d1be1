"""What an import would do with each row: new, changed, unchanged, conflict, to be corrected."""

import io
from typing import Any

import openpyxl
import pytest

from rectification.actions import importing, items, progress
from rectification.enums import OwnerKind
from rectification.importing.plan import Kind, Plan, Row
from tests.cast import Cast
from tests.factories.importing import exported, ledger, received, row
from tests.factories.rectification import (
    make_closed,
    make_draft,
    make_item,
    make_pending,
    make_submitted,
    the_campaign,
)
from tests.sheets import saved

pytestmark = pytest.mark.django_db


def planned(cast: Cast, data: bytes, **choices: str) -> Plan:
    batch = received(cast, data)
    batch.choices = {key.replace("__", ":"): value for key, value in choices.items()}
    return importing.plan_of(batch, cast.liaison)


def one(cast: Cast, **cells: Any) -> Row:
    the_campaign(cast)
    (only,) = planned(cast, ledger(row(**cells))).rows
    return only


def edited(data: bytes, **cells: Any) -> bytes:
    """An exported workbook with cells typed over: `E4="…"`."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for place, value in cells.items():
        book.worksheets[0][place] = value
    return saved(book)


def test_a_good_row_is_new(cast: Cast) -> None:
    found = one(cast)
    assert (found.kind, found.faults, found.entry.row) == (Kind.NEW, [], 4)


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"due": "尽快"}, "整改时限"),
        ({"due": "2011.2.30"}, "整改时限"),
        ({"due": "2011.8.1"}, "整改时限"),
        ({"due": "2012.3.1"}, "整改时限"),
        ({"due": "长期坚持"}, "整改时限"),
        ({"klass": "看情况"}, "整改类型"),
        ({"category": "天气"}, "问题类别"),
        ({"category": ""}, "问题类别"),
        ({"source": "梦里"}, "问题来源"),
        ({"description": ""}, "存在问题（具体表现）"),
        ({"description": "长" * 501}, "存在问题（具体表现）"),
        ({"measures": "措" * 301}, "整改措施"),
        ({"measures": "\n".join(f"{n}. 措施" for n in range(1, 22))}, "整改措施"),
        ({"responsible": "查无此人"}, "责任人"),
        ({"lead": "查无此人"}, "牵头领导"),
        ({"scope": "随便"}, "是否公开"),
        ({"remark": "注" * 201}, "备注"),
        ({"number": "ZG-2011-JFJ-999"}, "问题编号"),
    ],
    ids=range(18),
)
def test_bad_cells_keep_their_row_out(cast: Cast, cells: dict[str, Any], column: str) -> None:
    found = one(cast, **cells)
    assert found.kind == Kind.FAULTY
    assert [fault.column for fault in found.faults] == [column]
    assert found.faults[0].message


def test_a_number_of_another_unit_is_unknown(cast: Cast) -> None:
    theirs = make_draft(
        cast,
        unit=cast.other_unit,
        by=cast.outsider,
        responsible=cast.outsider.main_post,
        lead=cast.outsider_head.main_post,
    )
    mine = one(cast, number="ZG-2011-GJJ-999").faults[0].message
    assert one(cast, number=theirs.number).faults[0].message == mine


def test_several_faults_of_a_row_are_all_named(cast: Cast) -> None:
    found = one(cast, due="尽快", category="天气", responsible="查无此人")
    assert {fault.column for fault in found.faults} == {"整改时限", "问题类别", "责任人"}


def test_good_rows_go_on_without_the_bad(cast: Cast) -> None:
    the_campaign(cast)
    plan = planned(cast, ledger(row(description="甲问题描述"), row(due="尽快")))
    assert [found.kind for found in plan.rows] == [Kind.NEW, Kind.FAULTY]


def test_unknown_words_ask_and_an_answer_mends_the_row(cast: Cast) -> None:
    the_campaign(cast)
    data = ledger(row(category="天气", responsible="查无此人", source="梦里"))
    asks = planned(cast, data).asks
    assert asks == ["source:梦里", "category:天气", "person:查无此人"]
    plan = planned(
        cast, data, category__天气="2.1", person__查无此人="-", source__梦里="self_check"
    )
    assert plan.rows[0].kind == Kind.NEW
    assert plan.rows[0].entry.values["responsible"] is None


def test_of_several_people_the_first_known_one_is_responsible(cast: Cast) -> None:
    found = one(cast, responsible="查无此人、owner、liaison")
    assert found.entry.values["responsible"] == cast.owner.main_post
    assert found.entry.others == {"responsible": ["查无此人", "liaison"]}
    assert found.entry.notes


def test_the_same_problem_twice(cast: Cast) -> None:
    the_campaign(cast)
    plan = planned(cast, ledger(row(), row()))
    assert [found.kind for found in plan.rows] == [Kind.NEW, Kind.FAULTY]
    assert "4" in plan.rows[1].faults[0].message


def test_a_problem_that_the_ledger_has_already(cast: Cast) -> None:
    item = make_draft(cast)
    found = one(cast, description=item.description)
    assert found.kind == Kind.FAULTY
    assert item.number in found.faults[0].message


def test_export_then_import_changes_nothing(cast: Cast) -> None:
    make_draft(cast)
    make_draft(cast, owner_kind=OwnerKind.PERSON)
    make_item(cast)
    make_pending(cast)
    make_closed(cast)
    plan = planned(cast, exported())
    assert [found.kind for found in plan.rows] == [Kind.SAME] * 5


def test_a_draft_changes_field_by_field(cast: Cast) -> None:
    item = make_draft(cast)
    data = edited(exported(), F4="流程太长。", M4="2011年9月15日", L4="liaison")
    (found,) = planned(cast, data).rows
    assert found.kind == Kind.CHANGED
    assert [(c.column, c.old, c.new) for c in found.changes] == [
        ("原因分析", item.cause, "流程太长。"),
        ("责任人", "owner", "liaison"),
        ("整改时限", "2011-08-31", "2011年9月15日"),
    ]


@pytest.mark.parametrize("words", ["2011.8.31", "8月31日前", "2011年8月底", "２０１１－８－３１"])
def test_other_words_for_the_same_day_are_no_change(cast: Cast, words: str) -> None:
    make_draft(cast)
    assert planned(cast, edited(exported(), M4=words)).rows[0].kind == Kind.SAME


def test_what_only_the_ledger_has_changed_stays(cast: Cast) -> None:
    item = make_draft(cast)
    data = edited(exported(), F4="流程太长。")
    items.edit(item=item, by=cast.liaison, target="一次办结。")
    (found,) = planned(cast, data).rows
    assert [change.key for change in found.changes] == ["cause"]


def test_what_both_have_changed_is_a_conflict_until_decided(cast: Cast) -> None:
    item = make_draft(cast)
    data = edited(exported(), F4="流程太长。")
    items.edit(item=item, by=cast.liaison, cause="人手不足。")
    batch = received(cast, data)
    (found,) = importing.plan_of(batch, cast.liaison).rows
    assert found.kind == Kind.CONFLICT
    assert "人手不足" in found.faults[0].message
    batch = importing.choose(batch=batch, by=cast.liaison, choices={}, mine=[item.number])
    assert importing.plan_of(batch, cast.liaison).rows[0].kind == Kind.CHANGED


@pytest.mark.parametrize("make", [make_submitted, make_item, make_pending, make_closed])
def test_a_promise_that_has_left_the_unit_is_not_changed(cast: Cast, make: Any) -> None:
    make(cast)
    (found,) = planned(cast, edited(exported(), H4="另一个目标")).rows
    assert found.kind == Kind.FAULTY
    assert [fault.key for fault in found.faults] == ["target"]


def test_progress_of_a_running_item(cast: Cast) -> None:
    make_item(cast)
    (found,) = planned(cast, edited(exported(), N4="已压缩一个环节。", O4="60%")).rows
    assert found.kind == Kind.CHANGED
    assert (found.entry.values["done"], found.entry.values["progress"]) == ("已压缩一个环节。", 60)


def test_lower_progress_wants_a_reason_on_the_page(cast: Cast) -> None:
    item = make_item(cast)
    progress.report(
        item=item, by=cast.owner, content="已完成一半。", progress=50, figure_reason="按工作量填报"
    )
    (found,) = planned(cast, edited(exported(), O4="30%")).rows
    assert [fault.key for fault in found.faults] == ["progress"]


def test_progress_of_a_draft_is_only_noted(cast: Cast) -> None:
    found = one(cast, done="已开始", progress="20%")
    assert found.kind == Kind.NEW
    assert len(found.entry.notes) == 1


def test_a_returned_promise_keeps_its_elements(cast: Cast) -> None:
    item = make_submitted(cast)
    items.return_for_changes(item=item, by=cast.office, reason="措施不具体")
    (found,) = planned(cast, edited(exported(), H4=None, L4=None)).rows
    assert {fault.key for fault in found.faults} == {"target", "responsible"}


def test_individuals_items_are_unknown_to_the_office(cast: Cast) -> None:
    item = make_draft(cast, owner_kind=OwnerKind.PERSON)
    batch = received(cast, ledger(row(number=item.number)), by=cast.office)
    assert importing.plan_of(batch, cast.office).rows[0].kind == Kind.FAULTY
    assert importing.plan_of(batch, cast.liaison).rows[0].item == item


def test_a_table_without_rows_plans_nothing(cast: Cast) -> None:
    the_campaign(cast)
    assert planned(cast, ledger()).rows == []
