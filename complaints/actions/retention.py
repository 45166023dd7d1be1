"""Nothing is kept longer than the case needs it (rule C12, PIPL Art. 19 and 47).

Identities go by themselves two years after the end. Words, messages, files and the name of the
person complained about go in batches that one person proposes and another decides; a row without
them stays as a tombstone. What is held, accusations, and reports of retaliation stay.
"""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import Permission
from accounts.models import User
from complaints import access, identity
from complaints.enums import Decision, State
from complaints.models import ClearingBatch, Complaint, LegalHold, Sketch
from complaints.models.complaint import ComplaintQuerySet
from core import attachments, audit, clock
from core.actors import PUBLIC, Actor
from core.errors import DomainError, NotAllowed
from core.workflow import lock

KIND = "complaints.complaint"
KEPT = dt.timedelta(days=2 * 365)
MOST_AT_ONCE = 500
GONE = "〔已清除〕"
_RULE = Q(is_accusation=False, retaliation=False, disciplined_at=None)


def _ended(before: dt.datetime) -> Q:
    return (
        Q(state__in=(State.CLOSED, State.ARCHIVED), closed_at__lt=before)
        | Q(state=State.REFUSED, refused_at__lt=before)
        | Q(state=State.WITHDRAWN, updated_at__lt=before)
        | Q(state=State.MERGED, duplicate_of__closed_at__lt=before)
    )


def _free() -> ComplaintQuerySet:
    """Cases that ordinary rules apply to: nobody holds them."""
    held = LegalHold.objects.filter(ended_at=None)
    return Complaint.objects.filter(_RULE).exclude(pk__in=held.values("complaint"))


def forget_identities() -> int:
    """Empty the identities of ordinary cases that ended two years ago; how many were emptied.

    Each identity is emptied in a transaction of its own, with its audit row.
    """
    cases = _free().filter(
        _ended(clock.now() - KEPT), identity__cleared_at=None, identity__isnull=False
    )
    return sum(identity.clear(complaint) for complaint in cases.order_by("pk")[:MOST_AT_ONCE])


# --- Legal hold ---------------------------------------------------------------------------------


def is_held(complaint: Complaint) -> bool:
    """Whether nothing of the case may be cleared."""
    return LegalHold.objects.filter(complaint=complaint, ended_at=None).exists()


@transaction.atomic
def hold(*, complaint: Complaint, by: User, reason: str) -> LegalHold:
    """Keep a case whatever its age: a court, an audit or a superior body may ask for it."""
    complaint = lock(complaint)
    _require(by, Permission.COMPLAINT_DECIDE, Permission.COMPLAINT_INTAKE)
    if is_held(complaint):
        raise DomainError(_("The case is held already."), "twice")
    row = LegalHold.objects.create(complaint=complaint, reason=reason.strip(), by=by)
    _record(complaint, by, "hold")
    return row


@transaction.atomic
def lift(*, complaint: Complaint, by: User, reason: str) -> LegalHold:
    """End a hold; the usual time applies again. Whoever set it does not lift it alone."""
    complaint = lock(complaint)
    _require(by, Permission.COMPLAINT_DECIDE)
    row = LegalHold.objects.filter(complaint=complaint, ended_at=None).first()
    if row is None:
        raise DomainError(_("The case is not held."), "no-hold")
    if row.by_id == by.pk:
        raise DomainError(_("You set this hold: another person has to lift it."), "second-person")
    row.ended_at, row.ended_by, row.ended_why = clock.now(), by, reason.strip()
    row.save(update_fields=["ended_at", "ended_by", "ended_why"])
    _record(complaint, by, "lift_hold")
    return row


# --- Batches ------------------------------------------------------------------------------------


def due() -> ComplaintQuerySet:
    """What may be cleared now: ended two years ago, or ended and the person asks for it."""
    ended = [State.CLOSED, State.ARCHIVED, State.REFUSED, State.WITHDRAWN]
    asked = Q(erasure_asked_at__isnull=False, state__in=ended)
    rows = _free().filter(cleared_at=None)
    return rows.filter(_ended(clock.now() - KEPT) | asked).order_by("pk")


@transaction.atomic
def propose(*, by: User) -> ClearingBatch:
    """Put what is due before a second person, at most 500 cases."""
    _require(by, Permission.COMPLAINT_INTAKE)
    if ClearingBatch.objects.filter(decision=Decision.OPEN).exists():
        raise DomainError(_("A clearing is proposed already: decide about it first."), "twice")
    cases = list(due()[:MOST_AT_ONCE])
    if not cases:
        raise DomainError(_("Nothing is due to be cleared."), "nothing")
    batch = ClearingBatch.objects.create(proposed_by=by)
    batch.cases.set(cases)
    _record_batch(batch, by, "propose", len(cases))
    return batch


@transaction.atomic
def decide(*, batch: ClearingBatch, by: User, grant: bool, note: str = "") -> ClearingBatch:
    """Clear the batch, or do not. What has been held since is left out."""
    batch = ClearingBatch.objects.select_for_update().get(pk=batch.pk)
    _require(by, Permission.COMPLAINT_DECIDE)
    if batch.decision != Decision.OPEN:
        raise DomainError(_("This clearing is decided already."), "decided")
    if batch.proposed_by_id == by.pk:
        raise DomainError(
            _("You proposed this clearing: another person has to decide."), "second-person"
        )
    if not grant and len(note.strip()) < 2:
        raise DomainError(_("Say why it is denied"), "reason", "note")
    batch.decision = Decision.GRANTED if grant else Decision.DENIED
    batch.decided_at, batch.decided_by, batch.note = clock.now(), by, note.strip()
    if grant:
        cases = list(due().filter(pk__in=batch.cases.values("pk")))
        for complaint in cases:
            wipe(lock(complaint), by)
        batch.cleared = len(cases)
    batch.save()
    _record_batch(batch, by, "clear" if grant else "deny", batch.cleared)
    return batch


def wipe(complaint: Complaint, by: Actor) -> None:
    """Clear a locked case: person, words, messages, files and sketch. The row with its states,
    dates and the official answer stays as a tombstone."""
    identity.clear(complaint, by=by)
    complaint.content = complaint.wish = complaint.target_person = complaint.place = ""
    complaint.redacted_text = GONE if complaint.redacted_text else ""
    complaint.kept_words = []
    complaint.cleared_at = clock.now()
    complaint.version += 1
    fields = ["content", "wish", "target_person", "place", "redacted_text", "kept_words"]
    complaint.save(update_fields=[*fields, "cleared_at", "version", "updated_at"])
    for message in complaint.messages.all():
        message.body = ""
        message.save(update_fields=["body"])
    complaint.ratings.exclude(reason="").update(reason=GONE)
    complaint.withdrawals.exclude(note="").update(note=GONE)
    complaint.call_backs.exclude(outcome="").update(outcome=GONE)
    _drop_files(complaint)
    Sketch.objects.filter(complaint=complaint).delete()
    _record(complaint, by, "clear")


def _drop_files(complaint: Complaint) -> None:
    rows = list(complaint.files.filter(reply=None).select_related("attachment", "copy"))
    complaint.files.filter(pk__in=[row.pk for row in rows]).delete()
    found = [row.attachment for row in rows] + [row.copy for row in rows if row.copy]
    attachments.discard(found)


# --- On the person's request --------------------------------------------------------------------


@transaction.atomic
def erase(*, complaint: Complaint) -> Complaint:
    """The person wants to be forgotten (PIPL Art. 47): the identity goes at once, and what they
    wrote goes with the next batch after the end of the case.

    Refused while the law wants it kept: a hold, or an accusation with discipline.
    """
    complaint = lock(complaint)
    if is_held(complaint) or access.is_sealed(complaint):
        raise DomainError(
            _(
                "The law wants this case kept for now. Your request is not lost: ask again when it"
                " is closed, or call the supervision line."
            ),
            "held",
        )
    identity.clear(complaint, by=PUBLIC)
    complaint.is_anonymous, complaint.consent_contact = True, False
    complaint.erasure_asked_at = complaint.erasure_asked_at or clock.now()
    complaint.version += 1
    complaint.save(
        update_fields=[
            "is_anonymous",
            "consent_contact",
            "erasure_asked_at",
            "version",
            "updated_at",
        ]
    )
    _record(complaint, PUBLIC, "erase")
    return complaint


def _require(by: User, *permissions: Permission) -> None:
    if not any(by.may(permission) for permission in permissions):
        raise NotAllowed(_("Your post does not allow this step."))


def _record(complaint: Complaint, by: Actor, act: str) -> None:
    audit.record(f"{KIND}.{act}", by=by, kind=KIND, object_id=complaint.pk, number=complaint.number)


def _record_batch(batch: ClearingBatch, by: Actor, act: str, count: int) -> None:
    audit.record(
        f"complaints.clearing.{act}",
        by=by,
        kind="complaints.clearing",
        object_id=batch.pk,
        detail={"cases": count},
    )
