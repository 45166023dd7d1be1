"""All tests of reports stand in December 2011."""

from collections.abc import Iterator

import pytest

from core import clock
from tests.factories.reports import TODAY


@pytest.fixture(autouse=True)
def _december() -> Iterator[None]:
    with clock.at(TODAY):
        yield
