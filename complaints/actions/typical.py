"""Typical cases: written, released by a second person, taken down."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.enums import Permission
from accounts.models import User
from complaints import leaks
from complaints.enums import State, TypicalState
from complaints.models import Complaint, TypicalCase
from complaints.redaction import similarity
from complaints.workflow import TYPICAL
from core import audit, clock, numbering
from core.access import Allowed, Answer, Denied, require
from core.actors import PUBLIC
from core.errors import DomainError, NotAllowed, WrongState
from core.workflow import lock

KIND = TYPICAL.kind
# More like the person's own words than this, and the accused may know who wrote them.
MOST_ALIKE = 0.6


def can_be_told(complaint: Complaint) -> Answer:
    """Whether a case may become a typical one at all."""
    if complaint.is_accusation or complaint.bypass or complaint.disciplined_at is not None:
        return Denied(_("Accusations and cases about the desk are never published."))
    if complaint.retaliation:
        return Denied(_("Retaliation was reported in this case: it is never published."))
    if complaint.state not in {State.CLOSED, State.ARCHIVED}:
        return Denied(_("Only a closed case can become a typical case."))
    if not complaint.consent_public:
        return Denied(_("The complainant has not agreed to publication."))
    return Allowed()


@transaction.atomic
def write(*, complaint: Complaint, by: User, **texts: str) -> TypicalCase:
    """Begin a typical case from a closed complaint."""
    if not by.may(Permission.COMPLAINT_INTAKE):
        raise NotAllowed(_("Only the complaint desk writes typical cases."))
    complaint = lock(complaint)
    require(can_be_told(complaint))
    if TypicalCase.objects.filter(complaint=complaint).exists():
        raise DomainError(_("A typical case has been made of this complaint already."), "twice")
    _judge(complaint, texts.items())
    year = clock.today().year
    case = TypicalCase.objects.create(
        number=f"DX-{year}-{numbering.take(f'DX-{year}'):03d}",
        complaint=complaint,
        created_by_id=by.pk,
        **texts,
    )
    audit.record(f"{KIND}.write", by=by, kind=KIND, object_id=case.pk, number=case.number)
    return case


@transaction.atomic
def edit(*, case: TypicalCase, by: User, version: int, **texts: str) -> TypicalCase:
    """Change a draft."""
    if not by.may(Permission.COMPLAINT_INTAKE):
        raise NotAllowed(_("Only the complaint desk writes typical cases."))
    case = lock(case, version)
    if case.state != TypicalState.DRAFT:
        raise WrongState(_("Only a draft can be changed; have it sent back first."))
    _judge(case.complaint, texts.items())
    for name, text in texts.items():
        setattr(case, name, text)
    case.version += 1
    case.save(update_fields=[*texts, "version", "updated_at"])
    audit.record(f"{KIND}.edit", by=by, kind=KIND, object_id=case.pk, number=case.number)
    return case


@transaction.atomic
def submit(*, case: TypicalCase, by: User) -> TypicalCase:
    """Hand it to the second person."""
    case = lock(case)
    require(can_be_told(case.complaint))
    TYPICAL.apply(case, "submit", by=by)
    return case


@transaction.atomic
def send_back(*, case: TypicalCase, by: User, reason: str) -> TypicalCase:
    """The second person wants changes."""
    case = lock(case)
    TYPICAL.apply(case, "send_back", by=by, reason=reason)
    return case


@transaction.atomic
def release(*, case: TypicalCase, by: User) -> TypicalCase:
    """Publish it: another person than the writer, the texts checked once more."""
    case = lock(case)
    if by.pk in {case.submitted_by_id, case.created_by_id}:
        raise DomainError(_("You wrote this case: another person releases it."), "same-person")
    require(can_be_told(case.complaint))
    _judge(case.complaint, case.texts())
    TYPICAL.apply(case, "release", by=by)
    return case


@transaction.atomic
def take_down(*, case: TypicalCase, by: User, reason: str) -> TypicalCase:
    """Take it off the public pages."""
    case = lock(case)
    TYPICAL.apply(case, "take_down", by=by, reason=reason)
    return case


def retract(complaint: Complaint) -> None:
    """The complainant no longer agrees, or reports retaliation: it disappears at once (inside the
    transaction of what they did)."""
    case = TypicalCase.objects.filter(complaint=complaint).first()
    if case is not None and case.state != TypicalState.TAKEN_DOWN:
        TYPICAL.apply(lock(case), "retract", by=PUBLIC)


def _judge(complaint: Complaint, texts: Iterable[tuple[str, str]]) -> None:
    """Refuse texts in which somebody could be recognised."""
    texts = list(texts)
    leaks.refuse(complaint, texts)
    person = complaint.target_person.strip()
    for where, text in texts:
        if len(person) > 1 and person in text:
            raise DomainError(_("Take the name of the official out."), "leak", where)
        if similarity(text, complaint.content) > MOST_ALIKE:
            raise DomainError(
                _("Tell it in other words: this is too like what the person wrote."), "alike", where
            )
