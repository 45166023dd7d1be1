"""Supervision slips: list, paper, steps, answer, judgement, print."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core import clock
from core.access import require
from core.buttons import Step, available, by_table, press
from core.documents.actions import request_document
from core.errors import Conflict, DomainError
from core.http import ListPage, Sort, conflict_response, status_message
from core.models import StatusLog
from inspections import access, interview_access
from inspections.actions import slips
from inspections.addresses import address
from inspections.enums import SlipKind
from inspections.models import Interview, SupervisionSlip
from inspections.paper import SlipPaper
from inspections.slip_forms import JudgeForm, ReplyForm, SlipFilter, SlipForm
from inspections.timelines import entries
from inspections.workflow import SLIP, SLIP_KIND
from rectification.models import RectificationItem

SORTS = (
    Sort("new", ("-pk",), gettext_lazy("newest first"), gettext_lazy("oldest first")),
    Sort("due", ("reply_due", "-pk"), gettext_lazy("by date of the answer")),
)


STEPS: dict[str, Step] = {
    step.name: step
    for step in (
        Step(
            "issue", gettext_lazy("Issue"), access.can_issue, slips.issue, gettext_lazy("Issued:")
        ),
        Step(
            "send",
            gettext_lazy("Put before a leader"),
            access.can_send_slip,
            slips.send,
            gettext_lazy("Put before a leader:"),
        ),
        Step(
            "sign",
            gettext_lazy("Sign and issue"),
            by_table(SLIP, "sign"),
            slips.sign,
            gettext_lazy("Signed and issued:"),
        ),
        Step(
            "send_back",
            gettext_lazy("Send back"),
            by_table(SLIP, "send_back"),
            slips.send_back,
            gettext_lazy("Sent back:"),
            reason=True,
            plain=True,
        ),
        Step(
            "sign_for",
            gettext_lazy("Sign for it"),
            by_table(SLIP, "sign_for"),
            slips.sign_for,
            gettext_lazy("Signed for:"),
        ),
        Step(
            "cancel",
            gettext_lazy("Drop the draft"),
            by_table(SLIP, "cancel"),
            slips.cancel,
            gettext_lazy("Draft dropped:"),
            reason=True,
            plain=True,
        ),
    )
}


@require_GET
def slip_list(request: HttpRequest) -> HttpResponse:
    user = request.user
    require(access.can_list_slips(user))
    filters = SlipFilter(request.GET)
    rows = filters.apply(SupervisionSlip.objects.visible_to(user)).select_related("unit")
    page = ListPage(request, rows, sorts=SORTS, filters=filters)
    context = {"page": page, "may_write": bool(access.can_draft_slip(user)), "today": clock.today()}
    return render(request, "inspections/slips.html", context)


def find(request: HttpRequest, slip_id: int) -> SupervisionSlip:
    """The slip if it exists for this person, else 404."""
    rows = SupervisionSlip.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("unit", "campaign", "deadline"), pk=slip_id)


@require_GET
def slip(request: HttpRequest, slip_id: int) -> HttpResponse:
    return _page(request, find(request, slip_id), ReplyForm(), JudgeForm())


def _page(
    request: HttpRequest, row: SupervisionSlip, reply_form: ReplyForm, judge_form: JudgeForm
) -> HttpResponse:
    user = request.user
    context = {
        "slip": row,
        "items": RectificationItem.objects.visible_to(user).filter(slips=row),
        "findings": row.findings.visible_to(user).order_by("number"),
        "overdue": row.is_overdue(),
        "steps": available(STEPS, user, row),
        "may_edit": bool(access.can_edit_slip(user, row)),
        "may_reply": bool(SLIP.can(row, "reply", user)),
        "may_judge": bool(SLIP.can(row, "close", user)),
        "may_print": bool(row.number),
        "interview": Interview.objects.visible_to(user).filter(slip=row).first(),
        "may_record": bool(interview_access.can_record(user, row)),
        "reply_form": reply_form,
        "judge_form": judge_form,
        "form": reply_form if reply_form.is_bound else judge_form,
        "timeline": entries(SLIP, StatusLog.objects.of(SLIP_KIND, row.pk)),
    }
    return render(request, "inspections/slip.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new paper; `?unit=JFJ` and `?item=ZG-…` fill it in (P33 «督办»)."""
    require(access.can_draft_slip(request.user))
    initial = {
        "kind": request.GET.get("kind", SlipKind.ORDER),
        "unit": request.GET.get("unit", ""),
        "items": request.GET.get("item", ""),
        "version": 0,
    }
    form = SlipForm(request.POST if request.method == "POST" else None, initial=initial)
    return _edit(request, form, None)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, slip_id: int) -> HttpResponse:
    row = find(request, slip_id)
    require(access.can_edit_slip(request.user, row))
    form = SlipForm(request.POST if request.method == "POST" else None, initial=_initial(row))
    return _edit(request, form, row)


def _edit(request: HttpRequest, form: SlipForm, row: SupervisionSlip | None) -> HttpResponse:
    if form.is_valid():
        try:
            saved = _save(request, form, row)
        except Conflict as stale:
            return _conflict(request, form, stale)
        except DomainError as fault:
            form.add_domain_error(fault)
        else:
            url = address("slip", saved.pk)
            status_message(request, _("Draft saved:"), url, saved.title)
            return redirect(url)
    return render(request, "inspections/slip_form.html", {"form": form, "slip": row})


def _save(request: HttpRequest, form: SlipForm, row: SupervisionSlip | None) -> SupervisionSlip:
    if row is None:
        return slips.write(draft=form.draft(), by=request.user)
    version = form.cleaned_data["version"]
    return slips.edit(slip=row, draft=form.draft(), by=request.user, version=version)


def _initial(row: SupervisionSlip) -> dict[str, Any]:
    names = ("kind", "title", "facts", "demand", "reply_due", "version")
    values = {name: getattr(row, name) for name in names}
    for name in ("items", "findings"):
        numbers = getattr(row, name).order_by("number").values_list("number", flat=True)
        values[name] = " ".join(numbers)
    return {**values, "unit": row.unit.code}


def _conflict(request: HttpRequest, form: SlipForm, stale: Conflict) -> HttpResponse:
    current: Any = stale.current
    log = StatusLog.objects.of(SLIP_KIND, current.pk).last()
    return conflict_response(
        request,
        form,
        _initial(current),
        who=log.actor_name if log else "",
        when=current.updated_at,
        cancel_url=address("slip", current.pk),
        title=current.title,
    )


@require_POST
def step(request: HttpRequest, slip_id: int, name: str) -> HttpResponse:
    row = find(request, slip_id)
    return press(request, STEPS, name, {"slip": row}, address("slip", slip_id))


@require_POST
def reply(request: HttpRequest, slip_id: int) -> HttpResponse:
    row = find(request, slip_id)
    require(SLIP.can(row, "reply", request.user))
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return _page(request, row, form, JudgeForm())
    slips.reply(slip=row, by=request.user, text=form.cleaned_data["text"])
    return _done(request, row, _("Answer sent to the office:"))


@require_POST
def judge(request: HttpRequest, slip_id: int) -> HttpResponse:
    row = find(request, slip_id)
    require(SLIP.can(row, "close", request.user))
    form = JudgeForm(request.POST)
    if form.is_valid():
        try:
            _judge(row, request.user, **form.cleaned_data)
        except DomainError as fault:
            form.add_domain_error(fault)
        else:
            return _done(request, row, _("Judged:"))
    return _page(request, row, ReplyForm(), form)


def _judge(
    row: SupervisionSlip, user: Any, *, verdict: str, note: str, reply_due: dt.date | None
) -> None:
    if verdict == "return" and reply_due is not None:
        slips.return_(slip=row, by=user, reason=note, reply_due=reply_due)
    else:
        slips.close(slip=row, by=user, evaluation=verdict, note=note)


@require_POST
def print_(request: HttpRequest, slip_id: int) -> HttpResponse:
    """The paper as a PDF in the official layout."""
    row = find(request, slip_id)
    document = request_document(SlipPaper.code, {"slip": row.pk}, by=request.user)
    return redirect("core:document-progress", key=document.key)


def _done(request: HttpRequest, row: SupervisionSlip, text: str) -> HttpResponse:
    url = address("slip", row.pk)
    status_message(request, text, url, row.number)
    return redirect(url)
