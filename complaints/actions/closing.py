"""The end of a case: call-back, closing, re-examination, archive; and a rectification item."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.enums import Permission
from accounts.models import User
from complaints import access, deadlines, notices
from complaints.actions import call_backs
from complaints.actions.moves import move, note
from complaints.enums import Decision, Handling, State, Step
from complaints.models import CallBack, Complaint
from core import audit, clock
from core.actors import Actor
from core.errors import DomainError, NotAllowed
from core.workflow import lock
from rectification.actions import items
from rectification.enums import Source
from rectification.models import RectificationItem

KIND = "complaints.complaint"
# After the answer; after a low rating the case is in hand again when the person is called.
CALLED_IN = frozenset({State.REPLIED, State.CLOSED, State.REDO, State.INVESTIGATING})


def _require_desk(complaint: Complaint, by: User, permission: Permission) -> None:
    right = Permission.COMPLAINT_BYPASS if complaint.bypass else permission
    if not by.may(right):
        raise NotAllowed(_("Your post does not allow this step."))


@transaction.atomic
def call_back(*, complaint: Complaint, by: User, reached: bool, outcome: str) -> CallBack:
    """The desk asks the person about the answer; never the handling unit (domain.md §2.3)."""
    complaint = lock(complaint)
    _require_desk(complaint, by, Permission.COMPLAINT_REVIEW)
    if access.is_sealed(complaint):
        raise DomainError(_("Discipline speaks with the accuser itself, in the mailbox."), "state")
    if complaint.state not in CALLED_IN or complaint.replied_at is None:
        raise DomainError(_("A call-back follows the answer."), "state")
    if complaint.replies.filter(decision=Decision.GRANTED, written_by=by).exists():
        raise DomainError(
            _("You wrote the answer: somebody else asks the person about it."), "same-person"
        )
    row = CallBack.objects.create(complaint=complaint, by=by, reached=reached, outcome=outcome)
    note(complaint, Step.CALLED_BACK, by=by, public=reached)
    call_backs.made(complaint, reached=reached)
    notices.settle(complaint, notices.CallBackDue)
    audit.record(
        f"{KIND}.call_back",
        by=by,
        kind=KIND,
        object_id=complaint.pk,
        number=complaint.number,
        detail={"reached": reached},
    )
    return row


@transaction.atomic
def close(*, complaint: Complaint, by: Actor) -> Complaint:
    """Close a case that nobody rated in time; it does not count for satisfaction."""
    complaint = lock(complaint)
    if complaint.due_rating and clock.today() <= complaint.due_rating:
        raise DomainError(
            _("The person may still rate the answer until %(day)s.")
            % {"day": complaint.due_rating.strftime("%Y-%m-%d")},
            "too-early",
        )
    move(complaint, "close", by=by)
    note(complaint, Step.CLOSED, by=by, public=True, unit=True)
    deadlines.stop_all(complaint, "closed")
    notices.settle(complaint, notices.RatingOver)
    return complaint


@transaction.atomic
def uphold(*, complaint: Complaint, by: User, reason: str) -> Complaint:
    """Re-examined by other people: the answer, or the refusal, stands."""
    complaint = lock(complaint)
    _other_people(complaint, by)
    name = "uphold_refusal" if complaint.refusal_stands else "uphold"
    move(complaint, name, by=by, reason=reason)
    note(complaint, Step.REVIEW, by=by, text=reason, public=True, unit=True)
    notices.settle(complaint, notices.ReviewAsked, notices.SecondPerson)
    return complaint


@transaction.atomic
def overturn(*, complaint: Complaint, by: User, reason: str) -> Complaint:
    """Re-examined by other people: the case is handled again from the desk."""
    complaint = lock(complaint)
    _other_people(complaint, by)
    complaint.lead_unit = None
    complaint.due_sign = complaint.due_reply = complaint.due_rating = None
    deadlines.at_desk(complaint)
    fields = ["lead_unit", "due_sign", "due_reply", "due_rating", "due_triage"]
    move(complaint, "overturn", by=by, reason=reason, save=fields)
    note(complaint, Step.REVIEW, by=by, text=reason, public=True)
    notices.settle(complaint, notices.ReviewAsked, notices.SecondPerson)
    return complaint


def _other_people(complaint: Complaint, by: User) -> None:
    """Whoever approved or refused does not judge it again."""
    judges = set(complaint.replies.values_list("decided_by_id", flat=True))
    if by.pk in judges or by.pk == complaint.refused_by_id:
        raise DomainError(_("You decided this case: other people re-examine it."), "same-person")


@transaction.atomic
def archive(*, complaint: Complaint, by: User) -> Complaint:
    """Put a closed case away."""
    complaint = lock(complaint)
    move(complaint, "archive", by=by)
    note(complaint, Step.ARCHIVED, by=by)
    return complaint


@transaction.atomic
def to_item(*, complaint: Complaint, by: User) -> RectificationItem:
    """Open a rectification item of the handling unit from the case, linked both ways.

    The item's text is the redacted copy: ledgers are read by many.
    """
    complaint = lock(complaint)
    if complaint.item_number:
        raise DomainError(_("A rectification item has already been opened."), "twice")
    if complaint.lead_unit is None or not complaint.redacted_text:
        raise DomainError(
            _("Dispatch the case first: an item belongs to the handling unit."), "no-unit"
        )
    if complaint.is_accusation or complaint.handling_mode == Handling.DISCIPLINE:
        raise DomainError(_("An accusation is not turned into an item of a ledger."), "conflict")
    item = items.register(
        unit=complaint.lead_unit,
        by=by,
        source=Source.COMPLAINT,
        description=complaint.redacted_text[:500],
        category=complaint.category,
        origin_kind=KIND,
        origin_number=complaint.number,
    )
    complaint.item_number = item.number
    complaint.version += 1
    complaint.save(update_fields=["item_number", "version", "updated_at"])
    note(complaint, Step.ITEM, by=by, text=item.number, unit=True, public=True)
    audit.record(
        f"{KIND}.to_item",
        by=by,
        kind=KIND,
        object_id=complaint.pk,
        number=complaint.number,
        unit_code=complaint.unit_code,
        detail={"item": item.number},
    )
    return item
