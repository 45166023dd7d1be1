from collections.abc import Iterator

import pytest

from core import clock, tries
from tests.factories.outreach import TODAY


@pytest.fixture(autouse=True)
def _a_friday() -> Iterator[None]:
    """The tests stand on 19 August 2011."""
    tries.own.clear()
    with clock.at(TODAY):
        yield
