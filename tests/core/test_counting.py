"""Several counts in one query, none larger than people read."""

from typing import Any

import pytest

from accounts.models import Unit
from core.counting import capped_counts, in_words
from tests.cast import make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _units() -> None:
    for code in "ABCDE":
        make_unit(code, f"单位{code}", is_key=code < "C")


def test_each_list_has_its_count(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        found = capped_counts(
            {
                "all": Unit.objects.all(),
                "key": Unit.objects.filter(is_key=True),
                "none": Unit.objects.none(),
                "empty": Unit.objects.filter(pk__in=[]),
                "named": Unit.objects.filter(name="单位D%").order_by("name"),
            }
        )
    assert found == {"all": 5, "key": 2, "none": 0, "empty": 0, "named": 0}


def test_rows_joined_twice_are_counted_once_if_distinct() -> None:
    rows = Unit.objects.filter(posts__isnull=True).distinct()
    assert capped_counts({"x": rows}) == {"x": 5}


def test_counting_stops_beyond_the_cap() -> None:
    assert capped_counts({"x": Unit.objects.all()}, cap=3) == {"x": 4}
    assert capped_counts({"x": Unit.objects.all()}, cap=5) == {"x": 5}


def test_nothing_to_count_asks_nothing(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert capped_counts({}) == {}


@pytest.mark.parametrize(("count", "words"), [(0, "0"), (1000, "1000"), (1001, "1000+")])
def test_a_capped_count_says_so(count: int, words: str) -> None:
    assert in_words(count) == words
