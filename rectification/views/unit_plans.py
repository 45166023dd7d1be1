"""The rectification plans: of all units, of one, its steps, and its papers (R-065, P24)."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import Unit, User
from campaign.models import Campaign
from core import audit
from core.access import require
from core.buttons import Step, available, press
from core.documents import word
from core.documents.actions import request_document
from core.errors import Conflict, DomainError
from core.forms import PortalForm, VersionedFormMixin
from core.http import conflict_response, status_message
from core.models import StatusLog
from core.ui.due import moment_words
from core.ui.parts import TimelineEntry
from rectification import access, papers
from rectification import plan_access as may
from rectification.actions import plans as actions
from rectification.enums import DONE_STATES
from rectification.models import RectificationItem, RectificationPlan
from rectification.models.plan import planned_items
from rectification.plan_workflow import PLAN, PLAN_KIND
from rectification.queries import present_day
from rectification.views.item import person
from rectification.views.ledger import dress

STEPS: dict[str, Step] = {
    step.name: step
    for step in (
        Step(
            "send",
            pgettext_lazy("rectification plan", "Put before the unit head"),
            may.can_send,
            actions.send,
            pgettext_lazy("rectification plan", "With the unit head:"),
        ),
        Step(
            "sign",
            pgettext_lazy("rectification plan", "Sign and file"),
            may.can_sign,
            actions.sign,
            pgettext_lazy("rectification plan", "Signed and filed:"),
        ),
        Step(
            "send-back",
            pgettext_lazy("rectification plan", "Send back"),
            may.can_send_back,
            actions.send_back,
            pgettext_lazy("rectification plan", "Sent back:"),
            reason=True,
            plain=True,
        ),
        Step(
            "approve",
            pgettext_lazy("rectification plan", "Approve"),
            may.can_approve,
            actions.approve,
            pgettext_lazy("rectification plan", "Approved:"),
        ),
        Step(
            "return",
            pgettext_lazy("rectification plan", "Return for changes"),
            may.can_return,
            actions.return_for_changes,
            pgettext_lazy("rectification plan", "Returned:"),
            reason=True,
            plain=True,
        ),
        Step(
            "finish",
            pgettext_lazy("rectification plan", "Find it completed"),
            may.can_finish,
            actions.finish,
            pgettext_lazy("rectification plan", "Completed:"),
        ),
    )
}


class PlanForm(VersionedFormMixin, PortalForm):
    """What the items do not say: what the whole is to achieve."""

    aims = forms.CharField(
        label=gettext_lazy("Aims and requirements"),
        max_length=1000,
        min_length=10,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy(
            "What the rectification is to achieve, and what applies to all items: who is in charge,"
            " how progress is judged. Problems, measures, deadlines and persons come from the"
            " ledger; nothing is typed twice."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].required = False


@require_GET
def plans(request: HttpRequest) -> HttpResponse:
    """The units whose plan the person may read, each with its state."""
    user = person(request)
    require(access.can_read_plans(user))
    campaign = Campaign.objects.current_or_none()
    found = RectificationPlan.objects.visible_to(user).filter(campaign=campaign)
    states = {plan.unit_id: plan for plan in found}
    rows = [(unit, states.get(unit.pk)) for unit in papers.plan_units(user)]
    return render(request, "rectification/plans.html", {"rows": rows})


@require_GET
def plan(request: HttpRequest, code: str) -> HttpResponse:
    """A unit's plan with its items; before it is begun, what it would consist of."""
    user, unit = person(request), _unit(request, code)
    row = _plan(user, unit)
    items = list(_items(user, unit, row))
    dress(items, present_day())
    context = {
        "unit": unit,
        "plan": row,
        "items": [(item, row is not None and row.is_addition(item)) for item in items],
        "done": sum(item.state in DONE_STATES for item in items),
        "steps": available(STEPS, user, row) if row else [],
        "may_write": bool(may.can_write(user, unit, row)),
        "timeline": _timeline(row) if row else [],
    }
    return render(request, "rectification/plan.html", context)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Begin the plan, or change its draft."""
    user, unit = person(request), _unit(request, code)
    row = _plan(user, unit)
    require(may.can_write(user, unit, row))
    initial = {"aims": row.aims, "version": row.version} if row else {"version": 0}
    form = PlanForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        # A form opened before there was a plan has version 0: a colleague's draft is a conflict.
        version = form.cleaned_data["version"] or 0
        try:
            saved = actions.write(
                unit=unit, by=user, aims=form.cleaned_data["aims"], version=version
            )
        except Conflict as stale:
            return _conflict(request, form, stale)
        except DomainError as fault:
            form.add_domain_error(fault)
        else:
            url = saved.get_absolute_url()
            message = pgettext("rectification plan", "Draft saved:")
            status_message(request, message, url, saved.number)
            return redirect(url)
    return render(request, "rectification/plan_form.html", {"form": form, "unit": unit})


@require_POST
def step(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Take one of the steps of a plan."""
    user, unit = person(request), _unit(request, code)
    row = _plan(user, unit)
    if row is None:
        raise Http404
    return press(request, STEPS, name, {"plan": row}, row.get_absolute_url())


@require_POST
def print_(request: HttpRequest, code: str) -> HttpResponse:
    """Queue the plan as a PDF."""
    unit = _unit(request, code)
    document = request_document(papers.PlanPaper.code, {"unit": unit.code}, by=person(request))
    return redirect("core:document-progress", key=document.key)


@require_GET
def word_file(request: HttpRequest, code: str) -> HttpResponse:
    """The same plan as an editable DOCX."""
    user, unit = person(request), _unit(request, code)
    number = papers.PlanPaper().number({"unit": unit.code})
    answer = word.download(papers.plan_of(unit, user), number)
    audit.record("rectification.plan.word", by=user, unit_code=unit.code)
    return answer


def _unit(request: HttpRequest, code: str) -> Unit:
    user = person(request)
    require(access.can_read_plans(user))
    found = {unit.code: unit for unit in papers.plan_units(user)}.get(code)
    if found is None:
        raise Http404
    return found


def _plan(user: User, unit: Unit) -> RectificationPlan | None:
    rows = RectificationPlan.objects.visible_to(user).select_related("unit", "campaign")
    return rows.filter(campaign=Campaign.objects.current_or_none(), unit=unit).first()


def _items(user: User, unit: Unit, row: RectificationPlan | None) -> Any:
    seen = RectificationItem.objects.visible_to(user)
    if row is not None:
        return seen.filter(pk__in=row.items().values("pk")).order_by("number")
    campaign = Campaign.objects.current_or_none()
    return planned_items(unit, campaign).filter(pk__in=seen.values("pk"))


def _timeline(row: RectificationPlan) -> list[TimelineEntry]:
    logs = list(StatusLog.objects.of(PLAN_KIND, row.pk))[::-1]
    return [_entry(log, newest=n == 0) for n, log in enumerate(logs)]


def _entry(log: StatusLog, *, newest: bool) -> TimelineEntry:
    known = PLAN.transitions.get(log.transition)
    title = known.label if known else pgettext("rectification plan", "Draft begun")
    who = f"{log.actor_name}（{log.actor_post}）" if log.actor_post else log.actor_name
    return TimelineEntry(
        title, f"{who}，{moment_words(log.at)}", "now" if newest else "", log.reason
    )


def _conflict(request: HttpRequest, form: PlanForm, stale: Conflict) -> HttpResponse:
    current: Any = stale.current
    log = StatusLog.objects.of(PLAN_KIND, current.pk).last()
    return conflict_response(
        request,
        form,
        {"aims": current.aims, "version": current.version},
        who=log.actor_name if log else "",
        when=current.updated_at,
        cancel_url=reverse("rectification:plan", args=[current.unit.code]),
        title=_("Rectification plan"),
    )
