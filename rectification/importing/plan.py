"""What an import would do: the rows of a sheet beside the ledger as it stands now.

A cell counts as changed by the unit if it differs both from the ledger and from what the export
wrote; if only the ledger has moved on, the ledger stays; if both have, it is a conflict.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from accounts.models import Unit
from core.actors import Actor
from core.sheets.cells import Table
from rectification.importing.columns import NAMES, Header
from rectification.importing.entries import Entry, Fault
from rectification.importing.known import Marks
from rectification.models import RectificationItem

_SHOWN = ("category", "klass", "due", "responsible", "measures")


class Kind(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    CONFLICT = "conflict"
    FAULTY = "faulty"


@dataclass(frozen=True)
class Change:
    """One cell: what the ledger says and what the sheet says."""

    key: str
    old: str
    new: str

    @property
    def column(self) -> str:
        return NAMES[self.key]


@dataclass
class Row:
    """One problem of the sheet and what becomes of it."""

    kind: Kind
    entry: Entry
    item: RectificationItem | None = None
    changes: list[Change] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def number(self) -> str:
        return self.item.number if self.item else ""

    @property
    def headline(self) -> str:
        text = self.entry.texts.get("description", "")
        return text if len(text) <= 60 else f"{text[:59]}…"

    @property
    def summary(self) -> list[tuple[str, str]]:
        """What a new row says besides its problem: heads and words."""
        texts = self.entry.texts
        return [(NAMES[key], texts[key]) for key in _SHOWN if texts.get(key)]


@dataclass
class Plan:
    """All rows in the order of the sheet."""

    rows: list[Row]
    left_out: list[tuple[int, str]] = field(default_factory=list)
    """Rows of the sheet that are no problem: number and words."""
    unread: list[str] = field(default_factory=list)
    """Heads of columns that nothing is taken from."""

    def of(self, kind: Kind) -> list[Row]:
        return [row for row in self.rows if row.kind == kind]

    @property
    def counts(self) -> Counter[Kind]:
        return Counter(row.kind for row in self.rows)

    @property
    def faults(self) -> list[Fault]:
        """Everything that keeps a row out, conflicts too, in the order of the sheet."""
        return [fault for row in self.rows for fault in row.faults]

    @property
    def asks(self) -> list[str]:
        """The words whose meaning a person can choose, each once."""
        return list(dict.fromkeys(fault.asks for fault in self.faults if fault.asks))

    @property
    def fingerprint(self) -> str:
        """What was agreed to: another ledger or another sheet gives another one."""
        parts = [
            repr((r.kind.value, r.entry.row, r.number, r.item.version if r.item else 0, r.changes))
            for r in self.rows
        ]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


@dataclass(frozen=True)
class Request:
    """A table to import: for which unit, by whom, with which choices made so far."""

    unit: Unit
    by: Actor
    table: Table
    header: Header
    choices: Mapping[str, str] = field(default_factory=dict)
    marks: Marks = field(default_factory=dict)
    mine: Sequence[str] = ()
    """Numbers of conflicts that the person decides for the sheet."""
