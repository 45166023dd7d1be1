"""Meetings of units and of the zone: called, held, cancelled."""

import datetime as dt
from typing import Any

import pytest

from campaign.actions import meetings
from campaign.enums import MeetingKind, MeetingState
from campaign.models import Campaign, Meeting
from core import clock
from core.errors import Conflict, DomainError, NotAllowed, WrongState
from tests.cast import Cast
from tests.factories.campaign import make_meeting

CHINA = dt.timezone(dt.timedelta(hours=8))
DAY = dt.date(2011, 4, 18)
AFTER = dt.datetime(2011, 4, 19, 10, 0, tzinfo=CHINA)
RECORD = {"attended": 17, "minutes": "部署三个阶段的工作。"}


def test_a_units_mobilisation_meeting_ticks_its_task(cast: Cast, campaign: Campaign) -> None:
    with clock.at(AFTER):
        meeting = meetings.hold(
            meeting=make_meeting(cast.unit, cast.liaison), by=cast.liaison, **RECORD
        )
    assert meeting.number == "HY-2011-JFJ-001"
    assert cast.unit.tasks.get(task__evidence="mobilization").state == "done"


def test_another_kind_of_meeting_ticks_nothing(cast: Cast, campaign: Campaign) -> None:
    with clock.at(AFTER):
        meeting = make_meeting(cast.unit, cast.liaison, kind=MeetingKind.LEADING_BODY)
        meetings.hold(meeting=meeting, by=cast.liaison, **RECORD)
    assert not cast.unit.tasks.exclude(state="open").exists()


def test_the_office_holds_the_meetings_of_the_zone(cast: Cast, campaign: Campaign) -> None:
    with clock.at(AFTER):
        meeting = meetings.hold(meeting=make_meeting(None, cast.office), by=cast.office, **RECORD)
    assert (meeting.number, meeting.state) == ("HY-2011-QJ-001", MeetingState.HELD)


def test_nobody_logs_meetings_of_others(cast: Cast, campaign: Campaign) -> None:
    with pytest.raises(NotAllowed):
        make_meeting(None, cast.liaison)
    with pytest.raises(NotAllowed):
        make_meeting(cast.unit, cast.outsider)
    with pytest.raises(NotAllowed):
        make_meeting(cast.unit, cast.office)
    zone = make_meeting(None, cast.office)
    with clock.at(AFTER), pytest.raises(NotAllowed):
        meetings.hold(meeting=zone, by=cast.liaison, **RECORD)


def test_a_meeting_ahead_cannot_be_logged_as_held(cast: Cast, campaign: Campaign) -> None:
    meeting = make_meeting(cast.unit, cast.liaison)
    with clock.at(AFTER - dt.timedelta(days=5)), pytest.raises(DomainError) as error:
        meetings.hold(meeting=meeting, by=cast.liaison, **RECORD)
    assert error.value.code == "future"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"attended": None}, "attended"),
        ({"attended": 19}, "attended"),
        ({"minutes": ""}, "minutes"),
    ],
)
def test_a_held_meeting_has_attendance_and_minutes(
    cast: Cast, campaign: Campaign, change: dict[str, Any], field: str
) -> None:
    meeting = make_meeting(cast.unit, cast.liaison)
    with clock.at(AFTER), pytest.raises(DomainError) as error:
        meetings.hold(meeting=meeting, by=cast.liaison, **{**RECORD, **change})
    assert error.value.field == field


def test_editing_checks_version_and_state(cast: Cast, campaign: Campaign) -> None:
    meeting = make_meeting(cast.unit, cast.liaison)
    changed = meetings.edit(
        meeting=meeting, by=cast.liaison, version=meeting.version, place="二楼会议室"
    )
    assert changed.place == "二楼会议室"
    with pytest.raises(Conflict):
        meetings.edit(meeting=meeting, by=cast.liaison, version=meeting.version, place="x")
    gone = meetings.cancel(meeting=changed, by=cast.liaison, reason="改为视频会议")
    with pytest.raises(WrongState):
        meetings.edit(meeting=gone, by=cast.liaison, version=gone.version, place="x")


def test_a_meeting_logged_by_mistake_no_longer_counts(cast: Cast, campaign: Campaign) -> None:
    with clock.at(AFTER):
        meeting = meetings.log(
            unit=cast.unit,
            by=cast.liaison,
            kind=MeetingKind.MOBILIZATION,
            title="动员会",
            date=DAY,
            place="会议室",
            host="张某某",
            invited=18,
            record=RECORD,
        )
    meetings.cancel(meeting=meeting, by=cast.liaison, reason="登记到了别的单位")
    assert cast.unit.tasks.get(task__evidence="mobilization").state == "open"


def test_the_office_cancels_meetings_of_the_zone(cast: Cast, campaign: Campaign) -> None:
    meeting = meetings.cancel(
        meeting=make_meeting(None, cast.office), by=cast.office, reason="防汛"
    )
    assert meeting.state == MeetingState.CANCELLED


def test_units_read_their_own_and_the_zones_meetings(cast: Cast, campaign: Campaign) -> None:
    make_meeting(cast.unit, cast.liaison)
    make_meeting(None, cast.office)
    assert Meeting.objects.visible_to(cast.unit_head).count() == 2
    assert Meeting.objects.visible_to(cast.outsider).count() == 1
    assert Meeting.objects.visible_to(cast.leader).count() == 2
    for person in (cast.inspector, cast.supervisor, cast.sysadmin, cast.contact):
        assert not Meeting.objects.visible_to(person).exists()
