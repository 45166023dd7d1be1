"""What a person has to do, gathered from all packages (P16, P25).

A package registers one function, `todos(user)`, in `apps.ready()`. It answers with `core.duties`
for what may grow long, which costs no query, and with `Todo`s for the few that it has fetched.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from core.text import Text
from core.workdays import Calendar


@dataclass(frozen=True)
class Todo:
    """One thing to do.

    `kind`: what the tag says (整改, 投诉); `meta`: source and persons in a few words; `due_on`:
    empty if it has no date; `verb`: the button; `url`: where the button leads; `light`: red,
    amber, green or empty, if the record has a light of its own; `first`: before everything else,
    whatever its date.
    """

    kind: Text
    title: str
    number: str
    meta: Text
    due_on: dt.date | None
    verb: Text
    url: str
    light: str = ""
    first: bool = False

    @property
    def rank(self) -> tuple[Any, ...]:
        """The place in a list: what goes first, then by day, what has none at the end."""
        return (not self.first, self.due_on or dt.date.max, self.number)


GROUPS = ("first", "late", "today", "soon", "later")
"""The groups of the page, the most urgent first."""
SOON_WORKDAYS = 3

Provider = Callable[[Any], Sequence[Any]]
_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """Add a package's to-dos to everybody's list, in `apps.ready()`."""
    if provider not in _providers:
        _providers.append(provider)


def found(user: Any) -> list[Any]:
    """What every package has for the person: to-dos, and duties that are not fetched yet."""
    return [one for provider in _providers for one in provider(user)]


def listed(found: Iterable[Any]) -> list[Todo]:
    """To-dos and duties in words, the most urgent first; a page asks `core.duties` instead."""
    rows: list[Todo] = []
    for one in found:
        rows += [one] if isinstance(one, Todo) else one.all()
    return sorted(rows, key=lambda todo: todo.rank)


def todos(user: Any) -> list[Todo]:
    """Everything the person has to do."""
    return listed(found(user))


def urgency(todo: Todo, today: dt.date, days: Calendar) -> str:
    """The group of the page: `first`, `late`, `today`, `soon` (within three working days) or
    `later`."""
    if todo.first:
        return "first"
    if todo.due_on is None:
        return "later"
    if todo.due_on < today:
        return "late"
    if todo.due_on == today:
        return "today"
    return "soon" if days.distance(today, todo.due_on) <= SOON_WORKDAYS else "later"
