"""What a unit has on its calendar: tasks due, study sessions, meetings; as a month and as a feed.

A calendar program cannot sign in, so the address of a feed carries a signed token. It ends with
the person's post in the unit, with the account, and when the person changes the password.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.core import signing
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.enums import Permission
from accounts.models import Unit, User
from campaign.enums import MeetingLevel, MeetingState, SessionState, TaskState
from campaign.models import Campaign, Meeting, StudySession, UnitTask
from core import clock, ical
from core.text import Text

_SALT = "campaign.calendar"


@dataclass(frozen=True)
class Entry:
    """A day's entry: what it is, where it leads, whether it no longer stands."""

    uid: str
    day: dt.date
    kind: Text
    title: str
    url: str
    changed: dt.datetime
    place: str = ""
    cancelled: bool = False
    done: bool = False


def entries(
    campaign: Campaign, unit: Unit, first: dt.date | None = None, last: dt.date | None = None
) -> list[Entry]:
    """Everything on the unit's calendar (between two days) in order; three queries."""
    found = [*_tasks(campaign, unit), *_sessions(campaign, unit), *_meetings(campaign, unit)]
    chosen = [
        entry
        for entry in found
        if (first is None or entry.day >= first) and (last is None or entry.day <= last)
    ]
    return sorted(chosen, key=lambda entry: (entry.day, entry.uid))


def _tasks(campaign: Campaign, unit: Unit) -> Iterator[Entry]:
    rows = UnitTask.objects.of(campaign).filter(unit=unit).exclude(state=TaskState.EXCUSED)
    for row in rows.select_related("task", "unit"):
        yield Entry(
            uid=row.number,
            day=row.task.due,
            kind=gettext_lazy("Task due"),
            title=row.task.title,
            url=reverse("campaign:tasks"),
            changed=row.updated_at,
            done=row.state != TaskState.OPEN,
        )


def _sessions(campaign: Campaign, unit: Unit) -> Iterator[Entry]:
    for row in StudySession.objects.of(campaign).filter(unit=unit):
        yield Entry(
            uid=row.number,
            day=row.date,
            kind=gettext_lazy("Study"),
            title=row.topic,
            url=reverse("campaign:session", args=[row.number]),
            changed=row.updated_at,
            cancelled=row.state == SessionState.CANCELLED,
            done=row.state == SessionState.DONE,
        )


def _meetings(campaign: Campaign, unit: Unit) -> Iterator[Entry]:
    """Meetings of the unit and of the zone; democratic life meetings stay where they are."""
    for row in Meeting.objects.of(campaign).filter(Q(unit=unit) | Q(level=MeetingLevel.ZONE)):
        yield Entry(
            uid=row.number,
            day=row.date,
            kind=gettext_lazy("Meeting"),
            title=row.title,
            url=reverse("campaign:meeting", args=[row.number]),
            changed=row.updated_at,
            place=row.place,
            cancelled=row.state == MeetingState.CANCELLED,
            done=row.state == MeetingState.HELD,
        )


def feed(campaign: Campaign, unit: Unit, base: str) -> str:
    """The unit's calendar as iCalendar text. `base`: address of the portal, for the links."""
    return ical.write(
        _("%(unit)s: work-style campaign") % {"unit": unit.short_name},
        [
            ical.Event(
                uid=f"{entry.uid}@portal",
                day=entry.day,
                title=_("%(kind)s: %(title)s") % {"kind": entry.kind, "title": entry.title},
                changed=entry.changed,
                place=entry.place,
                text=f"{base}{entry.url}",
                cancelled=entry.cancelled,
            )
            for entry in entries(campaign, unit)
        ],
    )


def token_of(user: User, unit: Unit) -> str:
    """The secret part of the address of a person's feed of a unit."""
    said = [user.pk, unit.code, user.get_session_auth_hash()[:16]]
    return signing.Signer(salt=_SALT).sign_object(said)


def unit_of(token: str) -> Unit | None:
    """The unit whose feed a token opens today; none if it no longer does."""
    try:
        pk, code, mark = signing.Signer(salt=_SALT).unsign_object(token)
    except (signing.BadSignature, ValueError):
        return None
    user = User.objects.filter(pk=pk, is_active=True).first()
    if user is None or user.get_session_auth_hash()[:16] != mark:
        return None
    units = user.units_with(Permission.UNIT_READ)
    return next((unit for unit in units if unit.code == code and unit.active), None)


def month_of(text: str) -> dt.date:
    """The first day of a month given as 2011-08; of the present one if it makes no sense."""
    try:
        found = dt.date.fromisoformat(f"{text}-01")
    except ValueError:
        found = dt.date.min
    # Months far away have no neighbours to link to.
    sensible = 2000 <= found.year <= 2100
    return found if sensible else clock.today().replace(day=1)
