"""What last year left: long-term items still open, and the next measures of the reports (R-099)."""

from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import Unit
from campaign.models import Campaign
from rectification.enums import DONE_STATES, Klass, OwnerKind, State
from rectification.models import RectificationItem
from rectification.workflow import KIND as ITEM_KIND
from reports.enums import FROZEN
from reports.models import SummaryReport
from reports.workflow import REPORT

# A heading or a greeting is no measure.
SHORTEST = 10


@dataclass(frozen=True)
class Left:
    """What a unit takes along. `carried`: origins that its new ledger has already."""

    unit: Unit
    items: list[RectificationItem]
    measures: list[tuple[str, str]]
    carried: frozenset[tuple[str, str]]

    @property
    def new_items(self) -> list[RectificationItem]:
        return [item for item in self.items if (ITEM_KIND, item.number) not in self.carried]

    @property
    def new_measures(self) -> list[tuple[str, str]]:
        """Number of the report and one measure of it; a report is carried over as a whole."""
        return [row for row in self.measures if (REPORT.kind, row[0]) not in self.carried]

    @property
    def count(self) -> int:
        return len(self.new_items) + len(self.new_measures)


def measures_of(text: str) -> list[str]:
    """The measures in the last part of a report: one for each paragraph."""
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if len(line) >= SHORTEST]


def left_from(previous: Campaign, campaign: Campaign) -> list[Left]:
    """By active unit in the zone's order; units with nothing left out. Four queries.

    Personal items stay where they are: they are nobody's business but the unit's. What waits to
    be verified is nearly done; it follows if it is sent back.
    """
    items = _by_unit(
        RectificationItem.objects.filter(
            campaign=previous, klass=Klass.LONG_TERM, accepted_at__isnull=False
        )
        .counted()
        .exclude(state__in=(*DONE_STATES, State.PENDING))
        .exclude(owner_kind=OwnerKind.PERSON)
        .select_related("category", "unit", "responsible__user", "lead__user")
        .order_by("number")
    )
    reports = {
        report.unit_id: report
        for report in SummaryReport.objects.filter(campaign=previous, state__in=FROZEN)
    }
    carried = _carried(campaign)
    found = [
        Left(
            unit=unit,
            items=items.get(unit.pk, []),
            measures=_measures(reports.get(unit.pk)),
            carried=carried.get(unit.pk, frozenset()),
        )
        for unit in Unit.objects.active().in_order()
    ]
    return [row for row in found if row.items or row.measures]


def _measures(report: SummaryReport | None) -> list[tuple[str, str]]:
    if report is None:
        return []
    return [(report.number, line) for line in measures_of(report.next_steps)]


def _by_unit(items: Iterable[RectificationItem]) -> dict[int, list[RectificationItem]]:
    found: dict[int, list[RectificationItem]] = {}
    for item in items:
        found.setdefault(item.unit_id, []).append(item)
    return found


def _carried(campaign: Campaign) -> dict[int, frozenset[tuple[str, str]]]:
    rows = RectificationItem.objects.filter(
        campaign=campaign, origin_kind__in=[ITEM_KIND, REPORT.kind]
    ).values_list("unit_id", "origin_kind", "origin_number")
    found: dict[int, set[tuple[str, str]]] = {}
    for unit, kind, number in rows:
        found.setdefault(unit, set()).add((kind, number))
    return {unit: frozenset(pairs) for unit, pairs in found.items()}
