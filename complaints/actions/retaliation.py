"""Retaliation is reported, read, answered and ended (C14)."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import User
from accounts.models.user import holders
from complaints import deadlines, files, notices, protection
from complaints.actions import mailbox, typical
from complaints.actions.moves import note
from complaints.enums import Side, Step
from complaints.models import Complaint, Message, RetaliationReport
from core import attachments, audit, clock
from core.access import require
from core.actors import PUBLIC, SYSTEM
from core.errors import DomainError
from core.models import Notice
from core.workdays import calendar
from core.workflow import lock

KIND = "complaints.complaint"
# The leader answers by the next working day; until then the report stands above all else.
ANSWER_DAYS = 1
LONGEST = 2000


@transaction.atomic
def report(*, complaint: Complaint, text: str, owner_key: str = "") -> RetaliationReport:
    """The person reports retaliation, or adds to an open report; the leader hears of it at once.

    A leader who is complained about is recused first; if no other is left, discipline has it.
    `owner_key`: whose staged files go with it.
    """
    complaint, text = lock(complaint), text.strip()
    if not 4 <= len(text) <= LONGEST:
        raise DomainError(
            _("Write what is being done to you, in 4 to 2,000 characters."), "reason", "text"
        )
    complaint.retaliation = True
    complaint.version += 1
    complaint.save(update_fields=["retaliation", "version", "updated_at"])
    _keep_from_accused(complaint, text)
    row = _open(complaint)
    message = Message.objects.create(complaint=complaint, side=Side.CITIZEN, body=text, report=row)
    if owner_key:
        files.link(complaint, attachments.claim(owner_key), message)
    typical.retract(complaint)
    note(complaint, Step.RETALIATION, by=PUBLIC, public=True)
    audit.record(
        f"{KIND}.report_retaliation",
        by=PUBLIC,
        kind=KIND,
        object_id=complaint.pk,
        number=complaint.number,
    )
    people = protection.readers(row)
    notices.tell(notices.Retaliation, complaint, people, period=f"r{message.pk}")
    return row


def _keep_from_accused(complaint: Complaint, text: str) -> None:
    """C6 for whoever would read of being accused: from now on the case is kept from them."""
    known = set(complaint.recused.values_list("pk", flat=True))
    for person in protection.accused(complaint, text):
        if person.pk in known:
            continue
        complaint.recused.add(person)
        waiting = Notice.objects.filter(
            recipient=person, subject_kind=KIND, subject_id=complaint.pk, settled_at=None
        )
        waiting.update(settled_at=clock.now())
        audit.record(
            f"{KIND}.recuse",
            by=SYSTEM,
            kind=KIND,
            object_id=complaint.pk,
            number=complaint.number,
            detail={"person": person.username, "rule": "C14"},
        )


def _open(complaint: Complaint) -> RetaliationReport:
    due = calendar().add(clock.today(), ANSWER_DAYS)
    recused = set(complaint.recused.values_list("pk", flat=True))
    nobody = not any(leader.pk not in recused for leader in holders(Role.LEADER))
    row = complaint.retaliations.open().first() or RetaliationReport(complaint=complaint)
    row.for_discipline, row.due_on = row.for_discipline or nobody, due
    row.read_at = row.answered_at = None
    row.save()
    deadlines.protect(row)
    return row


@transaction.atomic
def answer(*, complaint: Complaint, by: User, text: str, uploads: mailbox.Uploads = ()) -> Message:
    """Answer the person in the report; they read it on the tracking page."""
    complaint = lock(complaint)
    row = _report_for(complaint, by)
    message = mailbox.put(complaint, by, _side(row), text, uploads, report=row)
    row.answered_at = clock.now()
    row.save(update_fields=["answered_at"])
    _settle(row)
    note(complaint, Step.PROTECTED, by=by, public=True)
    mailbox.record(complaint, by, "answer_retaliation")
    return message


@transaction.atomic
def close(*, complaint: Complaint, by: User, text: str) -> RetaliationReport:
    """End a report: what was done, in words for the person. They may report again."""
    complaint = lock(complaint)
    row = _report_for(complaint, by)
    mailbox.put(complaint, by, _side(row), text, report=row)
    row.closed_at, row.closed_by = clock.now(), by
    row.answered_at = row.answered_at or row.closed_at
    row.save(update_fields=["closed_at", "closed_by", "answered_at"])
    _settle(row)
    note(complaint, Step.PROTECTION_END, by=by, public=True)
    mailbox.record(complaint, by, "close_retaliation")
    return row


def mark_read(row: RetaliationReport) -> None:
    """The one who has the report has opened it; the person reads since when."""
    if row.read_at is None:
        row.read_at = clock.now()
        row.save(update_fields=["read_at"])


def _report_for(complaint: Complaint, by: User) -> RetaliationReport:
    require(protection.can_act(by, complaint))
    return complaint.retaliations.open().get()


def _side(row: RetaliationReport) -> Side:
    return Side.DISCIPLINE if row.for_discipline else Side.LEADER


def _settle(row: RetaliationReport) -> None:
    row.messages.unread().update(read_at=clock.now())
    deadlines.end_protection(row)
    notices.settle(row.complaint, notices.Retaliation, notices.RetaliationDue)
