"""Units plan study sessions, log them as held, move or cancel them."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User
from campaign import access
from campaign.actions import tasks
from campaign.enums import Evidence, SessionState
from campaign.models import Campaign, StudySession
from campaign.workflow import SESSION
from core import audit, clock, numbering
from core.access import require
from core.errors import DomainError
from core.workflow import lock

FIELDS = ("line", "make_up_of", "topic", "form", "date", "hours", "speaker", "expected", "guests")
RECORD = ("attended", "guests", "expected", "hours", "speaker", "tags", "summary", "outcome")


@transaction.atomic
def plan(*, unit: Unit, by: User, campaign: Campaign | None = None, **fields: Any) -> StudySession:
    """Put a session on the unit's study calendar. `fields`: those of `FIELDS`."""
    require(access.can_add_session(by, unit))
    campaign = campaign or Campaign.objects.current()
    session = StudySession(campaign=campaign, unit=unit, created_by=by)
    _set(session, fields, FIELDS)
    _check_links(session)
    scope = f"XX-{campaign.year}-{unit.code}"
    session.number = f"{scope}-{numbering.take(scope):03d}"
    session.save()
    _audit("plan", session, by)
    return session


@transaction.atomic
def edit(*, session: StudySession, by: User, version: int, **fields: Any) -> StudySession:
    """Change a session that has not been held; another day needs `reschedule`."""
    session = lock(session, version)
    require(access.can_edit_session(by, session))
    if fields.get("date", session.date) != session.date:
        raise DomainError(
            _("Use “Move to another day” to change the date, so that the reason is kept."),
            "date",
            "date",
        )
    _set(session, fields, FIELDS)
    _check_links(session)
    session.version += 1
    session.save()
    _audit("edit", session, by)
    return session


@transaction.atomic
def hold(
    *, session: StudySession, by: User, version: int | None = None, **record: Any
) -> StudySession:
    """Log a session as held. `record`: those of `RECORD`; it counts towards the unit's task."""
    session = lock(session, version)
    _set(session, record, RECORD)
    _check_held(session.date)
    _check_attendance(session.attended, session.expected, session.guests)
    if not session.summary.strip():
        raise DomainError(
            _("Write in one or two sentences what was studied."), "summary", "summary"
        )
    SESSION.apply(session, "hold", by=by, save=RECORD)
    tasks.fulfil(
        Evidence.STUDY,
        unit=session.unit,
        by=by,
        kind=SESSION.kind,
        object_id=session.pk,
        number=session.number,
        on=session.date,
        campaign=session.campaign,
    )
    return session


@transaction.atomic
def log(
    *,
    unit: Unit,
    by: User,
    record: Mapping[str, Any],
    campaign: Campaign | None = None,
    **fields: Any,
) -> StudySession:
    """Log a session in one go that was never on the calendar."""
    return hold(session=plan(unit=unit, by=by, campaign=campaign, **fields), by=by, **record)


@transaction.atomic
def reschedule(*, session: StudySession, by: User, date: dt.date, reason: str) -> StudySession:
    """Move a session to another day, with the reason."""
    session = lock(session)
    before, session.date = session.date, date
    SESSION.apply(
        session,
        "reschedule",
        by=by,
        reason=reason,
        extra={"from": before.isoformat(), "to": date.isoformat()},
        save=["date"],
    )
    return session


@transaction.atomic
def cancel(*, session: StudySession, by: User, reason: str) -> StudySession:
    """Take a session off; one that was logged by mistake no longer counts."""
    session = lock(session)
    SESSION.apply(session, "cancel", by=by, reason=reason)
    tasks.unfulfil(kind=SESSION.kind, object_id=session.pk, by=by)
    return session


def _set(session: StudySession, values: Mapping[str, Any], allowed: tuple[str, ...]) -> None:
    for name, value in values.items():
        if name not in allowed:
            raise TypeError(f"{name} cannot be set here")
        setattr(session, name, value)


def _check_links(session: StudySession) -> None:
    """Lines and make-ups belong to the same unit, whatever the form was made to post."""
    if session.line is not None and session.line.plan.unit_id != session.unit_id:
        raise DomainError(_("Choose a line of your own study plan."), "line", "line")
    missed = session.make_up_of
    if missed is not None and missed.unit_id != session.unit_id:
        raise DomainError(_("Choose a session of your own unit."), "make-up", "make_up_of")


def _check_held(day: dt.date) -> None:
    if day > clock.today():
        raise DomainError(
            _("The session is on %(day)s. Log it as held when that day has come.")
            % {"day": day.isoformat()},
            "future",
            "date",
        )


def _check_attendance(attended: int | None, expected: int, guests: int) -> None:
    if attended is None:
        raise DomainError(_("Fill in how many attended."), "attended", "attended")
    if attended > expected + guests:
        raise DomainError(
            _(
                "%(attended)d attended, but only %(expected)d were expected and %(guests)d were"
                " guests. Correct one of the three numbers."
            )
            % {"attended": attended, "expected": expected, "guests": guests},
            "attendance",
            "attended",
        )


def _audit(what: str, session: StudySession, by: User) -> None:
    audit.record(
        f"{SESSION.kind}.{what}",
        by=by,
        kind=SESSION.kind,
        object_id=session.pk,
        number=session.number,
        unit_code=session.unit_code,
        detail={"state": SessionState(session.state).value},
    )
