"""The plan list: the office sees every unit and what is missing; a unit its own plan (P22)."""

from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.enums import Permission
from accounts.models import Unit
from campaign import access, overview
from campaign.documents import FilingReceipt, PlanPaper
from campaign.enums import PlanState
from campaign.forms.filters import UnitFilter
from campaign.models import Campaign, UnitPlan
from campaign.views.plan_page import find
from core import clock
from core.access import Denied, require
from core.documents import word
from core.documents.actions import request_document
from core.http import ListPage, Sort
from core.ui.parts import Tab

SORTS = [
    Sort("unit", ("unit__order", "unit_id"), gettext_lazy("in the order of units")),
    Sort(
        "sent",
        ("first_sent", "unit__order", "unit_id"),
        gettext_lazy("by first sending, earliest first"),
        gettext_lazy("by first sending, latest first"),
    ),
    Sort(
        "returns",
        ("-returns", "unit__order", "unit_id"),
        gettext_lazy("by number of returns, most first"),
    ),
]
VIEWS = {
    "all": gettext_lazy("All units"),
    "missing": gettext_lazy("Not sent"),
    "late": gettext_lazy("Late"),
    "returned": gettext_lazy("Returned"),
    "review": gettext_lazy("To review"),
    "filed": gettext_lazy("On file"),
    "excused": gettext_lazy("Excused"),
}


def plans(request: HttpRequest) -> HttpResponse:
    """`view`: one of `VIEWS`, for those who read the zone."""
    campaign = Campaign.objects.current_or_none()
    if request.user.reads_zone and campaign:
        return _office(request, campaign)
    units = request.user.units_with(Permission.UNIT_READ)
    if not units and not request.user.reads_zone:
        require(Denied(_("Plans are read by the units themselves and by the office.")))
    return _units(request, campaign, units)


def _office(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    conditions = overview.plan_views(clock.today())
    view = request.GET.get("view", "all")
    view = view if view in VIEWS else "all"
    rows = overview.plan_rows(campaign)
    filters = UnitFilter(request.GET)
    page = ListPage(
        request,
        filters.apply(rows.filter(conditions[view])),
        sorts=SORTS,
        filters=filters,
        per_page=50,
        prepare=_label,
    )
    found = rows.order_by().aggregate(
        **{
            key: Count("pk", filter=condition, distinct=True)
            for key, condition in _counted(conditions)
        }
    )
    context = {
        "campaign": campaign,
        "page": page,
        "view": view,
        "tabs": [
            Tab(label, f"?view={key}", found.get(key), current=key == view)
            for key, label in VIEWS.items()
        ],
        "today": clock.today(),
        "can_remind": access.can_remind(request.user),
    }
    return render(request, "campaign/plans.html", context)


def _label(rows: list[Any]) -> None:
    """Say the states of the annotated plans in words."""
    for row in rows:
        row.plan_label = PlanState(row.plan_state).label if row.plan_state else ""


def _counted(conditions: dict[str, Q]) -> list[tuple[str, Q]]:
    return [(key, condition or Q(pk__isnull=False)) for key, condition in conditions.items()]


def _units(request: HttpRequest, campaign: Campaign | None, units: list[Unit]) -> HttpResponse:
    found = UnitPlan.objects.visible_to(request.user).select_related("campaign", "unit")
    present = {plan.unit_id: plan for plan in found.filter(campaign=campaign)} if campaign else {}
    tasks = overview.unit_tasks(campaign, units) if campaign else []
    context = {
        "campaign": campaign,
        "cards": [
            (
                unit,
                present.get(unit.pk),
                [task for task in tasks if task.unit_id == unit.pk],
                access.can_open_plan(request.user, unit),
            )
            for unit in units
        ],
        "earlier": found.exclude(campaign=campaign).order_by("-campaign__year"),
        "today": clock.today(),
    }
    return render(request, "campaign/my_plans.html", context)


@require_POST
def plan_print(request: HttpRequest, number: str) -> HttpResponse:
    """Queue a paper of the plan: the receipt, or the plan itself."""
    plan = find(request, number)
    code = FilingReceipt.code if "receipt" in request.POST else PlanPaper.code
    document = request_document(code, {"number": plan.number}, by=request.user)
    return redirect(reverse("core:document-progress", kwargs={"key": document.key}))


def plan_word(request: HttpRequest, number: str) -> HttpResponse:
    """The plan as an editable file, for copying from; the paper on file is the PDF."""
    plan = find(request, number)
    made = PlanPaper().data({"number": plan.number}, request.user)["paper"]
    return word.download(made, number)
