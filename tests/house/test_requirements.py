"""The table of requirements names every number once, and only files and pages that exist."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import Resolver404, resolve

ROOT = Path(settings.BASE_DIR)
TEXT = (ROOT / "docs" / "requirements.md").read_text()
ROWS = re.findall(r"^\| (R-\d{3}) \| (.+) \|$", TEXT, re.MULTILINE)
# The numbers given when the plan was read, line by line.
RANGES = (
    (1, 15), (20, 28), (30, 44), (50, 81), (90, 100), (110, 115), (120, 136), (140, 148),
)  # fmt: skip


def test_every_number_has_one_row_in_order() -> None:
    wanted = [f"R-{n:03d}" for first, last in RANGES for n in range(first, last + 1)]
    assert [number for number, _rest in ROWS] == wanted


@pytest.mark.parametrize(("number", "rest"), ROWS, ids=[number for number, _rest in ROWS])
def test_a_row_names_what_exists_or_says_what_is_missing(number: str, rest: str) -> None:
    named = re.findall(r"`([^`]+)`", rest)
    for path in [name for name in named if name.endswith(".py")]:
        assert (ROOT / path).is_file(), path
    for address in [name for name in named if name.startswith("/")]:
        try:
            resolve(address)
        except Resolver404:
            pytest.fail(f"{number}: no page {address}")
    shown = any(name.startswith("tests/") for name in named)
    assert shown or "**" in rest or "nothing to build" in rest, f"{number}: no test"
