"""Interviews after a summons: recorded, signed by both sides, commitments followed (§4.12)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Post, User
from core import attachments, clock, deadlines
from core import beginnings as log
from core.access import require
from core.actors import Actor
from core.errors import DomainError
from core.uploads.policy import PDF, PHOTOS, Policy
from core.workflow import lock
from inspections import interview_access as access
from inspections import notices, people
from inspections.deadlines import CommitmentDeadline
from inspections.models import Interview, SupervisionSlip
from inspections.workflow import INTERVIEW, INTERVIEW_KIND

FIELDS = ("held", "place", "talked_to", "reasons", "content", "commitments", "deadline")
SCAN = Policy(kinds=(*PHOTOS, PDF), max_files=1)


@dataclass(frozen=True)
class Talk:
    """What a record says."""

    held: dt.datetime
    place: str
    talkers: Sequence[User]
    talked_to: Post
    reasons: str
    content: str
    commitments: str
    deadline: dt.date


@transaction.atomic
def record(*, slip: SupervisionSlip, talk: Talk, by: Actor) -> Interview:
    """Begin the record of a summons. Raises `DomainError` at the field that is wrong."""
    slip = lock(slip)
    require(access.can_record(by, slip))
    _check(slip, talk)
    interview = Interview(slip=slip, created_by_id=by.pk)
    _fill(interview, talk)
    interview.save()
    interview.talkers.set(talk.talkers)
    log.started(INTERVIEW_KIND, interview, by, "record-interview")
    return interview


@transaction.atomic
def edit(*, interview: Interview, talk: Talk, by: Actor, version: int | None = None) -> Interview:
    """Change a record that nobody has signed. Raises `Conflict` if it is stale."""
    interview = lock(interview, version)
    require(access.can_edit(by, interview))
    _check(interview.slip, talk)
    _fill(interview, talk)
    interview.version += 1
    interview.save(update_fields=[*FIELDS, "version", "updated_at"])
    interview.talkers.set(talk.talkers)
    log.noted(INTERVIEW_KIND, interview, by, "edit")
    return interview


@transaction.atomic
def submit(*, interview: Interview, by: Actor) -> Interview:
    """Put the record before the person talked to."""
    interview = lock(interview)
    INTERVIEW.apply(interview, "submit", by=by)
    notices.tell(notices.InterviewToSign, interview, [interview.talked_to.user])
    return interview


@transaction.atomic
def sign(*, interview: Interview, by: Actor) -> Interview:
    """The person talked to stands for what is written."""
    interview = lock(interview)
    require(access.can_sign(by, interview))
    INTERVIEW.apply(interview, "sign", by=by)
    return _signed(interview)


@transaction.atomic
def contest(*, interview: Interview, by: Actor, reason: str) -> Interview:
    """The person talked to says what is wrong; the record goes back to who wrote it."""
    interview = lock(interview)
    require(access.can_contest(by, interview))
    INTERVIEW.apply(interview, "contest", by=by, reason=reason)
    if interview.created_by is not None:
        notices.tell(notices.InterviewContested, interview, [interview.created_by])
    return interview


@transaction.atomic
def sign_on_paper(*, interview: Interview, by: Actor, scan: "File[bytes]") -> Interview:
    """The record was printed and signed by hand: its picture is kept. Raises `UploadError`."""
    interview = lock(interview)
    require(INTERVIEW.can(interview, "sign_on_paper", by))
    interview.scan = attachments.store(scan, by=by, policy=SCAN)
    INTERVIEW.apply(interview, "sign_on_paper", by=by, save=["scan"])
    return _signed(interview)


@transaction.atomic
def keep(*, interview: Interview, by: Actor) -> Interview:
    """What was promised has been done; nobody is reminded any more."""
    interview = lock(interview)
    INTERVIEW.apply(interview, "keep", by=by)
    deadlines.close(CommitmentDeadline, INTERVIEW_KIND, interview.pk, "kept")
    return interview


def _signed(interview: Interview) -> Interview:
    deadlines.open(
        CommitmentDeadline,
        subject_kind=INTERVIEW_KIND,
        subject_id=interview.pk,
        number=interview.number,
        unit_code=interview.unit_code,
        due_on=interview.deadline,
    )
    notices.tell(notices.InterviewSigned, interview, people.office_heads())
    return interview


def _fill(interview: Interview, talk: Talk) -> None:
    for name in FIELDS:
        setattr(interview, name, getattr(talk, name))


def _check(slip: SupervisionSlip, talk: Talk) -> None:
    if talk.held > clock.now():
        raise DomainError(
            _("The interview lies in the future. Record it when it has been held."),
            "future",
            "held_on",
        )
    if talk.deadline < timezone.localdate(talk.held):
        raise DomainError(
            _("Give a day after the interview for the commitments."), "past", "deadline"
        )
    if talk.talked_to.unit_id != slip.unit_id:
        raise DomainError(
            _("Choose a leading person of the unit that was summoned."), "other-unit", "talked_to"
        )
    if talk.talked_to.user_id in {person.pk for person in talk.talkers}:
        raise DomainError(_("Nobody talks to himself. Choose other people."), "self", "talkers")
