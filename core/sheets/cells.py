"""What a cell of a table holds, and how it is kept between two requests."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Broken:
    """A cell that shows an error (`#REF!`), or a formula that was never calculated (``)."""

    shown: str


Value = str | int | float | dt.date | Broken
"""Empty cells are not kept. Dates have no time of day; percentages are text: «60%»."""


@dataclass(frozen=True)
class Area:
    """Merged cells; rows from 1 and columns from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Table:
    """One sheet or pasted block: rows from 1, columns from 0, only cells with content."""

    name: str
    rows: dict[int, dict[int, Value]] = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)
    hidden: bool = False

    def at(self, row: int, column: int) -> Value:
        """The content of a cell; nothing is an empty text."""
        return self.rows.get(row, {}).get(column, "")

    @property
    def width(self) -> int:
        """One more than the last column that holds anything."""
        return max((max(row) + 1 for row in self.rows.values() if row), default=0)


def pack(table: Table) -> dict[str, Any]:
    """A table as JSON."""
    return {
        "name": table.name,
        "rows": [[n, [[c, _pack(v)] for c, v in row.items()]] for n, row in table.rows.items()],
        "merges": [[a.top, a.left, a.bottom, a.right] for a in table.merges],
    }


def unpack(kept: dict[str, Any]) -> Table:
    """The table again."""
    rows = {n: {c: _unpack(v) for c, v in row} for n, row in kept["rows"]}
    return Table(kept["name"], rows, [Area(*corners) for corners in kept["merges"]])


def _pack(value: Value) -> Any:
    if isinstance(value, Broken):
        return {"broken": value.shown}
    if isinstance(value, dt.date):
        return {"date": value.isoformat()}
    return value


def _unpack(kept: Any) -> Value:
    if isinstance(kept, dict):
        if "broken" in kept:
            return Broken(kept["broken"])
        return dt.date.fromisoformat(kept["date"])
    value: Value = kept
    return value
