"""The list: views, filters in the URL, counts, a fixed number of queries."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from core.counting import capped_counts
from rectification.enums import Klass, Source
from rectification.models import RectificationItem
from rectification.queries import lights, totals
from tests.cast import Cast
from tests.factories.rectification import (
    make_closed,
    make_draft,
    make_item,
    make_pending,
)

pytestmark = pytest.mark.django_db
LATE = {"on": dt.date(2011, 6, 1), "due_date": dt.date(2011, 8, 1)}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def numbers(client: Client, query: str = "") -> list[str]:
    page = client.get(f"/staff/ledger/{query}").context["page"]
    return [item.number for item in page]


def test_without_filters_it_shows_what_is_open_late_first(cast: Cast) -> None:
    calm = make_item(cast, due_date=dt.date(2011, 9, 30))
    late = make_item(cast, **LATE)
    make_closed(cast)
    assert numbers(signed_in(cast.office)) == [late.number, calm.number]


def test_each_tab_counts_exactly_the_rows_it_shows(cast: Cast) -> None:
    make_item(cast, **LATE)
    make_item(cast, due_date=dt.date(2011, 8, 24))
    make_item(cast, due_date=dt.date(2011, 9, 30))
    make_pending(cast)
    make_closed(cast)
    make_draft(cast)
    client = signed_in(cast.owner)
    tabs = client.get("/staff/ledger/").context["tabs"]
    assert [tab.count for tab in tabs] == [5, 1, 1, 1, 1, 1, 5]
    for tab in tabs:
        page = client.get(tab.url).context["page"]
        assert page.total == tab.count, tab.label
        assert [t.label for t in client.get(tab.url).context["tabs"] if t.current] == [tab.label]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?lamp=red", {"late"}),
        ("?lamp=green", {"calm", "waiting"}),
        ("?state=pending_acceptance", {"waiting"}),
        ("?state=done", {"done"}),
        ("?source=complaint", {"calm"}),
        ("?klass=at_once", {"late"}),
        ("?category=2", {"late", "calm", "waiting", "done"}),
        ("?category=3.2", set()),
        ("?due_to=2011-08-31&state=open", {"late", "waiting"}),
        ("?due_from=2011-09-01", {"calm"}),
        ("?q=叫号系统", {"calm"}),
        ("?q=ＺＧ－２０１１－ＪＦＪ－００１", {"late"}),
        ("?q=ts20110512", {"calm"}),
        ("?q=叫号 系统", {"calm"}),
        ("?q=zg-2011-jfj-001", {"late"}),
        ("?q=TS20110512-0007", {"calm"}),
        ("?mark=strong", {"late"}),
        ("?mark=in-time", {"done"}),
        ("?mark=livelihood", {"calm"}),
        ("?unit=GJJ", set()),
        ("?state=nonsense", {"late", "calm", "waiting", "done"}),
    ],
)
def test_filters_live_in_the_url(cast: Cast, query: str, found: set[str]) -> None:
    items = {
        "late": make_item(
            cast,
            **{**LATE, "due_date": dt.date(2011, 6, 15)},
            klass=Klass.AT_ONCE,
            milestones=[],
            strong_reaction=True,
        ).number,
        "calm": make_item(
            cast,
            due_date=dt.date(2011, 9, 30),
            description="叫号系统故障后群众等候超过40分钟。",
            source=Source.COMPLAINT,
            origin_number="TS20110512-0007",
            tags=["livelihood"],
        ).number,
        "waiting": make_pending(cast).number,
        "done": make_closed(cast).number,
    }
    assert set(numbers(signed_in(cast.office), query)) == {items[name] for name in found}


def test_chips_take_filters_away_one_by_one(cast: Cast) -> None:
    make_item(cast)
    page = signed_in(cast.office).get("/staff/ledger/?lamp=green&klass=by_date").context["page"]
    assert [chip.remove_url for chip in page.chips] == [
        "/staff/ledger/?klass=by_date",
        "/staff/ledger/?lamp=green",
    ]


def test_taking_the_default_state_away_shows_all_states(cast: Cast) -> None:
    make_closed(cast)
    client = signed_in(cast.office)
    chip = client.get("/staff/ledger/").context["page"].chips[0]
    assert len(numbers(client, chip.remove_url.removeprefix("/staff/ledger/"))) == 1


def test_the_same_url_shows_each_reader_only_what_is_theirs(cast: Cast) -> None:
    make_item(cast)
    assert numbers(signed_in(cast.outsider), "?state=") == []
    assert len(numbers(signed_in(cast.leader), "?state=")) == 1


def test_an_empty_ledger_and_an_empty_result_say_different_things(cast: Cast) -> None:
    client = signed_in(cast.liaison)
    assert "没有符合条件的事项" in client.get("/staff/ledger/?q=没有").content.decode()
    make_item(cast)
    assert "没有符合条件的事项" not in client.get("/staff/ledger/").content.decode()


def test_sorting_by_number_and_page_size(cast: Cast) -> None:
    for _ in range(3):
        make_item(cast)
    client = signed_in(cast.office)
    assert numbers(client, "?sort=-number") == sorted(numbers(client), reverse=True)
    assert client.get("/staff/ledger/?size=50").context["page"].per_page == 50
    assert client.get("/staff/ledger/?size=9999").context["page"].per_page == 20


def test_the_number_of_queries_does_not_grow(cast: Cast) -> None:
    client = signed_in(cast.office)
    make_item(cast)
    client.get("/staff/ledger/")
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(
            connection,
        ) as seen:
            client.get("/staff/ledger/")
        counts.append(len(seen))
        for _ in range(4):
            make_item(cast)
    assert counts[0] == counts[1]


def test_counts_stop_at_the_cap(cast: Cast) -> None:
    for _ in range(3):
        make_draft(cast)
    items = RectificationItem.objects.all()
    nothing = items.none()
    assert capped_counts({"all": items, "none": nothing}, cap=2) == {"all": 3, "none": 0}


def test_lights_per_unit_come_from_one_query(cast: Cast) -> None:
    make_item(cast, **LATE)
    make_closed(cast)
    items = RectificationItem.objects.all()
    with CaptureQueriesContext(connection) as seen:
        rows = lights(items)
    assert len([q for q in seen if "rectification" in q["sql"]]) == 1
    assert [(row.code, row.red, row.amber, row.green, row.done) for row in rows] == [
        ("JFJ", 1, 0, 0, 1)
    ]
    assert rows[0].longest_late == 14
    assert totals(items) == {"red": 1, "amber": 0, "green": 0, "done": 1, "off": 0}


def test_every_row_links_to_its_item(cast: Cast) -> None:
    item = make_item(cast)
    html = signed_in(cast.office).get("/staff/ledger/").content.decode()
    assert re.search(rf'href="/staff/ledger/{item.number}/"', html)
