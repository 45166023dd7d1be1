"""The record of an interview: written, put before the person, signed, printed."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import pgettext, pgettext_lazy
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
    require_safe,
)

from core import attachments
from core.access import require
from core.buttons import Step, available, by_table, press
from core.documents.actions import request_document
from core.errors import Conflict, DomainError
from core.http import conflict_response, status_message
from core.models import StatusLog
from inspections import interview_access as access
from inspections.actions import interviews as actions
from inspections.addresses import address
from inspections.interview_forms import InterviewForm, ScanForm, initial
from inspections.models import Interview, SupervisionSlip
from inspections.paper import InterviewPaper
from inspections.timelines import entries
from inspections.views.slips import find as find_slip
from inspections.workflow import INTERVIEW, INTERVIEW_KIND

STEPS: dict[str, Step] = {
    step.name: step
    for step in (
        Step(
            "submit",
            pgettext_lazy("interview step", "Put before the person talked to"),
            by_table(INTERVIEW, "submit"),
            actions.submit,
            pgettext_lazy("interview", "Put before the person talked to:"),
        ),
        Step(
            "sign",
            pgettext_lazy("interview step", "Sign the record"),
            access.can_sign,
            actions.sign,
            pgettext_lazy("interview", "Record signed:"),
        ),
        Step(
            "contest",
            pgettext_lazy("interview step", "The record is not right"),
            access.can_contest,
            actions.contest,
            pgettext_lazy("interview", "Sent back to who wrote it:"),
            reason=True,
            plain=True,
        ),
        Step(
            "keep",
            pgettext_lazy("interview step", "The commitments were kept"),
            by_table(INTERVIEW, "keep"),
            actions.keep,
            pgettext_lazy("interview", "Commitments found to be kept:"),
        ),
    )
}


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, slip_id: int) -> HttpResponse:
    """The record of a summons."""
    slip = find_slip(request, slip_id)
    require(access.can_record(request.user, slip))
    form = InterviewForm(
        request.POST if request.method == "POST" else None,
        initial={"talkers": [request.user.pk], "version": 0},
        unit=slip.unit,
    )
    return _edit(request, form, slip, None)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a record that nobody has been asked to sign."""
    row = _find(request, pk)
    require(access.can_edit(request.user, row))
    form = InterviewForm(
        request.POST if request.method == "POST" else None,
        initial=initial(row),
        unit=row.slip.unit,
    )
    return _edit(request, form, row.slip, row)


def _edit(
    request: HttpRequest, form: InterviewForm, slip: SupervisionSlip, row: Interview | None
) -> HttpResponse:
    if form.is_valid():
        try:
            saved = _save(request, form, slip, row)
        except Conflict as stale:
            return _conflict(request, form, stale)
        except DomainError as fault:
            form.add_domain_error(fault)
        else:
            return _done(request, saved, pgettext("interview", "Record saved:"))
    context = {"form": form, "slip": slip, "interview": row}
    return render(request, "inspections/interview_form.html", context)


def _save(
    request: HttpRequest, form: InterviewForm, slip: SupervisionSlip, row: Interview | None
) -> Interview:
    if row is None:
        return actions.record(slip=slip, talk=form.talk(), by=request.user)
    version = form.cleaned_data["version"]
    return actions.edit(interview=row, talk=form.talk(), by=request.user, version=version)


def _conflict(request: HttpRequest, form: InterviewForm, stale: Conflict) -> HttpResponse:
    current: Any = stale.current
    log = StatusLog.objects.of(INTERVIEW_KIND, current.pk).last()
    return conflict_response(
        request,
        form,
        initial(current),
        who=log.actor_name if log else "",
        when=current.updated_at,
        cancel_url=address("interview", current.pk),
        title=current.number,
    )


def _find(request: HttpRequest, pk: int) -> Interview:
    rows = Interview.objects.visible_to(request.user)
    related = ("slip__unit", "slip__campaign", "talked_to__user", "talked_to__unit", "scan")
    return get_object_or_404(rows.select_related(*related), pk=pk)


@require_GET
def interview(request: HttpRequest, pk: int) -> HttpResponse:
    """The record, for the few who may read it."""
    return _page(request, _find(request, pk), ScanForm())


def _page(request: HttpRequest, row: Interview, scan_form: ScanForm) -> HttpResponse:
    user = request.user
    context = {
        "interview": row,
        "talkers": list(row.talkers.order_by("pk")),
        "steps": available(STEPS, user, row),
        "may_edit": bool(access.can_edit(user, row)),
        "may_scan": bool(INTERVIEW.can(row, "sign_on_paper", user)),
        "scan_form": scan_form,
        "form": scan_form,
        "timeline": entries(INTERVIEW, StatusLog.objects.of(INTERVIEW_KIND, row.pk)),
    }
    return render(request, "inspections/interview.html", context)


@require_POST
def step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Take one of the steps of the record."""
    row = _find(request, pk)
    return press(request, STEPS, name, {"interview": row}, address("interview", pk))


@require_POST
def sign_on_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Signed by hand: a fault of the picture stands at its field."""
    row = _find(request, pk)
    require(INTERVIEW.can(row, "sign_on_paper", request.user))
    form = ScanForm(request.POST, request.FILES)
    if form.is_valid():
        scan = form.cleaned_data["scan"][0]
        try:
            actions.sign_on_paper(interview=row, by=request.user, scan=scan)
        except DomainError as fault:
            form.add_error("scan", str(fault.message))
        else:
            return _done(request, row, pgettext("interview", "Record signed:"))
    return _page(request, row, form)


@require_safe
def scan(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The record as it was signed by hand."""
    row = _find(request, pk)
    if row.scan is None:
        raise Http404
    return attachments.serve(row.scan, request, number=row.number)


@require_POST
def print_(request: HttpRequest, pk: int) -> HttpResponse:
    """The record on paper, with places for both signatures."""
    row = _find(request, pk)
    document = request_document(InterviewPaper.code, {"interview": row.pk}, by=request.user)
    return redirect("core:document-progress", key=document.key)


def _done(request: HttpRequest, row: Interview, text: str) -> HttpResponse:
    url = address("interview", row.pk)
    status_message(request, text, url, row.number)
    return redirect(url)
