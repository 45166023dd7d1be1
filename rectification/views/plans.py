"""The ledger on a time axis: what is due when, and which milestones come next."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from campaign.models import Campaign
from core.access import require
from core.counting import COUNT_CAP
from core.http import ListPage
from core.ui.parts import Tab
from rectification import access, gantt
from rectification.enums import Light
from rectification.forms.filters import LedgerFilter
from rectification.gantt import Window, month_after
from rectification.lights import Day, light
from rectification.models import RectificationItem
from rectification.queries import present_day
from rectification.views.item import person
from rectification.views.ledger import SORTS, dress, with_default

ROWS = 25
# Months in view, and how many of them lie before the present one.
MONTHS, BEFORE = 3, 1
FARTHEST_YEARS = 10
WHOLE = "campaign"


@dataclass(frozen=True)
class Line:
    """An item and its drawing."""

    item: RectificationItem
    drawing: SafeString


def timeline(request: HttpRequest) -> HttpResponse:
    """The same filters as the list; `span` is `campaign` or the first month that is drawn."""
    user = person(request)
    require(access.can_read_ledger(user))
    request.GET = with_default(request.GET)  # type: ignore[assignment]
    day = present_day()
    filters = LedgerFilter(request.GET, user=user, day=day)
    rows = filters.apply(RectificationItem.objects.visible_to(user))
    page = ListPage(
        request,
        rows.select_related("unit").prefetch_related("milestones"),
        sorts=SORTS,
        filters=filters,
        per_page=ROWS,
        cap=COUNT_CAP,
        prepare=lambda found: dress(found, day),
    )
    window = window_of(request.GET.get("span", ""), day.today)
    context = {
        "page": page,
        "lines": [_line(item, window, day) for item in page],
        "scale": gantt.scale(window, day.today),
        "spans": spans(request.GET, window, day.today),
        "query": _without_span(request.GET).urlencode(),
    }
    return render(request, "rectification/timeline.html", context)


def window_of(span: str, today: dt.date) -> Window:
    """The days of a span; what makes no sense is the months around today."""
    campaign = Campaign.objects.current_or_none()
    if span == WHOLE and campaign is not None:
        return Window(campaign.start, campaign.end)
    around = month_after(today.replace(day=1), -BEFORE)
    try:
        first = dt.date.fromisoformat(f"{span}-01")
    except ValueError:
        first = around
    if abs(first.year - today.year) > FARTHEST_YEARS:
        first = around
    return Window(first, month_after(first, MONTHS) - dt.timedelta(days=1))


def spans(params: QueryDict, window: Window, today: dt.date) -> list[Tab]:
    """Earlier, around today, later, the whole campaign."""
    first = window.start.replace(day=1)
    around = month_after(today.replace(day=1), -BEFORE)
    whole = params.get("span") == WHOLE
    choices: list[tuple[Any, str, bool]] = [
        (_("One month earlier"), _span(month_after(first, -1)), False),
        (_("Around today"), _span(around), not whole and first == around),
        (_("One month later"), _span(month_after(first, 1)), False),
        (_("The whole campaign"), WHOLE, whole),
    ]
    query = _without_span(params)
    return [
        Tab(label, f"?{_with_span(query, span)}", current=current)
        for label, span, current in choices
    ]


def _line(item: RectificationItem, window: Window, day: Day) -> Line:
    milestones = list(item.milestones.all())
    return Line(item, gantt.row(item, milestones, Light(light(item, day)), window, day.today))


def _span(first: dt.date) -> str:
    return f"{first:%Y-%m}"


def _without_span(params: QueryDict) -> QueryDict:
    query = params.copy()
    query.pop("span", None)
    query.pop("page", None)
    return query


def _with_span(query: QueryDict, span: str) -> str:
    changed = query.copy()
    changed["span"] = span
    return changed.urlencode()
