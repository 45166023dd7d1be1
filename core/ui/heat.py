"""The heat table: counts by row and column, shaded by fifths, a link in every cell."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.text import Text


@dataclass(frozen=True, slots=True)
class HeatCell:
    """A count and where its list is; `shade` runs from 0 to 4."""

    count: int
    url: str
    shade: int


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One category with its cells and their sum."""

    label: str
    cells: Sequence[HeatCell]
    total: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class HeatTable:
    """What `{% heat_table %}` draws."""

    corner: Text
    columns: Sequence[str]
    rows: Sequence[HeatRow]


def heat_table(
    corner: Text,
    columns: Sequence[str],
    rows: Sequence[tuple[str, Sequence[tuple[int, str]]]],
    *,
    rest_column: bool = False,
    totals: Sequence[str] = (),
) -> HeatTable:
    """Shade counts in fifths of the largest one; the last column stays plain if it is «the rest».

    `rows` are (label, [(count, url), …]) with one cell for each column; `totals`: the address of
    each row's sum.
    """
    shaded = [cells[:-1] if rest_column else cells for _, cells in rows]
    largest = max((count for cells in shaded for count, _ in cells), default=0)

    def shade(count: int, index: int) -> int:
        if not largest or not count or (rest_column and index == len(columns) - 1):
            return 0
        return min(4, count * 5 // (largest + 1))

    return HeatTable(
        corner,
        columns,
        [
            HeatRow(
                label,
                [HeatCell(count, url, shade(count, i)) for i, (count, url) in enumerate(cells)],
                sum(count for count, _ in cells),
                totals[n] if totals else "",
            )
            for n, (label, cells) in enumerate(rows)
        ],
    )
