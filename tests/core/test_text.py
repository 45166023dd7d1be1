"""Typed text is cleaned of what nobody sees, and of nothing else."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from core.text import clean_input, clean_text, plain_cell, whole_number

VISIBLE = st.text(st.characters(categories=["L", "N", "P", "S"]), max_size=60)


@given(VISIBLE)
def test_visible_characters_all_stay(text: str) -> None:
    assert clean_text(text) == text


@given(st.text(max_size=60))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once
    assert "\x00" not in once
    assert "\r" not in once


@pytest.mark.parametrize("kept", ["镕", "喆", "〔2011〕", "a\tb\nc", "👍", "é", "\u3000"])
def test_rare_and_foreign_characters_stay(kept: str) -> None:
    assert clean_text(kept) == kept


def test_a_text_cannot_be_turned_round() -> None:
    assert clean_text("发票\u202egpj.exe") == "发票gpj.exe"


def test_query_data_keeps_its_lists_and_its_source() -> None:
    data = QueryDict("a=1%00&a=2&b=%E2%80%8B")
    cleaned = clean_input(data)
    assert cleaned.getlist("a") == ["1", "2"]  # type: ignore[attr-defined]
    assert cleaned["b"] == ""
    assert data.getlist("a") == ["1\x00", "2"]


def test_fields_named_raw_are_left_alone() -> None:
    cleaned = clean_input({"password": "a\u200b", "name": "b\u200b"}, frozenset({"password"}))
    assert cleaned == {"password": "a\u200b", "name": "b"}


def test_values_that_are_no_text_pass() -> None:
    file = SimpleUploadedFile("x", b"")
    assert clean_input({"a": None, "b": 3, "c": file}) == {"a": None, "b": 3, "c": file}


@pytest.mark.parametrize(
    ("text", "number"),
    [("17", 17), ("１７", 17), ("", 0), ("-1", 0), ("²", 0), ("1.5", 0), ("abc", 0), ("9" * 30, 0)],
)
def test_a_whole_number_or_none(text: str, number: int) -> None:
    assert whole_number(text) == number


@pytest.mark.asvs("1.2.10")
@pytest.mark.parametrize(
    "sign", ["=", "+", "-", "@", "\t", "\r", "\n", "\0", "|", "＝", "＋", "－", "＠"]
)
def test_no_cell_begins_like_a_formula(sign: str) -> None:
    assert plain_cell(f"{sign}1+1|cmd") == f"'{sign}1+1|cmd"
    assert plain_cell(f"经济发展局{sign}") == f"经济发展局{sign}"
