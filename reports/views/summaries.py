"""The list of summary reports, and the button that makes one."""

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.enums import Permission
from accounts.models import Unit, User
from campaign.models import Campaign
from core.access import require
from core.http import ListPage, Sort, status_message
from reports import access
from reports.actions import summary
from reports.forms import ReportFilter
from reports.models import SummaryReport

SORTS = [Sort("unit", ("order", "sort_key", "pk"), _("in the order of the zone"))]


def _units(user: User) -> QuerySet[Unit]:
    """The units whose reports the person can know of."""
    units = Unit.objects.active()
    if user.reads_zone:
        return units
    return units.filter(pk__in=[unit.pk for unit in user.units_with(Permission.UNIT_READ)])


@require_GET
def summaries(request: HttpRequest) -> HttpResponse:
    """One line a unit: its report and how far it is. Three queries besides the campaign's two."""
    user = request.user
    require(access.can_list_reports(user))
    campaign = Campaign.objects.current()
    reports = SummaryReport.objects.visible_to(user).of(campaign)
    filters = ReportFilter(request.GET)
    rows = filters.narrow(_units(user), reports).prefetch_related(
        Prefetch("summary_reports", queryset=reports, to_attr="reports_now")
    )
    page = ListPage(request, rows, sorts=SORTS, filters=filters, per_page=50)
    for unit in page:
        unit.report = next(iter(unit.reports_now), None)  # type: ignore[attr-defined]
        unit.can_open = access.can_open_report(user, unit)  # type: ignore[attr-defined]
    context = {
        "page": page,
        "campaign": campaign,
        "zone_report": access.can_read_zone_report(user),
    }
    return render(request, "reports/summaries.html", context)


@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """One click: the unit's report (drafted from its records if there is none) as a PDF."""
    unit = get_object_or_404(_units(request.user), code=request.POST.get("unit", ""))
    document = summary.open_and_print(unit=unit, by=request.user)
    return redirect("core:document-progress", key=document.key)


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Open the unit's report for writing."""
    unit = get_object_or_404(_units(request.user), code=request.POST.get("unit", ""))
    report = summary.open_report(unit=unit, by=request.user)
    status_message(request, _("The report has been drafted from the unit's records."))
    return redirect("reports:summary-edit", number=report.number)
