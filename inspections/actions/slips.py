"""Slips: written, signed, issued, signed for, answered, judged (domain.md §4.12)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from campaign import burden
from campaign.models import Campaign
from core import beginnings as log
from core import clock, deadlines, numbering
from core.access import require
from core.actors import Actor
from core.errors import DomainError
from core.workdays import calendar
from core.workflow import lock
from inspections import access, notices, people
from inspections.deadlines import SlipDeadline
from inspections.enums import SLIP_SIGNS, Evaluation, SlipKind
from inspections.models import Finding, SupervisionSlip
from inspections.workflow import SLIP, SLIP_KIND
from rectification.models import RectificationItem

FIELDS = ("kind", "unit", "title", "facts", "demand", "reply_due")


@dataclass(frozen=True)
class Draft:
    """What a slip says."""

    kind: str
    unit: Unit
    title: str
    facts: str
    demand: str
    reply_due: dt.date
    items: Sequence[RectificationItem] = ()
    findings: Sequence[Finding] = ()


@transaction.atomic
def write(*, draft: Draft, by: Actor) -> SupervisionSlip:
    """A new draft. Raises `DomainError` if date or subjects do not fit the unit."""
    require(access.can_draft_slip(by))
    _check(draft)
    slip = SupervisionSlip(campaign=Campaign.objects.current(), created_by_id=by.pk)
    _fill(slip, draft)
    slip.save()
    _subjects(slip, draft)
    log.started(SLIP_KIND, slip, by, "write", kind=slip.kind)
    return slip


@transaction.atomic
def edit(
    *, slip: SupervisionSlip, draft: Draft, by: Actor, version: int | None = None
) -> SupervisionSlip:
    """Change a draft. Raises `Conflict` if it is stale."""
    slip = lock(slip, version)
    require(access.can_edit_slip(by, slip))
    _check(draft)
    _fill(slip, draft)
    slip.version += 1
    slip.save(update_fields=[*FIELDS, "version", "updated_at"])
    _subjects(slip, draft)
    log.noted(SLIP_KIND, slip, by, "edit")
    return slip


@transaction.atomic
def send(*, slip: SupervisionSlip, by: Actor) -> SupervisionSlip:
    """Put a red paper before a leader."""
    slip = lock(slip)
    require(access.can_send_slip(by, slip))
    SLIP.apply(slip, "send", by=by)
    notices.tell(notices.SlipToSign, slip, people.leaders())
    return slip


@transaction.atomic
def send_back(*, slip: SupervisionSlip, by: Actor, reason: str) -> SupervisionSlip:
    """The leader does not sign it like this."""
    slip = lock(slip)
    SLIP.apply(slip, "send_back", by=by, reason=reason)
    if slip.created_by is not None:
        notices.tell(notices.SlipReturned, slip, [slip.created_by])
    return slip


@transaction.atomic
def issue(*, slip: SupervisionSlip, by: Actor) -> SupervisionSlip:
    """The office issues a blue or yellow paper; it gets its number now.

    Refused for a unit that has had its budget of reminders and papers (`campaign.burden`).
    """
    slip = lock(slip)
    require(access.can_issue(by, slip))
    burden.require_room(slip.unit)
    _give_number(slip)
    SLIP.apply(slip, "issue", by=by, save=["number"])
    return _go_out(slip)


@transaction.atomic
def sign(*, slip: SupervisionSlip, by: Actor) -> SupervisionSlip:
    """A leader signs and so issues a red paper."""
    slip = lock(slip)
    require(SLIP.can(slip, "sign", by))
    _give_number(slip)
    SLIP.apply(slip, "sign", by=by, save=["number"])
    return _go_out(slip)


@transaction.atomic
def sign_for(*, slip: SupervisionSlip, by: Actor) -> SupervisionSlip:
    """The unit has received it."""
    slip = lock(slip)
    SLIP.apply(slip, "sign_for", by=by)
    return slip


@transaction.atomic
def reply(*, slip: SupervisionSlip, by: Actor, text: str) -> SupervisionSlip:
    """The unit answers; the clock stops."""
    slip = lock(slip)
    if not text.strip():
        raise DomainError(_("Write what your unit has done."), "reply", "text")
    slip.reply = text.strip()
    SLIP.apply(slip, "reply", by=by, save=["reply"])
    deadlines.close(SlipDeadline, SLIP_KIND, slip.pk, "replied")
    notices.tell(notices.SlipReplied, slip, people.office())
    return slip


@transaction.atomic
def return_(
    *, slip: SupervisionSlip, by: Actor, reason: str, reply_due: dt.date
) -> SupervisionSlip:
    """The answer does not do: the unit answers again by a new date."""
    slip = lock(slip)
    _future(reply_due)
    slip.reply_due, slip.returns = reply_due, slip.returns + 1
    SLIP.apply(slip, "return", by=by, reason=reason, save=["reply_due", "returns"])
    _open_deadline(slip)
    notices.tell(notices.SlipAgain, slip, people.of_unit(slip.unit))
    return slip


@transaction.atomic
def close(
    *, slip: SupervisionSlip, by: Actor, evaluation: str = Evaluation.GOOD, note: str = ""
) -> SupervisionSlip:
    """Facts clear, problem solved: accepted (the six points of domain.md §2.2)."""
    slip = lock(slip)
    slip.evaluation, slip.evaluation_note = Evaluation(evaluation).value, note.strip()
    SLIP.apply(slip, "close", by=by, save=["evaluation", "evaluation_note"])
    notices.tell(notices.SlipClosed, slip, people.of_unit(slip.unit))
    return slip


@transaction.atomic
def cancel(*, slip: SupervisionSlip, by: Actor, reason: str) -> SupervisionSlip:
    """Drop a draft that is not needed."""
    slip = lock(slip)
    SLIP.apply(slip, "cancel", by=by, reason=reason)
    return slip


def _go_out(slip: SupervisionSlip) -> SupervisionSlip:
    _open_deadline(slip)
    notices.tell(notices.SlipIssued, slip, people.of_unit(slip.unit))
    return slip


def _give_number(slip: SupervisionSlip) -> None:
    """«青作风办督〔2011〕5号»: zone, office, kind, year, running number of the kind."""
    _future(slip.reply_due)
    campaign = slip.campaign
    mark = SLIP_SIGNS[SlipKind(slip.kind)]
    head = f"{campaign.issuer[:1]}作风办{mark}〔{campaign.year}〕"
    slip.number = f"{head}{numbering.take(head)}号"


def _open_deadline(slip: SupervisionSlip) -> None:
    deadlines.open(
        SlipDeadline,
        subject_kind=SLIP_KIND,
        subject_id=slip.pk,
        number=slip.number,
        unit_code=slip.unit_code,
        due_on=slip.reply_due,
    )


def _fill(slip: SupervisionSlip, draft: Draft) -> None:
    for name in FIELDS:
        setattr(slip, name, getattr(draft, name))


def _subjects(slip: SupervisionSlip, draft: Draft) -> None:
    slip.items.set(draft.items)
    slip.findings.set(draft.findings)


def _future(reply_due: dt.date) -> None:
    """Nobody is asked in the morning for an answer in the afternoon, nor over a rest day alone:
    one working day is the least (domain.md §2.10)."""
    earliest = calendar().add(clock.today(), 1)
    if reply_due < earliest:
        raise DomainError(
            _("A unit has at least one working day to answer. Give %(day)s or a later day.")
            % {"day": earliest.isoformat()},
            "past",
            "reply_due",
        )


def _check(draft: Draft) -> None:
    _future(draft.reply_due)
    subjects: list[RectificationItem | Finding] = [*draft.items, *draft.findings]
    strangers = [row.number for row in subjects if row.unit_id != draft.unit.pk]
    if strangers:
        raise DomainError(
            _("%(number)s belongs to another unit. Choose records of this unit.")
            % {"number": strangers[0]},
            "other-unit",
            "items",
        )
