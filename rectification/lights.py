"""The lights of the ledger: one rule, once in Python and once in SQL (ux.md §3.3).

Red: past the deadline, or returned twice. Amber: few working days left, or progress far
behind plan. Green: otherwise, and while the office verifies (the clock stands). Both forms
compare dates with `behind_from`, the first day on which progress lags too far behind plan;
the database keeps it as a generated column, so that an index can answer for a light.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Protocol

from django.db.models import Case, CharField, DateField, F, IntegerField, Q, Value, When
from django.db.models.expressions import Expression, Func
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThan

from rectification.enums import DONE_STATES, LEFT_STATES, Light, Rank, State

# Points of progress an item may lag behind the straight line from start to deadline.
LAG_POINTS = 20
RETURNS_FOR_RED = 2
_LONG_AGO = dt.date(1900, 1, 1)


@dataclass(frozen=True)
class Day:
    """What a light is judged against: today, and the last date that counts as soon."""

    today: dt.date
    soon: dt.date


class Lit(Protocol):
    """What of an item the light depends on."""

    state: str
    start_on: dt.date | None
    progress: int
    rejections: int

    @property
    def deadline(self) -> dt.date | None: ...


def behind_from(start: dt.date | None, due: dt.date | None, progress: int) -> dt.date | None:
    """The first day on which progress is more than `LAG_POINTS` behind plan.

    Plan is the straight line from start to deadline; nothing without both dates.
    """
    if start is None or due is None or due <= start:
        return None
    return start + dt.timedelta(days=(progress + LAG_POINTS) * (due - start).days // 100 + 1)


class Joined(Func):
    """Operands joined as they stand: Django's own date arithmetic makes intervals."""

    template = "(%(expressions)s)"


def behind_from_sql() -> Expression:
    """`behind_from` as the expression of a generated column."""
    due = Coalesce("due_date", "review_on")
    days = Joined(due, "start_on", arg_joiner=" - ", output_field=IntegerField())
    lag = Joined(F("progress") + LAG_POINTS, days, arg_joiner=" * ", output_field=IntegerField())
    offset = Joined(lag, Value(100), arg_joiner=" / ", output_field=IntegerField())
    day = Joined("start_on", offset, Value(1), arg_joiner=" + ", output_field=DateField())
    return Case(When(GreaterThan(due, F("start_on")), then=day), output_field=DateField())


def light(item: Lit, day: Day) -> Light:
    """The light of one item in Python."""
    if item.state in DONE_STATES:
        return Light.DONE
    if item.state in LEFT_STATES:
        return Light.OFF
    if item.state == State.PENDING:
        return Light.GREEN
    due = item.deadline
    if item.rejections >= RETURNS_FOR_RED or (due is not None and due < day.today):
        return Light.RED
    behind = behind_from(item.start_on, due, item.progress)
    if (due is not None and due <= day.soon) or (behind is not None and behind <= day.today):
        return Light.AMBER
    return Light.GREEN


def late_after_sql() -> Expression:
    """The day after which a running item is red, as the expression of a generated column.

    The deadline; the beginning of time once it has been returned twice; nothing while the clock
    stands or has ended. One comparison then tells red, and an index alone answers it.
    """
    stands = Q(state__in=[State.PENDING, *DONE_STATES, *LEFT_STATES])
    return Case(
        When(stands, then=Value(None)),
        When(rejections__gte=RETURNS_FOR_RED, then=Value(_LONG_AGO)),
        default=Coalesce("due_date", "review_on"),
        output_field=DateField(),
    )


def lit(kind: str, day: Day) -> Q:
    """The items with one light, for filters and counts."""
    if kind == Light.DONE:
        return Q(state__in=DONE_STATES, rank=Rank.SETTLED)
    if kind == Light.OFF:
        return Q(state__in=LEFT_STATES)
    if kind == Light.RED:
        return Q(late_after__lt=day.today)
    if kind == Light.AMBER:
        near = Q(late_after__lte=day.soon) | Q(behind_from__lte=day.today)
        return Q(late_after__gte=day.today) & near
    steady = Q(behind_from=None) | Q(behind_from__gt=day.today)
    calm = Q(late_after=None) | (Q(late_after__gt=day.soon) & steady)
    return Q(rank=Rank.OPEN) & calm


def light_sql(day: Day) -> Case:
    """The light as an annotation, for grouping."""
    return Case(
        *[When(lit(kind, day), then=Value(kind.value)) for kind in Light if kind != Light.GREEN],
        default=Value(Light.GREEN.value),
        output_field=CharField(),
    )
