"""The burden meter: a unit reads its own month and the average, the zone reads all units."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.enums import Permission
from accounts.models import Unit
from campaign import access, burden
from campaign.actions import burden as actions
from campaign.burden import Burden, Month
from campaign.forms.plan import ReasonForm
from campaign.unit_calendar import month_of
from core import clock
from core.access import require
from core.http import status_message

FIGURES = (
    "due",
    "fields",
    "reminders",
    "slips",
    "asked",
    "messages",
    "returned",
    "entries",
    "ticked",
    "papers",
)
# Of fewer units an average would tell what was asked of the others.
FEWEST_UNITS = 5


def meter(request: HttpRequest) -> HttpResponse:
    """A month (`month=2011-08`): what was asked, and what the portal did instead."""
    require(access.can_read_records(request.user))
    month = Month(month_of(request.GET.get("month", "")))
    rows = burden.burdens(month, Unit.objects.active().in_order())
    seen = rows
    if not request.user.reads_zone:
        mine = {unit.pk for unit in request.user.units_with(Permission.UNIT_READ)}
        seen = [row for row in rows if row.unit.pk in mine]
    context = {
        "month": month,
        "before": month.first - dt.timedelta(days=1),
        "after": month.following,
        "rows": seen,
        "average": _average(rows) if len(rows) >= FEWEST_UNITS else None,
        "budget": burden.budget(),
        "over": sum(1 for row in seen if row.over),
        "may_release": access.can_release_burden(request.user) and month == Month.of(clock.today()),
    }
    return render(request, "campaign/burden.html", context)


def _average(rows: list[Burden]) -> dict[str, float]:
    """The mean of each figure over all units, to one decimal."""
    count = len(rows) or 1
    return {name: round(sum(getattr(row, name) for row in rows) / count, 1) for name in FIGURES}


@require_http_methods(["GET", "POST"])
def release(request: HttpRequest, code: str) -> HttpResponse:
    """A leader lifts a unit's budget for this month, with the reason."""
    require(access.can_release_burden(request.user))
    unit = get_object_or_404(Unit.objects.active(), code=code)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.release(unit=unit, by=request.user, reason=form.cleaned_data["reason"])
        url = reverse("campaign:burden")
        status_message(request, _("Budget lifted for this month:"), url, unit.short_name)
        return redirect(url)
    return render(request, "campaign/burden_release.html", {"form": form, "unit": unit})
