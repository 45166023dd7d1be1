"""Let the clock of the reply wait while the complainant is asked something (domain.md §2.3)."""

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from accounts.enums import Permission
from accounts.models import User
from complaints import deadlines
from complaints.actions.moves import note
from complaints.enums import Side, State, Step
from complaints.models import Complaint, Message, Pause
from core import audit, clock
from core.actors import PUBLIC, Actor
from core.errors import DomainError, NotAllowed
from core.workdays import calendar
from core.workflow import lock

KIND = "complaints.complaint"
# Working days in all pauses of a case: nobody may hide a late reply behind questions.
MOST_DAYS = 10
STATES = frozenset(
    {State.DISPATCHED, State.HANDLING, State.RETURN_REVIEW, State.INVESTIGATING, State.REDO}
)


def days_left(complaint: Complaint) -> int:
    """Working days that the clock may still wait in this case."""
    spent = complaint.pauses.aggregate(sum=Sum("days"))["sum"] or 0
    return max(0, MOST_DAYS - spent)


@transaction.atomic
def pause(*, complaint: Complaint, by: User, text: str, days: int) -> Pause:
    """Ask the complainant in the mailbox; the reply is due so many working days later.

    Raises `DomainError` in a state where no reply is awaited, after the day due, while a
    question is open, and beyond `MOST_DAYS`.
    """
    complaint = lock(complaint)
    _require(complaint, by)
    today, left = clock.today(), days_left(complaint)
    if complaint.state not in STATES or complaint.due_reply is None:
        raise DomainError(_("The clock waits only while a reply is awaited."), "state")
    if today > complaint.due_reply:
        raise DomainError(
            _("The day of the reply has passed: the clock cannot wait any more."), "too-late"
        )
    if complaint.pauses.running(today).exists():
        raise DomainError(_("A question to the complainant is still open."), "twice")
    if not 1 <= days <= left:
        raise DomainError(
            _("The clock may wait %(left)d more working days in this case.") % {"left": left},
            "days",
            "days",
        )
    complaint.pauses.filter(ended_on=None).update(ended_on=today)
    row = Pause.objects.create(
        complaint=complaint, days=days, by=by, until=calendar().add(today, days)
    )
    Message.objects.create(complaint=complaint, side=Side.DESK, body=text.strip(), by=by)
    _move(complaint, days, Step.PAUSED, by)
    _record(complaint, "pause", by)
    return row


@transaction.atomic
def resume(*, complaint: Complaint, by: User) -> Complaint:
    """The desk need not wait any longer."""
    complaint = lock(complaint)
    _require(complaint, by)
    if not _end(complaint, by):
        raise DomainError(_("No question to the complainant is open."), "no-pause")
    return complaint


def answered(complaint: Complaint) -> bool:
    """The complainant has written: the clock of a locked case runs again."""
    return _end(complaint, PUBLIC)


def _require(complaint: Complaint, by: User) -> None:
    right = Permission.COMPLAINT_BYPASS if complaint.bypass else Permission.COMPLAINT_REVIEW
    if not by.may(right):
        raise NotAllowed(_("Your post does not allow this step."))


def _end(complaint: Complaint, by: Actor) -> bool:
    today = clock.today()
    row = complaint.pauses.running(today).first()
    if row is None:
        return False
    unused = max(0, calendar().distance(today, row.until))
    row.ended_on, row.days = today, row.days - unused
    row.save(update_fields=["ended_on", "days"])
    if complaint.due_reply and complaint.state in STATES and unused:
        _move(complaint, -unused, Step.RESUMED, by)
    else:
        note(complaint, Step.RESUMED, by=by, public=True, unit=True)
    _record(complaint, "resume", by)
    return True


def _move(complaint: Complaint, days: int, step: Step, by: Actor) -> None:
    before = complaint.due_reply
    assert before is not None  # noqa: S101 (asked before)
    complaint.due_reply = calendar().add(before, days)
    complaint.version += 1
    complaint.save(update_fields=["due_reply", "version", "updated_at"])
    own = complaint.lead_unit_id is None
    kind = deadlines.OwnReplyDeadline if own else deadlines.ReplyDeadline
    deadlines.start(kind, complaint, complaint.due_reply)
    note(complaint, step, by=by, public=True, unit=True, before=before, after=complaint.due_reply)


def _record(complaint: Complaint, act: str, by: Actor) -> None:
    audit.record(
        f"{KIND}.{act}",
        by=by,
        kind=KIND,
        object_id=complaint.pk,
        number=complaint.number,
        unit_code=complaint.unit_code,
    )
