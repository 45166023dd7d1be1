"""Text as official documents need it: lines that end flush, dates and numbers in Chinese."""

import datetime as dt
import re

# Han characters, and the marks that may stand at the end (after) or start (before) of a line.
_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_CLOSING = "，。、；：？！）》〉」』】〕”’…％"
_OPENING = "（《〈「『【〔“‘"
_GAP = re.compile(f"(?<=[{_HAN}{_CLOSING}])(?=[{_HAN}{_OPENING}])")

_DIGITS = "〇一二三四五六七八九"


def flush(text: str) -> str:
    """The text with a space wherever a justified line may stretch and break.

    WeasyPrint stretches spaces only. The CSS takes their width away (`--x-space`), so nothing
    shows, the lines end at the margin, and copied text stays clean. Never before a closing
    mark or after an opening one: a line must not break there (GB/T 15834). A space that the
    writer typed becomes an en space, which keeps its width.
    """
    return _GAP.sub(" ", text.replace(" ", "\u2002"))


def long_date(day: dt.date) -> str:
    """`2011年12月31日`: Arabic numerals, no leading zeros (GB/T 9704, 7.3.5)."""
    return f"{day.year}年{day.month}月{day.day}日"


def han_number(number: int) -> str:
    """一 to 九十九, for the numbering of headings."""
    if not 0 < number < 100:
        raise ValueError("headings are numbered from 1 to 99")
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")


def heading_mark(level: int, number: int) -> str:
    """The mark of a heading: 一、 （一） 1. （1） for levels 1 to 4 (7.3.3)."""
    marks = {
        1: f"{han_number(number)}、",
        2: f"（{han_number(number)}）",
        3: f"{number}.",
        4: f"（{number}）",
    }
    return marks[level]
