"""A unit's calendar: the month as a page, and the feed for calendar programs."""

import datetime as dt
import re

import pytest
from django.test import Client

from accounts.models import Post
from campaign import unit_calendar
from campaign.actions import meetings, studies, tasks
from campaign.models import Campaign
from tests.campaign.pages import body, signed_in
from tests.cast import Cast
from tests.factories.campaign import make_meeting, make_session
from tests.factories.life_meetings import held

PAGE = "/staff/calendar/"


def feed_path(cast: Cast) -> str:
    return f"/calendar/{unit_calendar.token_of(cast.liaison, cast.unit)}.ics"


def feed(cast: Cast) -> str:
    """The feed of JFJ as a program gets it, lines unfolded."""
    answer = Client().get(feed_path(cast))
    assert answer.status_code == 200
    return answer.content.decode().replace("\r\n ", "")


def test_the_month_shows_what_falls_into_it(cast: Cast, campaign: Campaign) -> None:
    make_session(cast)
    make_meeting(None, cast.office, title="全区动员大会")
    text = body(signed_in(cast.liaison).get(PAGE, {"month": "2011-04"}))
    for title in ("首问责任制解读", "全区动员大会", "报送实施方案"):
        assert title in text
    assert "报送总结报告" not in text


def test_another_month_is_a_link_away(cast: Cast, campaign: Campaign) -> None:
    text = body(signed_in(cast.liaison).get(PAGE, {"month": "2011-12"}))
    assert "month=2011-11" in text
    assert "month=2012-01" in text


@pytest.mark.parametrize(
    "month", ["", "2011-13", "gestern", "2011-4", "9999-12-01", "9999-12", "0001-01"]
)
def test_a_month_that_makes_no_sense_is_the_present_one(
    cast: Cast, campaign: Campaign, month: str
) -> None:
    assert signed_in(cast.liaison).get(PAGE, {"month": month}).status_code == 200


def test_days_off_are_marked(cast: Cast, campaign: Campaign) -> None:
    text = body(signed_in(cast.liaison).get(PAGE, {"month": "2011-10"}))
    # Eight Saturdays and Sundays less two make-up days, and the five working days of the holiday.
    marks = [classes.split() for classes in re.findall(r'<td class="([^"]*)"', text)]
    assert sum("rest" in mark and "other" not in mark for mark in marks) == 13


def test_a_program_without_sign_in_gets_the_units_dates(cast: Cast, campaign: Campaign) -> None:
    make_session(cast)
    text = feed(cast)
    assert "SUMMARY:学习：首问责任制解读" in text
    assert "UID:XX-2011-JFJ-001@portal" in text
    assert "SUMMARY:任务到期：报送实施方案" in text
    assert "GJJ" not in text


def test_other_units_and_life_meetings_are_not_on_it(cast: Cast, campaign: Campaign) -> None:
    meeting = held(cast)
    other = make_meeting(cast.other_unit, cast.outsider, title="规划局内部会")
    text = feed(cast)
    assert meeting.number not in text
    assert other.number not in text
    assert "规划局内部会" not in text


def test_what_is_called_off_stays_as_called_off(cast: Cast, campaign: Campaign) -> None:
    studies.cancel(session=make_session(cast), by=cast.liaison, reason="防汛")
    meetings.cancel(meeting=make_meeting(cast.unit, cast.liaison), by=cast.liaison, reason="防汛")
    assert feed(cast).count("STATUS:CANCELLED") == 2


def test_an_excused_task_is_taken_off(cast: Cast, campaign: Campaign) -> None:
    task = cast.unit.tasks.get(task__title="召开动员会")
    tasks.excuse(task=task, by=cast.office_head, reason="机构撤并")
    assert "召开动员会" not in feed(cast)


def test_the_address_is_shown_on_the_page(cast: Cast, campaign: Campaign) -> None:
    assert feed_path(cast) in body(signed_in(cast.liaison).get(PAGE))


def test_a_changed_token_opens_nothing(cast: Cast, campaign: Campaign) -> None:
    path = feed_path(cast)
    for wrong in (path.replace(".ics", "x.ics"), "/calendar/JFJ.ics", "/calendar/a:b:c.ics"):
        assert Client().get(wrong).status_code == 404


def test_the_address_ends_with_the_post(cast: Cast, campaign: Campaign) -> None:
    path = feed_path(cast)
    Post.objects.filter(user=cast.liaison).update(end=dt.date(2011, 6, 30))
    assert Client().get(path).status_code == 404


def test_the_address_ends_with_the_password_and_with_the_account(
    cast: Cast, campaign: Campaign
) -> None:
    path = feed_path(cast)
    cast.liaison.set_password("Another-long-1")
    cast.liaison.save()
    assert Client().get(path).status_code == 404
    path = feed_path(cast)
    cast.liaison.is_active = False
    cast.liaison.save()
    assert Client().get(path).status_code == 404


def test_a_feed_is_read_only_and_kept_by_nobody(cast: Cast, campaign: Campaign) -> None:
    assert Client().post(feed_path(cast)).status_code == 405
    answer = Client().get(feed_path(cast))
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Type"].startswith("text/calendar")


def test_without_a_campaign_there_is_no_feed(cast: Cast) -> None:
    assert Client().get(feed_path(cast)).status_code == 404


def test_people_of_the_zone_have_no_unit_calendar(cast: Cast, campaign: Campaign) -> None:
    assert signed_in(cast.office).get(PAGE).status_code == 404
