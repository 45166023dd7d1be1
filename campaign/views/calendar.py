"""A unit's calendar: the month as a page, everything as a feed for calendar programs."""

import datetime as dt
from calendar import Calendar

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from campaign import unit_calendar
from campaign.models import Campaign
from campaign.views.records import own_unit
from core import clock, ical
from core.workdays import calendar as workdays


def unit_month(request: HttpRequest) -> HttpResponse:
    """The month (`month=2011-08`) of the own unit (`unit`), with the address of the feed."""
    unit = own_unit(request, Permission.UNIT_READ)
    first = unit_calendar.month_of(request.GET.get("month", ""))
    weeks = Calendar().monthdatescalendar(first.year, first.month)
    found = unit_calendar.entries(Campaign.objects.current(), unit, weeks[0][0], weeks[-1][-1])
    days = workdays()
    path = reverse("campaign:calendar-feed", args=[unit_calendar.token_of(request.user, unit)])
    context = {
        "unit": unit,
        "units": request.user.units_with(Permission.UNIT_READ),
        "first": first,
        "before": (first - dt.timedelta(days=1)).replace(day=1),
        "after": (first + dt.timedelta(days=31)).replace(day=1),
        "today": clock.today(),
        "weeks": [
            [
                (day, days.is_workday(day), [entry for entry in found if entry.day == day])
                for day in week
            ]
            for week in weeks
        ],
        "feed": request.build_absolute_uri(path),
    }
    return render(request, "campaign/calendar.html", context)


@login_not_required
@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The feed that a token opens; 404 says nothing about why it does not."""
    unit = unit_calendar.unit_of(token)
    campaign = Campaign.objects.current_or_none()
    if unit is None or campaign is None:
        raise Http404(_("This calendar is not here. Take its address from the portal again."))
    base = request.build_absolute_uri("/").rstrip("/")
    response = HttpResponse(
        unit_calendar.feed(campaign, unit, base), content_type=ical.CONTENT_TYPE
    )
    response["Content-Disposition"] = f'inline; filename="{unit.code}.ics"'
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
