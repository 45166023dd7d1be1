"""How a lapsed deadline becomes the draft of a slip, which lies in a higher package.

The package of slips plugs itself in when the applications are ready.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from core.models import Deadline


@dataclass(frozen=True)
class Lapse:
    """A deadline that was missed by so much that a paper is due (domain.md §4.22).

    `order`: a supervision slip instead of a letter of reminder. The words are what the draft
    says, in Chinese and without content of complaints: the unit's liaison reads them.
    """

    deadline: Deadline
    order: bool
    title: str
    facts: str
    demand: str


class Door(Protocol):
    """Drafts what has not been drafted yet for these deadlines; how many papers are new."""

    def __call__(self, lapses: Sequence[Lapse]) -> int: ...


_doors: list[Door] = []


def plug(door: Door) -> None:
    """Name the package of slips, in `apps.ready()`."""
    _doors[:] = [door]


def draft(lapses: Sequence[Lapse]) -> int:
    """Put drafts before the office, each kind once for a deadline. Nothing goes out by itself."""
    if not lapses:
        return 0
    (door,) = _doors
    return door(lapses)
