"""Many deadlines are opened at once, in a fixed number of queries, just as one by one."""

import datetime as dt
from typing import Any

import pytest

from core import clock, deadlines
from core.deadlines import Subject
from core.models import Deadline
from tests.core.conftest import moment
from tests.core.kinds import ItemDue, open_deadline

pytestmark = pytest.mark.django_db

DUE = dt.date(2011, 9, 28)


def subjects(count: int, due: dt.date = DUE) -> list[Subject]:
    return [Subject(n, f"RW-{n}", "JFJ", due) for n in range(1, count + 1)]


@pytest.mark.parametrize("count", [1, 300])
def test_opening_many_takes_two_queries(count: int, django_assert_num_queries: Any) -> None:
    open_deadline(9000)  # so that the calendar is at hand already
    with django_assert_num_queries(2):
        assert deadlines.open_all(ItemDue, "test.task", subjects(count)) == count
    assert Deadline.objects.open().filter(subject_kind="test.task").count() == count


def test_a_row_is_the_same_as_when_opened_alone() -> None:
    with clock.at(moment("2011-09-20 10:00")):
        start = dt.date(2011, 9, 26)
        alone = open_deadline(1, start_on=start)
        of = Subject(1, alone.number, alone.unit_code, alone.due_on, start)
        deadlines.open_all(ItemDue, "test.task", [of])
    many = Deadline.objects.get(subject_kind="test.task")
    for field in ("kind", "number", "unit_code", "due_on", "original_due", "start_on", "next_at"):
        assert getattr(many, field) == getattr(alone, field)


def test_what_is_open_stays_and_only_the_rest_is_added() -> None:
    deadlines.open_all(ItemDue, "test.task", subjects(2))
    before = set(Deadline.objects.values_list("pk", flat=True))
    assert deadlines.open_all(ItemDue, "test.task", subjects(5)) == 3
    assert before < set(Deadline.objects.values_list("pk", flat=True))


def test_a_closed_one_opens_again() -> None:
    deadlines.open_all(ItemDue, "test.task", subjects(1))
    deadlines.close(ItemDue, "test.task", 1, "done")
    assert deadlines.open_all(ItemDue, "test.task", subjects(1)) == 1


def test_another_date_for_an_open_one_is_refused_and_nothing_is_opened() -> None:
    deadlines.open_all(ItemDue, "test.task", subjects(1))
    with pytest.raises(ValueError, match="extend it"):
        deadlines.open_all(ItemDue, "test.task", subjects(3, DUE + dt.timedelta(days=7)))
    assert Deadline.objects.filter(subject_kind="test.task").count() == 1


def test_nothing_to_open_is_no_fault() -> None:
    assert deadlines.open_all(ItemDue, "test.task", []) == 0


@pytest.mark.parametrize("count", [2, 300])
def test_moving_many_takes_three_queries(count: int, django_assert_num_queries: Any) -> None:
    deadlines.open_all(ItemDue, "test.task", subjects(count))
    later = DUE + dt.timedelta(days=7)
    new = dict.fromkeys(range(1, count + 1), later) | {1: DUE, 9999: later}
    with django_assert_num_queries(3 + 2):  # within a savepoint
        assert deadlines.extend_many(ItemDue, "test.task", new) == count - 1
    moved = Deadline.objects.open().filter(due_on=later)
    assert moved.count() == count - 1
    assert set(moved.values_list("original_due", "replaces__close_reason")) == {(DUE, "extended")}


def test_a_row_moved_with_others_is_the_same_as_one_moved_alone() -> None:
    later = DUE + dt.timedelta(days=7)
    with clock.at(moment("2011-09-20 10:00")):
        deadlines.open_all(ItemDue, "test.task", subjects(2))
        alone = deadlines.extend(ItemDue, "test.task", 1, later)
        deadlines.extend_many(ItemDue, "test.task", {2: later})
    many = Deadline.objects.open().get(subject_id=2)
    for field in ("kind", "unit_code", "due_on", "original_due", "start_on", "next_at"):
        assert getattr(many, field) == getattr(alone, field)
