"""One warm press for all document tests."""

from collections.abc import Iterator

import pytest

from core.documents.press import Press


@pytest.fixture(scope="package")
def press() -> Iterator[Press]:
    machine = Press()
    yield machine
    machine.stop()
