"""The overview of the zone, and the cases behind its numbers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from campaign.models import Campaign
from core import clock
from core.access import require
from core.http import ListPage, Sort
from inspections.access import can_draft_slip
from inspections.models import Inspection
from reports import access, links
from reports.board import complaints, kpis, units
from reports.board.scope import SATISFACTION_TARGET, BoardFilter, Scope
from reports.cases import CaseFilter

RECENT = 10
SORTS = [
    Sort(
        "accepted",
        ("-accepted_at", "-pk"),
        _("by day of acceptance, newest first"),
        _("by day of acceptance, oldest first"),
    ),
    Sort("due", ("due_reply", "pk"), _("by day of the answer, earliest first")),
]


@require_GET
def dashboard(request: HttpRequest) -> HttpResponse:
    """Everything in the order of decisions (ux.md §5)."""
    require(access.can_see_dashboard(request.user))
    campaign = Campaign.objects.current_or_none()
    if campaign is None:
        return render(request, "reports/no_campaign.html")
    filters = BoardFilter(request.GET)
    scope = Scope.of(request.user, campaign, filters)
    table = units.unit_table(scope, all_units="all" in request.GET)
    recent = Inspection.objects.visible_to(request.user).order_by("-start", "-pk")[:RECENT]
    context = {
        "scope": scope,
        "filters": filters,
        "now": clock.now(),
        "waiting": kpis.waiting(scope),
        "kpis": kpis.kpis(scope, table),
        "table": table,
        "all_units": "all" in request.GET,
        "weeks": complaints.weeks(scope),
        "spots": complaints.hot_spots(scope),
        "ranking": units.ranking(table.lines, SATISFACTION_TARGET),
        "target": SATISFACTION_TARGET,
        "recent": [(row, links.address("inspections:inspection", row.number)) for row in recent],
        "cases_url": links.cases(**scope.days),
        "red_url": links.ledger(lamp="red", kind=scope.kind),
        "low_url": links.cases(score="low", **scope.days),
        "inspections_url": links.address("inspections:inspections"),
        "may_slip": bool(can_draft_slip(request.user)),
        "report_url": links.address("reports:summaries"),
    }
    return render(request, "reports/dashboard.html", context)


@require_GET
def cases(request: HttpRequest) -> HttpResponse:
    """The complaints that a number of the overview counts: number, subject and state only."""
    require(access.can_see_cases(request.user))
    filters = CaseFilter(request.GET)
    rows = filters.rows(request.user, clock.today())
    page = ListPage(
        request,
        rows.select_related("category", "target_unit", "lead_unit"),
        sorts=SORTS,
        filters=filters,
        per_page=50,
    )
    for case in page:
        case.url = links.address("complaints:case", case.number)  # type: ignore[attr-defined]
    return render(request, "reports/cases.html", {"page": page})
