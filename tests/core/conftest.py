"""What the tests of the machinery share."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.utils import timezone

from core import workdays
from tests.core import kinds


def moment(text: str) -> dt.datetime:
    """«2011-09-28 10:00» in Asia/Shanghai."""
    return timezone.make_aware(dt.datetime.fromisoformat(text))


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    """No test sees the calendar or the calls of another one."""
    workdays.forget()
    kinds.reset()
    yield
    workdays.forget()
