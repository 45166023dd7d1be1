"""What is known of one unit, each number with its list."""

from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _

from accounts.models import Unit
from campaign import queries as campaign_queries
from campaign.models import UnitPlan
from campaign.queries import PhaseProgress
from complaints import access as complaint_access
from inspections.models import Finding, Inspection
from rectification import queries as item_queries
from rectification.queries import FirstPass, UnitLights
from reports import cases, links
from reports.board.rates import Rate
from reports.board.scope import Scope
from reports.models import SummaryReport

RECENT = 5
LAMPS = ("red", "amber", "green", "done")


@dataclass(frozen=True)
class Number:
    """A number of the page and its list; `value` may be a rate, `count` is the rows behind."""

    label: str
    value: str
    count: int
    url: str


@dataclass(frozen=True)
class Portrait:
    """The blocks of the page."""

    phases: list[PhaseProgress]
    lights: UnitLights | None
    lamps: list[tuple[str, int, str]]
    first_pass: FirstPass | None
    complaints: list[Number]
    inspections: list[tuple[Inspection, str]]
    findings: int
    papers: list[tuple[str, str, str]]

    @property
    def bar_urls(self) -> list[str]:
        return [url for _lamp, _count, url in self.lamps]


def portrait(scope: Scope, unit: Unit) -> Portrait:
    """A fixed number of queries, whatever the unit has done."""
    progress = campaign_queries.progress(scope.campaign, scope.today, [unit])[0]
    found = item_queries.lights(scope.items().filter(unit=unit), scope.today)
    lights = found[0] if found else None
    inspections = Inspection.objects.visible_to(scope.user).filter(units=unit)
    findings = Finding.objects.visible_to(scope.user).filter(unit=unit).problems()
    return Portrait(
        phases=list(progress.phases.values()),
        lights=lights,
        lamps=[
            (lamp, getattr(lights, lamp, 0), links.ledger(unit=unit.code, lamp=lamp))
            for lamp in LAMPS
        ],
        first_pass=item_queries.first_pass(scope.items().filter(unit=unit)),
        complaints=_complaints(scope, unit),
        inspections=[
            (row, links.address("inspections:inspection", row.number))
            for row in inspections.order_by("-start", "-pk")[:RECENT]
        ],
        findings=findings.count(),
        papers=_papers(scope, unit),
    )


def _complaints(scope: Scope, unit: Unit) -> list[Number]:
    """Only for those who may know of complaints at all."""
    if not complaint_access.can_list(scope.user):
        return []
    in_time, due = cases.answer(cases.IN_TIME, scope.today), cases.answer(cases.DUE, scope.today)
    row = (
        scope.cases()
        .filter(lead_unit=unit)
        .order_by()
        .aggregate(
            accepted=Count("pk", filter=scope.accepted),
            in_time=Count("pk", filter=scope.due & in_time),
            due=Count("pk", filter=scope.due & due),
            good=Count("pk", filter=scope.accepted & cases.rating(cases.GOOD)),
            rated=Count("pk", filter=scope.accepted & cases.rating(cases.RATED)),
        )
    )
    late, rating = row["due"] - row["in_time"], Rate(row["good"], row["rated"])
    lead = {"lead": unit.code}
    return [
        _number(_("accepted"), row["accepted"], links.cases(**lead, **scope.days)),
        _number(
            _("answered in time"),
            row["in_time"],
            links.cases(answer=cases.IN_TIME, **lead, **scope.due_days),
        ),
        _number(_("late"), late, links.cases(answer=cases.LATE, **lead, **scope.due_days)),
        Number(
            _("satisfied"),
            f"{rating.percent:g}%" if rating.shown else _("sample too small"),
            rating.part,
            links.cases(score=cases.GOOD, **lead, **scope.days),
        ),
    ]


def _number(label: str, count: int, url: str) -> Number:
    return Number(label, str(count), count, url)


def _papers(scope: Scope, unit: Unit) -> list[tuple[str, str, str]]:
    """The unit's plan and summary report, with their state, as far as the reader sees them."""
    plans = UnitPlan.objects.visible_to(scope.user).of(scope.campaign).filter(unit=unit)
    reports = SummaryReport.objects.visible_to(scope.user).of(scope.campaign).filter(unit=unit)
    found = []
    for plan in plans:
        url = links.address("campaign:plan", plan.number)
        found.append((plan.number, plan.get_state_display(), url))
    for report in reports:
        url = links.address("reports:summary", report.number)
        found.append((report.number, report.get_state_display(), url))
    return found
