"""Number formats: which cells are dates and which are percentages (ECMA-376, 18.8.30)."""

import datetime as dt
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from core.sheets.cells import Value

# Built-in formats that show dates; 27 to 36 and 50 to 58 are those of Chinese Excel and WPS.
_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_PERCENT = frozenset({9, 10})
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.')
_EPOCH, _EPOCH_1904 = dt.date(1899, 12, 30), dt.date(1904, 1, 1)
_LAST_SERIAL = 2_958_465  # 31 December 9999

DATE, PERCENT, PLAIN = "date", "percent", ""


def local(tag: object) -> str:
    """An element's name without its namespace: transitional and strict files differ in it."""
    return str(tag).rpartition("}")[2]


def children(element: Element, name: str) -> Iterator[Element]:
    """The direct children of a name, whatever the namespace."""
    return (child for child in element if local(child.tag) == name)


def kind_of(number: int, code: str) -> str:
    """What a number format shows."""
    if number in _DATES:
        return DATE
    if number in _PERCENT:
        return PERCENT
    plain = _QUOTED.sub("", code).lower()
    if "%" in plain:
        return PERCENT
    bare = plain.replace("general", "")
    return DATE if re.search(r"[ymd年月日]", bare) else PLAIN


def kinds(styles: Element | None) -> list[str]:
    """What each cell style shows, by its index."""
    if styles is None:
        return []
    codes: dict[int, str] = {}
    found: list[str] = []
    for part in styles:
        if local(part.tag) == "numFmts":
            for one in children(part, "numFmt"):
                codes[_number(one.get("numFmtId"))] = one.get("formatCode", "")
        elif local(part.tag) == "cellXfs":
            for one in children(part, "xf"):
                number = _number(one.get("numFmtId"))
                found.append(kind_of(number, codes.get(number, "")))
    return found


def shown(number: float, kind: str, *, since_1904: bool) -> Value:
    """A number as its format shows it."""
    if kind == PERCENT:
        return f"{round(number * 100, 2):g}%"
    if kind == DATE and 1 <= number <= _LAST_SERIAL:
        day = (_EPOCH_1904 if since_1904 else _EPOCH) + dt.timedelta(days=int(number))
        # Before March 1900 Excel counts a leap day that never was.
        return day if since_1904 or number >= 61 else day + dt.timedelta(days=1)
    return int(number) if number == int(number) else number


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 0
