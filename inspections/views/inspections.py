"""The list of inspections, one inspection, and its steps."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from accounts.enums import Permission as P
from core.access import require
from core.buttons import Step, available, by_table, press
from core.http import ListPage, Sort
from core.models import StatusLog
from core.ui.lists import url_with
from core.ui.parts import Tab
from inspections import access, queries
from inspections.actions import conclusions, plans, visits
from inspections.addresses import address
from inspections.forms import VIEWS, InspectionFilter
from inspections.models import Inspection
from inspections.timelines import entries
from inspections.workflow import INSPECTION, KIND

SORTS = (
    Sort("start", ("-start", "-pk"), _("newest first"), _("oldest first")),
    Sort("number", ("number",), _("by number"), _("by number, last first")),
)


STEPS: dict[str, Step] = {
    step.name: step
    for step in (
        Step(
            "submit",
            _("Send the plan for approval"),
            by_table(INSPECTION, "submit"),
            plans.submit,
            _("Plan sent for approval:"),
        ),
        Step(
            "approve",
            _("Approve the plan"),
            access.can_approve,
            plans.approve,
            _("Plan approved, the team has been called:"),
        ),
        Step(
            "return",
            _("Return the plan"),
            by_table(INSPECTION, "return"),
            plans.return_plan,
            _("Plan returned:"),
            reason=True,
        ),
        Step("begin", _("Begin on site"), access.can_begin, visits.begin, _("Begun on site:")),
        Step(
            "release",
            _("Feed back to the units"),
            access.can_release,
            conclusions.release,
            _("Fed back; the units have three working days for a statement:"),
        ),
        Step(
            "send_back",
            _("Send the conclusion back"),
            by_table(INSPECTION, "send_back"),
            conclusions.send_back,
            _("Conclusion sent back:"),
            reason=True,
        ),
        Step(
            "close",
            _("Close the inspection"),
            access.can_close,
            conclusions.close,
            _("Inspection closed:"),
        ),
        Step(
            "cancel",
            _("Cancel the inspection"),
            by_table(INSPECTION, "cancel"),
            plans.cancel,
            _("Inspection cancelled:"),
            reason=True,
            plain=True,
        ),
    )
}


def find(request: HttpRequest, number: str) -> Inspection:
    """The inspection if it exists for this person, else 404."""
    rows = Inspection.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("lead", "group"), number=number)


@require_GET
def inspections(request: HttpRequest) -> HttpResponse:
    """Everybody's list: the office's all, a team's own, a unit's released ones."""
    user = request.user
    require(access.can_list(user))
    visible = Inspection.objects.visible_to(user)
    view = request.GET.get("view", "")
    rows = visible.filter(state__in=VIEWS[view][1]) if view in VIEWS else visible
    filters = InspectionFilter(request.GET)
    shown = queries.with_counts(filters.apply(rows)).select_related("lead")
    page = ListPage(request, shown.prefetch_related("units"), sorts=SORTS, filters=filters)
    context = {
        "page": page,
        "tabs": _tabs(request, visible, view),
        "may_plan": bool(access.can_plan(user)),
        "is_unit": not user.may(P.INSPECTION_RECORD) and not user.reads_zone,
    }
    return render(request, "inspections/inspections.html", context)


def _tabs(request: HttpRequest, visible: Any, view: str) -> list[Tab]:
    # With the key: the rows are distinct, bare states would melt into one of each.
    states = [state for _pk, state in visible.order_by().values_list("pk", "state")]
    tabs = [
        Tab(_("All"), url_with(request.GET, request.path, view=None), len(states), current=not view)
    ]
    for key, (label, wanted) in VIEWS.items():
        count = sum(state in wanted for state in states)
        url = url_with(request.GET, request.path, view=key)
        tabs.append(Tab(label, url, count, current=view == key))
    return tabs


@require_GET
def inspection(request: HttpRequest, number: str) -> HttpResponse:
    """One inspection: for a unit only the feedback page exists."""
    row = find(request, number)
    user = request.user
    inside = user.reads_zone or user.may(P.INSPECTION_RECORD) or user.may(P.INSPECTION_PLAN)
    if not inside:
        return render(request, "inspections/feedback.html", feedback_context(request, row))
    logs = StatusLog.objects.of(KIND, row.pk)
    context = {
        "inspection": row,
        "units": row.units.in_order(),
        "team": row.team.order_by("username"),
        "records": row.records.select_related("unit").order_by("begun"),
        "findings": queries.findings_for(user, row),
        "reviews": row.reexaminations.select_related("unit"),
        "loads": _loads(request, row),
        "steps": available(STEPS, user, row),
        "may_edit": bool(access.can_edit(user, row)),
        "may_draw": bool(access.can_plan(user)),
        "may_record": bool(access.can_record(user, row)),
        "may_conclude": bool(access.can_conclude(user, row)),
        "timeline": entries(INSPECTION, logs),
    }
    return render(request, "inspections/inspection.html", context)


def _loads(request: HttpRequest, row: Inspection) -> list[queries.Load]:
    if not access.can_plan(request.user) or row.is_released:
        return []
    return queries.load_of(row.units.in_order(), until=row.day, without=row)


@require_POST
def step(request: HttpRequest, number: str, name: str) -> HttpResponse:
    row = find(request, number)
    return press(request, STEPS, name, {"inspection": row}, address("inspection", number))


@require_GET
def feedback(request: HttpRequest, number: str) -> HttpResponse:
    """What the unit reads: conclusion, its own findings, its rights."""
    row = find(request, number)
    if not row.is_released:
        # For its own team the page does not exist yet either.
        return inspection(request, number)
    return render(request, "inspections/feedback.html", feedback_context(request, row))


def feedback_context(request: HttpRequest, row: Inspection) -> dict[str, Any]:
    user = request.user
    findings = list(queries.findings_for(user, row))
    reviews = row.reexaminations.visible_to(user).select_related("unit", "examiner")
    return {
        "inspection": row,
        "problems": [finding for finding in findings if finding.is_problem],
        "highlights": [finding for finding in findings if not finding.is_problem],
        "reviews": reviews,
        "may_ask": bool(access.can_ask_review(user, row)),
    }
