"""One unit: its tasks, lights, complaints, ratings, inspections and report (P33)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.models import Unit
from campaign.models import Campaign
from core.access import require
from core.documents.actions import request_document
from reports import access, links
from reports.board import portrait as board
from reports.board.scope import BoardFilter, Scope
from reports.prints import PAPERS


def _find(request: HttpRequest, code: str) -> Unit:
    """A unit's own people find theirs, leaders and the office any; else 404."""
    units = Unit.objects.active().filter(pk__in=access.portrait_units(request.user))
    unit = get_object_or_404(units, code=code)
    require(access.can_see_portrait(request.user, unit))
    return unit


@require_POST
def print_(request: HttpRequest, code: str, what: str) -> HttpResponse:
    """Queue the unit's ledger or its notice as a PDF."""
    unit = _find(request, code)
    if what not in PAPERS:
        raise Http404
    document = request_document(PAPERS[what].code, {"unit": unit.code}, by=request.user)
    return redirect("core:document-progress", key=document.key)


@require_GET
def portrait(request: HttpRequest, code: str) -> HttpResponse:
    """Everything about one unit that the reader may know."""
    unit = _find(request, code)
    campaign = Campaign.objects.current_or_none()
    if campaign is None:
        return render(request, "reports/no_campaign.html")
    filters = BoardFilter(request.GET)
    scope = Scope.of(request.user, campaign, filters)
    context = {
        "unit": unit,
        "scope": scope,
        "filters": filters,
        "view": board.portrait(scope, unit),
        "prints": [("ledger", _("Print the ledger")), ("code", _("Print the supervision code"))],
        "slip_url": links.address("inspections:slip-new", unit=unit.code),
    }
    return render(request, "reports/portrait.html", context)
