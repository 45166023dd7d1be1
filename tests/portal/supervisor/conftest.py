"""A folder that other accounts can reach: pytest closes its own again and again."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


def _open_folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="portal-open-", dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """For one test."""
    yield from _open_folder()


@pytest.fixture(scope="module")
def shared_folder() -> Iterator[Path]:
    """For all tests of a module."""
    yield from _open_folder()
