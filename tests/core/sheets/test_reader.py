"""Workbooks of every writer become the same plain tables."""

import datetime as dt

import openpyxl
import pytest

from core.sheets import formats
from core.sheets.cells import Area, Broken, Table, Value, pack, unpack
from core.sheets.faults import SheetError
from core.sheets.reader import area, column_of, letters_of, read
from tests.sheets import by_hand, saved, workbook

_STYLES = (
    '<styleSheet><numFmts><numFmt numFmtId="177" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/>'
    '</numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="31"/>'
    '<xf numFmtId="177"/><xf numFmtId="9"/></cellXfs></styleSheet>'
)


def only(data: bytes) -> Table:
    tables = read(data)
    assert len(tables) == 1
    return tables[0]


def cell(xml: str, **parts: str | bytes) -> Value:
    return only(by_hand(f'<row r="1">{xml}</row>', **parts)).at(1, 0)


def test_text_numbers_and_dates_of_openpyxl() -> None:
    day = dt.datetime(2011, 9, 30, 8, 30)  # noqa: DTZ001 - workbooks know no zone
    table = only(workbook([["存在问题", 12, 3.5, day, True, None, "尾"]]))
    assert [table.at(1, c) for c in range(7)] == [
        "存在问题",
        12,
        3.5,
        dt.date(2011, 9, 30),
        "是",
        "",
        "尾",
    ]


@pytest.mark.parametrize(
    ("style", "number", "shown"),
    [
        ("0", "40816", 40816),
        ("1", "40816", dt.date(2011, 9, 30)),
        ("2", "40816.75", dt.date(2011, 9, 30)),
        ("3", "40816", dt.date(2011, 9, 30)),
        ("4", "0.6", "60%"),
        ("4", "1", "100%"),
        ("9", "5", 5),
        ("0", "0.5", 0.5),
    ],
)
def test_numbers_are_read_as_their_format_shows_them(
    style: str, number: str, shown: object
) -> None:
    xml = f'<c r="A1" s="{style}"><v>{number}</v></c>'
    assert cell(xml, **{"xl__styles.xml": _STYLES}) == shown


def test_the_calendar_of_old_apple_computers() -> None:
    data = by_hand(
        '<row r="1"><c r="A1" s="1"><v>39354</v></c></row>',
        extra='<workbookPr date1904="1"/>',
        **{"xl__styles.xml": _STYLES},
    )
    assert only(data).at(1, 0) == dt.date(2011, 9, 30)


@pytest.mark.parametrize(
    ("xml", "value"),
    [
        ('<c r="A1" t="inlineStr"><is><t> 甲 </t></is></c>', "甲"),
        ('<c r="A1" t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r></is></c>', "甲乙"),
        ('<c r="A1" t="str"><f>A2</f><v>公式的结果</v></c>', "公式的结果"),
        ('<c r="A1"><f>SUM(B1)</f></c>', Broken("")),
        ('<c r="A1" t="e"><v>#REF!</v></c>', Broken("#REF!")),
        ('<c r="A1" t="b"><v>0</v></c>', "否"),
        ('<c r="A1" s="3"/>', ""),
        ('<c r="A1"><v></v></c>', ""),
        ('<c r="A1" t="inlineStr"><is><t>一_x000D_\n二</t></is></c>', "一\n二"),
        ('<c r="A1" t="inlineStr"><is><t>\u3000甲\u200b\xa0</t></is></c>', "甲"),
        ("<c><v>7</v></c>", 7),
    ],
)
def test_kinds_of_cells(xml: str, value: Value) -> None:
    assert cell(xml) == value


def test_shared_strings_without_their_phonetic_guides() -> None:
    strings = (
        '<sst><si><t>甲</t></si><si><r><rPr/><t>镕</t></r><r><t>喆</t></r><rPh sb="0" eb="1">'
        "<t>róng</t></rPh></si></sst>"
    )
    data = by_hand(
        '<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="s"><v>0</v></c></row>',
        **{"xl__sharedStrings.xml": strings},
    )
    assert only(data).rows == {1: {0: "镕喆", 1: "甲"}}


def test_a_string_that_is_not_there_means_damage() -> None:
    with pytest.raises(SheetError) as fault:
        cell('<c r="A1" t="s"><v>5</v></c>')
    assert fault.value.code == "broken"


def test_writers_with_prefixes_and_other_name_spaces() -> None:
    sheet = (
        '<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData>'
        '<x:row><x:c t="inlineStr"><x:is><x:t>甲</x:t></x:is></x:c></x:row></x:sheetData>'
        "</x:worksheet>"
    )
    assert only(by_hand(**{"xl__worksheets__sheet1.xml": sheet})).rows == {1: {0: "甲"}}


def test_far_cells_cost_nothing() -> None:
    table = only(by_hand('<row r="1048576"><c r="B1048576"><v>1</v></c></row>'))
    assert table.rows == {1048576: {1: 1}}


@pytest.mark.parametrize("xml", ['<c r="XFD1"><v>1</v></c>', '<c r="CW1"><v>1</v></c>'])
def test_columns_far_to_the_right_are_too_many(xml: str) -> None:
    with pytest.raises(SheetError) as fault:
        cell(xml)
    assert fault.value.code == "columns"


def test_formatted_cells_without_content_do_not_count() -> None:
    assert only(by_hand('<row r="1"><c r="XFD1" s="1"/><c r="XFD1"/></row>')).rows == {}


def test_more_rows_than_a_ledger_has() -> None:
    with pytest.raises(SheetError) as fault:
        read(by_hand("<row><c><v>1</v></c></row>" * 5001))
    assert fault.value.code == "rows"


def test_merged_cells_and_hidden_sheets_are_told() -> None:
    book = openpyxl.Workbook()
    book.active.title = "台账"
    book.active["A1"] = "题"
    book.active.merge_cells("A1:T1")
    hidden = book.create_sheet("隐藏")
    hidden["A1"] = "x"
    hidden.sheet_state = "veryHidden"
    first, second = read(saved(book))
    assert (first.name, first.hidden, first.merges) == ("台账", False, [Area(1, 0, 1, 19)])
    assert (second.name, second.hidden) == ("隐藏", True)


def test_letters_and_numbers_of_columns() -> None:
    assert [column_of(letters) for letters in ("A", "T", "AA", "XFD")] == [0, 19, 26, 16383]
    assert [letters_of(number) for number in (0, 19, 26, 16383)] == ["A", "T", "AA", "XFD"]
    assert area("B2:C4") == Area(2, 1, 4, 2)
    assert area("B2") == Area(2, 1, 2, 1)
    with pytest.raises(ValueError, match="nothing"):
        area("nothing")


@pytest.mark.parametrize(
    ("number", "code", "kind"),
    [
        (0, "General", formats.PLAIN),
        (2, "0.00", formats.PLAIN),
        (200, "[Red]0.00", formats.PLAIN),
        (200, '"day"0', formats.PLAIN),
        (200, "[$-804]aaaa", formats.PLAIN),
        (200, "m/d", formats.DATE),
        (200, "yyyy-mm-dd;@", formats.DATE),
        (200, "0.0%", formats.PERCENT),
        (57, "", formats.DATE),
        (10, "", formats.PERCENT),
    ],
)
def test_number_formats(number: int, code: str, kind: str) -> None:
    assert formats.kind_of(number, code) == kind


def test_a_table_is_kept_as_json_and_comes_back() -> None:
    rows: dict[int, dict[int, Value]] = {
        3: {0: "甲", 1: 2, 2: 2.5, 3: dt.date(2011, 9, 30), 4: Broken("#N/A")}
    }
    table = Table("台账", rows, [Area(1, 0, 1, 3)])
    assert unpack(pack(table)) == table
    assert table.width == 5
    assert Table("").width == 0
