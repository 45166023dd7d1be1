"""Figures for the public: nobody may be recognised in them, and few ratings are not compared.

Accusations and cases about the desk are never counted here. A cell under three is hidden (C9), and
so is the next smallest one when the hidden cell could be worked out from the total.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import Unit
from campaign.models import Category
from complaints.models import Complaint
from complaints.queries import SMALLEST_CELL, Rates, Rows, of_unit, rates, rates_by_unit
from core import clock


@dataclass(frozen=True)
class PublicFigures:
    """Figures of a period."""

    accepted: int
    answered: int
    on_time_rate: float | None
    satisfaction: float | None
    rated: int

    @property
    def shown(self) -> bool:
        """Whether there are enough cases to show anything."""
        return self.accepted >= SMALLEST_CELL


def public_rows(since: dt.date | None = None, until: dt.date | None = None) -> Rows:
    """The cases that public figures count."""
    rows = Complaint.objects.filter(is_accusation=False, bypass=False, accepted_at__isnull=False)
    if since:
        rows = rows.filter(accepted_at__gte=_midnight(since))
    if until:
        rows = rows.filter(accepted_at__lt=_midnight(until + dt.timedelta(days=1)))
    return rows


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))


def public_figures(since: dt.date | None = None, until: dt.date | None = None) -> PublicFigures:
    """Accepted, answered, in time and satisfied in a period (the last 30 days; one query)."""
    until = until or clock.today()
    since = since or until - dt.timedelta(days=30)
    return _figures(rates(public_rows(since, until), clock.today()))


def unit_figures(unit: Unit, since: dt.date, until: dt.date) -> PublicFigures:
    """The same of one unit (one query); satisfaction only with enough ratings to compare."""
    return _figures(rates(of_unit(public_rows(since, until), unit), clock.today()), ranked=True)


def _figures(found: Rates, ranked: bool = False) -> PublicFigures:
    satisfaction = found.satisfaction if found.ranked or not ranked else None
    return PublicFigures(
        found.accepted, found.answered, found.on_time_rate, satisfaction, found.rated
    )


@dataclass(frozen=True)
class PublicUnitRow:
    """A unit's public figures. `accepted` is None where the cell is not shown (C9)."""

    unit: Unit
    accepted: int | None
    on_time_rate: float | None
    satisfaction: float | None


def hidden_cells(counts: Mapping[int, int]) -> set[int]:
    """The keys of cells that are not shown: small ones, and as many of the next smallest as it
    takes so that nobody can work a small one out from the total."""
    in_order = sorted((n, key) for key, n in counts.items() if n)
    hidden = {key for n, key in in_order if n < SMALLEST_CELL}
    if not hidden:
        return set()
    for n, key in in_order:
        if len(hidden) > 1 and sum(counts[one] for one in hidden) >= SMALLEST_CELL:
            break
        if n >= SMALLEST_CELL:
            hidden.add(key)
    return hidden


def public_units(since: dt.date, until: dt.date) -> list[PublicUnitRow]:
    """Units with cases in a period, in the order of the zone; small cells hidden (two queries)."""
    found = rates_by_unit(public_rows(since, until), clock.today())
    hidden = hidden_cells({pk: one.accepted for pk, one in found.items()})
    units = Unit.objects.filter(pk__in=found).in_order()
    return [_public_row(unit, found[unit.pk], unit.pk in hidden) for unit in units]


def _public_row(unit: Unit, found: Rates, hidden: bool) -> PublicUnitRow:
    if hidden:
        return PublicUnitRow(unit, None, None, None)
    satisfaction = found.satisfaction if found.ranked else None
    return PublicUnitRow(unit, found.accepted, found.on_time_rate, satisfaction)


def public_categories(since: dt.date, until: dt.date) -> list[tuple[Category, int | None]]:
    """Counts by head category in a period; small cells hidden."""
    found = dict(
        public_rows(since, until)
        .annotate(head=Coalesce("category__parent_id", "category_id"))
        .values_list("head")
        .annotate(n=Count("pk"))
        .order_by()
    )
    hidden = hidden_cells(found)
    heads = Category.objects.filter(pk__in=found).order_by("order")
    return [(head, None if head.pk in hidden else found[head.pk]) for head in heads]
