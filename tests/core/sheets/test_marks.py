"""The workbook comes back with its bad cells marked and the reason beside them."""

import io
from typing import Any

import openpyxl
import pytest

from core.sheets.cells import Broken, Table
from core.sheets.marks import Mark, marked, of_table
from core.sheets.reader import read
from tests.sheets import by_hand, saved, workbook

ROWS = [["序号", "问题", "时限"], [1, "甲", "尽快"], [2, "乙", "9月"]]


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data)).active


def test_the_cell_is_red_and_the_row_says_why() -> None:
    data = workbook(ROWS)
    page = opened(marked(data, read(data)[0], [Mark(2, 2, "整改时限：写成日期")], "需要修改"))
    assert page["C2"].fill.start_color.rgb == "FFFFC7CE"
    assert page["C2"].comment.text == "整改时限：写成日期"
    assert page["D1"].value == "需要修改"
    assert page["D2"].value == "整改时限：写成日期"
    assert [c.value for c in page[3][:3]] == [2, "乙", "9月"]
    assert page["C3"].comment is None


def test_two_faults_of_a_row_stand_together() -> None:
    data = workbook(ROWS)
    faults = [Mark(2, 1, "太短"), Mark(2, 2, "不是日期"), Mark(3, -1, "缺少类别")]
    page = opened(marked(data, read(data)[0], faults, "需要修改"))
    assert page["D2"].value == "太短\n不是日期"
    assert page["D3"].value == "缺少类别"


def test_widths_merges_and_other_sheets_stay() -> None:
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    book.active.column_dimensions["B"].width = 33
    book.active.merge_cells("A2:A3")
    book.create_sheet("说明")["A1"] = "不要动"
    data = saved(book)
    again = openpyxl.load_workbook(
        io.BytesIO(marked(data, read(data)[0], [Mark(3, 0, "合并的格子")], "需要修改"))
    )
    assert again.active.column_dimensions["B"].width == 33
    assert {str(area) for area in again.active.merged_cells.ranges} == {"A2:A3"}
    assert again["说明"]["A1"].value == "不要动"


@pytest.mark.parametrize("formula", ['=HYPERLINK("http://x.test","点我")', "=1+1", "=cmd|'/c'!A0"])
def test_formulas_come_back_as_text(formula: str) -> None:
    data = workbook([["问题"], [formula]])
    page = opened(marked(data, read(data)[0], [Mark(2, 0, "公式没有结果")], "需要修改"))
    assert page["A2"].value == formula
    assert page["A2"].data_type == "s"


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_pasted_cells_never_run(start: str) -> None:
    table = Table("", {1: {0: f"{start}1+1", 1: Broken("#REF!")}})
    page = opened(of_table(table, [Mark(1, 0, f"{start}2")], f"{start}3"))
    assert page["A1"].value == f"{start}1+1"
    assert {cell.data_type for cell in page[1]} <= {"s", "n", "e"}


def test_a_workbook_that_cannot_be_written_is_made_anew() -> None:
    data = by_hand('<row r="2"><c r="B2" t="inlineStr"><is><t>乙</t></is></c></row>')
    broken = marked(b"no zip", read(data)[0], [Mark(2, 1, "改")], "需要修改")
    assert opened(broken)["B2"].value == "乙"
    assert opened(broken)["C2"].value == "改"


def test_a_very_large_workbook_comes_back_with_its_rows_alone() -> None:
    data = by_hand(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>甲</t></is></c></row>',
        **{"xl__theme__theme1.xml": " " * 16_000_000},
    )
    assert opened(marked(data, read(data)[0], [Mark(1, 0, "改")], "需要修改"))["A1"].value == "甲"
