"""The desk's review of a reply: facts, completeness, secrecy, and the item that it asks for."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from complaints.actions import closing, replies
from complaints.actions.moves import note
from complaints.enums import Decision, Step, Verified
from complaints.models import Complaint, Reply
from complaints.workflow import COMPLAINT
from core import audit
from core.access import require
from core.errors import DomainError
from core.workflow import lock

KIND = "complaints.complaint"
POINTS = ("facts", "complete", "secrecy")
_FOUNDED = frozenset({Verified.TRUE, Verified.PARTLY})


def asks_for_item(complaint: Complaint) -> bool:
    """Whether a founded complaint has no item in the ledger yet."""
    if complaint.item_number or complaint.is_accusation or complaint.lead_unit_id is None:
        return False
    reply = complaint.replies.filter(decision=Decision.OPEN).first()
    return reply is not None and reply.verified in _FOUNDED


@transaction.atomic
def approve(
    *,
    complaint: Complaint,
    by: User,
    checked: Collection[str],
    open_item: bool = False,
    no_item: str = "",
) -> Reply:
    """Approve a reply after all three points; a founded complaint becomes an item or says why not.

    Raises `DomainError` (code `unchecked`, field: the first point that was not confirmed;
    code `no-item` without an item and without a reason).
    """
    complaint = lock(complaint)
    require(COMPLAINT.can(complaint, "approve", by))
    for point in POINTS:
        if point not in checked:
            raise DomainError(_("Confirm this point, or send the reply back."), "unchecked", point)
    if asks_for_item(complaint) and not open_item and len(no_item.strip()) < 4:
        raise DomainError(
            _("Open the item, or say in at least 4 characters why none is needed."),
            "no-item",
            "no_item",
        )
    if open_item and not complaint.item_number:
        closing.to_item(complaint=complaint, by=by)
    if no_item.strip() and not open_item:
        note(complaint, Step.ITEM, by=by, text=no_item)
    reply = replies.approve(complaint=complaint, by=by)
    audit.record(
        f"{KIND}.review",
        by=by,
        kind=KIND,
        object_id=complaint.pk,
        number=complaint.number,
        unit_code=complaint.unit_code,
        detail={"points": list(POINTS)},
    )
    return reply
