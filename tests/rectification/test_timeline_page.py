"""Items and milestones on a time axis: what is drawn, and that it is said in words too."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rectification import gantt
from rectification.enums import Light
from rectification.gantt import Window, month_after
from rectification.models import Milestone, RectificationItem
from rectification.views.plans import window_of
from tests.cast import Cast
from tests.factories.rectification import make_item, the_campaign
from tests.rectification.test_ledger_page import LATE, signed_in

TIMELINE = "/staff/ledger/timeline/"
TODAY = dt.date(2011, 8, 19)
JULY_TO_SEPTEMBER = Window(dt.date(2011, 7, 1), dt.date(2011, 9, 30))


def item(**fields: object) -> RectificationItem:
    values = {"start_on": dt.date(2011, 7, 1), "due_date": dt.date(2011, 9, 30), "progress": 50}
    return RectificationItem(state="in_progress", **{**values, **fields})


def rects(svg: str, kind: str) -> list[tuple[float, float]]:
    """Left edge and width in percent of the bars of a kind."""
    pattern = rf'<rect class="f-{kind}" x="([\d.]+)%" y="\d+" width="([\d.]+)%"'
    return [(float(x), float(w)) for x, w in re.findall(pattern, svg)]


def test_days_lie_where_they_belong_and_strangers_on_the_edge() -> None:
    window = Window(dt.date(2011, 8, 1), dt.date(2011, 8, 10))
    assert window.at(dt.date(2011, 8, 6)) == 50
    assert window.at(dt.date(2011, 7, 1)) == 0
    assert window.at(dt.date(2012, 1, 1)) == 100


@pytest.mark.parametrize(
    ("first", "count", "found"),
    [
        (dt.date(2011, 12, 1), 1, dt.date(2012, 1, 1)),
        (dt.date(2011, 1, 1), -1, dt.date(2010, 12, 1)),
        (dt.date(2011, 8, 1), 14, dt.date(2012, 10, 1)),
    ],
)
def test_months_run_over_the_turn_of_the_year(first: dt.date, count: int, found: dt.date) -> None:
    assert month_after(first, count) == found


def test_the_bar_spans_the_time_and_is_filled_by_progress() -> None:
    svg = gantt.row(item(), [], Light.GREEN, JULY_TO_SEPTEMBER, TODAY)
    assert rects(svg, "track") == [(0.0, 100.0)]
    assert rects(svg, "green") == [(0.0, 50.0)]


def test_delay_is_drawn_from_the_deadline_to_today_and_hatched() -> None:
    late = item(due_date=dt.date(2011, 8, 10), original_due=dt.date(2011, 8, 10), progress=0)
    svg = gantt.row(late, [], Light.RED, JULY_TO_SEPTEMBER, TODAY)
    left, width = rects(svg, "red")[-1]
    assert left == pytest.approx(JULY_TO_SEPTEMBER.at(dt.date(2011, 8, 11)), abs=0.01)
    assert left + width == pytest.approx(JULY_TO_SEPTEMBER.at(TODAY), abs=0.02)
    assert "url(#p-red)" in svg


def test_an_extended_item_shows_its_original_deadline() -> None:
    moved = item(original_due=dt.date(2011, 8, 31))
    svg = gantt.row(moved, [], Light.GREEN, JULY_TO_SEPTEMBER, TODAY)
    assert 'class="mark"' in svg
    assert "原定 8 月 31 日 到期" in svg
    assert 'class="mark"' not in gantt.row(item(), [], Light.GREEN, JULY_TO_SEPTEMBER, TODAY)


def test_milestones_differ_by_shape_words_and_not_by_colour_alone() -> None:
    steps = [
        Milestone(name="梳理", due=dt.date(2011, 7, 15), done_on=dt.date(2011, 7, 14)),
        Milestone(name="采购", due=dt.date(2011, 8, 10)),
        Milestone(name="试运行", due=dt.date(2011, 9, 10)),
        Milestone(name="总结", due=dt.date(2011, 12, 10)),
    ]
    svg = gantt.row(item(), steps, Light.GREEN, JULY_TO_SEPTEMBER, TODAY)
    assert re.findall(r"#mile-(\w+)", svg) == ["done", "late", "next"]
    said = gantt.words(item(), steps, TODAY)
    assert "采购 8 月 10 日 逾期" in said
    assert "总结" in said


def test_an_item_without_a_deadline_has_no_bar() -> None:
    endless = item(due_date=None, review_on=None)
    svg = gantt.row(endless, [], Light.GREEN, JULY_TO_SEPTEMBER, TODAY)
    assert rects(svg, "track") == []


def test_names_of_users_are_escaped() -> None:
    steps = [Milestone(name="<script>alert(1)</script>", due=TODAY)]
    svg = gantt.row(item(), steps, Light.GREEN, JULY_TO_SEPTEMBER, TODAY)
    assert "<script" not in svg
    assert "style=" not in svg


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("span", "window"),
    [
        ("", JULY_TO_SEPTEMBER),
        ("2011-10", Window(dt.date(2011, 10, 1), dt.date(2011, 12, 31))),
        ("campaign", Window(dt.date(2011, 4, 15), dt.date(2011, 12, 31))),
        ("2011-99", JULY_TO_SEPTEMBER),
        ("nonsense", JULY_TO_SEPTEMBER),
        ("9999-12", JULY_TO_SEPTEMBER),
    ],
)
def test_the_span_lives_in_the_url(cast: Cast, span: str, window: Window) -> None:
    the_campaign(cast)
    assert window_of(span, TODAY) == window


@pytest.mark.django_db
def test_the_page_draws_what_the_list_would_show(cast: Cast) -> None:
    late, calm = make_item(cast, **LATE), make_item(cast, due_date=dt.date(2011, 9, 30))
    client = signed_in(cast.office)
    page = client.get(TIMELINE)
    assert [line.item.number for line in page.context["lines"]] == [late.number, calm.number]
    assert [tab.label for tab in page.context["spans"] if tab.current] == ["今天前后"]
    red = client.get(f"{TIMELINE}?lamp=red&span=campaign")
    assert [line.item.number for line in red.context["lines"]] == [late.number]
    assert all("lamp=red" in tab.url for tab in red.context["spans"])


@pytest.mark.django_db
def test_others_see_nothing_and_are_told_so(cast: Cast) -> None:
    make_item(cast)
    html = signed_in(cast.outsider).get(TIMELINE).content.decode()
    assert "没有符合条件的事项" in html
    assert "gantt-row" not in html


@pytest.mark.django_db
def test_the_number_of_queries_does_not_grow(cast: Cast) -> None:
    client = signed_in(cast.office)
    make_item(cast)
    client.get(TIMELINE)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as seen:
            client.get(TIMELINE)
        counts.append(len(seen))
        for _ in range(4):
            make_item(cast)
    assert counts[0] == counts[1]
