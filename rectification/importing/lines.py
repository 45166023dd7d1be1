"""The rows of a table taken apart: merged cells filled, blank rows and footers left out."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from core.sheets.cells import Table, Value
from rectification.importing.columns import Header, key_of
from rectification.importing.words import folded

# Of a problem over several rows these cells are put together; of the others the first counts,
# and the preview says which ones do not.
_JOINED = frozenset({"measures", "done", "cause", "remark", "target", "lead", "responsible"})
_FOOTERS = re.compile(
    r"^(合计|总计|小计|填表|制表|填报|审核|审签|注[:：]|说明[:：]|备注[:：]|联系|单位负责人|报送|主要负责)"
)
_MOST_FILLED = 200_000

Cells = Mapping[str, Value]


@dataclass(frozen=True)
class Line:
    """One problem: the rows of the sheet that it fills, and its cells by key."""

    rows: tuple[int, ...]
    cells: Cells
    more: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    """Further, other values of a cell that holds only one, by key."""

    @property
    def row(self) -> int:
        return self.rows[0]


def lines(table: Table, header: Header) -> list[Line]:
    """The problems of a table in their order."""
    return [line for _rows, line in _grouped(table, header) if line is not None]


def left_out(table: Table, header: Header) -> list[tuple[int, str]]:
    """Rows below the heads that are no problem but say something: row and words."""
    found = []
    for rows, line in _grouped(table, header):
        if line is not None:
            continue
        for row in rows:
            words = [str(value) for value in table.rows[row].values() if not _bare(value)]
            if words and not _are_heads(table, header, row):
                found.append((row, " ".join(words)))
    return found


def _bare(value: Value) -> bool:
    """A number alone: the serial of a row that nobody has filled in."""
    return not isinstance(value, str) or value.strip().isdigit()


def _grouped(table: Table, header: Header) -> list[tuple[list[int], Line | None]]:
    """The rows of each problem, and what they say; nothing for rows that are none."""
    inside = _Merged(table, header)
    groups: dict[int, list[int]] = defaultdict(list)
    description = header.columns.get("description", -1)
    for number in sorted(table.rows):
        if number >= header.first:
            groups[inside.top(number, description)].append(number)
    return [(rows, _line(table, header, inside, rows)) for rows in groups.values()]


class _Merged:
    """Where a merged cell below the header begins, by row and column."""

    def __init__(self, table: Table, header: Header) -> None:
        self._tops: dict[tuple[int, int], int] = {}
        last = max(table.rows, default=0)
        columns = set(header.columns.values())
        for area in table.merges:
            if area.top < header.first or area.left not in columns or area.bottom == area.top:
                continue
            if len(self._tops) > _MOST_FILLED:
                break
            for row in range(area.top, min(area.bottom, last) + 1):
                self._tops[row, area.left] = area.top

    def top(self, row: int, column: int) -> int:
        return self._tops.get((row, column), row)


def _line(table: Table, header: Header, inside: _Merged, rows: list[int]) -> Line | None:
    cells: dict[str, Value] = {}
    more: dict[str, tuple[Value, ...]] = {}
    for key, column in header.columns.items():
        found = list(_values(table, inside, rows, column))
        if not found:
            continue
        if key in _JOINED and len(found) > 1:
            cells[key] = "\n".join(str(value) for value in found)
        else:
            cells[key] = found[0]
            others = tuple(dict.fromkeys(value for value in found[1:] if value != found[0]))
            if others and key != "serial":
                more[key] = others
    return None if _is_idle(cells, table, header, rows[0]) else Line(tuple(rows), cells, more)


def _values(table: Table, inside: _Merged, rows: list[int], column: int) -> Iterator[Value]:
    """What stands in a column of these rows, each merged cell once."""
    seen: set[int] = set()
    for row in rows:
        top = inside.top(row, column)
        value = table.at(top, column)
        if top not in seen and value != "":
            seen.add(top)
            yield value


def _is_idle(cells: Cells, table: Table, header: Header, row: int) -> bool:
    """Blank but for its number, a footer, or the heads again on a new page."""
    if not set(cells) - {"serial"}:
        return True
    if "description" not in cells:
        first = next(iter(table.rows.get(row, {}).values()), "")
        if isinstance(first, str) and _FOOTERS.match(folded(first)):
            return True
    return _are_heads(table, header, row)


def _are_heads(table: Table, header: Header, row: int) -> bool:
    cells = {key: table.at(row, column) for key, column in header.columns.items()}
    heads = sum(1 for key, value in cells.items() if isinstance(value, str) and _is(key, value))
    return heads >= 3


def _is(key: str, head: str) -> bool:
    return key_of(head) == (key, True)
