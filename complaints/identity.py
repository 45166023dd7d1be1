"""The only door to who complained (C2, security.md §2.3).

Nobody else may touch `ComplainantIdentity`; a test searches the code. Looking needs the
permission, a purpose and a reason; it is recorded in the audit trail, and the complainant
reads on the tracking page who looked, when and why.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from complaints import access
from complaints.enums import LookPurpose
from complaints.models import ComplainantIdentity, Complaint, IdentityAccess
from core import audit, clock
from core.access import Denied
from core.actors import PUBLIC, SYSTEM, Actor
from core.errors import DomainError, NotAllowed
from core.models import AuditEvent

SHOWN_SECONDS = 60
KIND = "complaints.complaint"


@dataclass(frozen=True)
class Contact:
    """Contact data of a complainant, in the clear, for the moment it is needed."""

    name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    organisation: str = ""
    is_minor: bool = False

    def __bool__(self) -> bool:
        return any((self.name, self.phone, self.email, self.address, self.organisation))

    def __repr__(self) -> str:
        # Never in a traceback or a log line.
        return "Contact(…)"


@dataclass(frozen=True)
class Look:
    """A past look, as the complainant reads it."""

    at: dt.datetime
    post: str
    purpose: str
    reason: str


def drafts(complaint: Complaint, contact: Contact) -> list[ComplainantIdentity]:
    """The row of a new complaint's contact data, to be inserted with it; none if there are none."""
    if not contact:
        return []
    row = ComplainantIdentity(
        complaint=complaint,
        name=contact.name,
        phone=contact.phone,
        email=contact.email,
        address=contact.address,
        organisation=contact.organisation,
        is_minor=contact.is_minor,
    )
    return [row]


def keep_all(pairs: Sequence[tuple[Complaint, Contact]]) -> int:
    """The rows of many new complaints at once (for measuring); how many."""
    rows = [row for complaint, contact in pairs for row in drafts(complaint, contact)]
    return len(ComplainantIdentity.objects.bulk_create(rows))


def copy(complaint: Complaint, part: Complaint) -> None:
    """A case that is split off has the same person; nobody looks for it."""
    row = ComplainantIdentity.objects.filter(complaint=complaint, cleared_at=None).first()
    if row is not None:
        ComplainantIdentity.objects.bulk_create(drafts(part, _contact(row)))


def exists(complaint: Complaint) -> bool:
    """Whether there is anything to look at; tells nothing about it."""
    return ComplainantIdentity.objects.filter(complaint=complaint, cleared_at=None).exists()


def look(complaint: Complaint, *, by: User, purpose: str, reason: str) -> Contact:
    """Show the identity once. A refusal is recorded in the audit trail too."""
    if len(reason.strip()) < 4:
        raise DomainError(
            _("Write why you have to look, in at least 4 characters; the complainant reads it."),
            "reason",
            "reason",
        )
    answer = access.can_view_identity(by, complaint)
    if isinstance(answer, Denied):
        _record(complaint, by, purpose, AuditEvent.Result.DENIED)
        raise NotAllowed(answer.reason)
    with transaction.atomic():
        row = ComplainantIdentity.objects.filter(complaint=complaint, cleared_at=None).first()
        if row is None:
            raise DomainError(_("This complaint is anonymous: there is no identity to look at."))
        IdentityAccess.objects.create(
            complaint=complaint,
            by=by,
            post=by.post_title,
            purpose=LookPurpose(purpose),
            reason=reason.strip(),
        )
        _record(complaint, by, purpose, AuditEvent.Result.OK)
    return _contact(row)


def _record(complaint: Complaint, by: User, purpose: str, result: str) -> None:
    audit.record(
        "complaints.identity.look",
        by=by,
        kind=KIND,
        object_id=complaint.pk,
        number=complaint.number,
        result=result,
        detail={"purpose": purpose},
    )


def looks(complaint: Complaint) -> list[Look]:
    """Who looked, when and why, newest first."""
    rows = IdentityAccess.objects.filter(complaint=complaint).order_by("-at")
    return [Look(row.at, row.post, str(row.get_purpose_display()), row.reason) for row in rows]


def needles(complaint: Complaint) -> dict[str, str]:
    """What must not occur in anything a unit gets: value by name of the field.

    For the leak check and the redaction rules only; the result is never shown or stored.
    """
    row = ComplainantIdentity.objects.filter(complaint=complaint).first()
    if row is None:
        return {}
    contact = _contact(row)
    values = {
        "name": contact.name,
        "phone": contact.phone,
        "email": contact.email,
        "address": contact.address,
        "organisation": contact.organisation,
    }
    return {name: value for name, value in values.items() if value}


def own(complaint: Complaint) -> dict[str, str]:
    """What is kept about the holder of the code, for that person alone (PIPL Art. 45)."""
    row = ComplainantIdentity.objects.filter(complaint=complaint, cleared_at=None).first()
    if row is None:
        return {}
    fields = ("name", "phone", "email", "address", "organisation")
    audit.record(
        "complaints.identity.own",
        by=PUBLIC,
        kind=KIND,
        object_id=complaint.pk,
        number=complaint.number,
    )
    return {str(row._meta.get_field(name).verbose_name): getattr(row, name) for name in fields}  # type: ignore[union-attr]


def clear(complaint: Complaint, by: Actor = SYSTEM) -> bool:
    """Empty the identity: after the retention time (C12), or when the person asks for it. The
    empty row stays as a tombstone."""
    with transaction.atomic():
        row = (
            ComplainantIdentity.objects.select_for_update()
            .filter(complaint=complaint, cleared_at=None)
            .first()
        )
        if row is None:
            return False
        row.name = row.phone = row.email = row.address = row.organisation = ""
        row.cleared_at = clock.now()
        row.save()
        audit.record(
            "complaints.identity.clear",
            by=by,
            kind=KIND,
            object_id=complaint.pk,
            number=complaint.number,
        )
    return True


def _contact(row: ComplainantIdentity) -> Contact:
    return Contact(row.name, row.phone, row.email, row.address, row.organisation, row.is_minor)
