"""After a withdrawal: was it the person's own wish, and does the case go on all the same?"""

from django.db import transaction

from accounts.enums import Role
from accounts.models import User
from accounts.models.user import holders
from complaints import access, deadlines, notices
from complaints.actions.moves import move, note
from complaints.enums import Decision, Side, State, Step
from complaints.models import Complaint, Message, Withdrawal
from core import clock
from core.actors import PUBLIC
from core.workflow import lock

# Working days that discipline has at least for a case it goes on with.
LEAST_DAYS = 3


@transaction.atomic
def withdraw(*, complaint: Complaint, reason: str) -> Complaint:
    """The person takes the complaint back, at whatever stage; a main case goes on without it.

    What a unit has asked for or drafted ends with it. The desk asks whether it was voluntary;
    about what discipline has, discipline does.
    """
    complaint = lock(complaint)
    source = complaint.state
    move(complaint, "withdraw", by=PUBLIC)
    _end_requests(complaint)
    complaint.withdrawals.unchecked().update(checked_at=clock.now())
    Withdrawal.objects.create(complaint=complaint, from_state=source)
    if reason.strip():
        Message.objects.create(complaint=complaint, side=Side.CITIZEN, body=reason.strip())
    note(complaint, Step.WITHDRAWN, by=PUBLIC, public=True, unit=complaint.lead_unit_id is not None)
    deadlines.stop_all(complaint, "withdrawn")
    notices.settle(complaint)
    if not access.is_sealed(complaint):
        notices.tell_desk(notices.Withdrawn, complaint)
    else:
        notices.tell(notices.WithdrawnFromDiscipline, complaint, holders(Role.DISCIPLINE))
    return complaint


def _end_requests(complaint: Complaint) -> None:
    for asked in (complaint.returns, complaint.extensions, complaint.replies, complaint.refusals):
        asked.filter(decision=Decision.OPEN).update(
            decision=Decision.DENIED, decided_at=clock.now()
        )


@transaction.atomic
def check(*, complaint: Complaint, by: User, voluntary: bool | None, text: str) -> Withdrawal:
    """Note what the person said when asked; under pressure, whoever decides hears of it.

    `voluntary` None: the person could not be reached. `text` is for the desk alone.
    """
    complaint = lock(complaint)
    move(complaint, "check_withdrawal", by=by)
    row = complaint.withdrawals.order_by("-id").first()
    row = row or Withdrawal(complaint=complaint, from_state=State.ACCEPTED)
    row.checked_at, row.checked_by, row.voluntary, row.note = clock.now(), by, voluntary, text
    row.save()
    note(complaint, Step.WITHDRAWN, by=by, text=text)
    notices.settle(complaint, notices.Withdrawn)
    if voluntary is False:
        role = Role.LEADER if complaint.bypass else Role.OFFICE_ADMIN
        notices.tell(notices.WithdrawalForced, complaint, holders(role))
    return row


@transaction.atomic
def continue_anyway(*, complaint: Complaint, by: User, reason: str) -> Complaint:
    """The withdrawal was not voluntary, or the matter is serious: go on ex officio."""
    complaint = lock(complaint)
    complaint.lead_unit = None
    complaint.due_sign = complaint.due_reply = complaint.due_rating = None
    deadlines.at_desk(complaint)
    fields = ["lead_unit", "due_sign", "due_reply", "due_rating", "due_triage"]
    move(complaint, "continue_anyway", by=by, reason=reason, save=fields)
    note(complaint, Step.ACCEPTED, by=by, text=reason, public=True)
    notices.settle(complaint, notices.Withdrawn, notices.WithdrawalForced)
    return complaint


@transaction.atomic
def continue_discipline(*, complaint: Complaint, by: User, reason: str) -> Complaint:
    """Discipline goes on with an accusation although it was withdrawn."""
    complaint = lock(complaint)
    move(complaint, "continue_discipline", by=by, reason=reason)
    complaint.withdrawals.unchecked().update(checked_at=clock.now(), checked_by=by)
    note(complaint, Step.TRANSFERRED, by=by, public=True, after=complaint.due_reply)
    due = deadlines.later(complaint, LEAST_DAYS)
    taken = complaint.taken_up_at is not None
    deadlines.start(
        deadlines.DisciplineDeadline if taken else deadlines.TakeUpDeadline, complaint, due
    )
    notices.settle(complaint, notices.WithdrawnFromDiscipline)
    return complaint
