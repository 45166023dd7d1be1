"""To-dos as questions to the database: counted and paged there, so that 2,000 cost what 20 do.

A package says which rows wait for a person and how one row reads (`Duties`). A `Board` puts the
duties of all packages together: one question counts them by kind and urgency, one finds the rows
of a page, and only those are fetched and worded.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import CharField, DateField, F, Model, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from core.text import Text
from core.todo import GROUPS, SOON_WORKDAYS, Todo, urgency
from core.workdays import Calendar


@dataclass(frozen=True)
class Duties:
    """Duties of one kind: the rows that wait, and how one of them reads.

    `rows`: with everything fetched that `make` asks for; `due`: a field or an expression over the
    rows that gives the day (none: without a date); `number`: the field that orders rows of a day.
    """

    kind: Text
    rows: QuerySet[Any]
    make: Callable[[Any], Todo]
    due: str | Combinable | None = None
    number: str = "number"

    def all(self) -> list[Todo]:
        """Every duty in words; for a page ask the board instead."""
        return [self.make(row) for row in self.rows]


Found = Todo | Duties
# Places of what is no query; the one stands before everything else.
_PLAIN, _FIRST = -1, -2


class Board:
    """The duties of one person. `kind`: only those of one kind."""

    def __init__(
        self, found: Sequence[Found], *, today: dt.date, days: Calendar, kind: str = ""
    ) -> None:
        self._today, self._days = today, days
        plain = [one for one in found if isinstance(one, Todo)]
        self._plain = sorted(plain, key=lambda one: one.rank)
        self._asked = [one for one in found if isinstance(one, Duties)]
        self._kind = kind

    @cached_property
    def counts(self) -> Mapping[str, Mapping[str, int]]:
        """How many of each kind, by group of urgency (`core.todo.GROUPS`)."""
        counts: dict[str, dict[str, int]] = {}
        for one in self._plain:
            _add(counts, str(one.kind), urgency(one, self._today, self._days), 1)
        for place, group, n in self._tally():
            _add(counts, str(self._asked[place].kind), GROUPS[group], n)
        return counts

    def total(self, group: str = "") -> int:
        """All duties whatever their kind, of one group or of all."""
        return sum(
            n for kind in self.counts.values() for name, n in kind.items() if group in ("", name)
        )

    def shown(self, group: str = "") -> int:
        """As `total`, of the kind that was chosen."""
        if not self._kind:
            return self.total(group)
        kind = self.counts.get(self._kind, {})
        return sum(n for name, n in kind.items() if group in ("", name))

    # What a list page asks of its rows.
    def order_by(self, *_fields: str) -> "Board":
        """The board has its one order: the most urgent first."""
        return self

    def count(self) -> int:
        return self.shown()

    def __len__(self) -> int:
        return self.shown()

    def __getitem__(self, part: slice) -> list[Todo]:
        """The duties of a page: one question, and one for each package that has rows on it."""
        start, stop = part.start or 0, part.stop
        union, params = self._union()
        if not union:
            return []
        keys = _ask(
            f"SELECT place, pk FROM ({union}) AS duty"  # noqa: S608 - SQL of the ORM
            f" ORDER BY place <> {_FIRST}, due NULLS LAST"
            ', number COLLATE "C", place, pk LIMIT %s OFFSET %s',
            [*params, stop - start, start],
        )
        wanted: dict[int, list[int]] = {}
        for place, pk in keys:
            wanted.setdefault(place, []).append(pk)
        rows: dict[tuple[int, int], Model] = {
            (place, row.pk): row
            for place, ids in wanted.items()
            if place >= 0
            for row in self._asked[place].rows.filter(pk__in=ids)
        }
        return [
            self._plain[pk] if place < 0 else self._asked[place].make(rows[place, pk])
            for place, pk in keys
            if place < 0 or (place, pk) in rows
        ]

    def _tally(self) -> list[tuple[int, int, int]]:
        union, params = self._union(plain=False, all_kinds=True)
        if not union:
            return []
        return _ask(
            "SELECT place, CASE WHEN due < %s THEN 1 WHEN due = %s THEN 2 WHEN due <= %s THEN 3"  # noqa: S608 - SQL of the ORM
            f" ELSE 4 END, count(*) FROM ({union}) AS duty GROUP BY 1, 2 ORDER BY 1, 2",
            [self._today, self._today, self._soon(), *params],
        )

    def _soon(self) -> dt.date:
        """The last day of the group «soon»."""
        day = self._days.add(self._today, SOON_WORKDAYS)
        while self._days.distance(self._today, day + dt.timedelta(days=1)) <= SOON_WORKDAYS:
            day += dt.timedelta(days=1)
        return day

    def _union(self, *, plain: bool = True, all_kinds: bool = False) -> tuple[str, list[Any]]:
        """All duties as rows `place, pk, due, number`; below 0 are those that are no query."""
        parts: list[str] = []
        params: list[Any] = []
        for place, duties in enumerate(self._asked):
            if not all_kinds and self._kind not in ("", str(duties.kind)):
                continue
            try:
                sql, values = _columns(duties).query.sql_with_params()
            except EmptyResultSet:
                continue
            # The names are ours: what the ORM calls the columns differs from version to version.
            parts.append(
                f"SELECT {place} AS place, part.* FROM ({sql}) AS part(pk, due, number)"  # noqa: S608 - SQL of the ORM
            )
            params += values
        if plain and self._plain:
            parts.append(
                "SELECT mine.* FROM unnest(%s::int[], %s::int[], %s::date[], %s::text[])"
                " AS mine(place, pk, due, number)"
            )
            mine = [
                (_FIRST if one.first else _PLAIN, pk, one.due_on, one.number)
                for pk, one in enumerate(self._plain)
                if self._kind in ("", str(one.kind))
            ]
            params += [list(column) for column in zip(*mine, strict=True)] or [[], [], [], []]
        return " UNION ALL ".join(parts), params


def _columns(duties: Duties) -> QuerySet[Any, Any]:
    """The rows with nothing but key, day and number."""
    day = F(duties.due) if isinstance(duties.due, str) else duties.due or Value(None)
    rows: QuerySet[Any, Any] = duties.rows.select_related(None).order_by()
    columns: QuerySet[Any, Any] = rows.annotate(
        duty_due=Cast(day, DateField()), duty_number=Cast(F(duties.number), CharField())
    ).values_list("pk", "duty_due", "duty_number")
    return columns


def _ask(sql: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def _add(counts: dict[str, dict[str, int]], kind: str, group: str, n: int) -> None:
    of_kind = counts.setdefault(kind, {})
    of_kind[group] = of_kind.get(group, 0) + n
