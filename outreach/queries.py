"""Counts over the cases of enterprises."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from accounts.models import User
from outreach.enums import ENDED_STATES, CaseState
from outreach.models import EnterpriseCase

_CONFIRMED = Q(state=CaseState.CLOSED, closed_by=None)
_OPEN = ~Q(state__in=ENDED_STATES)


@dataclass(frozen=True)
class UnitCount:
    """The real things of one unit: all, confirmed by the enterprise, still open."""

    code: str
    name: str
    total: int
    confirmed: int
    open: int


@dataclass(frozen=True)
class Sums:
    """The same over all units shown."""

    total: int
    confirmed: int
    open: int


def deeds_by_unit(user: User) -> list[UnitCount]:
    """Real things by unit, as far as the person sees them, most first: one query."""
    rows = (
        EnterpriseCase.objects.visible_to(user)
        .real_things()
        .values("unit__code", "unit__short_name")
        .annotate(
            total=Count("id"),
            confirmed=Count("id", filter=_CONFIRMED),
            still_open=Count("id", filter=_OPEN),
        )
        .order_by("-total", "unit__order", "unit__code")
    )
    return [
        UnitCount(
            row["unit__code"],
            row["unit__short_name"],
            row["total"],
            row["confirmed"],
            row["still_open"],
        )
        for row in rows
    ]


def sums(counts: Iterable[UnitCount]) -> Sums:
    """All units together."""
    rows = list(counts)
    return Sums(
        sum(row.total for row in rows),
        sum(row.confirmed for row in rows),
        sum(row.open for row in rows),
    )
