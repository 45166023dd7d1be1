"""The queue of the discipline liaison: accusations that were transferred, and cases about the
desk that wait for a second person."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from accounts.enums import Permission as P
from accounts.models import User
from complaints import access, identity, queries
from complaints.actions import dispatch, mailbox, replies, withdrawal
from complaints.forms import desk as forms
from complaints.models import Complaint
from complaints.views import intake, trail
from complaints.views.acts import Act, Ask, Desk, find, offers, perform, staff, step
from core.access import Allowed, Answer, Denied, require
from core.http import ListPage, Sort


def _can_take_up(user: User, complaint: Complaint) -> Answer:
    if complaint.taken_up_at is not None:
        return Denied(_("The accuser has been told already."))
    return step("take_up")(user, complaint)


def _has_unread(user: User, complaint: Complaint) -> Answer:
    if not complaint.messages.mailbox().unread().exists():
        return Denied(_("There is no new message."))
    return _can_write(user, complaint)


def _can_write(user: User, complaint: Complaint) -> Answer:
    if not access.is_sealed(complaint):
        return Denied(_("Nothing of this kind waits for a decision."))
    return access.can_write(user, complaint)


ACTS: dict[str, Act] = {
    "take-up": Act(
        _("Tell that it is taken up"),
        _("The accuser reads that it is taken up:"),
        _can_take_up,
        dispatch.take_up,
        main=True,
    ),
    "message": Act(
        _("Write to the accuser"),
        _("Sent:"),
        _can_write,
        mailbox.write,
        forms.MessageForm,
        _("It appears on the tracking page; no mail is sent. The desk does not read it."),
    ),
    "message-read": Act(
        _("The message needs no answer"),
        _("Noted:"),
        _has_unread,
        mailbox.note_read,
    ),
    "conclude": Act(
        _("Report the outcome"),
        _("The outcome was reported:"),
        step("conclude_discipline"),
        replies.conclude_discipline,
        forms.OutcomeForm,
        _("The accuser reads this; nothing in it may tell who complained."),
        main=True,
    ),
    "give-back": Act(
        _("Give back to the desk"),
        _("Given back:"),
        step("give_back"),
        dispatch.give_back,
        forms.ReasonForm,
    ),
    "continue": Act(
        _("Go on although withdrawn"),
        _("Goes on:"),
        step("continue_discipline"),
        withdrawal.continue_discipline,
        forms.ReasonForm,
    ),
}
# As the second person in a case about the desk, which the desk itself cannot decide (ADR 0055).
_SECOND = ("confirm-refusal", "reject-refusal", "uphold", "overturn")


def _in_their_place(ask: Ask) -> Ask:
    def second(user: User, complaint: Complaint) -> Answer:
        if not access.waits_for_second(complaint):
            return Denied(_("Nothing of this kind waits for a decision."))
        return ask(user, complaint)

    return second


ACTS |= {
    name: replace(intake.ACTS[name], ask=_in_their_place(intake.ACTS[name].ask)) for name in _SECOND
}


PLACE = Desk(
    ACTS,
    "complaints:discipline-case",
    "complaints:discipline-act",
    "complaints:discipline",
    intake.PLACE.more,
)
SORTS = (Sort("waiting", ("disciplined_at", "id"), _("by waiting time, longest first")),)


def _ask(request: HttpRequest) -> None:
    allowed = staff(request).may(P.COMPLAINT_DISCIPLINE)
    require(Allowed() if allowed else Denied(_("Only the discipline liaison opens this queue.")))


@never_cache
@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """What was transferred, the longest waiting first."""
    _ask(request)
    rows = access.for_discipline(Complaint.objects.all(), staff(request)).with_units()
    page = ListPage(request, rows, sorts=SORTS)
    trail.listed(request, staff(request), page.total)
    context = {"page": page, "case_url": PLACE.case_url, "tabs": []}
    return render(request, "complaints/staff/discipline.html", context)


@never_cache
@require_GET
def case(request: HttpRequest, number: str) -> HttpResponse:
    """A transferred accusation, or a case about the desk, with the words of the person."""
    _ask(request)
    user, complaint = staff(request), find(request, number)
    get_object_or_404(access.for_discipline(Complaint.objects.all(), user), pk=complaint.pk)
    trail.shown(request, user, complaint)
    original = access.can_read_original(user, complaint)
    context = {
        "complaint": complaint,
        "original": bool(original),
        "offers": offers(PLACE, user, complaint),
        "has_identity": bool(original) and identity.exists(complaint),
        "looks": identity.looks(complaint),
        "duplicates": [],
        "mass": 0,
        "may_merge": False,
        "linked": [],
        "family": [],
        "returns": [],
        **queries.case_parts(complaint),
    }
    return render(request, "complaints/staff/desk_case.html", context)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, number: str, act: str) -> HttpResponse:
    """One act of the discipline liaison."""
    _ask(request)
    get_object_or_404(access.for_discipline(Complaint.objects.all(), staff(request)), number=number)
    if request.method == "GET" and act in ACTS and ACTS[act].plain:
        return redirect("complaints:discipline-case", number)
    return perform(request, PLACE, number, act)
