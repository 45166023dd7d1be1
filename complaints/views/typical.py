"""Typical cases at work: write, have released by another person, take down."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.enums import Permission
from complaints import access
from complaints.actions import typical as actions
from complaints.enums import State
from complaints.forms.typical import ReasonForm, TypicalForm
from complaints.models import Complaint, TypicalCase
from complaints.views import trail
from complaints.views.acts import staff
from complaints.workflow import TYPICAL
from core.access import require
from core.errors import Conflict, DomainError
from core.http import ListPage, Sort, conflict_response, status_message
from core.text import Text

SORTS = [Sort("newest", ("-pk",), _("newest first"))]
_CANDIDATES = 10


@dataclass(frozen=True)
class Act:
    """A step of the table with its action; with `reason` it takes one."""

    run: Callable[..., TypicalCase]
    done: Text
    reason: bool = False


ACTS = {
    "submit": Act(actions.submit, _("Waits for release by another person:")),
    "send_back": Act(actions.send_back, _("Sent back:"), reason=True),
    "release": Act(actions.release, _("Published:")),
    "take_down": Act(actions.take_down, _("Taken down:"), reason=True),
}


def _find(request: HttpRequest, number: str) -> TypicalCase:
    require(access.can_see_typical(staff(request)))
    cases = TypicalCase.objects.select_related("complaint", "submitted_by", "released_by")
    return get_object_or_404(cases, number=number)


@require_GET
def cases(request: HttpRequest) -> HttpResponse:
    """All typical cases, and closed complaints that could become one."""
    user = staff(request)
    require(access.can_see_typical(user))
    page = ListPage(request, TypicalCase.objects.all(), sorts=SORTS, per_page=20)
    candidates = Complaint.objects.none()
    if user.may(Permission.COMPLAINT_INTAKE):
        candidates = (
            Complaint.objects.visible_to(user)
            .filter(state__in=[State.CLOSED, State.ARCHIVED], consent_public=True)
            .filter(is_accusation=False, bypass=False, retaliation=False, disciplined_at=None)
            .filter(typical_case=None)
            .select_related("category")
            .order_by("-closed_at")[:_CANDIDATES]
        )
    context = {"page": page, "candidates": candidates}
    return render(request, "complaints/staff/typical_cases.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, number: str) -> HttpResponse:
    """Write one about a closed complaint; its redacted copy and reply stand beside the form."""
    user = staff(request)
    require(access.can_register(user))
    complaint = get_object_or_404(Complaint.objects.visible_to(user).with_units(), number=number)
    require(actions.can_be_told(complaint))
    form = TypicalForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made = actions.write(complaint=complaint, by=user, **form.values())
        except DomainError as refusal:
            form.add_domain_error(refusal)
        else:
            return _to(request, made, _("Saved as a draft:"))
    return _form_page(request, form, complaint, None)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, number: str) -> HttpResponse:
    """Change a draft."""
    user, found = staff(request), _find(request, number)
    require(access.can_register(user))
    form = TypicalForm(request.POST if request.method == "POST" else None, instance=found)
    if form.is_bound and form.is_valid():
        fresh = TypicalCase.objects.get(pk=found.pk)
        try:
            actions.edit(case=fresh, by=user, version=form.cleaned_data["version"], **form.values())
        except Conflict as stale:
            current = stale.current
            assert isinstance(current, TypicalCase)  # noqa: S101
            return conflict_response(
                request,
                form,
                current,
                who=_("Somebody else"),
                when=current.updated_at,
                cancel_url=_url(found),
                title=found.number,
            )
        except DomainError as refusal:
            form.add_domain_error(refusal)
        else:
            return _to(request, found, _("Saved as a draft:"))
    return _form_page(request, form, found.complaint, found)


def _form_page(
    request: HttpRequest, form: TypicalForm, complaint: Complaint, found: TypicalCase | None
) -> HttpResponse:
    trail.shown(request, staff(request), complaint)
    reply = complaint.replies.filter(decision="granted").order_by("-pk").first()
    context = {"form": form, "complaint": complaint, "case": found, "reply": reply}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "complaints/staff/typical_form.html", context, status=status)


@require_GET
def case(request: HttpRequest, number: str) -> HttpResponse:
    """How it will look, where it stands, what this person can do."""
    return _case_page(request, _find(request, number), ReasonForm())


@require_POST
def act(request: HttpRequest, number: str, act: str) -> HttpResponse:
    """One step."""
    if act not in ACTS:
        raise Http404
    found, step = _find(request, number), ACTS[act]
    require(TYPICAL.can(found, act, staff(request)))
    form = ReasonForm(request.POST if step.reason else {"reason": "—"})
    given = {}
    if step.reason:
        if not form.is_valid():
            return _case_page(request, found, form, status=422)
        given = {"reason": form.cleaned_data["reason"]}
    try:
        step.run(case=found, by=staff(request), **given)
    except DomainError as refusal:
        form = ReasonForm({"reason": given.get("reason", "—")})
        form.add_domain_error(refusal)
        return _case_page(request, found, form, status=422)
    return _to(request, found, step.done)


def _case_page(
    request: HttpRequest, found: TypicalCase, form: ReasonForm, status: int = 200
) -> HttpResponse:
    user = staff(request)
    open_acts = [step for step in TYPICAL.available(found, user) if step.name in ACTS]
    context = {
        "case": found,
        "form": form,
        "acts": [step for step in open_acts if not ACTS[step.name].reason],
        "reasoned": [step for step in open_acts if ACTS[step.name].reason],
        "may_edit": found.state == "draft" and bool(access.can_register(user)),
    }
    return render(request, "complaints/staff/typical_case.html", context, status=status)


def _to(request: HttpRequest, found: TypicalCase, said: Text) -> HttpResponse:
    status_message(request, said, _url(found), found.number)
    return redirect(_url(found))


def _url(found: TypicalCase) -> str:
    return reverse("complaints:typical-case", args=[found.number])
