"""Charts: right proportions, no style attribute, nothing hidden, nothing unescaped."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.ui.charts import TrendPoint, bar, dots, lights_bar, nice_ceiling, trend


def widths(svg: str, cls: str) -> list[float]:
    return [float(w) for w in re.findall(rf'class="{cls}"[^>]*?width="([\d.]+)%"', svg)]


def test_a_bar_is_as_long_as_its_percentage() -> None:
    assert widths(bar(37.5), "f-brand") == [37.5]


@pytest.mark.parametrize(("value", "drawn"), [(-5, 0), (0, 0), (100, 100), (250, 100)])
def test_a_bar_never_leaves_its_track(value: float, drawn: float) -> None:
    assert widths(bar(value), "f-brand") == [drawn]


def test_a_bar_shows_the_share_of_time_as_a_mark() -> None:
    svg = bar(20, "late", mark=50)
    assert widths(svg, "f-late") == [20]
    assert '<line class="mark" x1="50.00%" x2="50.00%"' in svg
    assert "mark" not in bar(20)


def test_a_bar_at_the_very_start_of_time_still_has_its_mark() -> None:
    assert 'class="mark" x1="0.00%"' in bar(20, mark=0)


def test_lights_share_the_bar_by_their_counts() -> None:
    svg = lights_bar((1, 1, 2, 4))
    # Half a percent of each segment is the gap to the next one (R34).
    assert widths(svg, "f-red") == [12.0]
    assert widths(svg, "f-green") == [24.5]
    assert widths(svg, "f-done") == [49.5]
    assert re.findall(r">(\d)</text>", svg) == ["1", "1", "2", "4"]


def test_red_is_hatched_for_grey_printing_and_others_are_not() -> None:
    assert "#p-red" in lights_bar((1, 0, 0, 1))
    assert "#p-red" not in lights_bar((0, 1, 1, 1))


def test_lights_without_items_are_left_out() -> None:
    svg = lights_bar((0, 0, 3, 0))
    assert "f-red" not in svg
    assert "f-done" not in svg
    assert lights_bar((0, 0, 0, 0)) == ""


def test_segments_with_an_address_are_named_links() -> None:
    svg = lights_bar(
        (2, 0, 1, 0), urls=["/red/", "", "/green/", ""], words=["红 2", "", "绿 1", ""]
    )
    assert re.findall(r'<a href="([^"]+)" aria-label="([^"]+)">', svg) == [
        ("/red/", "红 2"),
        ("/green/", "绿 1"),
    ]
    assert "aria-hidden" not in svg
    assert "aria-hidden" in lights_bar((2, 0, 1, 0))


@given(st.lists(st.integers(0, 500), min_size=4, max_size=4))
def test_segments_never_overlap_or_leave_the_bar(counts: list[int]) -> None:
    svg = lights_bar(counts)
    boxes = re.findall(r'<rect class="f-\w+" x="([\d.]+)%" width="(-?[\d.]+)%"', svg)
    edge = 0.0
    for x, width in boxes:
        assert float(x) >= edge - 0.02
        edge = float(x) + float(width)
    assert edge <= 100.02
    assert len(boxes) == sum(1 for count in counts if count)


def points(*counts: int, rates: tuple[float | None, ...] = ()) -> list[TrendPoint]:
    known = [*rates, *[None] * len(counts)]
    return [TrendPoint(f"5/{i + 1}", c, known[i]) for i, c in enumerate(counts)]


def test_columns_are_as_high_as_their_counts() -> None:
    svg = trend(points(10, 5, 0), "每周件数")
    heights = [float(h) for h in re.findall(r'class="f-brand"[^>]* height="([\d.]+)"', svg)]
    assert heights == [148.0, 74.0, 0.0]
    assert 'aria-label="每周件数"' in svg


def test_every_column_carries_its_number() -> None:
    svg = trend(points(10, 1, 0), "")
    assert re.findall(r">(\d+)</text><text|>(\d+)</text>", svg)
    for number in ("10", "1", "0"):
        assert f">{number}</text>" in svg


def test_the_number_of_a_low_column_stands_above_it() -> None:
    svg = trend(points(10, 1), "")
    assert re.search(r'<text class="on-dark"[^>]*>10</text>', svg)
    assert re.search(r'<text class="v"[^>]*>1</text>', svg)


def test_the_unfinished_week_is_hatched() -> None:
    svg = trend([TrendPoint("5/4", 9), TrendPoint("5/11", 8, unfinished=True)], "")
    assert svg.count("f-part") == 1


def test_the_line_breaks_where_a_rate_is_missing() -> None:
    svg = trend(points(1, 1, 1, 1, rates=(90, 92, None, 95)), "")
    assert svg.count('class="line"') == 1
    assert svg.count('class="dot"') == 3


def test_the_line_names_its_first_and_last_value() -> None:
    svg = trend(points(1, 1, 1, rates=(88, 91, 97.5)), "")
    assert ">88%<" in svg
    assert ">97.5%<" in svg
    assert ">91%<" not in svg


def test_a_single_rate_is_named_once() -> None:
    svg = trend(points(3, rates=(100,)), "")
    assert svg.count(">100%<") == 1


def test_no_rates_no_line() -> None:
    svg = trend(points(3, 4), "")
    assert 'class="line"' not in svg
    assert 'class="dot"' not in svg


def test_a_year_of_weeks_has_seven_labels() -> None:
    svg = trend(points(*range(52)), "")
    assert len(re.findall(r">5/\d+<", svg)) == 7


def test_no_weeks_no_chart() -> None:
    assert trend([], "") == ""
    assert dots([], 85, "目标") == ""


def test_dots_below_the_target_are_diamonds() -> None:
    svg = dots([("甲", 78.3), ("乙", 85), ("丙", 99)], 85, "目标")
    assert svg.count('class="f-red"') == 1
    assert svg.count("<circle") == 2
    for text in ("甲", "78.3", "85", "丙", "目标"):
        assert f">{text}</text>" in svg


def test_dots_stretch_the_scale_for_low_values() -> None:
    svg = dots([("甲", 42.0)], 85, "目标")
    assert ">40%<" in svg
    xs = [float(x) for x in re.findall(r'x="([\d.]+)%" y="[\d.]+" width="14"', svg)]
    assert all(32 <= x <= 97 for x in xs)


@pytest.mark.parametrize("svg", [dots([("<b>", 90)], 85, "目标"), trend(points(1), "<b>")])
def test_names_are_escaped(svg: str) -> None:
    assert "<b>" not in svg
    assert "&lt;b&gt;" in svg


@pytest.mark.parametrize(
    "svg",
    [
        bar(3, mark=4),
        lights_bar((1, 2, 3, 4)),
        trend(points(1, 2, rates=(3, 4)), "x"),
        dots([("a", 90)], 85, "t"),
    ],
)
def test_charts_fit_the_strict_policy(svg: str) -> None:
    assert "style=" not in svg
    assert "viewBox" not in svg
    assert "<script" not in svg


@pytest.mark.parametrize(
    ("value", "ceiling"),
    [(0, 10), (10, 10), (11, 20), (38, 40), (41, 50), (100, 100), (412, 500), (999, 1000)],
)
def test_scales_end_on_round_numbers(value: int, ceiling: int) -> None:
    assert nice_ceiling(value) == ceiling


@given(st.integers(0, 10**7))
def test_a_scale_always_covers_its_values_without_waste(value: int) -> None:
    top = nice_ceiling(value)
    assert value <= top <= max(10, value * 2)
