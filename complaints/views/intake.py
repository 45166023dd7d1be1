"""The complaint desk: the queue by waiting time, a case, and what is done with it (P26)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from accounts.enums import Permission as P
from accounts.models import User
from complaints import access, identity, queries, recusal, redaction, unit_copy
from complaints.actions import (
    bulk,
    closing,
    dispatch,
    enterprise,
    handling,
    links,
    mailbox,
    replies,
    triage,
)
from complaints.enums import Decision
from complaints.forms import desk as forms
from complaints.forms.desk import LookForm
from complaints.models import Complaint
from complaints.views import more_acts, together, trail
from complaints.views.acts import Act, Desk, find, offers, perform, sealed, staff, step
from core.access import Allowed, Answer, Denied, require
from core.errors import DomainError, NotAllowed
from outreach.models import EnterpriseCase

_NOT_NOW = Denied(_("Nothing of this kind waits for a decision."))


# What the case itself says comes first: most acts are out of the question without asking further.


def _refusal_open(user: User, complaint: Complaint) -> Answer:
    answer = step("refuse")(user, complaint)
    open_ones = complaint.refusals.filter(decision=Decision.OPEN)
    if answer and not open_ones.exclude(proposed_by=user).exists():
        return _NOT_NOW
    return answer


def _no_refusal(name: str) -> Any:
    def ask(user: User, complaint: Complaint) -> Answer:
        answer = step(name)(user, complaint)
        if answer and complaint.refusals.filter(decision=Decision.OPEN).exists():
            return Denied(_("A refusal is proposed: decide about that first."))
        return answer

    return ask


def _extension_open(user: User, complaint: Complaint) -> Answer:
    right = P.COMPLAINT_BYPASS if complaint.bypass else P.COMPLAINT_REVIEW
    if not user.may(right):
        return Denied(_("Your post does not allow this step."))
    waits = complaint.extensions.filter(decision=Decision.OPEN).exists()
    return Allowed() if waits else _NOT_NOW


def _is_accusation(user: User, complaint: Complaint) -> Answer:
    if not complaint.is_accusation:
        return _NOT_NOW
    return step("to_discipline")(user, complaint)


def _can_open_item(user: User, complaint: Complaint) -> Answer:
    if complaint.item_number or complaint.lead_unit_id is None or complaint.is_accusation:
        return _NOT_NOW
    allowed = user.may(P.COMPLAINT_REVIEW) or user.may(P.COMPLAINT_HANDLE, complaint.unit_code)
    return Allowed() if allowed else Denied(_("Your post does not allow this step."))


ACTS: dict[str, Act] = {
    "accept": Act(_("Accept"), _("Accepted:"), _no_refusal("accept"), triage.accept, main=True),
    "confirm-refusal": Act(
        _("Confirm the refusal"),
        _("Not accepted:"),
        _refusal_open,
        triage.confirm_refusal,
        main=True,
    ),
    "reject-refusal": Act(
        _("Do not refuse"),
        _("The refusal was rejected:"),
        _refusal_open,
        triage.reject_refusal,
        forms.ReasonForm,
    ),
    "redact": Act(
        _("Redacted copy"),
        _("The redacted copy is confirmed:"),
        step("redact"),
        triage.redact,
        forms.RedactForm,
        template="complaints/staff/redact.html",
        main=True,
    ),
    "dispatch": Act(
        _("Dispatch"),
        _("Dispatched:"),
        step("dispatch"),
        dispatch.dispatch,
        forms.DispatchForm,
        template="complaints/staff/dispatch.html",
        main=True,
    ),
    "decide-return": Act(
        _("Decide about the return"),
        _("Decided about the return:"),
        step("deny_return"),
        dispatch.decide_return,
        forms.DecideForm,
        main=True,
    ),
    "approve": more_acts.APPROVE,
    "send-back": Act(
        _("Send the reply back"),
        pgettext_lazy("reply", "Sent back:"),
        step("send_back"),
        replies.send_back,
        forms.SendBackForm,
        _("Say at each part what has to change; leave the others empty."),
    ),
    "decide-extension": Act(
        _("Decide about more time"),
        _("Decided about more time:"),
        _extension_open,
        handling.decide_extension,
        forms.DecideForm,
    ),
    "classify": Act(
        _("Classify"), _("Classified:"), step("classify"), triage.classify, forms.ClassifyForm
    ),
    "discipline": Act(
        _("Transfer to discipline"),
        _("Transferred to discipline:"),
        _is_accusation,
        dispatch.to_discipline,
        main=True,
    ),
    "investigate": Act(
        _("Investigate directly"),
        _("The office investigates:"),
        step("investigate"),
        dispatch.investigate,
    ),
    "answer": Act(
        _("Answer directly"),
        _("Answered:"),
        _no_refusal("answer"),
        replies.answer_directly,
        forms.AnswerForm,
    ),
    "refuse": Act(
        _("Propose not to accept it"),
        _("A second person decides about the refusal:"),
        _no_refusal("propose_refusal"),
        triage.propose_refusal,
        forms.RefuseForm,
        _("Another person has to confirm it."),
    ),
    "item": Act(
        _("Turn into a rectification item"),
        _("A rectification item was opened:"),
        _can_open_item,
        closing.to_item,
    ),
    "close": Act(_("Close"), _("Closed:"), step("close"), closing.close),
    "uphold": Act(
        _("Uphold the answer"),
        _("Upheld:"),
        step("uphold"),
        closing.uphold,
        forms.ReasonForm,
        main=True,
    ),
    "overturn": Act(
        _("Handle it again"),
        _("Handled again:"),
        step("overturn"),
        closing.overturn,
        forms.ReasonForm,
    ),
    **more_acts.ACTS,
    "archive": Act(_("Archive"), _("Archived:"), step("archive"), closing.archive),
    "message": Act(
        _("Write to the complainant"),
        _("Sent:"),
        access.can_write,
        mailbox.write,
        forms.MessageForm,
        _("It appears on the tracking page; no mail is sent."),
    ),
    "recuse": Act(
        _("I am interested in this case"),
        _("You are recused."),
        lambda _user, _case: Allowed(),
        lambda complaint, by, reason: triage.recuse(
            complaint=complaint, by=by, person=by, reason=reason
        ),
        forms.ReasonForm,
        _("You will not see the case any more; a colleague goes on with it."),
    ),
    "flag": Act(
        _("Somebody is interested in this case"),
        _("The person no longer sees the case:"),
        recusal.can_flag,
        triage.recuse,
        forms.RecuseForm,
        _("The person no longer sees the case or gets messages about it, and is not told."),
    ),
    **together.ACTS,
}


def _more(user: User, complaint: Complaint, name: str) -> dict[str, Any]:
    """What the pages of some acts need besides their form."""
    if name == "redact":
        require(access.can_read_original(user, complaint))
        own = identity.needles(complaint).values()
        text = complaint.redacted_text or redaction.suggest(complaint.content, own)
        return {"initial": {"text": text}, **_beside(complaint, complaint.content)}
    if name == "supplement":
        require(access.can_read_original(user, complaint))
        added = mailbox.not_passed_on(complaint)
        own = identity.needles(complaint).values()
        return {"initial": {"text": redaction.suggest(added, own)}, **_beside(complaint, added)}
    asked: dict[str, Any] = {
        "decide-return": complaint.returns,
        "decide-extension": complaint.extensions,
        "confirm-refusal": complaint.refusals,
    }
    if name == "approve":
        return {"reply": replies.open_reply(complaint)}
    if name in asked:
        return {"asked": asked[name].filter(decision=Decision.OPEN).first()}
    if name == "dispatch":
        return {"copy": unit_copy.build(complaint)}
    return {"reply": replies.open_reply(complaint)} if name == "send-back" else {}


def _beside(complaint: Complaint, text: str) -> dict[str, Any]:
    """The original, marked, with the files, beside the form of a redacted copy."""
    return {
        "pieces": redaction.pieces(text, identity.needles(complaint).values()),
        "files": complaint.files.from_person().select_related("attachment"),
    }


PLACE = Desk(ACTS, "complaints:intake-case", "complaints:intake-act", "complaints:intake", _more)


@never_cache
@require_GET
def case(request: HttpRequest, number: str) -> HttpResponse:
    """A case as the desk sees it."""
    user, complaint = staff(request), find(request, number)
    require(access.can_intake(user) or _decides(user))
    trail.shown(request, user, complaint)
    bulk.mark_read(complaint, user)
    original = access.can_read_original(user, complaint)
    if access.is_sealed(complaint) and not original:
        return sealed(request, complaint, offers(PLACE, user, complaint))
    context = {
        "complaint": complaint,
        "original": bool(original),
        "offers": offers(PLACE, user, complaint),
        "has_identity": bool(original) and identity.exists(complaint),
        "looks": identity.looks(complaint),
        **together.alike(user, complaint, bool(original)),
        "family": queries.family(complaint, Complaint.objects.visible_to(user)),
        "linked": links.linked(complaint, user),
        "enterprise_cases": [
            (opened, EnterpriseCase.objects.visible_to(user).filter(pk=opened.pk).exists())
            for opened in enterprise.opened(complaint)
        ],
        "returns": complaint.returns.select_related("unit", "suggested_unit"),
        **queries.case_parts(complaint),
    }
    return render(request, "complaints/staff/desk_case.html", context)


def _decides(user: User) -> Answer:
    if user.may(P.COMPLAINT_DECIDE):
        return Allowed()
    return access.can_intake(user)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, number: str, act: str) -> HttpResponse:
    """One act of the desk."""
    if request.method == "GET" and act in ACTS and ACTS[act].plain and act != "confirm-refusal":
        find(request, number)
        return redirect("complaints:intake-case", number)
    return perform(request, PLACE, number, act)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def look(request: HttpRequest, number: str) -> HttpResponse:
    """Look at the identity: purpose, reason, record; the answer is never cached (C2)."""
    user, complaint = staff(request), find(request, number)
    form = LookForm(request.POST if request.method == "POST" else None, complaint=complaint)
    context: dict[str, Any] = {
        "form": form,
        "complaint": complaint,
        "case_url": reverse("complaints:case", args=[number]),
        "seconds": identity.SHOWN_SECONDS,
    }
    if request.method == "GET":
        require(access.can_view_identity(user, complaint))
    elif form.is_valid():
        try:
            context["contact"] = identity.look(complaint, by=user, **form.cleaned_data)
        except NotAllowed:
            raise
        except DomainError as refusal:
            form.add_domain_error(refusal)
    trail.shown(request, user, complaint)
    response = render(request, "complaints/staff/identity.html", context)
    if "contact" in context:
        # Shown for a minute, then the page asks again (C2).
        response.headers["Refresh"] = f"{identity.SHOWN_SECONDS}; url={request.path}"
    return response
