"""Reads over several models."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from accounts.enums import Permission as P
from accounts.models import Unit, User
from campaign.models import Category
from core import clock
from inspections.enums import Nature, State
from inspections.models import Finding, Inspection
from rectification.models import RectificationItem

LOAD_DAYS = 30


@dataclass(frozen=True)
class Load:
    """How often a unit was or will be visited around a day."""

    unit: Unit
    inspections: list[Inspection]

    @property
    def is_heavy(self) -> bool:
        """Two or more visits: repeated inspections are to be avoided (domain.md §2.2, §15)."""
        return len(self.inspections) >= 2


def load_of(
    units: Iterable[Unit], *, until: dt.date | None = None, without: Inspection | None = None
) -> list[Load]:
    """Inspections of each unit in the 30 days before `until` (today), newest first.

    Covert ones count: only people who plan see this. Two queries for any number of units.
    """
    day = until or clock.today()
    units = list(units)
    rows = (
        Inspection.objects.filter(
            units__in=units,
            start__date__gt=day - dt.timedelta(days=LOAD_DAYS),
            start__date__lte=day,
        )
        .exclude(state=State.CANCELLED)
        .exclude(pk=without.pk if without else 0)
        .prefetch_related("units")
        .distinct()
        .order_by("-start")
    )
    by_unit: dict[int, list[Inspection]] = {unit.pk: [] for unit in units}
    for inspection in rows:
        for unit in inspection.units.all():
            if unit.pk in by_unit:
                by_unit[unit.pk].append(inspection)
    return [Load(unit, by_unit[unit.pk]) for unit in units]


def is_repeat(unit: Unit, category: Category | None) -> bool:
    """Whether the unit already rectifies, or has rectified, this very behaviour (R-136)."""
    if category is None:
        return False
    known = RectificationItem.objects.filter(unit=unit, category=category)
    return known.exclude(accepted_at=None).exists()


def with_counts(rows: QuerySet[Inspection]) -> QuerySet[Inspection]:
    """The rows with `problems`, `highlights` and `unsettled` for a list."""
    open_problem = Q(findings__nature=Nature.PROBLEM) & ~Q(
        findings__state__in=["dismissed", "resolved", "verified"]
    )
    return rows.annotate(
        problems=Count("findings", filter=Q(findings__nature=Nature.PROBLEM), distinct=True),
        highlights=Count("findings", filter=Q(findings__nature=Nature.HIGHLIGHT), distinct=True),
        unsettled=Count("findings", filter=open_problem, distinct=True),
    )


def findings_for(user: User, inspection: Inspection) -> QuerySet[Finding]:
    """The findings of an inspection that exist for a person, in order of time."""
    rows = Finding.objects.visible_to(user).filter(inspection=inspection)
    return rows.select_related("unit", "category", "item").order_by("found_on", "time", "pk")


def inspected_units(user: User) -> list[Unit]:
    """Units of the inspections that a person carries out now; opens their ledgers to them."""
    if not user.may(P.ITEM_INSPECT):
        return []
    mine = Inspection.objects.active().filter(Q(team=user) | Q(lead=user))
    return list(Unit.objects.filter(inspections__in=mine).distinct())
