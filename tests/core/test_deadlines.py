"""Deadlines as rows: opening, closing, extending, and the sweep."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import clock, deadlines, workdays
from core.models import Deadline, Notice, WorkCalendarDay
from core.workday_data import load
from tests.cast import Cast
from tests.core.conftest import moment
from tests.core.kinds import ItemDue, ReplyDue, open_deadline

pytestmark = pytest.mark.django_db


def sweep(text: str) -> int:
    with clock.at(moment(text)):
        return deadlines.sweep()


@pytest.fixture
def deadline(cast: Cast) -> Deadline:
    """Due on Wednesday 28 September 2011, opened on the first; the liaison is told."""
    ItemDue.recipients = [cast.liaison.pk]
    with clock.at(moment("2011-09-01 10:00")):
        return open_deadline()


def steps_told() -> list[int]:
    return [notice.params["s"] for notice in Notice.objects.order_by("id")]


def test_a_deadline_plans_its_first_reminder(deadline: Deadline) -> None:
    assert deadline.next_at == moment("2011-09-14 00:00")
    assert deadline.original_due == dt.date(2011, 9, 28)


def test_reminders_come_one_by_one(deadline: Deadline) -> None:
    told = [
        sweep(f"2011-{day} 00:05")
        for day in ("09-13", "09-14", "09-15", "09-23", "09-26", "09-27", "09-28", "09-29")
    ]
    assert told == [0, 1, 0, 1, 0, 1, 1, 0]
    assert steps_told() == [-10, -3, -1, 0]
    deadline.refresh_from_db()
    assert deadline.last_step == 0


def test_an_overdue_deadline_goes_on_ringing(deadline: Deadline) -> None:
    for day in ("2011-09-28", "2011-10-09", "2011-10-11", "2011-10-18", "2011-10-19"):
        sweep(f"{day} 09:00")
    assert steps_told() == [0, 3, 5, 10]


def test_sweeping_twice_reminds_once(deadline: Deadline) -> None:
    assert sweep("2011-09-28 00:05") == 1
    assert sweep("2011-09-28 00:05") == 0
    Deadline.objects.update(next_at=moment("2011-09-28 00:00"))
    sweep("2011-09-28 12:00")
    assert steps_told() == [0]


def test_an_outage_is_made_good_with_the_newest_reminder_only(deadline: Deadline) -> None:
    assert sweep("2011-09-27 16:00") == 1
    assert steps_told() == [-1]


def test_nothing_on_national_day_something_on_the_make_up_saturday(cast: Cast) -> None:
    ItemDue.recipients = [cast.liaison.pk]
    with clock.at(moment("2011-09-20 10:00")):
        open_deadline(due="2011-10-01")
    Deadline.objects.update(next_at=moment("2011-10-01 00:00"))
    assert sweep("2011-10-01 08:40") == 0
    assert sweep("2011-10-05 08:40") == 0
    assert sweep("2011-10-08 08:40") == 1
    assert steps_told() == [0]


def test_a_step_with_hours_rings_twice_with_two_messages(cast: Cast) -> None:
    ItemDue.recipients = [cast.contact.pk]
    with clock.at(moment("2011-09-27 10:00")):
        open_deadline(kind=ReplyDue)
    assert [sweep(f"2011-09-28 {hour}") for hour in ("08:59", "09:00", "12:00", "15:01")] == [
        0,
        1,
        0,
        1,
    ]
    assert Notice.objects.count() == 2


def test_rungs_that_have_passed_do_not_ring(cast: Cast) -> None:
    with clock.at(moment("2011-09-26 10:00")):
        row = open_deadline()
    assert row.next_at == moment("2011-09-27 00:00")


def test_reminders_wait_for_the_start(cast: Cast) -> None:
    with clock.at(moment("2011-09-01 10:00")):
        row = open_deadline(start_on=dt.date(2011, 9, 23))
    assert row.next_at == moment("2011-09-23 00:00")


def test_a_closed_deadline_is_silent(deadline: Deadline) -> None:
    assert deadlines.close(ItemDue, "test.item", 1, "done")
    assert not deadlines.close(ItemDue, "test.item", 1, "done")
    assert sweep("2011-09-28 09:00") == 0
    deadline.refresh_from_db()
    assert deadline.close_reason == "done"


def test_closing_all_deadlines_of_a_record(deadline: Deadline) -> None:
    open_deadline(kind=ReplyDue)
    open_deadline(2)
    assert deadlines.close_all("test.item", 1, "withdrawn") == 2
    assert Deadline.objects.open().get().subject_id == 2


def test_an_extension_opens_a_new_row_and_keeps_the_first_date(deadline: Deadline) -> None:
    with clock.at(moment("2011-09-20 10:00")):
        second = deadlines.extend(ItemDue, "test.item", 1, dt.date(2011, 10, 14))
        third = deadlines.extend(ItemDue, "test.item", 1, dt.date(2011, 10, 31))
    assert third.original_due == dt.date(2011, 9, 28)
    assert third.replaces == second
    assert second.replaces == deadline
    assert [row.close_reason for row in Deadline.objects.of("test.item", 1)] == [
        "extended",
        "extended",
        "",
    ]


def test_an_extended_deadline_has_a_series_of_its_own(deadline: Deadline) -> None:
    sweep("2011-09-23 09:00")
    with clock.at(moment("2011-09-23 10:00")):
        deadlines.extend(ItemDue, "test.item", 1, dt.date(2011, 10, 12))
    assert sweep("2011-09-28 09:00") == 0
    assert sweep("2011-10-09 09:00") == 1
    assert steps_told() == [-3, -3]


def test_the_same_new_date_changes_nothing(deadline: Deadline) -> None:
    assert deadlines.extend(ItemDue, "test.item", 1, deadline.due_on) == deadline


def test_opening_twice(deadline: Deadline) -> None:
    assert open_deadline() == deadline
    with pytest.raises(ValueError, match="extend"):
        open_deadline(due="2011-09-30")


def test_extending_what_is_not_open() -> None:
    with pytest.raises(Deadline.DoesNotExist):
        deadlines.extend(ItemDue, "test.item", 99, dt.date(2011, 9, 30))


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(LookupError, match=r"test\.nobody"):
        open_deadline(kind="test.nobody")


def test_a_broken_kind_does_not_silence_the_others(
    deadline: Deadline, monkeypatch: pytest.MonkeyPatch
) -> None:
    with clock.at(moment("2011-09-01 10:00")):
        open_deadline(2, kind=ReplyDue)
    monkeypatch.setattr(ItemDue, "broken", True)
    monkeypatch.setattr(ReplyDue, "broken", False)
    assert sweep("2011-09-28 09:30") == 1
    deadline.refresh_from_db()
    assert deadline.next_at == moment("2011-09-14 00:00")
    monkeypatch.setattr(ItemDue, "broken", False)
    assert sweep("2011-09-28 09:31") == 1


def test_deadlines_of_one_step_are_handed_over_together(cast: Cast) -> None:
    with clock.at(moment("2011-09-01 10:00")):
        for number in range(1, 6):
            open_deadline(number)
        open_deadline(9, due="2011-09-30")
    sweep("2011-09-28 09:00")
    assert sorted(ItemDue.calls) == [(-3, 1), (0, 5)]
    assert (9, -3) in ItemDue.acts


def test_the_queries_of_a_sweep_do_not_grow_with_the_deadlines(cast: Cast) -> None:
    ItemDue.recipients = [cast.liaison.pk, cast.owner.pk]
    workdays.calendar()
    counts = []
    for due, rows in (("2011-09-26", range(1, 3)), ("2011-09-28", range(3, 43))):
        with clock.at(moment("2011-09-22 10:00")):
            for number in rows:
                open_deadline(number, due=due)
        with CaptureQueriesContext(connection) as queries:
            assert sweep(f"{due} 09:00") == len(rows)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert Notice.objects.count() == 2 * 42


def test_a_changed_calendar_moves_what_is_planned(deadline: Deadline) -> None:
    load([WorkCalendarDay(date=dt.date(2011, 9, 14), is_workday=False, name="test")])
    workdays.forget()
    with clock.at(moment("2011-09-01 10:00")):
        assert deadlines.replan() == 1
    deadline.refresh_from_db()
    assert deadline.next_at == moment("2011-09-13 00:00")
