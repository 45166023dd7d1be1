"""The reminder ladder: which rung rings when, without a database."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import workdays
from core.ladder import Ladder
from core.workday_data import library_days
from tests.core.conftest import moment

DAYS = workdays.of_rows(library_days())
ITEM = Ladder((-10, -3, -1, 0, 3), every=5)
REPLY = Ladder((-2, -1, 0, 1), times={0: (dt.time(9), dt.time(15))})


def ring_days(ladder: Ladder, due: dt.date, start: str, count: int) -> list[tuple[int, str]]:
    """The first rungs after an instant."""
    found, after = [], moment(start)
    for _ in range(count):
        rung = ladder.next(DAYS, due, after)
        if rung is None:
            break
        found.append((rung.step, f"{rung.at.astimezone(after.tzinfo):%m-%d %H:%M}"))
        after = rung.at
    return found


def test_the_whole_ladder_of_an_item() -> None:
    assert ring_days(ITEM, dt.date(2011, 9, 30), "2011-09-01 10:00", 8) == [
        (-10, "09-16 00:00"),
        (-3, "09-27 00:00"),
        (-1, "09-29 00:00"),
        (0, "09-30 00:00"),
        (3, "10-10 00:00"),
        (5, "10-12 00:00"),
        (10, "10-19 00:00"),
        (15, "10-26 00:00"),
    ]


def test_a_step_with_hours_rings_at_each() -> None:
    assert ring_days(REPLY, dt.date(2011, 9, 28), "2011-09-01 00:00", 9) == [
        (-2, "09-26 00:00"),
        (-1, "09-27 00:00"),
        (0, "09-28 09:00"),
        (0, "09-28 15:00"),
        (1, "09-29 00:00"),
    ]


def test_a_ladder_without_repeats_ends() -> None:
    assert REPLY.next(DAYS, dt.date(2011, 9, 28), moment("2011-09-29 00:00")) is None


def test_a_due_date_on_a_rest_day_counts_as_the_next_working_day() -> None:
    assert ring_days(ITEM, dt.date(2011, 10, 2), "2011-09-27 00:00", 3) == [
        (-3, "09-28 00:00"),
        (-1, "09-30 00:00"),
        (0, "10-08 00:00"),
    ]


@pytest.mark.parametrize(
    ("at", "step"),
    [
        ("2011-09-15 23:59", None),
        ("2011-09-16 00:00", -10),
        ("2011-09-26 12:00", -10),
        ("2011-09-30 08:00", 0),
        ("2011-10-05 08:00", 0),
        ("2011-10-13 08:00", 5),
        ("2011-10-26 08:00", 15),
    ],
)
def test_after_an_outage_the_newest_rung_counts(at: str, step: int | None) -> None:
    rung = ITEM.newest(DAYS, dt.date(2011, 9, 30), moment(at))
    assert (rung.step if rung else None) == step


@pytest.mark.parametrize(("at", "hour"), [("08:59", None), ("14:59", 9), ("15:00", 15)])
def test_newest_respects_the_hours_of_the_day(at: str, hour: int | None) -> None:
    rung = REPLY.newest(DAYS, dt.date(2011, 9, 28), moment(f"2011-09-28 {at}"))
    assert rung is not None
    assert (rung.at.hour if rung.step == 0 else None) == hour


@given(st.dates(dt.date(2005, 1, 1), dt.date(2026, 6, 30)), st.integers(-40, 60))
@settings(max_examples=200)
def test_no_rung_lies_on_a_rest_day_and_none_is_left_out(due: dt.date, offset: int) -> None:
    at = moment(f"{due + dt.timedelta(days=offset)} 10:00")
    newest, following = ITEM.newest(DAYS, due, at), ITEM.next(DAYS, due, at)
    assert following is not None
    assert following.at > at
    assert DAYS.is_workday(following.at.date())
    if newest:
        assert newest.at <= at
        assert ITEM.next(DAYS, due, newest.at) == following
