"""What the report of the zone says by itself: sums, a line for each unit, words of the units."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from accounts.models import Unit
from campaign.models import Campaign
from rectification.enums import DONE_STATES, OwnerKind
from rectification.models import RectificationItem
from reports import figures, rules
from reports.enums import FROZEN, Section
from reports.measures import Value
from reports.models import SummaryReport, ZoneReport
from reports.models.parts import LONGEST
from reports.sentences import share

# What the units say themselves is gathered under these parts, a paragraph for each unit.
GATHERED = (Section.EXPERIENCE, Section.SHORTCOMINGS, Section.NEXT_STEPS)


@dataclass(frozen=True)
class UnitLine:
    """A unit in the table of the report: its own report and how far its ledger is."""

    name: str
    report: str
    items: int
    closed: int
    relapsed: int

    @property
    def rate(self) -> str:
        return share(self.closed, self.items)

    @property
    def cells(self) -> list[object]:
        """As the paper prints it."""
        return [self.name, self.report or "—", self.items, self.closed, self.rate, self.relapsed]


def sent_reports(campaign: Campaign) -> list[SummaryReport]:
    """The reports that units have signed and not got back, in the zone's order."""
    reports = SummaryReport.objects.of(campaign).filter(state__in=FROZEN)
    return list(reports.select_related("unit").order_by("unit__order", "unit__sort_key"))


def missing_units(campaign: Campaign) -> list[Unit]:
    """Units whose report the office does not have."""
    sent = SummaryReport.objects.of(campaign).filter(state__in=FROZEN)
    return list(Unit.objects.active().exclude(pk__in=sent.values("unit")).in_order())


def unit_lines(campaign: Campaign) -> list[UnitLine]:
    """A line for each active unit. Three queries."""
    counts = {
        row["unit"]: (row["items"], row["closed"], row["relapsed"])
        for row in RectificationItem.objects.filter(campaign=campaign, accepted_at__isnull=False)
        .counted()
        .exclude(owner_kind=OwnerKind.PERSON)
        .order_by()
        .values("unit")
        .annotate(
            items=Count("pk"),
            closed=Count("pk", filter=Q(state__in=DONE_STATES)),
            relapsed=Count("pk", filter=Q(relapse_count__gt=0)),
        )
    }
    numbers = {report.unit_id: report.number for report in sent_reports(campaign)}
    return [
        UnitLine(unit.short_name, numbers.get(unit.pk, ""), *counts.get(unit.pk, (0, 0, 0)))
        for unit in Unit.objects.active().in_order()
    ]


def values_of(report: ZoneReport) -> dict[str, Value]:
    """The zone's figures: as frozen when it was issued, else as they are now."""
    if report.is_frozen and report.snapshot:
        return figures.frozen(report.snapshot)
    return figures.live(report.campaign, None)


def matrix_of(report: ZoneReport) -> list[list[str]]:
    """Problem → rule → relapse of all units, frozen or live."""
    if report.is_frozen and report.snapshot:
        frozen: list[list[str]] = report.snapshot["matrix"]
        return frozen
    return rules.matrix(report.campaign, None)


def lines_of(report: ZoneReport) -> Sequence[UnitLine]:
    """The table of the units, frozen or live."""
    if report.is_frozen and report.snapshot:
        return [UnitLine(*row) for row in report.snapshot["units"]]
    return unit_lines(report.campaign)


def snapshot(report: ZoneReport, values: Mapping[str, Value], today: Any) -> dict[str, Any]:
    """What issuing freezes: figures with their rows, the matrix, the table of the units."""
    return {
        **figures.take(values, today),
        "matrix": rules.matrix(report.campaign, None),
        "units": [
            [line.name, line.report, line.items, line.closed, line.relapsed]
            for line in unit_lines(report.campaign)
        ],
    }


def prefill(report: ZoneReport, values: Mapping[str, Value]) -> dict[str, str]:
    """The first draft: sums in words, and what each unit wrote, one paragraph a unit."""
    campaign, sent = report.campaign, sent_reports(report.campaign)
    count = {code: str(value.count) for code, value in values.items()}
    terms = {
        **count,
        "campaign": campaign.title,
        "units": str(Unit.objects.active().count()),
        "reports": str(len(sent)),
    }
    basics = _(
        "%(units)s units took part in the %(campaign)s; %(reports)s of them have sent their"
        " summary report."
    )
    practice = _(
        "The units held %(sessions_held)s study sessions and %(meetings)s meetings, made %(visits)s"
        " field visits and put %(items)s problems on the ledger with measures, deadlines and"
        " persons responsible."
    )
    drafts = {
        Section.BASICS.value: "\n".join(
            part for part in (campaign.guiding_thought.strip(), basics % terms) if part
        ),
        Section.PRACTICE.value: practice % terms,
    }
    return drafts | {part.value: gathered(sent, part) for part in GATHERED}


def gathered(reports: Iterable[SummaryReport], part: Section) -> str:
    """«Unit: first paragraph of its part», a line for each unit that wrote something."""
    lines = []
    for report in reports:
        words = [line.strip() for line in getattr(report, part.value).splitlines() if line.strip()]
        if words:
            lines.append(f"{report.unit.short_name}：{words[0]}")
    return "\n".join(lines)[:LONGEST]
