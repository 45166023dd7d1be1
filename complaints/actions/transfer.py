"""What belongs to somebody outside the zone's own bodies: petition office or 12345 (§4.10)."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from complaints.actions import replies
from complaints.actions.moves import note
from complaints.enums import Handling, Result, Step, Verified
from complaints.models import Complaint, Reply
from core.errors import DomainError

OUTSIDE = (Handling.PETITION, Handling.HOTLINE)


@transaction.atomic
def transfer_out(*, complaint: Complaint, by: User, where: str, text: str) -> Reply:
    """Hand an accepted case to another body. The person reads where it went and may object.

    Raises `DomainError` (code `conflict`) for an accusation: that goes to discipline only.
    """
    if complaint.is_accusation:
        raise DomainError(_("An accusation goes to discipline, nowhere else."), "conflict", "where")
    mode = Handling(where)
    if mode not in OUTSIDE:
        raise DomainError(_("Choose the petition office or 12345."), "where", "where")
    reply = replies.answer_directly(
        complaint=complaint,
        by=by,
        text=text,
        verified=Verified.UNKNOWN,
        result=Result.EXPLAINED,
        mode=mode,
    )
    note(complaint, Step.TRANSFERRED, by=by, text=str(mode.label), public=True)
    return reply
