"""A democratic life meeting of JFJ in which every confidential field holds a word to look for."""

import datetime as dt

from campaign.actions import life_meetings
from campaign.models import LifeMeeting, LifeMember
from tests.cast import Cast

DAY = dt.date(2011, 7, 20)
SECRET = "海棠花密语"
"""Stands in every confidential text; nobody but the head and the members may ever read it."""


def prepared(cast: Cast, day: dt.date = DAY) -> LifeMeeting:
    """Head and deputy sit in it; every paper holds `SECRET` and the paper's name."""
    return life_meetings.prepare(
        unit=cast.unit,
        by=cast.unit_head,
        date=day,
        members=[cast.unit_head, cast.unit_deputy],
        **{name: f"{SECRET}-{name}" for name in life_meetings.PAPER},
    )


def seat(meeting: LifeMeeting, user: object) -> LifeMember:
    """A person's seat, as it is now."""
    return meeting.members.select_related("meeting__unit", "user").get(user=user)


def spoken(cast: Cast) -> LifeMeeting:
    """Both have written about themselves (two problems and one) and about each other."""
    meeting = prepared(cast)
    for person, lines in ((cast.unit_head, 2), (cast.unit_deputy, 1)):
        own = seat(meeting, person)
        life_meetings.write_review(
            member=own,
            by=person,
            version=own.version,
            problems="\n".join(f"{SECRET}-problem-{n}" for n in range(lines)),
            causes=f"{SECRET}-cause",
            commitments=f"{SECRET}-promise",
        )
    head, deputy = seat(meeting, cast.unit_head), seat(meeting, cast.unit_deputy)
    life_meetings.criticise(
        member=deputy, by=cast.unit_deputy, about=head, content=f"{SECRET}-criticism"
    )
    meeting.refresh_from_db()
    return meeting


def held(cast: Cast) -> LifeMeeting:
    """Spoken and held with both present."""
    meeting = spoken(cast)
    present = [row.pk for row in meeting.members.all()]
    return life_meetings.hold(meeting=meeting, by=cast.unit_head, present=present)
