"""The outbox: rows, leases, handlers."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from core import clock, outbox
from core.models import OutboxRow
from core.outbox import Job
from tests.core.conftest import moment

pytestmark = pytest.mark.django_db

done: list[Job] = []
fail: list[Exception] = []


@outbox.handler("test.job")
def _work(job: Job) -> None:
    done.append(job)
    if fail:
        raise fail[0]


@pytest.fixture(autouse=True)
def _clean() -> Iterator[None]:
    yield
    done.clear()
    fail.clear()


def put(ref_id: int = 7, key: str = "job:7") -> OutboxRow:
    outbox.put("test.job", ref_id, key)
    return OutboxRow.objects.get(key=key)


def test_the_same_key_is_one_job() -> None:
    put()
    outbox.put("test.job", 8, "job:7")
    assert OutboxRow.objects.get().ref_id == 7


def test_a_job_dies_with_its_transaction() -> None:
    with transaction.atomic():
        put()
        transaction.set_rollback(True)
    assert not OutboxRow.objects.exists()


def test_a_kind_without_a_handler_is_refused() -> None:
    with pytest.raises(LookupError):
        outbox.put("test.nobody", 1, "x")


def test_two_handlers_for_one_kind_are_refused() -> None:
    with pytest.raises(ValueError, match="two outbox handlers"):
        outbox.handler("test.job")(lambda _: None)


def test_a_job_is_done_once() -> None:
    row = put()
    assert outbox.run_one(row.pk)
    assert not outbox.run_one(row.pk)
    assert done == [Job("test.job", 7, "job:7")]
    row.refresh_from_db()
    assert row.done_at


def test_draining_twice_changes_nothing() -> None:
    put(1, "a")
    put(2, "b")
    assert outbox.drain() == 2
    before = list(OutboxRow.objects.order_by("id").values())
    assert outbox.drain() == 0
    assert list(OutboxRow.objects.order_by("id").values()) == before


def test_a_row_is_handed_out_once_a_lease() -> None:
    row = put()
    assert outbox.take() == [row.pk]
    assert outbox.take() == []


def test_a_released_row_is_handed_out_again_and_done_ones_stay_done() -> None:
    row = put()
    outbox.run_one(put(8, "job:8").pk)
    assert outbox.take() == [row.pk]
    assert outbox.release() == 1
    assert outbox.take() == [row.pk]


def test_leases_double_and_then_the_row_is_dead() -> None:
    row, gaps = put(), []
    with clock.at(moment("2011-09-01 10:00")):
        OutboxRow.objects.update(next_try=clock.now())
    for _ in range(outbox.MOST_TRIES):
        row.refresh_from_db()
        due = row.next_try
        with clock.at(due):
            assert outbox.take() == [row.pk]
        row.refresh_from_db()
        gaps.append((row.next_try - due).total_seconds())
    assert gaps == [30 * 2**n for n in range(10)]
    with clock.at(row.next_try):
        assert outbox.take() == []
    row.refresh_from_db()
    assert row.is_dead
    assert outbox.health().dead == 1


def test_a_dead_row_can_be_revived() -> None:
    row = put()
    OutboxRow.objects.update(is_dead=True, attempts=9)
    assert outbox.drain() == 0
    assert outbox.revive() == 1
    assert outbox.drain() == 1
    row.refresh_from_db()
    assert row.done_at


def test_a_failing_job_waits_and_tells_only_the_name_of_its_fault() -> None:
    row = put()
    fail.append(ValueError("Key (name)=(张三) already exists"))
    assert outbox.drain() == 0
    row.refresh_from_db()
    assert row.fault == "ValueError"
    assert row.done_at is None
    fail.clear()
    assert outbox.run_one(row.pk)
    row.refresh_from_db()
    assert row.fault == ""


def test_a_failing_job_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    def half(job: Job) -> None:
        put(1, "left behind")
        raise RuntimeError

    monkeypatch.setitem(outbox._handlers, "test.job", half)
    assert not outbox.run_one(put().pk)
    assert OutboxRow.objects.count() == 1


def test_a_sweep_rings_for_each_due_row() -> None:
    rows = {put(n, f"job:{n}").pk for n in range(3)}
    rung: list[int] = []
    assert outbox.sweep(rung.append) == 3
    assert set(rung) == rows
    assert outbox.sweep(rung.append) == 0


def test_health_of_an_empty_outbox() -> None:
    assert outbox.health() == outbox.Health(waiting=0, oldest_seconds=0.0, dead=0)


def test_health_counts_what_waits() -> None:
    put()
    assert outbox.health().waiting == 1
