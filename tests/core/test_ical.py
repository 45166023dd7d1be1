"""iCalendar text as RFC 5545 wants it."""

import datetime as dt

import pytest

from core import ical
from core.ical import Event

CHANGED = dt.datetime(2011, 4, 18, 10, 30, tzinfo=dt.timezone(dt.timedelta(hours=8)))


def event(**fields: object) -> Event:
    given = {"uid": "a@portal", "day": dt.date(2011, 4, 30), "title": "动员会", "changed": CHANGED}
    return Event(**(given | fields))  # type: ignore[arg-type]


def unfolded(text: str) -> list[str]:
    """The logical lines again."""
    return text.replace("\r\n ", "").split("\r\n")


def test_an_all_day_event_ends_on_the_next_day() -> None:
    lines = unfolded(ical.write("日程", [event()]))
    assert "DTSTART;VALUE=DATE:20110430" in lines
    assert "DTEND;VALUE=DATE:20110501" in lines


def test_the_moment_of_change_is_in_utc() -> None:
    assert "DTSTAMP:20110418T023000Z" in unfolded(ical.write("日程", [event()]))


def test_a_calendar_without_events_is_whole() -> None:
    lines = unfolded(ical.write("日程", []))
    assert (lines[0], lines[-2], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR", "")
    assert "VERSION:2.0" in lines


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("学习,讨论;自学", "学习\\,讨论\\;自学"),
        ("一\r\n二\n三\r四", "一\\n二\\n三\\n四"),
        ("a\\b", "a\\\\b"),
    ],
)
def test_marks_are_escaped(typed: str, stored: str) -> None:
    assert f"SUMMARY:{stored}" in unfolded(ical.write("日程", [event(title=typed)]))


@pytest.mark.parametrize("title", ["机关作风" * 40, "a" * 75, "a" * 300, "𠮷" * 60])
def test_no_line_is_longer_than_75_bytes_and_nothing_is_lost(title: str) -> None:
    text = ical.write("日程", [event(title=title)])
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert f"SUMMARY:{title}" in unfolded(text)


def test_nobody_can_add_a_line_of_their_own() -> None:
    text = ical.write("日程", [event(title="x\r\nEND:VCALENDAR", place="y\nATTACH:z")])
    assert unfolded(text).count("END:VCALENDAR") == 1
    assert not any(line.startswith("ATTACH") for line in unfolded(text))


def test_what_was_called_off_says_so() -> None:
    assert "STATUS:CANCELLED" in unfolded(ical.write("日程", [event(cancelled=True)]))
    assert "STATUS:CANCELLED" not in unfolded(ical.write("日程", [event()]))


def test_place_and_text_are_there_only_if_given() -> None:
    lines = unfolded(ical.write("日程", [event(place="三楼会议室", text="https://example.test/")]))
    assert "LOCATION:三楼会议室" in lines
    assert "DESCRIPTION:https://example.test/" in lines
    assert not any(line.startswith("LOCATION") for line in unfolded(ical.write("x", [event()])))
