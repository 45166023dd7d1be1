"""Deadlines as offices write them: `2011.9.30`, `9月30日前`, `2011年9月底`, `立行立改`."""

import calendar
import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.sheets.cells import Broken, Value
from rectification.enums import Klass

AT_ONCE_WORDS = (
    "立行立改",
    "立即整改",
    "即知即改",
    "立查立改",
    "立知立改",
    "马上整改",
    "立即",
    "即时",
)
LONG_TERM_WORDS = ("长期坚持", "长期", "持续", "常态化", "常抓不懈", "坚持")
_SERIALS = (30_000, 60_000)  # 1982 to 2064: a date that lost its format
_DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "两": 2}
_CHINESE = re.compile(r"[〇零○一二两三四五六七八九十]+(?=[年月日号季])")
_YEAR = r"(?:(?P<year>\d{4}|\d{2})\s*[年./\-])"
_DAY = re.compile(rf"(?<!\d){_YEAR}?(?P<month>\d{{1,2}})[月./\-](?P<day>\d{{1,2}})[日号]?(?!\d)")
_COMPACT = re.compile(r"(?<!\d)(?P<year>20\d{2})(?P<month>\d{2})(?P<day>\d{2})(?!\d)")
_MONTH = re.compile(
    rf"{_YEAR}?(?P<month>\d{{1,2}})(?:月份?|(?=底|末))(?P<part>底|末|上旬|中旬|下旬|初|内)?"
)
_YEAR_MONTH = re.compile(
    r"(?<!\d)(?P<year>20\d{2})[./\-](?P<month>\d{1,2})(?P<part>底|末)?(?![\d./\-])"
)
_QUARTER = re.compile(r"(?:(?P<year>\d{4})年)?第?(?P<quarter>[1-4])季度?")
_YEAR_END = re.compile(r"(?:(?P<year>\d{4})年?|年)(?:底|末)|年内")
_LAST_OF = {"上旬": 10, "初": 10, "中旬": 20}


class Unclear(Exception):
    """A cell cannot be read; the text says what to write instead."""


@dataclass(frozen=True)
class Due:
    """What a cell of the deadline column says: a date, a class, both or nothing."""

    day: dt.date | None = None
    klass: str = ""


def due(value: Value, year: int) -> Due:
    """Read a deadline; `year` counts where none is written. Raises `Unclear`."""
    if isinstance(value, Broken):
        raise Unclear(broken_sentence(value))
    if isinstance(value, dt.date):
        return Due(value)
    if isinstance(value, (int, float)):
        return Due(_number(value, year))
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", value))
    if not text:
        return Due()
    klass = _klass(text)
    day = day_in(text, year)
    if day is None and not klass:
        raise Unclear(
            _("“%(text)s” is no date that can be understood. Write it like 2011-09-30.")
            % {"text": value}
        )
    return Due(day, klass)


def broken_sentence(value: Broken) -> str:
    """What to say about a cell that shows an error."""
    if value.shown:
        return _("The cell shows the error %(error)s. Type the value itself.") % {
            "error": value.shown
        }
    return _("The cell holds a formula without a result. Type the value itself.")


def day_in(text: str, year: int) -> dt.date | None:
    """The last date named in a text without spaces; nothing if there is none."""
    text = _CHINESE.sub(_arabic, text)
    for pattern in (_DAY, _COMPACT):
        if found := list(pattern.finditer(text)):
            return _day(found[-1], year, found[0])
    for pattern in (_MONTH, _YEAR_MONTH):
        if found := list(pattern.finditer(text)):
            return _month(found[-1], year)
    if quarter := _QUARTER.search(text):
        return _last_day(int(quarter["year"] or year), 3 * int(quarter["quarter"]))
    if end := _YEAR_END.search(text):
        return dt.date(int(end["year"] or year), 12, 31)
    return None


def _klass(text: str) -> str:
    if any(word in text for word in AT_ONCE_WORDS):
        return Klass.AT_ONCE.value
    return Klass.LONG_TERM.value if any(word in text for word in LONG_TERM_WORDS) else ""


def _number(value: float, year: int) -> dt.date:
    if _SERIALS[0] <= value <= _SERIALS[1]:
        return dt.date(1899, 12, 30) + dt.timedelta(days=int(value))
    text = f"{value:g}"
    if re.fullmatch(r"20\d{6}", f"{value:.0f}"):
        found = day_in(f"{value:.0f}", year)
        if found:
            return found
    if re.fullmatch(r"\d{1,2}\.[1-3]", text):
        # A spreadsheet has made 9.30 a number and dropped its last zero.
        raise Unclear(
            _(
                "The number %(text)s may be day %(one)s or day %(ten)s of the month. Write it like "
                "2011-09-30."
            )
            % {"text": text, "one": text[-1], "ten": f"{text[-1]}0"}
        )
    found = day_in(text, year) if re.fullmatch(r"\d{1,2}\.\d{1,2}", text) else None
    if found is None:
        raise Unclear(
            _("The number %(text)s is no date. Write it like 2011-09-30.") % {"text": text}
        )
    return found


def _day(found: re.Match[str], year: int, first: re.Match[str]) -> dt.date:
    # «2011年5月1日至9月30日»: the year of the beginning holds for the end.
    written = found["year"] or first["year"]
    return _made(_full(written, year), int(found["month"]), int(found["day"]), found[0])


def _month(found: re.Match[str], year: int) -> dt.date:
    number = int(found["month"])
    written = _full(found["year"], year)
    part = found["part"] or ""
    if not 1 <= number <= 12:
        raise Unclear(_not_in_calendar(found[0]))
    if part in _LAST_OF:
        return dt.date(written, number, _LAST_OF[part])
    return _last_day(written, number)


def _last_day(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def _full(written: str | None, year: int) -> int:
    if not written:
        return year
    return int(written) if len(written) == 4 else 2000 + int(written)


def _made(year: int, month: int, day: int, text: str) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError as fault:
        raise Unclear(_not_in_calendar(text)) from fault


def _not_in_calendar(text: str) -> str:
    return _("There is no day “%(text)s” in the calendar. Correct the date.") % {"text": text}


def _arabic(found: re.Match[str]) -> str:
    """«二〇一一» as 2011, «三十» as 30, «十二» as 12."""
    text = found[0]
    if "十" not in text:
        return "".join(str(_DIGITS[c]) for c in text)
    tens, _ten, ones = text.partition("十")
    return str((_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0))
