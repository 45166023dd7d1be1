"""To whom a case goes: a unit, the office itself, or discipline."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import Unit, User
from accounts.models.user import holders
from complaints import conflict, deadlines, leaks, notices, policies, surfaces
from complaints.actions import assist
from complaints.actions.moves import move, note
from complaints.enums import Decision, Handling, State, Step
from complaints.models import Complaint, ComplaintFile, Return
from complaints.workflow import COMPLAINT
from core import clock
from core.access import require
from core.errors import DomainError
from core.workdays import calendar
from core.workflow import lock

KIND = "complaints.complaint"
# Working days that a unit has at least, however late the case comes to it.
LEAST_DAYS = 3


def dispatch(
    *,
    complaint: Complaint,
    by: User,
    unit: Unit,
    co_units: Sequence[Unit] = (),
    version: int | None = None,
) -> Complaint:
    """Send the redacted copy to a unit, and to those that assist it; the reply's clock starts.

    Raises `conflict.ConflictOfInterest` (C4; the attempt is recorded even though nothing else is),
    or `DomainError` code `leak` when the unit's copy would tell who complained.
    """
    with conflict.on_record(complaint, by, "dispatch"):
        return _dispatch(complaint, by, unit, co_units, version)


@transaction.atomic
def _dispatch(
    complaint: Complaint, by: User, unit: Unit, co_units: Sequence[Unit], version: int | None
) -> Complaint:
    complaint = lock(complaint, version)
    require(COMPLAINT.can(complaint, "dispatch", by))
    conflict.refuse(complaint, unit)
    conflict.refuse(complaint, *co_units, into="co_unit_1")
    complaint.lead_unit, complaint.handling_mode = unit, Handling.DISPATCH
    leaks.refuse_for_unit(complaint, surfaces.of(complaint), complaint.kept_words)
    _start_clocks(complaint, clock.today())
    fields = ["lead_unit", "handling_mode", "due_sign", "due_reply", "due_reply_first"]
    move(complaint, "dispatch", by=by, save=fields)
    complaint.recused.add(*conflict.accused_contacts(complaint, unit, *co_units))
    assist.choose(complaint, unit, co_units)
    note(
        complaint,
        Step.DISPATCHED,
        by=by,
        public=True,
        unit=True,
        acting=unit,
        after=complaint.due_reply,
    )
    deadlines.stop(deadlines.TriageDeadline, complaint, "dispatched")
    notices.settle(complaint, notices.NewCase, notices.TriageDue, notices.ReturnAsked)
    notices.tell_unit(notices.Dispatched, complaint, Role.CONTACT, unit)
    return complaint


def _start_clocks(complaint: Complaint, today: dt.date) -> None:
    policy = policies.limits(complaint)
    complaint.due_sign = calendar().add(today, policy.sign_days or 1)
    # A second unit does not start the clock anew: the person keeps the day that was told.
    complaint.due_reply = complaint.due_reply or policies.reply_by(complaint, today)
    complaint.due_reply_first = complaint.due_reply_first or complaint.due_reply
    deadlines.start(deadlines.SignDeadline, complaint, complaint.due_sign)
    due = deadlines.later(complaint, LEAST_DAYS)
    deadlines.start(deadlines.ReplyDeadline, complaint, due)
    if policy.contact_days:
        contact = calendar().add(today, policy.contact_days)
        deadlines.start(deadlines.ContactDeadline, complaint, contact)


@transaction.atomic
def investigate(*, complaint: Complaint, by: User, version: int | None = None) -> Complaint:
    """The office looks into it itself."""
    complaint = lock(complaint, version)
    complaint.handling_mode = Handling.INVESTIGATE
    complaint.due_reply = complaint.due_reply or policies.reply_by(complaint, clock.today())
    complaint.due_reply_first = complaint.due_reply_first or complaint.due_reply
    fields = ["handling_mode", "due_reply", "due_reply_first"]
    move(complaint, "investigate", by=by, save=fields)
    note(complaint, Step.INVESTIGATED, by=by, public=True, after=complaint.due_reply)
    deadlines.stop(deadlines.TriageDeadline, complaint, "investigated")
    deadlines.start(deadlines.OwnReplyDeadline, complaint, complaint.due_reply)
    notices.settle(complaint, notices.NewCase, notices.TriageDue)
    return complaint


@transaction.atomic
def to_discipline(*, complaint: Complaint, by: User, version: int | None = None) -> Complaint:
    """Hand an accusation to discipline; from now on only they read it (domain.md §2.3 b).

    What the desk had prepared for a unit goes: no unit gets it, and lists, searches and exports
    show it no longer. The accuser is told whether it is taken up within the days of the policy.
    """
    complaint = lock(complaint, version)
    if not complaint.is_accusation:
        raise DomainError(
            _("Only accusations go to discipline: classify the case as one first."), "nature"
        )
    complaint.handling_mode = Handling.DISCIPLINE
    complaint.due_reply = policies.reply_by(complaint, clock.today())
    complaint.due_reply_first = complaint.due_reply_first or complaint.due_reply
    complaint.redacted_text = ""
    fields = ["handling_mode", "due_reply", "due_reply_first", "redacted_text"]
    move(complaint, "to_discipline", by=by, save=fields)
    seal(complaint)
    note(complaint, Step.TRANSFERRED, by=by, public=True, after=complaint.due_reply)
    deadlines.stop(deadlines.TriageDeadline, complaint, "transferred")
    deadlines.start(deadlines.TakeUpDeadline, complaint, complaint.due_reply)
    notices.settle(complaint, notices.NewCase, notices.TriageDue, notices.MessageCame)
    notices.tell(notices.Transferred, complaint, holders(Role.DISCIPLINE))
    return complaint


def seal(complaint: Complaint) -> None:
    """Nothing for a unit is left of a case, or of what was merged into it."""
    complaint.files.update(released=False)
    complaint.duplicates.exclude(redacted_text="").update(redacted_text="")
    ComplaintFile.objects.filter(complaint__duplicate_of=complaint).update(released=False)


@transaction.atomic
def take_up(*, complaint: Complaint, by: User) -> Complaint:
    """Discipline tells the accuser that it has taken the accusation up (domain.md §2.3 b).

    From now on the outcome is due, at the latest by the last day that any rule allows.
    """
    complaint = lock(complaint)
    if complaint.taken_up_at is not None:
        raise DomainError(_("The accuser has been told already."), "twice")
    before, complaint.due_reply = complaint.due_reply, policies.hard_stop(complaint, clock.today())
    move(complaint, "take_up", by=by, save=["due_reply"])
    note(complaint, Step.TAKEN_UP, by=by, public=True, before=before, after=complaint.due_reply)
    deadlines.stop(deadlines.TakeUpDeadline, complaint, "taken up")
    deadlines.start(deadlines.DisciplineDeadline, complaint, complaint.due_reply)
    notices.settle(complaint, notices.Transferred, notices.TakeUpDue)
    return complaint


@transaction.atomic
def give_back(*, complaint: Complaint, by: User, reason: str) -> Complaint:
    """Discipline finds that it is no accusation; the desk goes on with it."""
    complaint = lock(complaint)
    complaint.disciplined_at = complaint.disciplined_by = None
    complaint.taken_up_at = complaint.taken_up_by = None
    complaint.due_reply = None
    deadlines.stop_all(complaint, "given back")
    deadlines.at_desk(complaint)
    stamps = ["disciplined_at", "disciplined_by", "taken_up_at", "taken_up_by"]
    fields = [*stamps, "due_reply", "due_triage"]
    move(complaint, "give_back", by=by, reason=reason, save=fields)
    note(complaint, Step.TRANSFERRED, by=by, text=reason)
    notices.settle(complaint)
    notices.tell_desk(notices.GivenBack, complaint)
    return complaint


@transaction.atomic
def decide_return(*, complaint: Complaint, by: User, grant: bool, answer: str) -> Complaint:
    """Take a case back from a unit, or leave it there for good (domain.md §2.3).

    A second return is decided with binding effect: whoever gets the case then keeps it.
    """
    complaint = lock(complaint)
    asked = complaint.returns.filter(decision=Decision.OPEN).select_related("unit").first()
    if asked is None or complaint.state != State.RETURN_REVIEW:
        raise DomainError(_("No return waits for a decision."), "no-return")
    asked.decision = Decision.GRANTED if grant else Decision.DENIED
    asked.decided_at, asked.decided_by, asked.answer = clock.now(), by, answer
    asked.save(update_fields=["decision", "decided_at", "decided_by", "answer"])
    if grant:
        _take_back(complaint, by)
    else:
        _leave(complaint, by, asked, answer)
    notices.settle(complaint, notices.ReturnAsked)
    return complaint


def _take_back(complaint: Complaint, by: User) -> None:
    former = complaint.lead_unit
    complaint.lead_unit = None
    complaint.due_sign = None
    complaint.fixed = complaint.returns.exclude(decision=Decision.OPEN).count() >= 2
    deadlines.stop_all(complaint, "returned")
    deadlines.at_desk(complaint)
    fields = ["lead_unit", "due_sign", "due_triage", "fixed"]
    move(complaint, "grant_return", by=by, save=fields)
    note(complaint, Step.RETURN_DECIDED, by=by, public=True, acting=former)
    notices.settle(complaint, notices.Dispatched, notices.SignDue, *notices.REPLY)


def _leave(complaint: Complaint, by: User, asked: Return, answer: str) -> None:
    complaint.fixed = True
    move(complaint, "deny_return", by=by, reason=answer, save=["fixed"])
    note(complaint, Step.RETURN_DECIDED, by=by, text=answer, unit=True, acting=asked.unit)
    deadlines.stop(deadlines.SignDeadline, complaint, "designated")
    notices.tell_unit(notices.ReturnDenied, complaint, Role.CONTACT, asked.unit)
