"""Headers that are shuffled, renamed, merged or missing; rows that are merged or idle."""

import pytest

from core.sheets.cells import Area, Table, Value
from rectification.importing import columns
from rectification.importing.columns import KEYS, Header
from rectification.importing.lines import Line, lines
from rectification.sheet import HEADS

SMALL = ("序号", "存在问题", "整改措施", "责任人", "整改时限")


def table(*rows: tuple[Value, ...], merges: tuple[Area, ...] = ()) -> Table:
    """Rows from 1; empty texts are empty cells."""
    kept = {
        n: {c: v for c, v in enumerate(row) if v != ""} for n, row in enumerate(rows, 1) if any(row)
    }
    return Table("台账", kept, list(merges))


def read(sheet: Table) -> list[Line]:
    return lines(sheet, columns.find(sheet))


@pytest.mark.parametrize(
    ("head", "key"),
    [
        *zip(HEADS, KEYS, strict=True),
        ("存在的问题", "description"),
        ("1.问题描述", "description"),
        ("责任单位(责任科室)", "section"),
        ("责 任 人", "responsible"),
        ("完成时限", "due"),
        ("整改\n时限", "due"),
        ("责任领导", "lead"),
        ("ＮＯ．", "serial"),
        ("*问题类别", "category"),
    ],
)
def test_heads_without_doubt(head: str, key: str) -> None:
    assert columns.key_of(head) == (key, True)


@pytest.mark.parametrize(
    ("head", "key"),
    [("查摆出来的存在问题", "description"), ("科室责任人姓名", "responsible"), ("天气", "")],
)
def test_heads_with_doubt(head: str, key: str) -> None:
    assert columns.key_of(head) == (key, False)


def test_the_layout_of_the_portal_needs_no_question() -> None:
    header = columns.find(table(("题",), ("填报单位：",), HEADS, ("1",)))
    assert (header.row, header.first, header.sure) == (3, 4, True)
    assert header.columns == {key: n for n, key in enumerate(KEYS)}


def test_titles_above_and_shuffled_columns() -> None:
    sheet = table(
        ("某单位整改台账",), (), ("制表：办公室",), ("整改时限", "责任人", "整改措施", "存在问题")
    )
    header = columns.find(sheet)
    assert header.row == 4
    assert header.columns == {"due": 0, "responsible": 1, "measures": 2, "description": 3}


def test_an_unknown_head_makes_us_ask() -> None:
    assert not columns.find(table((*SMALL, "天气"), ("1", "甲"))).sure


def test_of_two_heads_alike_the_exact_one_counts() -> None:
    header = columns.find(table(("问题情况如何", "存在问题", "整改措施", "整改时限")))
    assert header.columns["description"] == 1


def test_heads_over_two_rows() -> None:
    sheet = table(
        ("序号", "存在问题", "责任", "", "整改", ""),
        ("", "", "责任科室", "责任人", "整改措施", "整改时限"),
        ("1", "甲", "审批科", "林晓燕", "压缩", "9月"),
        merges=(Area(1, 0, 2, 0), Area(1, 1, 2, 1), Area(1, 2, 1, 3), Area(1, 4, 1, 5)),
    )
    header = columns.find(sheet)
    assert header.first == 3
    assert header.columns == {
        "serial": 0,
        "description": 1,
        "section": 2,
        "responsible": 3,
        "measures": 4,
        "due": 5,
    }
    assert read(sheet)[0].cells["responsible"] == "林晓燕"


def test_a_block_without_heads_is_in_the_order_of_the_file() -> None:
    header = columns.find(table(("1", "", "自查", "超时办理", "窗口超时")))
    assert header.row == 0
    assert header.first == 1
    assert header.columns["description"] == 4


def test_a_narrow_block_without_heads_says_nothing() -> None:
    assert columns.find(table(("甲", "乙"))).columns == {}
    header = columns.find(table(("毛病", "整改措施"), ("窗口办件超过承诺时限", "压缩环节")))
    assert (header.row, header.first, header.sure) == (1, 2, False)
    assert header.columns == {"measures": 1}
    assert columns.find(Table("")).columns == {}


def test_blank_rows_footers_and_repeated_heads_are_left_out() -> None:
    sheet = table(
        SMALL,
        ("1", "甲问题", "甲措施", "林", "9月"),
        ("2", "", "", "", ""),
        (),
        SMALL,
        ("3", "乙问题", "", "", ""),
        ("合计", "", "2", "", ""),
        ("填表人：林晓燕", "", "审核：张", "", ""),
    )
    assert [(line.row, line.cells["description"]) for line in read(sheet)] == [
        (2, "甲问题"),
        (6, "乙问题"),
    ]


def test_a_problem_over_several_rows_is_one() -> None:
    sheet = table(
        SMALL,
        ("1", "甲问题", "压缩环节", "林晓燕", "9月30日"),
        ("", "", "到期提醒", "张志强", ""),
        ("2", "乙问题", "公示", "林晓燕", "8月"),
        merges=(Area(2, 0, 3, 0), Area(2, 1, 3, 1), Area(2, 4, 3, 4)),
    )
    first, second = read(sheet)
    assert first.rows == (2, 3)
    assert first.cells["measures"] == "压缩环节\n到期提醒"
    assert first.cells["responsible"] == "林晓燕\n张志强"
    assert first.cells["due"] == "9月30日"
    assert second.rows == (4,)


def test_a_cell_merged_over_several_problems_holds_for_each() -> None:
    sheet = table(
        SMALL,
        ("1", "甲问题", "公示", "林晓燕", "9月"),
        ("2", "乙问题", "公示", "", ""),
        merges=(Area(2, 3, 3, 3), Area(2, 4, 1_048_576, 4)),
    )
    assert [line.cells["responsible"] for line in read(sheet)] == ["林晓燕", "林晓燕"]
    assert [line.cells["due"] for line in read(sheet)] == ["9月", "9月"]


def test_columns_that_a_person_has_chosen() -> None:
    sheet = table(("甲", "乙"), ("窗口超时", "压缩"))
    header = columns.chosen(sheet, Header(1, 2, {}), {"description": 0, "measures": 1})
    assert lines(sheet, header)[0].cells == {"description": "窗口超时", "measures": "压缩"}
