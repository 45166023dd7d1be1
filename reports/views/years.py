"""This year beside last year, and what last year left for this one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from campaign.models import Campaign
from core.access import require
from core.http import status_message
from reports import access
from reports import years as figures
from reports.actions import carrying as actions
from reports.carrying import left_from


def _continued(year: int) -> Campaign:
    """The campaign of a year that continues another; 404 if there is none."""
    rows = Campaign.objects.select_related("previous").prefetch_related(
        "phases", "previous__phases"
    )
    found = get_object_or_404(rows, year=year)
    if found.previous is None:
        raise Http404(_("This campaign continues no other."))
    return found


@require_GET
def years(request: HttpRequest, year: int) -> HttpResponse:
    """The figures of both years, with the change."""
    require(access.can_see_dashboard(request.user))
    campaign = _continued(year)
    context = {"campaign": campaign, "lines": figures.lines(campaign, request.user)}
    return render(request, "reports/years.html", context)


@require_http_methods(["GET", "POST"])
def carry(request: HttpRequest, year: int) -> HttpResponse:
    """What each unit takes along; POST puts it onto the ledgers as drafts."""
    require(access.can_see_dashboard(request.user))
    campaign = _continued(year)
    if request.method == "POST":
        done = actions.carry_over(campaign=campaign, by=request.user)
        words = ngettext(
            "%(items)d draft for %(units)d units is on the ledger:",
            "%(items)d drafts for %(units)d units are on the ledger:",
            done.items,
        )
        said = words % {"items": done.items, "units": done.units}
        url = reverse("reports:carry", args=[year])
        status_message(request, said, url, campaign.title)
        return redirect(url)
    assert campaign.previous is not None  # noqa: S101 (`_continued`)
    rows = left_from(campaign.previous, campaign)
    context = {
        "campaign": campaign,
        "rows": rows,
        "total": sum(row.count for row in rows),
        "answer": access.can_carry_over(request.user, campaign),
    }
    return render(request, "reports/carry.html", context)
