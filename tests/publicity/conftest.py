"""All tests of publications stand on 19 August 2011."""

from collections.abc import Iterator

import pytest

from core import clock
from tests.factories.rectification import TODAY


@pytest.fixture(autouse=True)
def _in_august() -> Iterator[None]:
    with clock.at(TODAY):
        yield
