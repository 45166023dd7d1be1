"""Who is missing, late, returned: all tasks of all units, with one reminder for all."""

from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from campaign import access, overview
from campaign.actions import reminders
from campaign.forms.filters import StandingFilter
from campaign.models import Campaign
from campaign.views.tasks import said
from core import clock
from core.access import require
from core.http import ListPage, Sort, status_message
from core.ui.parts import Tab
from core.workdays import calendar

SOON = 5
"""Working days ahead that the view «due soon» looks."""

VIEWS = {
    "missing": gettext_lazy("Missing"),
    "returned": gettext_lazy("Returned"),
    "soon": gettext_lazy("Due soon"),
    "waiting": gettext_lazy("Waiting for the office"),
    "late": gettext_lazy("Done late"),
}
# Where a reminder makes sense: something waits for the unit.
REMINDED = ("missing", "returned", "soon")
SORTS = [
    Sort(
        "due",
        ("task__due", "unit__order", "pk"),
        gettext_lazy("by day, longest overdue first"),
        gettext_lazy("by day, latest first"),
    ),
    Sort("unit", ("unit__order", "task__due", "pk"), gettext_lazy("in the order of units")),
]


def standing(request: HttpRequest) -> HttpResponse:
    """Every task of every unit that is not as it should be. `view`: one of `VIEWS`."""
    require(access.can_read_zone(request.user))
    campaign = Campaign.objects.current()
    view = _view(request.GET.get("view", ""))
    filters = StandingFilter(request.GET)
    rows = filters.apply(overview.standing_rows(campaign))
    views = _conditions()
    page = ListPage(request, rows.filter(views[view]), sorts=SORTS, filters=filters, per_page=50)
    context = {
        "page": page,
        "view": view,
        "today": clock.today(),
        "tabs": [
            Tab(
                label,
                _address(request.GET, key),
                rows.filter(views[key]).count(),
                current=key == view,
            )
            for key, label in VIEWS.items()
        ],
        "can_remind": view in REMINDED and access.can_remind(request.user),
        "chosen": [(name, request.GET.get(name, "")) for name in filters.fields],
    }
    return render(request, "campaign/standing.html", context)


@require_POST
def standing_remind(request: HttpRequest) -> HttpResponse:
    """Remind the ticked rows (`task`), or with `all` every row of the view and its filters."""
    require(access.can_remind(request.user))
    view = _view(request.POST.get("view", ""))
    rows = overview.standing_rows(Campaign.objects.current())
    if "all" in request.POST and view in REMINDED:
        rows = StandingFilter(request.POST).apply(rows).filter(_conditions()[view])
    else:
        ticked = request.POST.getlist("task")
        rows = rows.filter(pk__in=[int(pk) for pk in ticked if pk.isascii() and pk.isdigit()])
    done = reminders.remind(tasks=rows, by=request.user)
    status_message(request, said(done))
    return redirect(reverse("campaign:standing") + _address(request.POST, view))


def _view(name: str) -> str:
    return name if name in VIEWS else "missing"


def _conditions() -> dict[str, Q]:
    today = clock.today()
    return overview.standing_views(today, calendar().add(today, SOON))


def _address(data: QueryDict, view: str) -> str:
    """The query of a view with the filters that are set."""
    kept = {name: data[name] for name in StandingFilter.base_fields if data.get(name)}
    return "?" + urlencode({"view": view, **kept})
