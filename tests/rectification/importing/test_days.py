"""Deadlines as offices write them."""

import datetime as dt

import pytest

from core.sheets.cells import Broken
from rectification.enums import Klass
from rectification.importing.days import Due, Unclear, day_in, due

YEAR = 2011


def on(month: int, day: int, year: int = YEAR) -> dt.date:
    return dt.date(year, month, day)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2011.9.30", on(9, 30)),
        ("2011-09-30", on(9, 30)),
        ("2011/9/30", on(9, 30)),
        ("2011年9月30日", on(9, 30)),
        ("2011年9月30号", on(9, 30)),
        ("２０１１．９．３０", on(9, 30)),
        ("２０１１年９月３０日前", on(9, 30)),
        ("2011 年 9 月 30 日", on(9, 30)),
        ("20110930", on(9, 30)),
        ("11.9.30", on(9, 30)),
        ("11年9月30日", on(9, 30)),
        ("9月30日前", on(9, 30)),
        ("9月30日之前完成", on(9, 30)),
        ("9.30", on(9, 30)),
        ("9/30", on(9, 30)),
        ("九月三十日", on(9, 30)),
        ("二〇一一年九月三十日", on(9, 30)),
        ("二○一一年十二月十五日", on(12, 15)),
        ("2011年9月底", on(9, 30)),
        ("9月底前", on(9, 30)),
        ("2月底", on(2, 28)),
        ("2012年2月末", on(2, 29, 2012)),
        ("9月份", on(9, 30)),
        ("2011年9月", on(9, 30)),
        ("2011.9", on(9, 30)),
        ("2011-09", on(9, 30)),
        ("9月中旬", on(9, 20)),
        ("9月上旬", on(9, 10)),
        ("9月下旬", on(9, 30)),
        ("10月初", on(10, 10)),
        ("年底前", on(12, 31)),
        ("2011年底", on(12, 31)),
        ("2011年末", on(12, 31)),
        ("三季度", on(9, 30)),
        ("第四季度末", on(12, 31)),
        ("2012年1季度", on(3, 31, 2012)),
        ("5月1日—9月30日", on(9, 30)),
        ("2011.5.1-2011.9.30", on(9, 30)),
        ("2012年5月1日至9月30日", on(9, 30, 2012)),
        ("2011年5月至9月", on(9, 30)),
        (dt.date(2011, 9, 30), on(9, 30)),
        (40816, on(9, 30)),
        (20110930, on(9, 30)),
        (9.15, on(9, 15)),
    ],
)
def test_dates(written: object, day: dt.date) -> None:
    assert due(written, YEAR).day == day  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("written", "klass"),
    [
        ("立行立改", Klass.AT_ONCE),
        ("立即整改", Klass.AT_ONCE),
        ("即知即改", Klass.AT_ONCE),
        ("长期坚持", Klass.LONG_TERM),
        ("长期", Klass.LONG_TERM),
        ("持续推进，常态化", Klass.LONG_TERM),
    ],
)
def test_words_instead_of_dates(written: str, klass: str) -> None:
    assert due(written, YEAR) == Due(None, klass)


def test_a_word_and_a_date_together() -> None:
    assert due("立行立改，8月20日前", YEAR) == Due(on(8, 20), Klass.AT_ONCE)
    assert due("2011年9月30日前完成并长期坚持", YEAR) == Due(on(9, 30), Klass.LONG_TERM)


def test_an_empty_cell_says_nothing() -> None:
    assert due("  ", YEAR) == Due()


@pytest.mark.parametrize("written", ["2月30日", "2011.13.1", "9月31日", "13月底", "2011.2.29"])
def test_days_that_are_not_in_the_calendar(written: str) -> None:
    with pytest.raises(Unclear) as fault:
        due(written, YEAR)
    assert "2011-09-30" not in str(fault.value)


@pytest.mark.parametrize("written", ["尽快", "待定", "视情况", "15个工作日内", "abc", "30"])
def test_words_that_name_no_day(written: str) -> None:
    with pytest.raises(Unclear, match="2011-09-30"):
        due(written, YEAR)


@pytest.mark.parametrize("written", [9.1, 9.2, 10.3])
def test_a_number_that_lost_its_zero_is_asked_about(written: float) -> None:
    with pytest.raises(Unclear, match=f"{written}"):
        due(written, YEAR)


@pytest.mark.parametrize("written", [5, 0.5, 99999999, -3])
def test_numbers_that_are_no_days(written: float) -> None:
    with pytest.raises(Unclear):
        due(written, YEAR)


def test_errors_are_named() -> None:
    with pytest.raises(Unclear, match="#REF!"):
        due(Broken("#REF!"), YEAR)
    with pytest.raises(Unclear) as fault:
        due(Broken(""), YEAR)
    assert "#" not in str(fault.value)


def test_a_date_inside_a_sentence() -> None:
    assert day_in("完成流程梳理(2011年8月15日)", YEAR) == on(8, 15)
    assert day_in("没有日期", YEAR) is None
