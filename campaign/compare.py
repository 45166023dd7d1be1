"""Two versions of a plan side by side, paragraph by paragraph. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest

from campaign.enums import PlanField
from campaign.snapshot import Content, sections

# Longer paragraphs are shown whole: marking single characters grows with the square.
LONGEST_MARKED = 800


class Change(StrEnum):
    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Piece:
    """A run of characters; `marked` where it differs from the other side."""

    text: str
    marked: bool = False


@dataclass(frozen=True)
class Row:
    """A paragraph of the old version beside its counterpart of the new one."""

    change: Change
    old: tuple[Piece, ...] = ()
    new: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class SectionDiff:
    """A section with its rows."""

    field: PlanField
    label: str
    rows: tuple[Row, ...]

    @property
    def changed(self) -> bool:
        return any(row.change != Change.SAME for row in self.rows)


def compare(old: Content, new: Content) -> list[SectionDiff]:
    """All sections of two snapshots, changed or not, in the order of the plan."""
    return [
        SectionDiff(
            before.field, before.label, tuple(paragraphs(before.paragraphs, after.paragraphs))
        )
        for before, after in zip(sections(old), sections(new), strict=True)
    ]


def paragraphs(old: list[str], new: list[str]) -> Iterator[Row]:
    """Rows of two lists of paragraphs: equal ones aligned, replaced ones paired in order."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            for text in old[i1:i2]:
                yield Row(Change.SAME, (Piece(text),), (Piece(text),))
            continue
        for before, after in zip_longest(old[i1:i2], new[j1:j2]):
            yield _pair(before, after)


def _pair(before: str | None, after: str | None) -> Row:
    if before is None:
        return Row(Change.ADDED, (), (Piece(after or "", marked=True),))
    if after is None:
        return Row(Change.REMOVED, (Piece(before, marked=True),), ())
    if max(len(before), len(after)) > LONGEST_MARKED:
        return Row(Change.CHANGED, (Piece(before, marked=True),), (Piece(after, marked=True),))
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    old: list[Piece] = []
    new: list[Piece] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        same = tag == "equal"
        if i2 > i1:
            old.append(Piece(before[i1:i2], marked=not same))
        if j2 > j1:
            new.append(Piece(after[j1:j2], marked=not same))
    return Row(Change.CHANGED, tuple(old), tuple(new))
