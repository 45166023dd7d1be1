"""What the tests of complaints share."""

from collections.abc import Iterator

import pytest

from core import clock
from tests.factories import complaints


@pytest.fixture
def on_the_day() -> Iterator[None]:
    """Stand on the day of the factories."""
    with clock.at(complaints.TODAY):
        yield
