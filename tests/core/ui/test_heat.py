"""The heat table's shades and sums."""

from core.ui.heat import heat_table

ROWS = [
    ("拖拉推诿", [(31, "/1"), (9, "/2"), (160, "/3")]),
    ("服务态度", [(24, "/4"), (0, ""), (14, "/5")]),
]


def shades(**options: bool) -> list[list[int]]:
    table = heat_table("类型", ["审批", "规划", "其余"], ROWS, **options)
    return [[cell.shade for cell in row.cells] for row in table.rows]


def test_counts_are_shaded_in_fifths_of_the_largest() -> None:
    assert shades() == [[0, 0, 4], [0, 0, 0]]


def test_the_rest_neither_is_shaded_nor_sets_the_scale() -> None:
    assert shades(rest_column=True) == [[4, 1, 0], [3, 0, 0]]


def test_rows_are_summed_with_the_rest() -> None:
    table = heat_table("类型", ["审批", "规划", "其余"], ROWS, rest_column=True)
    assert [row.total for row in table.rows] == [200, 38]


def test_an_empty_table_has_no_shade() -> None:
    table = heat_table("类型", ["审批"], [("其他", [(0, "")])])
    assert table.rows[0].cells[0].shade == 0
    assert heat_table("类型", [], []).rows == []


def test_equal_counts_are_equally_dark() -> None:
    table = heat_table("类型", ["甲", "乙"], [("一", [(5, ""), (5, "")])])
    assert {cell.shade for cell in table.rows[0].cells} == {4}
