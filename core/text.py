"""Types and small helpers for text that people read and write."""

import re
from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise

# A plain string or a lazily translated one.
Text = str | Promise

# Controls other than tab and newline, zero-width characters, bidirectional overrides (they can
# make a text look like another one) and lone surrogates.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ud800-\udfff]"
)

_MOST_DIGITS = 18
# With what formulas begin, narrow and full width; a tab or a line end hides one behind it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "|", "＝", "＋", "－", "＠", "｜")


# Phrases that say nothing when they stand alone.
SLOGANS = (
    "提高认识",
    "加强领导",
    "加强学习",
    "高度重视",
    "狠抓落实",
    "进一步加强",
    "转变作风",
    "提高思想认识",
    "强化责任",
    "认真整改",
    "深刻反思",
)
_CONCRETE = re.compile(
    r"[0-9０-９一二三四五六七八九十两半]\s*"
    r"(?:%|％|次|件|家|人|天|日|月|年|户|个|起|处|分|小时|元|楼|号)"
)


def is_slogan(text: str) -> bool:
    """Whether a text consists of phrases and names nothing one could check (R-013)."""
    return any(phrase in text for phrase in SLOGANS) and not _CONCRETE.search(text)


def clean_text(text: str) -> str:
    """Typed text without characters that nobody sees; line ends become one newline."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def clean_input(data: Mapping[str, Any], raw: frozenset[str] = frozenset()) -> Mapping[str, Any]:
    """Form data with every text cleaned, except the fields named in `raw` (passwords)."""
    if isinstance(data, MultiValueDict):
        cleaned = QueryDict(mutable=True)
        for name, values in data.lists():
            cleaned.setlist(name, values if name in raw else [_clean(value) for value in values])
        return cleaned
    return {name: value if name in raw else _clean(value) for name, value in data.items()}


def whole_number(text: str) -> int:
    """The number that a form's button or an address names; 0, which no row has, if it is none."""
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else 0


def plain_cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula when it opens a CSV."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _clean(value: Any) -> Any:
    return clean_text(value) if isinstance(value, str) else value
