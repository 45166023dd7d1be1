"""The office's side of the mailbox on the tracking page (C15): written there, never mailed."""

from collections.abc import Sequence
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from complaints import access, files, notices
from complaints.enums import Side, Step
from complaints.models import Complaint, Message, RetaliationReport
from core import attachments, audit, clock
from core.access import require
from core.errors import DomainError
from core.workflow import lock

KIND = "complaints.complaint"
Uploads = Sequence["File[Any]"]


@transaction.atomic
def write(*, complaint: Complaint, by: User, text: str, uploads: Uploads = ()) -> Message:
    """Write to the person, with files: the desk, or discipline once the case is there.

    What the person wrote before counts as read.
    """
    complaint = lock(complaint)
    require(access.can_write(by, complaint))
    side = Side.DISCIPLINE if access.is_sealed(complaint) else Side.DESK
    message = put(complaint, by, side, text, uploads)
    _settle(complaint)
    record(complaint, by, "message")
    return message


@transaction.atomic
def note_read(*, complaint: Complaint, by: User) -> Complaint:
    """What the person wrote needs no answer."""
    complaint = lock(complaint)
    require(access.can_write(by, complaint))
    _settle(complaint)
    record(complaint, by, "message_read")
    return complaint


def not_passed_on(complaint: Complaint) -> str:
    """What the person wrote since the unit last got something of it."""
    last = complaint.steps.filter(kind=Step.PASSED_ON).order_by("-id").first()
    rows = complaint.messages.mailbox().filter(side=Side.CITIZEN)
    if last is not None:
        rows = rows.filter(at__gt=last.at)
    return "\n\n".join(row.body for row in rows)


def put(
    complaint: Complaint,
    by: User,
    side: Side,
    text: str,
    uploads: Uploads = (),
    report: RetaliationReport | None = None,
) -> Message:
    """Add a message of one of the office's sides to a locked case."""
    text = text.strip()
    if not 2 <= len(text) <= 2000:
        raise DomainError(_("Write 2 to 2,000 characters."), "length", "text")
    message = Message.objects.create(
        complaint=complaint, side=side, body=text, by=by, report=report
    )
    files.POLICY.check_count(len(uploads))
    kept = [attachments.store(file, by=by, policy=files.POLICY) for file in uploads]
    files.link(complaint, kept, message)
    return message


def _settle(complaint: Complaint) -> None:
    complaint.messages.mailbox().unread().update(read_at=clock.now())
    notices.settle(complaint, notices.MessageCame, notices.MessageAtDiscipline)


def record(complaint: Complaint, by: User, act: str) -> None:
    """The audit row of an act that is no transition."""
    audit.record(f"{KIND}.{act}", by=by, kind=KIND, object_id=complaint.pk, number=complaint.number)
