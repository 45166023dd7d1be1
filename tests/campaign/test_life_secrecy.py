"""No other account, export, audit page, report or table shows a word of a life meeting."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from accounts.models import Post
from campaign.actions import life_meetings
from campaign.models import Campaign
from core import audit, drafts
from core.models import AuditEvent, Notice, StatusLog
from tests.campaign.pages import signed_in
from tests.cast import Cast, make_person
from tests.crawler import crawl
from tests.factories.life_meetings import SECRET, held, spoken

INSIDE = ("unit_head", "unit_deputy")
OUTSIDE = tuple(sorted(set(Cast.__annotations__) - {"unit", "other_unit", *INSIDE}))


def pages_of(cast: Cast, part: str) -> list[str]:
    """Everything that a person of the cast reaches from the workbench."""
    return list(crawl(signed_in(getattr(cast, part)), limit=80, per_path=1).values())


@pytest.mark.parametrize("part", INSIDE)
def test_the_people_of_the_meeting_read_all_of_it(
    cast: Cast, campaign: Campaign, part: str
) -> None:
    meeting = held(cast)
    page = signed_in(getattr(cast, part)).get(f"/staff/life-meetings/{meeting.number}/")
    text = page.content.decode()
    for word in ("theme", "opinions", "talks", "problem-1", "cause", "promise", "criticism"):
        assert f"{SECRET}-{word}" in text


@pytest.mark.parametrize("part", OUTSIDE)
def test_nobody_else_finds_a_word_of_it_anywhere(cast: Cast, campaign: Campaign, part: str) -> None:
    meeting = held(cast)
    client = signed_in(getattr(cast, part))
    page = f"/staff/life-meetings/{meeting.number}/"
    for path in (page, f"{page}edit/", f"{page}review/", f"{page}criticism/"):
        assert SECRET not in client.get(path).content.decode()
    # The page of results repeats what was looked for; every secret goes on with a dash.
    assert f"{SECRET}-" not in client.get("/staff/search/", {"q": SECRET}).content.decode()
    assert not [text for text in pages_of(cast, part) if SECRET in text]


def test_the_public_finds_nothing(cast: Cast, campaign: Campaign) -> None:
    meeting = held(cast)
    assert not [
        text for text in crawl(Client(), "/", limit=80, per_path=1).values() if SECRET in text
    ]
    answer = Client().get(f"/staff/life-meetings/{meeting.number}/")
    assert answer["Location"].startswith("/accounts/sign-in/")


def test_the_office_reads_dates_and_counts(cast: Cast, campaign: Campaign) -> None:
    meeting = held(cast)
    client = signed_in(cast.office)
    for path in ("/staff/life-meetings/", f"/staff/life-meetings/{meeting.number}/"):
        text = client.get(path).content.decode()
        assert meeting.number in text
        assert cast.unit.short_name in text
    assert [meeting.attended, meeting.expected, meeting.problems] == [2, 2, 3]


def test_another_unit_does_not_learn_that_there_was_a_meeting(
    cast: Cast, campaign: Campaign
) -> None:
    meeting = held(cast)
    client = signed_in(cast.outsider_head)
    assert client.get(f"/staff/life-meetings/{meeting.number}/").status_code == 404
    assert meeting.number not in client.get("/staff/life-meetings/").content.decode()


def test_a_member_who_has_left_the_unit_reads_nothing_any_more(
    cast: Cast, campaign: Campaign
) -> None:
    meeting = held(cast)
    Post.objects.filter(user=cast.unit_deputy).update(end=dt.date(2011, 8, 1))
    answer = signed_in(cast.unit_deputy).get(f"/staff/life-meetings/{meeting.number}/")
    assert answer.status_code in {403, 404}


def test_the_next_head_reads_what_the_unit_promised(cast: Cast, campaign: Campaign) -> None:
    meeting = held(cast)
    successor = make_person("successor", "unit_head", cast.unit)  # type: ignore[arg-type]
    text = signed_in(successor).get(f"/staff/life-meetings/{meeting.number}/").content.decode()
    assert f"{SECRET}-promise" in text


def test_no_table_of_the_database_holds_a_word_in_the_clear(cast: Cast, campaign: Campaign) -> None:
    meeting = held(cast)
    life_meetings.agree(
        meeting=meeting, by=cast.unit_head, text=f"{SECRET}：窗口午间无人值守，要改"
    )
    drafts.save(cast.unit_head, f"life-meeting:{meeting.pk}", {"measures": [SECRET]})
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            query = f'SELECT count(*) FROM "{table}" t WHERE t::text LIKE %s'  # noqa: S608
            cursor.execute(query, [f"%{SECRET}%"])
            assert cursor.fetchone()[0] == 0, table


def test_trail_timeline_and_messages_hold_numbers_only(cast: Cast, campaign: Campaign) -> None:
    meeting = spoken(cast)
    events = AuditEvent.objects.filter(object_kind="campaign.life-meeting")
    assert set(events.values_list("action", flat=True)) == {
        "campaign.life-meeting.prepare",
        "campaign.life-meeting.review",
        "campaign.life-meeting.criticise",
    }
    assert all(event.detail.keys() <= {"state", "from", "to"} for event in events)
    assert not StatusLog.objects.of("campaign.life-meeting", meeting.pk).exclude(reason="").exists()
    assert not Notice.objects.filter(subject_kind="campaign.life-meeting").exists()


def test_the_trail_still_verifies(
    cast: Cast, campaign: Campaign, capsys: pytest.CaptureFixture[str]
) -> None:
    held(cast)
    audit.seal()
    call_command("verify_audit")
    assert SECRET not in capsys.readouterr().out
