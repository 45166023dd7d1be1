"""Running numbers: no gap among committed ones, no double, under real concurrency."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections, transaction

from core import numbering
from core.models import Counter


@pytest.mark.django_db
def test_each_scope_counts_from_one() -> None:
    assert [numbering.take("ZG-2011-JFJ") for _ in range(3)] == [1, 2, 3]
    assert numbering.take("ZG-2011-GJJ") == 1


@pytest.mark.django_db
def test_a_rolled_back_number_is_given_out_again() -> None:
    with transaction.atomic():
        assert numbering.take("TS20110512") == 1
        transaction.set_rollback(True)
    assert numbering.take("TS20110512") == 1


@pytest.mark.django_db(transaction=True)
def test_parallel_takers_get_different_numbers_without_gaps() -> None:
    def take(number: int) -> int | None:
        """A transaction that takes a number; every fourth one is rolled back."""
        try:
            with transaction.atomic():
                taken = numbering.take("TS20110513")
                if number % 4 == 0:
                    transaction.set_rollback(True)
                    return None
                return taken
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        taken = [number for number in pool.map(take, range(80)) if number]
    assert sorted(taken) == list(range(1, 61))
    assert Counter.objects.get(scope="TS20110513").value == 60


@pytest.mark.django_db(transaction=True)
def test_other_scopes_do_not_wait() -> None:
    def take() -> int:
        try:
            return numbering.take("B")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        numbering.take("A")
        assert pool.submit(take).result(timeout=5) == 1


@pytest.mark.django_db
def test_many_numbers_follow_each_other() -> None:
    assert list(numbering.take_many("ZG-2011-JFJ", 3)) == [1, 2, 3]
    assert numbering.take("ZG-2011-JFJ") == 4
    assert list(numbering.take_many("ZG-2011-JFJ", 2)) == [5, 6]


@pytest.mark.django_db(transaction=True)
def test_a_reserved_number_does_not_wait_for_the_one_before_it() -> None:
    def hold(_turn: int) -> int:
        """Everybody reserves, then stays in a transaction until all have a number."""
        try:
            number = numbering.reserve("TS20110514")
            with transaction.atomic():
                Counter.objects.create(scope=f"held-{number}", value=1)
                everybody.wait(10)
            return number
        finally:
            connections.close_all()

    everybody = Barrier(4)
    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(hold, range(4))) == [1, 2, 3, 4]


@pytest.mark.django_db(transaction=True)
def test_only_the_reservation_does_not_wait_for_the_disk() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = 'on'")
        numbering.reserve("TS20110515")
        cursor.execute("SHOW synchronous_commit")
        assert cursor.fetchone()[0] == "on"
        cursor.execute("RESET synchronous_commit")


@pytest.mark.django_db
def test_inside_a_transaction_reserving_is_taking() -> None:
    with transaction.atomic():
        assert numbering.reserve("TS20110516") == 1
        transaction.set_rollback(True)
    assert numbering.reserve("TS20110516") == 1
