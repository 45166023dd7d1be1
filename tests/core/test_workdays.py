"""Working days: the check values of domain.md §3.11, and arithmetic against a naive count."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import workdays
from core.models import WorkCalendarDay
from core.workday_data import library_days, load, seed
from core.workdays import Calendar, SpecialDay

day = dt.date.fromisoformat
LIBRARY = workdays.of_rows(library_days())
DATES = st.dates(dt.date(2004, 1, 1), dt.date(2026, 12, 31))


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        ("2011-09-28", 5, "2011-10-10"),
        ("2011-09-28", 15, "2011-10-24"),
        ("2011-04-29", 5, "2011-05-09"),
        ("2011-12-28", 5, "2012-01-05"),
        ("2011-10-01", 0, "2011-10-08"),
        ("2011-10-10", -5, "2011-09-28"),
        ("2026-02-13", 1, "2026-02-14"),
    ],
)
def test_adding_working_days(start: str, count: int, expected: str) -> None:
    assert LIBRARY.add(day(start), count) == day(expected)


@pytest.mark.parametrize(
    ("date", "working"),
    [
        ("2011-12-31", True),
        ("2011-04-30", False),
        ("2011-10-08", True),
        ("2011-10-01", False),
        ("2011-10-10", True),
        ("2011-10-15", False),
        ("2026-09-20", True),
        ("2026-10-10", True),
    ],
)
def test_single_days(date: str, working: bool) -> None:
    assert LIBRARY.is_workday(day(date)) is working


@given(DATES, DATES)
@settings(max_examples=200)
def test_distance_equals_a_walk_over_the_days(start: dt.date, end: dt.date) -> None:
    first, last = sorted((start, end))
    walked = sum(
        LIBRARY.is_workday(first + dt.timedelta(days=n)) for n in range(1, (last - first).days + 1)
    )
    assert LIBRARY.distance(start, end) == (walked if end >= start else -walked)


@given(DATES, st.integers(1, 80))
@settings(max_examples=100)
def test_adding_and_measuring_agree(start: dt.date, count: int) -> None:
    end = LIBRARY.add(start, count)
    assert LIBRARY.is_workday(end)
    assert LIBRARY.distance(start, end) == count
    assert LIBRARY.add(LIBRARY.next_workday(end), -count) <= LIBRARY.next_workday(start)


def test_neighbours() -> None:
    assert LIBRARY.next_workday(day("2011-10-01")) == day("2011-10-08")
    assert LIBRARY.last_workday_on_or_before(day("2011-10-07")) == day("2011-09-30")
    assert LIBRARY.last_workday_on_or_before(day("2011-09-30")) == day("2011-09-30")


def test_an_unknown_year_follows_the_week_and_says_so() -> None:
    assert LIBRARY.add(day("2026-12-30"), 5) == day("2027-01-06")
    assert not LIBRARY.is_announced(2027)
    assert LIBRARY.is_announced(2026)
    assert LIBRARY.guessed(day("2026-12-30"), day("2027-01-06"))
    assert not LIBRARY.guessed(day("2026-11-30"), day("2026-12-06"))


def test_days_off_alone_do_not_announce_a_year() -> None:
    days = Calendar((SpecialDay(day("2027-01-01"), is_workday=False, name="元旦"),))
    assert not days.is_announced(2027)
    assert not days.is_workday(day("2027-01-01"))


def test_explaining_a_limit() -> None:
    steps = LIBRARY.explain(day("2011-09-28"), 5)
    assert [step.date.day for step in steps] == [29, 30, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    assert [step.count for step in steps] == [1, 2, 0, 0, 0, 0, 0, 0, 0, 3, 4, 5]
    assert steps[2].name == "国庆节"
    assert [step.moved for step in steps[-3:]] == [True, True, False]
    assert not any(step.guessed for step in steps)


def test_explaining_a_limit_in_an_unknown_year() -> None:
    steps = LIBRARY.explain(day("2026-12-31"), 2)
    assert all(step.guessed for step in steps)
    assert steps[-1].date == day("2027-01-04")


def test_the_database_is_born_with_the_calendar(db: None) -> None:
    assert WorkCalendarDay.years() == set(range(2004, 2027))
    assert workdays.calendar() == LIBRARY
    assert seed() == 0


def test_seeding_leaves_what_an_officer_has_changed(db: None) -> None:
    WorkCalendarDay.objects.filter(date="2011-10-08").update(is_workday=False)
    seed()
    assert not workdays.calendar().is_workday(day("2011-10-08"))


def test_the_calendar_is_read_once(
    db: None, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    with django_assert_num_queries(1):
        assert workdays.calendar() is workdays.calendar()


def test_loading_is_seen_after_the_commit(
    db: None, django_capture_on_commit_callbacks: pytest.FixtureRequest
) -> None:
    assert workdays.calendar().is_workday(day("2027-02-08"))
    with django_capture_on_commit_callbacks(execute=True):
        load([WorkCalendarDay(date=day("2027-02-08"), is_workday=False, name="春节")])
    assert not workdays.calendar().is_workday(day("2027-02-08"))
