"""One letter, two matters: a part of it becomes a case of its own."""

from django.db import transaction

from accounts.models import Unit, User
from campaign.models import Category
from complaints import codes, identity, reference
from complaints.actions.intake import RECEIVED, check_content
from complaints.actions.moves import move, note
from complaints.enums import Step
from complaints.models import Complaint
from complaints.workflow import COMPLAINT
from core import clock, numbering, outbox
from core.access import require
from core.workdays import calendar
from core.workflow import lock

# What a part has from the letter it came in.
_SAME = (
    "channel",
    "window",
    "target_person",
    "happened_on",
    "place",
    "is_anonymous",
    "wants_secrecy",
    "consent_contact",
    "consent_public",
    "received_at",
)


def split(
    *,
    complaint: Complaint,
    by: User,
    content: str,
    category: Category,
    target_unit: Unit | None = None,
    version: int | None = None,
) -> Complaint:
    """A child case with the words of one matter; files and mailbox stay with the letter.

    The person opens it from the page of the letter: it has a code, but nobody knows it, so
    nobody at the desk can rate or withdraw it. The clock of the desk starts today.
    """
    require(COMPLAINT.can(complaint, "split", by))
    check_content(content)
    scope = f"TS{clock.today():%Y%m%d}"
    number = f"{scope}-{numbering.reserve(scope):04d}"
    with transaction.atomic():
        letter = lock(complaint, version)
        move(letter, "split", by=by)
        part = _draft(letter, content, category, target_unit, by)
        part.number = number
        part.save(force_insert=True)
        identity.copy(letter, part)
        note(part, Step.SPLIT, by=by, text=letter.number, public=True)
        note(letter, Step.SPLIT, by=by, text=number, public=True)
        outbox.put(RECEIVED, part.pk, f"{RECEIVED}:{part.pk}")
    return part


def _draft(
    letter: Complaint, content: str, category: Category, unit: Unit | None, by: User
) -> Complaint:
    known = reference.read(category.code, unit.code if unit else "")
    token = codes.new_token()
    return Complaint(
        parent_id=letter.parent_id or letter.pk,
        query_hash=codes.hash_code(codes.from_token(token)),
        token_hash=codes.hash_token(token),
        category=category,
        is_accusation=category.accusation,
        target_unit=unit,
        content=content.strip(),
        bypass=letter.bypass or known.is_host,
        due_triage=calendar().add(clock.today(), known.triage_days),
        received_by_id=by.pk,
        **{name: getattr(letter, name) for name in _SAME},
    )
