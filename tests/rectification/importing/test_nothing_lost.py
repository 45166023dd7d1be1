"""What a sheet says is taken over, or the preview says that it is not: nothing goes in silence."""

import datetime as dt

import openpyxl
import pytest

from core.sheets.cells import Area, Table
from rectification import papers
from rectification.actions import importing
from rectification.enums import Klass
from rectification.importing import columns
from rectification.importing.lines import left_out
from rectification.importing.plan import Kind
from rectification.models import RectificationItem
from rectification.sheet import HEADS
from tests.cast import Cast
from tests.factories.importing import ledger, received, row
from tests.factories.rectification import make_draft, make_submitted, the_campaign
from tests.rectification.importing.test_apply import imported
from tests.rectification.importing.test_plan import one, planned
from tests.sheets import saved, workbook

pytestmark = pytest.mark.django_db


def test_further_people_of_both_cells_stand_in_the_remark(cast: Cast) -> None:
    the_campaign(cast)
    cells = {"responsible": "owner、liaison", "lead": "unit_deputy 王某", "remark": "市里督办"}
    imported(cast, ledger(row(**cells)))
    item = RectificationItem.objects.get()
    assert item.remark == "市里督办；牵头领导另有：王某；责任人另有：liaison"
    again = planned(cast, ledger(row(number=item.number, **cells)))
    assert [found.kind for found in again.rows] == [Kind.SAME]


def test_a_changed_row_adds_them_and_shows_it(cast: Cast) -> None:
    item = make_draft(cast, remark="市里督办")
    cells = {"number": item.number, "responsible": "owner、liaison", "remark": "市里督办"}
    data = ledger(row(**cells))
    (found,) = planned(cast, data).rows
    assert ("remark", "市里督办；责任人另有：liaison") in [(c.key, c.new) for c in found.changes]
    imported(cast, data)
    item.refresh_from_db()
    assert item.remark == "市里督办；责任人另有：liaison"


def test_without_a_column_for_remarks_the_old_remark_stays(cast: Cast) -> None:
    item = make_draft(cast, remark="市里督办")
    heads = ["问题编号", "存在问题", "责任人"]
    imported(cast, workbook([heads, [item.number, item.description, "owner、liaison"]]))
    item.refresh_from_db()
    assert item.remark == "市里督办；责任人另有：liaison"


@pytest.mark.parametrize("known", [False, True])
def test_no_room_in_the_remark_is_a_fault_not_a_loss(cast: Cast, known: bool) -> None:
    the_campaign(cast)
    cells = {"responsible": "owner、liaison", "remark": "长" * 195}
    if known:
        cells |= {"number": make_draft(cast, remark="长" * 195).number}
    (found,) = planned(cast, ledger(row(**cells))).rows
    assert found.kind == Kind.FAULTY
    (fault,) = [fault for fault in found.faults if fault.key == "responsible"]
    assert "liaison" in fault.message


def test_of_rows_put_together_every_value_is_kept_or_named(cast: Cast) -> None:
    the_campaign(cast)
    first = row(responsible="owner", due="2011.9.30", measures="压缩环节", lead="unit_deputy")
    second = ["", "", "", "", "", "", "", "", "到期提醒", "", "", "liaison", "2011.9.10"]
    data = workbook([["台账"], HEADS, first, second], merges=["A3:A4", "E3:E4"])
    (found,) = planned(cast, data).rows
    assert found.entry.values["measures"] == ["压缩环节", "到期提醒"]
    assert found.entry.others == {"responsible": ["liaison"]}
    assert any("整改时限" in note and "2011.9.10" in note for note in found.entry.notes)


def test_columns_rows_and_sheets_that_are_not_read_are_named(cast: Cast) -> None:
    the_campaign(cast)
    book = openpyxl.Workbook()
    book.active.append([*HEADS, "督办领导批示"])
    book.active.append([*row(), "请抓紧"])
    book.active.append(["合计", "", "1项"])
    book.active.append([3])
    book.create_sheet("去年台账").append(["旧内容"])
    batch = received(cast, saved(book))
    plan = importing.plan_of(batch, cast.liaison)
    assert (plan.unread, batch.other_sheets) == (["督办领导批示"], ["去年台账"])
    assert plan.left_out == [(3, "合计 1项")]
    assert [found.kind for found in plan.rows] == [Kind.NEW]


def test_heads_again_and_bare_serials_are_no_loss() -> None:
    heads = dict(enumerate(HEADS))
    table = Table(
        "", {1: heads, 2: {0: 1, 4: "甲问题甲问题"}, 3: heads, 4: {0: 2}}, [Area(1, 0, 1, 0)]
    )
    assert left_out(table, columns.find(table)) == []


def test_what_the_portal_keeps_itself_is_named(cast: Cast) -> None:
    found = one(cast, state="已销号", evidence="照片.jpg", rules="限时办结制度")
    assert len([note for note in found.entry.notes if "不会导入" in note]) == 3


def test_a_class_alone_does_not_clear_the_deadline(cast: Cast) -> None:
    due = dt.date(2011, 8, 31)
    item = make_draft(cast, due_date=due, milestones=[])
    heads = ["问题编号", "存在问题", "整改类型"]
    imported(cast, workbook([heads, [item.number, item.description, "立行立改"]]))
    item.refresh_from_db()
    assert (item.klass, item.due_date) == (Klass.AT_ONCE, due)


def test_milestones_set_in_the_portal_are_not_dropped_by_a_sheet(cast: Cast) -> None:
    steps = [
        {"name": "梳理", "due": dt.date(2011, 8, 22)},
        {"name": "试行", "due": dt.date(2011, 8, 31)},
    ]
    item = make_draft(cast, milestones=steps)
    cells = {"number": item.number, "klass": "限期整改", "due": "2011.8.25"}
    (found,) = planned(cast, ledger(row(**cells))).rows
    assert [fault.key for fault in found.faults] == ["due"]
    imported(cast, ledger(row(**{**cells, "due": "2011.9.20"})))
    item.refresh_from_db()
    assert item.due_date == dt.date(2011, 9, 20)
    assert item.milestones.count() == 2


def test_a_plan_names_every_item(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers, "MOST_SHEETS", 1)
    found = [make_submitted(cast, description=f"第{n}件：窗口办件超过承诺时限。") for n in (1, 2)]
    text = repr(papers.plan_of(cast.unit, cast.liaison).body)
    assert all(item.description in text for item in found)
