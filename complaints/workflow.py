"""The transition table of a complaint (domain.md §4.10)."""

from typing import TYPE_CHECKING, cast

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.enums import Permission as P
from complaints.enums import WORKING_STATES, State, TypicalState
from core.access import Allowed, Answer, Denied
from core.actors import Actor
from core.workflow import Stateful, Transition, Workflow

if TYPE_CHECKING:
    from complaints.models import Complaint

S = State
_WORKING = tuple(sorted(WORKING_STATES))
_BEFORE_UNIT = (S.RECEIVED, S.ACCEPTED, S.TRIAGED)

# What the desk does with an ordinary case, the leader does with one that goes past the desk.
_DESK = frozenset(
    {
        P.COMPLAINT_INTAKE,
        P.COMPLAINT_REFUSE,
        P.COMPLAINT_DISPATCH,
        P.COMPLAINT_INVESTIGATE,
        P.COMPLAINT_REVIEW,
        P.COMPLAINT_DECIDE,
    }
)

# In a case about the desk somebody beside the leader has to decide this: the discipline liaison.
_SECOND = frozenset({"refuse", "reject_refusal", "uphold", "uphold_refusal", "overturn"})
# Never withdrawn: what has come to its end, or is re-examined.
_WITHDRAWABLE = (S.RECEIVED, *_WORKING, S.TO_DISCIPLINE, S.REPLIED, S.MERGED)
_AT_UNIT = (S.DISPATCHED, S.HANDLING, S.RETURN_REVIEW, S.SIGNING, S.REPLY_REVIEW, S.REDO)


class ComplaintWorkflow(Workflow):
    """The table, and rules C5 and C6: who acts on a bypass case, and who is recused."""

    def can(self, obj: Stateful, name: str, by: Actor) -> Answer:
        step = self.transitions[name]
        complaint = cast("Complaint", obj)
        if name in _AFTER_WITHDRAWAL and obj.state == S.WITHDRAWN:
            disciplined = complaint.disciplined_at is not None
            if disciplined != (name == "continue_discipline"):
                return Denied(_("Whoever had the case goes on with it."))
        if complaint.bypass and step.permission in _DESK:
            if obj.state not in step.sources:
                return super().can(obj, name, by)
            if by.may(P.COMPLAINT_BYPASS):
                return Allowed()
            if name in _SECOND and by.may(P.COMPLAINT_DISCIPLINE):
                return Allowed()
            return Denied(_("This case is about the desk itself: only the leader handles it."))
        return super().can(obj, name, by)


_AFTER_WITHDRAWAL = frozenset({"continue_anyway", "continue_discipline", "check_withdrawal"})

COMPLAINT = ComplaintWorkflow(
    "complaints.complaint",
    [
        Transition(
            "accept", (S.RECEIVED,), S.ACCEPTED, P.COMPLAINT_INTAKE, _("Accept"), stamp="accepted"
        ),
        Transition(
            "propose_refusal", (S.RECEIVED,), "", P.COMPLAINT_INTAKE, _("Propose a refusal")
        ),
        Transition(
            "refuse",
            (S.RECEIVED,),
            S.REFUSED,
            P.COMPLAINT_REFUSE,
            _("Confirm the refusal"),
            stamp="refused",
        ),
        Transition(
            "reject_refusal", (S.RECEIVED,), "", P.COMPLAINT_REFUSE, _("Do not refuse"), reason=True
        ),
        Transition("merge", _BEFORE_UNIT, S.MERGED, P.COMPLAINT_INTAKE, _("Merge")),
        Transition(
            "unmerge",
            (S.MERGED,),
            S.ACCEPTED,
            P.COMPLAINT_INTAKE,
            _("Take out of the main case"),
            reason=True,
            stamp="accepted",
        ),
        Transition("split", _BEFORE_UNIT, "", P.COMPLAINT_INTAKE, _("Split off a matter")),
        Transition(
            "answer",
            (S.RECEIVED, S.ACCEPTED, S.TRIAGED, S.INVESTIGATING),
            S.REPLIED,
            P.COMPLAINT_REVIEW,
            _("Answer directly"),
            stamp="replied",
        ),
        Transition("classify", _BEFORE_UNIT, "", P.COMPLAINT_INTAKE, _("Classify")),
        Transition(
            "triage", (S.ACCEPTED,), S.TRIAGED, P.COMPLAINT_INTAKE, _("Confirm the redacted copy")
        ),
        Transition(
            "redact", (S.TRIAGED, S.ACCEPTED), "", P.COMPLAINT_INTAKE, _("Change the redacted copy")
        ),
        Transition(
            "dispatch",
            (S.TRIAGED,),
            S.DISPATCHED,
            P.COMPLAINT_DISPATCH,
            _("Dispatch"),
            stamp="dispatched",
        ),
        Transition(
            "sign_for",
            (S.DISPATCHED,),
            S.HANDLING,
            P.COMPLAINT_HANDLE,
            _("Sign for"),
            stamp="signed",
        ),
        Transition(
            "ask_return",
            (S.DISPATCHED, S.HANDLING),
            S.RETURN_REVIEW,
            P.COMPLAINT_HANDLE,
            _("Hand back"),
        ),
        Transition(
            "grant_return", (S.RETURN_REVIEW,), S.TRIAGED, P.COMPLAINT_DISPATCH, _("Take it back")
        ),
        Transition(
            "deny_return",
            (S.RETURN_REVIEW,),
            S.HANDLING,
            P.COMPLAINT_DISPATCH,
            _("It stays with the unit"),
            reason=True,
        ),
        Transition(
            "recall",
            _AT_UNIT,
            S.TRIAGED,
            P.COMPLAINT_DISPATCH,
            _("Take the case from the unit"),
            reason=True,
        ),
        Transition(
            "investigate",
            (S.ACCEPTED, S.TRIAGED),
            S.INVESTIGATING,
            P.COMPLAINT_INVESTIGATE,
            _("Investigate directly"),
        ),
        Transition(
            "to_discipline",
            _BEFORE_UNIT,
            S.TO_DISCIPLINE,
            P.COMPLAINT_INTAKE,
            _("Transfer to discipline"),
            stamp="disciplined",
        ),
        Transition(
            "take_up",
            (S.TO_DISCIPLINE,),
            "",
            P.COMPLAINT_DISCIPLINE,
            _("Tell that it is taken up"),
            stamp="taken_up",
        ),
        Transition(
            "conclude_discipline",
            (S.TO_DISCIPLINE,),
            S.REPLIED,
            P.COMPLAINT_DISCIPLINE,
            _("Report the outcome"),
            stamp="replied",
        ),
        Transition(
            "give_back",
            (S.TO_DISCIPLINE,),
            S.ACCEPTED,
            P.COMPLAINT_DISCIPLINE,
            _("Give back to the desk"),
            reason=True,
        ),
        Transition(
            "report",
            (S.HANDLING, S.REDO),
            S.SIGNING,
            P.COMPLAINT_HANDLE,
            _("Report to the unit head"),
        ),
        Transition(
            "sign",
            (S.SIGNING,),
            S.REPLY_REVIEW,
            P.COMPLAINT_SIGN,
            pgettext_lazy("reply", "Sign and send"),
        ),
        Transition(
            "decline",
            (S.SIGNING,),
            S.HANDLING,
            P.COMPLAINT_SIGN,
            _("Give back for rework"),
            reason=True,
        ),
        # A redo stays one: it has its own clock and no more extensions.
        Transition(
            "decline_redo",
            (S.SIGNING,),
            S.REDO,
            P.COMPLAINT_SIGN,
            _("Give back for rework"),
            reason=True,
        ),
        Transition(
            "approve",
            (S.REPLY_REVIEW,),
            S.REPLIED,
            P.COMPLAINT_REVIEW,
            pgettext_lazy("reply", "Approve"),
            stamp="replied",
        ),
        Transition(
            "send_back",
            (S.REPLY_REVIEW,),
            S.HANDLING,
            P.COMPLAINT_REVIEW,
            _("Send back for redoing"),
        ),
        Transition(
            "send_back_redo",
            (S.REPLY_REVIEW,),
            S.REDO,
            P.COMPLAINT_REVIEW,
            _("Send back for redoing"),
        ),
        Transition("rate", (S.REPLIED,), S.CLOSED, "", _("Rate"), stamp="closed"),
        Transition("reopen", (S.REPLIED,), S.REDO, "", _("Open a redo")),
        # What no unit answered is redone by whoever answered it.
        Transition("reopen_own", (S.REPLIED,), S.INVESTIGATING, "", _("Open a redo")),
        Transition("close", (S.REPLIED,), S.CLOSED, P.COMPLAINT_REVIEW, _("Close"), stamp="closed"),
        Transition(
            "ask_review", (S.CLOSED, S.REFUSED), S.REVIEWING, "", _("Ask for re-examination")
        ),
        Transition(
            "uphold",
            (S.REVIEWING,),
            S.CLOSED,
            P.COMPLAINT_DECIDE,
            pgettext_lazy("complaint", "Uphold"),
            reason=True,
            stamp="closed",
        ),
        # A refusal stays one, with its own date.
        Transition(
            "uphold_refusal",
            (S.REVIEWING,),
            S.REFUSED,
            P.COMPLAINT_DECIDE,
            pgettext_lazy("complaint", "Uphold"),
            reason=True,
        ),
        Transition(
            "overturn",
            (S.REVIEWING,),
            S.ACCEPTED,
            P.COMPLAINT_DECIDE,
            _("Handle again"),
            reason=True,
            stamp="accepted",
        ),
        Transition("withdraw", _WITHDRAWABLE, S.WITHDRAWN, "", _("Withdraw")),
        Transition(
            "check_withdrawal",
            (S.WITHDRAWN,),
            "",
            P.COMPLAINT_REVIEW,
            _("Note whether it was voluntary"),
        ),
        Transition(
            "continue_discipline",
            (S.WITHDRAWN,),
            S.TO_DISCIPLINE,
            P.COMPLAINT_DISCIPLINE,
            _("Go on although withdrawn"),
            reason=True,
        ),
        Transition(
            "continue_anyway",
            (S.WITHDRAWN,),
            S.ACCEPTED,
            P.COMPLAINT_DECIDE,
            _("Go on although withdrawn"),
            reason=True,
            stamp="accepted",
        ),
        Transition("archive", (S.CLOSED,), S.ARCHIVED, P.COMPLAINT_INTAKE, _("Archive")),
    ],
)

_T = TypicalState
TYPICAL = Workflow(
    "complaints.typical",
    [
        Transition(
            "submit",
            (_T.DRAFT,),
            _T.REVIEW,
            P.COMPLAINT_INTAKE,
            _("Ask for release"),
            stamp="submitted",
        ),
        Transition(
            "send_back", (_T.REVIEW,), _T.DRAFT, P.COMPLAINT_DECIDE, _("Send back"), reason=True
        ),
        Transition(
            "release",
            (_T.REVIEW,),
            _T.PUBLISHED,
            P.COMPLAINT_DECIDE,
            _("Release"),
            stamp="released",
        ),
        Transition(
            "take_down",
            (_T.PUBLISHED,),
            _T.TAKEN_DOWN,
            P.COMPLAINT_DECIDE,
            _("Take down"),
            reason=True,
            stamp="ended",
        ),
        # The complainant does it, by withdrawing the consent.
        Transition(
            "retract",
            (_T.DRAFT, _T.REVIEW, _T.PUBLISHED),
            _T.TAKEN_DOWN,
            "",
            _("Consent withdrawn"),
            stamp="ended",
        ),
    ],
)
