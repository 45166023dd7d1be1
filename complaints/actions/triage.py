"""The desk decides whether and as what a complaint is handled."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import Unit, User
from accounts.models.user import holders
from campaign.models import Category
from complaints import (
    access,
    conflict,
    deadlines,
    leaks,
    notices,
    recusal,
    reference,
    surfaces,
)
from complaints.actions.moves import move, note
from complaints.enums import Decision, Nature, State, Step, Urgency
from complaints.errors import NO_SUCH_CASE
from complaints.models import Classification, Complaint, Refusal
from complaints.workflow import COMPLAINT
from core import audit, clock
from core.access import require
from core.errors import DomainError
from core.models import Notice
from core.workflow import lock

KIND = "complaints.complaint"
_CLASSIFIED = ["nature", "category", "urgency", "is_complex", "target_unit", "is_accusation"]


@transaction.atomic
def accept(*, complaint: Complaint, by: User, version: int | None = None) -> Complaint:
    """Accept: the person reads it on the tracking page at once."""
    complaint = lock(complaint, version)
    if complaint.refusals.filter(decision=Decision.OPEN).exists():
        raise DomainError(_("A refusal is proposed: decide about that first."), "refusal-open")
    move(complaint, "accept", by=by)
    note(complaint, Step.ACCEPTED, by=by, public=True)
    notices.settle(complaint, notices.NewCase)
    return complaint


@transaction.atomic
def classify(
    *,
    complaint: Complaint,
    by: User,
    nature: str,
    category: Category,
    urgency: str = Urgency.NORMAL,
    is_complex: bool = False,
    target_unit: Unit | None = None,
    reason: str = "",
    version: int | None = None,
) -> Complaint:
    """Set nature, category, urgency and target; the former values stay on record (R18).

    An accusation is one by its nature or by its category. Rule C5 is asked again: a case
    that turns out to be about the seat of the office leaves the desk for the leader. A case
    that a unit already has is recalled first (`recall`), so C4 cannot be broken here.
    """
    complaint = lock(complaint, version)
    was_ours = not complaint.bypass
    complaint.nature, complaint.category = Nature(nature), category
    complaint.urgency, complaint.is_complex = Urgency(urgency), is_complex
    complaint.target_unit = target_unit
    complaint.is_accusation = nature == Nature.ACCUSATION or category.accusation
    move(complaint, "classify", by=by, save=_CLASSIFIED)
    Classification.objects.create(
        complaint=complaint, nature=nature, category=category, by=by, reason=reason
    )
    note(complaint, Step.CLASSIFIED, by=by, text=reason)
    if was_ours and target_unit is not None and reference.hosts([target_unit]):
        _to_leader(complaint, by)
    return complaint


def _to_leader(complaint: Complaint, by: User) -> None:
    """C5: from now on the desk does not find the case, and the leader hears of it."""
    complaint.bypass = True
    complaint.save(update_fields=["bypass", "updated_at"])
    audit.record(
        f"{KIND}.bypass", by=by, kind=KIND, object_id=complaint.pk, number=complaint.number
    )
    notices.settle(complaint)
    notices.tell_desk(notices.NewCase, complaint, period="bypass")


@transaction.atomic
def propose_refusal(
    *, complaint: Complaint, by: User, reason: str, channel: str, text: str
) -> Refusal:
    """Propose not to accept it: why, where to go instead, and in words for the person."""
    complaint = lock(complaint)
    if complaint.refusals.filter(decision=Decision.OPEN).exists():
        raise DomainError(
            _("A refusal is already proposed and waits for a second person."), "twice"
        )
    move(complaint, "propose_refusal", by=by)
    refusal = Refusal.objects.create(
        complaint=complaint, reason=reason, channel=channel, text=text, proposed_by=by
    )
    note(complaint, Step.REFUSED, by=by, text=_t("Refusal proposed"))
    role = Role.LEADER if complaint.bypass else Role.DESK
    others = [person for person in holders(role) if person.pk != by.pk]
    if complaint.bypass:
        notices.tell(notices.SecondPerson, complaint, holders(Role.DISCIPLINE))
    else:
        others += list(holders(Role.OFFICE_ADMIN))
    notices.tell(notices.RefusalProposed, complaint, others)
    return refusal


@transaction.atomic
def confirm_refusal(*, complaint: Complaint, by: User) -> Complaint:
    """A second person confirms; the person reads the reason and where to go instead."""
    complaint = lock(complaint)
    refusal = _open_refusal(complaint)
    if refusal.proposed_by_id == by.pk:
        raise DomainError(
            _("You proposed this refusal: another person has to confirm it."), "second-person"
        )
    _decide(refusal, by, Decision.GRANTED)
    move(complaint, "refuse", by=by)
    note(complaint, Step.REFUSED, by=by, text=f"{refusal.text}\n{refusal.channel}", public=True)
    deadlines.stop_all(complaint, "refused")
    notices.settle(complaint, notices.NewCase, notices.RefusalProposed, notices.SecondPerson)
    return complaint


@transaction.atomic
def reject_refusal(*, complaint: Complaint, by: User, reason: str) -> Complaint:
    """A second person does not agree: the case stays to be accepted."""
    complaint = lock(complaint)
    refusal = _open_refusal(complaint)
    if refusal.proposed_by_id == by.pk:
        raise DomainError(
            _("You proposed this refusal: another person has to decide about it."), "second-person"
        )
    move(complaint, "reject_refusal", by=by, reason=reason)
    _decide(refusal, by, Decision.DENIED, reason)
    note(complaint, Step.REFUSED, by=by, text=reason)
    notices.settle(complaint, notices.RefusalProposed, notices.SecondPerson)
    return complaint


def _open_refusal(complaint: Complaint) -> Refusal:
    refusal = complaint.refusals.filter(decision=Decision.OPEN).first()
    if refusal is None:
        raise DomainError(_("No refusal is proposed for this case."), "no-refusal")
    return refusal


def _decide(refusal: Refusal, by: User, decision: Decision, text: str = "") -> None:
    refusal.decision, refusal.decided_at, refusal.decided_by = decision, clock.now(), by
    refusal.note = text[:200]
    refusal.save(update_fields=["decision", "decided_at", "decided_by", "note"])


def merge(*, complaint: Complaint, by: User, into: Complaint) -> Complaint:
    """Put a case under a main one. Its code keeps working and shows the main case's steps.

    C4 holds: a case is not merged into one whose unit must not get it. C5 and C6 too: only a
    case that the person may know of can be the main one.
    """
    with conflict.on_record(complaint, by, "merge"), transaction.atomic():
        complaint, into = lock(complaint), lock(into)
        _check_main(complaint, into, by)
        complaint.duplicate_of = into
        if access.is_sealed(into):
            complaint.redacted_text = ""
        move(complaint, "merge", by=by, save=["duplicate_of", "redacted_text"])
        note(complaint, Step.MERGED, by=by, text=into.number, public=True)
        note(into, Step.MERGED, by=by, text=complaint.number)
        deadlines.stop_all(complaint, "merged")
        notices.settle(complaint)
    return complaint


def _check_main(complaint: Complaint, into: Complaint, by: User) -> None:
    if not Complaint.objects.visible_to(by).filter(pk=into.pk).exists():
        raise DomainError(NO_SUCH_CASE, "main-case", "into")
    if into.pk == complaint.pk or into.state in {State.MERGED, State.WITHDRAWN, State.REFUSED}:
        raise DomainError(_("Choose a main case that is still open."), "main-case", "into")
    if complaint.is_accusation != into.is_accusation or complaint.bypass != into.bypass:
        raise conflict.ConflictOfInterest(
            _("An accusation and a case for the leader are merged only with their like."),
            "conflict",
            "into",
        )
    if into.lead_unit is not None:
        conflict.refuse(complaint, into.lead_unit, *into.co_units.all(), into="into")


@transaction.atomic
def redact(
    *,
    complaint: Complaint,
    by: User,
    text: str,
    files: Iterable[int] = (),
    checked: bool = False,
    version: int | None = None,
) -> Complaint:
    """Confirm the redacted copy, and release the files with these ids to the unit.

    It is refused while the identity, a number or an address of mail occurs in text or files; and
    while names, plates or places do, unless somebody has `checked` that they may stay.
    """
    complaint = lock(complaint, version)
    require(COMPLAINT.can(complaint, "redact", by))
    text = text.strip()
    if len(text) < 10:
        raise DomainError(
            _("Write the redacted copy in at least 10 characters."), "short", "redacted_text"
        )
    chosen = complaint.files.from_person().filter(pk__in=list(files))
    pieces: list[leaks.Piece] = [("text", text, _("the redacted copy"))]
    for file in chosen.select_related("attachment", "copy"):
        pieces += list(surfaces.of_file(file))
    complaint.kept_words = leaks.doubtful(piece[1] for piece in pieces) if checked else []
    leaks.refuse_for_unit(complaint, pieces, complaint.kept_words)
    complaint.redacted_text = text
    complaint.files.from_person().update(released=False)
    chosen.update(released=True)
    name = "triage" if complaint.state == State.ACCEPTED else "redact"
    if name == "triage":
        move(complaint, "triage", by=by, save=["redacted_text", "kept_words"])
    else:
        move(complaint, "redact", by=by, save=["redacted_text", "kept_words"])
    note(complaint, Step.REDACTED, by=by)
    return complaint


@transaction.atomic
def recuse(*, complaint: Complaint, by: User, person: User, reason: str) -> Complaint:
    """Take a person's access to a case away (C6): declared by themselves or by the desk.

    The desk flags others while the case is open, unless nobody would be left to handle it.
    """
    complaint = lock(complaint)
    if person.pk != by.pk:
        require(recusal.can_flag(by, complaint))
        require(recusal.left_over(complaint, person))
    complaint.recused.add(person)
    waiting = Notice.objects.filter(recipient=person, subject_kind=KIND, subject_id=complaint.pk)
    waiting.filter(settled_at=None).update(settled_at=clock.now())
    audit.record(
        f"{KIND}.recuse",
        by=by,
        kind=KIND,
        object_id=complaint.pk,
        number=complaint.number,
        detail={"person": person.username, "by_desk": person.pk != by.pk},
    )
    note(complaint, Step.CLASSIFIED, by=by, text=reason)
    return complaint
