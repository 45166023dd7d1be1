"""The office and the units plan meetings, log them as held, or cancel them."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User
from campaign import access, ledger_door
from campaign.actions import tasks
from campaign.enums import Evidence, MeetingKind, MeetingLevel, MeetingState, ResultKind
from campaign.models import Campaign, Category, Meeting, MeetingResult
from campaign.workflow import MEETING
from core import audit, clock, numbering
from core.access import require
from core.errors import DomainError, WrongState
from core.workflow import lock

FIELDS = ("kind", "title", "date", "place", "host", "recorder", "invited", "guests", "agenda")
RECORD = ("attended", "guests", "invited", "recorder", "minutes", "outcome")

EVIDENCE: Mapping[str, Evidence] = {
    MeetingKind.MOBILIZATION: Evidence.MOBILIZATION,
    MeetingKind.SYMPOSIUM: Evidence.SYMPOSIUM,
    MeetingKind.SUMMARY: Evidence.SUMMARY_MEETING,
}


@transaction.atomic
def plan(
    *, unit: Unit | None, by: User, campaign: Campaign | None = None, **fields: Any
) -> Meeting:
    """Call a meeting of a unit, or of the zone (no unit). `fields`: those of `FIELDS`."""
    require(access.can_add_meeting(by, unit))
    campaign = campaign or Campaign.objects.current()
    level = MeetingLevel.UNIT if unit else MeetingLevel.ZONE
    meeting = Meeting(campaign=campaign, unit=unit, level=level, created_by=by)
    _set(meeting, fields, FIELDS)
    scope = f"HY-{campaign.year}-{unit.code if unit else 'QJ'}"
    meeting.number = f"{scope}-{numbering.take(scope):03d}"
    meeting.save()
    _audit("plan", meeting, by)
    return meeting


@transaction.atomic
def edit(*, meeting: Meeting, by: User, version: int, **fields: Any) -> Meeting:
    """Change a meeting that has not been held."""
    meeting = lock(meeting, version)
    require(access.can_add_meeting(by, meeting.unit))
    if meeting.state != MeetingState.PLANNED:
        raise WrongState
    _set(meeting, fields, FIELDS)
    meeting.version += 1
    meeting.save()
    _audit("edit", meeting, by)
    return meeting


@transaction.atomic
def hold(*, meeting: Meeting, by: User, version: int | None = None, **record: Any) -> Meeting:
    """Log a meeting as held. `record`: those of `RECORD`; it may fulfil a task of the unit."""
    meeting = lock(meeting, version)
    _set(meeting, record, RECORD)
    _check(meeting)
    step = "hold_zone" if meeting.level == MeetingLevel.ZONE else "hold"
    MEETING.apply(meeting, step, by=by, save=RECORD)
    evidence = EVIDENCE.get(meeting.kind)
    if meeting.unit and evidence:
        tasks.fulfil(
            evidence,
            unit=meeting.unit,
            by=by,
            kind=MEETING.kind,
            object_id=meeting.pk,
            number=meeting.number,
            on=meeting.date,
            campaign=meeting.campaign,
        )
    return meeting


@transaction.atomic
def log(
    *,
    unit: Unit | None,
    by: User,
    record: Mapping[str, Any],
    campaign: Campaign | None = None,
    **fields: Any,
) -> Meeting:
    """Log a meeting in one go that was not called in the portal."""
    return hold(meeting=plan(unit=unit, by=by, campaign=campaign, **fields), by=by, **record)


@transaction.atomic
def note_result(
    *, meeting: Meeting, by: User, kind: str, text: str, category: Category | None = None
) -> MeetingResult:
    """Keep what a held meeting has brought to light; a problem becomes a draft on the ledger.

    `category`: of the problem; a highlight has none.
    """
    meeting = lock(meeting)
    require(access.can_add_result(by, meeting))
    result = MeetingResult(meeting=meeting, kind=ResultKind(kind), text=text.strip())
    if result.kind == ResultKind.PROBLEM and meeting.unit is not None:
        if category is None:
            raise DomainError(_("Choose what the problem is about."), "category", "category")
        result.item_number = ledger_door.take_in(
            unit=meeting.unit,
            by=by,
            description=result.text,
            category=category,
            origin=meeting.number,
            symposium=True,
        )
    result.save()
    _audit("result", meeting, by)
    return result


@transaction.atomic
def cancel(*, meeting: Meeting, by: User, reason: str) -> Meeting:
    """Call a meeting off; one that was logged by mistake no longer counts."""
    meeting = lock(meeting)
    step = "cancel_zone" if meeting.level == MeetingLevel.ZONE else "cancel"
    MEETING.apply(meeting, step, by=by, reason=reason)
    tasks.unfulfil(kind=MEETING.kind, object_id=meeting.pk, by=by)
    return meeting


def _set(meeting: Meeting, values: Mapping[str, Any], allowed: tuple[str, ...]) -> None:
    for name, value in values.items():
        if name not in allowed:
            raise TypeError(f"{name} cannot be set here")
        setattr(meeting, name, value)


def _check(meeting: Meeting) -> None:
    if meeting.date > clock.today():
        raise DomainError(
            _("The meeting is on %(day)s. Log it as held when that day has come.")
            % {"day": meeting.date.isoformat()},
            "future",
            "date",
        )
    if meeting.attended is None:
        raise DomainError(_("Fill in how many attended."), "attended", "attended")
    if meeting.attended > meeting.invited + meeting.guests:
        raise DomainError(
            _(
                "%(attended)d attended, but only %(expected)d were expected and %(guests)d were"
                " guests. Correct one of the three numbers."
            )
            % {
                "attended": meeting.attended,
                "expected": meeting.invited,
                "guests": meeting.guests,
            },
            "attendance",
            "attended",
        )
    if not meeting.minutes.strip():
        raise DomainError(_("Write down what was decided."), "minutes", "minutes")


def _audit(what: str, meeting: Meeting, by: User) -> None:
    audit.record(
        f"{MEETING.kind}.{what}",
        by=by,
        kind=MEETING.kind,
        object_id=meeting.pk,
        number=meeting.number,
        unit_code=meeting.unit_code,
        detail={"state": MeetingState(meeting.state).value},
    )
