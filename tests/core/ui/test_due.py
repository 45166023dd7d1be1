"""Deadlines in words, on the statutory calendar (R20)."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from core import clock
from core.ui.due import day_words, due, moment_words, month_day, working_days

SHANGHAI = ZoneInfo("Asia/Shanghai")
pytestmark = pytest.mark.django_db


def on(year: int, month: int, day: int, hour: int = 9, minute: int = 0) -> dt.datetime:
    return dt.datetime(year, month, day, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("now", "day", "distance", "level"),
    [
        # 2011-10-08 and 10-09 (weekend) are make-up days of the National Day holiday.
        (on(2011, 9, 30), dt.date(2011, 10, 8), "还有 1 个工作日", "soon"),
        (on(2011, 9, 30), dt.date(2011, 10, 10), "还有 3 个工作日", "soon"),
        (on(2011, 9, 30), dt.date(2011, 10, 14), "还有 7 个工作日", ""),
        (on(2011, 8, 19), dt.date(2011, 8, 26), "还有 5 个工作日", "soon"),
        (on(2011, 8, 19), dt.date(2011, 8, 29), "还有 6 个工作日", ""),
        (on(2011, 8, 19), dt.date(2011, 8, 18), "超期 1 个工作日", "late"),
        (on(2011, 8, 19), dt.date(2011, 7, 29), "超期 15 个工作日", "late"),
        (on(2011, 8, 31), dt.date(2011, 9, 1), "还有 1 个工作日", "soon"),
        (on(2011, 12, 30), dt.date(2012, 1, 4), "还有 2 个工作日", "soon"),
        (on(2011, 8, 19), dt.date(2011, 8, 19), "今天到期", "soon"),
    ],
)
def test_the_distance_counts_working_days(
    now: dt.datetime, day: dt.date, distance: str, level: str
) -> None:
    with clock.at(now):
        said = due(day)
    assert (said.distance, said.level) == (distance, level)


def test_a_deadline_on_a_rest_day_comes_before_the_next_working_day() -> None:
    with clock.at(on(2011, 8, 19)):  # a Friday
        said = due(dt.date(2011, 8, 20))
    assert (said.distance, said.level) == ("下个工作日之前到期", "soon")


def test_late_over_a_weekend_is_late_although_no_working_day_has_passed() -> None:
    with clock.at(on(2011, 8, 21)):  # a Sunday
        said = due(dt.date(2011, 8, 20))
    assert (said.distance, said.level) == ("已超期", "late")


def test_a_deadline_with_an_hour_shows_it_on_its_day() -> None:
    when = on(2011, 8, 19, 17, 30)
    with clock.at(on(2011, 8, 19, 14)):
        assert due(when).distance == "今天 17:30 前"
    with clock.at(on(2011, 8, 19, 18)):
        late = due(when)
    assert (late.distance, late.level) == ("今天 17:30 已超期", "late")


def test_a_deadline_with_an_hour_counts_days_before_its_day() -> None:
    with clock.at(on(2011, 8, 18)):
        assert due(on(2011, 8, 19, 17, 30)).distance == "还有 1 个工作日"


def test_an_instant_is_dated_in_shanghai() -> None:
    late_utc = dt.datetime(2011, 8, 18, 17, 0, tzinfo=dt.UTC)  # 01:00 on the 19th in Shanghai
    with clock.at(on(2011, 8, 19, 0, 30)):
        assert due(late_utc).date == "8 月 19 日 周五"


def test_a_stopped_clock_never_warns() -> None:
    with clock.at(on(2011, 8, 19)):
        said = due(dt.date(2011, 7, 1), stopped=True)
    assert (said.distance, said.level, said.date) == ("停止计时", "", "7 月 1 日 周五")


def test_the_year_is_said_only_when_it_is_another_one() -> None:
    with clock.at(on(2011, 8, 19)):
        assert day_words(dt.date(2011, 12, 31)) == "12 月 31 日 周六"
        assert day_words(dt.date(2012, 1, 2)) == "2012 年 1 月 2 日 周一"
        assert month_day(dt.date(2011, 5, 1)) == "5 月 1 日"
        assert month_day(dt.date(2010, 5, 1)) == "2010 年 5 月 1 日"


@pytest.mark.parametrize(
    ("day", "name"),
    list(enumerate(["周一", "周二", "周三", "周四", "周五", "周六", "周日"], 15)),
)
def test_every_weekday_has_its_name(day: int, name: str) -> None:
    with clock.at(on(2011, 8, 1)):
        assert day_words(dt.date(2011, 8, day)).endswith(name)


def test_moments_of_today_say_so() -> None:
    with clock.at(on(2011, 8, 19, 16)):
        assert moment_words(on(2011, 8, 19, 14, 26)) == "今天 14:26"
        assert moment_words(on(2011, 7, 13, 8, 5)) == "7 月 13 日 08:05"
        assert moment_words(on(2010, 7, 13, 8, 5)) == "2010 年 7 月 13 日 08:05"


def test_english_reads_as_english() -> None:
    with clock.at(on(2011, 8, 19)), translation.override("en"):
        assert due(dt.date(2011, 8, 22)).distance == "1 working day left"
        assert due(dt.date(2011, 8, 16)).distance == "Late by 3 working days"
        assert due(dt.date(2011, 8, 22)).date == "8/22 Mon"
        assert working_days(1) == "1 working day"
