"""Write a plan: one page for all sections, saved on the server while typing (R27, R28)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.enums import Permission
from accounts.models import Unit
from campaign import access, completeness, plan_conflict
from campaign.actions import plans
from campaign.enums import PlanField
from campaign.models import StudyTopic, UnitPlan
from campaign.plan_editor import PlanEditor
from core import drafts
from core.access import require
from core.errors import Conflict, DomainError
from core.http import status_message

KEY = "campaign.plan:{}"


@require_POST
def plan_new(request: HttpRequest) -> HttpResponse:
    """Start the plan of the person's unit."""
    unit = get_object_or_404(
        Unit.objects.filter(
            pk__in=[unit.pk for unit in request.user.units_with(Permission.UNIT_READ)]
        ),
        code=request.POST.get("unit", ""),
    )
    plan = plans.open_plan(unit=unit, by=request.user)
    return redirect("campaign:plan-edit", plan.number)


@require_http_methods(["GET", "POST"])
def plan_edit(request: HttpRequest, number: str) -> HttpResponse:
    """The editor. Buttons: `save`, `send` (save and hand to the head), rows' own."""
    plan = get_object_or_404(
        UnitPlan.objects.visible_to(request.user).select_related("campaign", "unit", "group"),
        number=number,
    )
    require(access.can_edit_plan(request.user, plan))
    if request.method == "GET":
        saved = drafts.load(request.user, KEY.format(number))
        draft = saved.data if saved and "restart" not in request.GET else None
        gaps = _gaps(plan) if "check" in request.GET else []
        return _page(request, plan, PlanEditor(plan, draft=draft), gaps, saved=bool(draft))
    data = plan_conflict.resolve(request.POST, plan)
    editor = PlanEditor(plan, data)
    if editor.rows_changed or not editor.is_valid():
        return _page(request, plan, editor)
    try:
        plan = plans.save(plan=plan, by=request.user, **editor.values())
    except Conflict:
        current = UnitPlan.objects.select_related("campaign", "unit", "group").get(pk=plan.pk)
        cancel = reverse("campaign:plan-edit", args=[number]) + "?restart=1"
        return plan_conflict.page(request, data, editor, current, cancel_url=cancel)
    except DomainError as error:
        editor.form.add_domain_error(error)
        return _page(request, plan, editor)
    drafts.drop(request.user, KEY.format(number))
    return _send(request, plan) if "send" in data else _saved(request, plan)


def _send(request: HttpRequest, plan: UnitPlan) -> HttpResponse:
    if _gaps(plan):
        return redirect(reverse("campaign:plan-edit", args=[plan.number]) + "?check=1")
    plans.send_to_head(plan=plan, by=request.user)
    url = reverse("campaign:plan", args=[plan.number])
    status_message(request, _("Handed to the unit head for signing:"), url, plan.number)
    return redirect(url)


def _saved(request: HttpRequest, plan: UnitPlan) -> HttpResponse:
    url = reverse("campaign:plan", args=[plan.number])
    status_message(request, _("Saved:"), url, plan.number)
    return redirect("campaign:plan-edit", plan.number)


def _gaps(plan: UnitPlan) -> list[completeness.Gap]:
    return [*completeness.gaps(plan), *completeness.unanswered(plan)]


def _page(
    request: HttpRequest,
    plan: UnitPlan,
    editor: PlanEditor,
    gaps: list[completeness.Gap] | None = None,
    *,
    saved: bool = False,
) -> HttpResponse:
    topics = StudyTopic.objects.filter(campaign=plan.campaign, active=True)
    context = {
        "plan": plan,
        "editor": editor,
        "form": editor.form,
        "formsets": editor.row_sets,
        "notes": editor.note_views(),
        "fields": PlanField,
        "gaps": gaps or [],
        "from_draft": saved,
        "topics": topics,
        "draft_key": KEY.format(plan.number),
    }
    return render(request, "campaign/plan_edit.html", context)
