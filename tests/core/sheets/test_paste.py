"""Blocks of cells copied out of a spreadsheet."""

import pytest

from core.sheets import paste
from core.sheets.faults import SheetError


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("甲\t乙\r\n丙\t丁\r\n", {1: {0: "甲", 1: "乙"}, 2: {0: "丙", 1: "丁"}}),
        ("甲\t\t丙", {1: {0: "甲", 2: "丙"}}),
        ('甲\t"一\n二"\t丙', {1: {0: "甲", 1: "一\n二", 2: "丙"}}),
        ('"他说""好"""\t乙', {1: {0: '他说"好"', 1: "乙"}}),
        ('身高 5" 的\t乙', {1: {0: '身高 5" 的', 1: "乙"}}),
        ("甲\n\t\n乙", {1: {0: "甲"}, 3: {0: "乙"}}),
        ("=1+1\t@x", {1: {0: "=1+1", 1: "@x"}}),
    ],
)
def test_blocks(text: str, rows: object) -> None:
    assert paste.parse(text).rows == rows


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (" \n\t", "nothing"),
        ("甲\n" * 5001, "rows"),
        ("\t".join("x" * 101), "columns"),
        ("x" * 2_000_001, "rows"),
    ],
)
def test_blocks_that_are_none(text: str, code: str) -> None:
    with pytest.raises(SheetError) as fault:
        paste.parse(text)
    assert fault.value.code == code
