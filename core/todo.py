"""What a person has to do, gathered from all packages (P16, P25).

A package registers one function, `todos(user) -> list[Todo]`, in `apps.ready()`. It answers with
a fixed number of queries however many records there are.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from core.text import Text
from core.workdays import Calendar


@dataclass(frozen=True)
class Todo:
    """One thing to do.

    `kind`: what the tag says (整改, 投诉); `meta`: source and persons in a few words; `due_on`:
    empty if it has no date; `verb`: the button; `url`: where the button leads; `light`: red,
    amber, green or empty, if the record has a light of its own.
    """

    kind: Text
    title: str
    number: str
    meta: Text
    due_on: dt.date | None
    verb: Text
    url: str
    light: str = ""


Provider = Callable[[Any], list[Todo]]
_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """Add a package's to-dos to everybody's list, in `apps.ready()`."""
    if provider not in _providers:
        _providers.append(provider)


def todos(user: Any) -> list[Todo]:
    """Everything the person has to do, the most urgent first."""
    found = [todo for provider in _providers for todo in provider(user)]
    return sorted(found, key=lambda todo: (todo.due_on or dt.date.max, todo.number))


def urgency(todo: Todo, today: dt.date, days: Calendar) -> str:
    """The group of the page: `late`, `today`, `soon` (within three working days) or `later`."""
    if todo.due_on is None:
        return "later"
    if todo.due_on < today:
        return "late"
    if todo.due_on == today:
        return "today"
    return "soon" if days.distance(today, todo.due_on) <= 3 else "later"


def by_kind(found: Iterable[Todo]) -> dict[str, int]:
    """How many there are of each kind, in the order of the list."""
    counts: dict[str, int] = {}
    for todo in found:
        counts[str(todo.kind)] = counts.get(str(todo.kind), 0) + 1
    return counts
