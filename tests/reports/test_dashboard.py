"""The overview as a page: every number leads to a list with exactly that many rows."""

import re
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from core import clock
from tests.cast import Cast, make_unit
from tests.factories import complaints as cases
from tests.factories import rectification as items
from tests.factories.reports import the_campaign

pytestmark = pytest.mark.django_db
LINK = re.compile(r'href="([^"]+)" data-count="(\d+)"')
HEAT = re.compile(r'<td class="q\d"><a href="([^"]+)">(\d+)<span')
LAMPS = re.compile(r'<a href="([^"]+)" aria-label="[^"]+ (\d+)">')
TOTAL = re.compile(r'<p class="list-summary">共 ?(\d+)')


@pytest.fixture(autouse=True)
def _august() -> Iterator[None]:
    with clock.at(items.TODAY):
        yield


@pytest.fixture
def _records(cast: Cast) -> None:
    """Something of everything, in two units."""
    with clock.at(items.TODAY - items.dt.timedelta(days=60)):
        early = [{"name": "完成流程梳理", "due": items.dt.date(2011, 7, 15)}]
        items.make_item(cast, due_date=items.dt.date(2011, 8, 8), milestones=early)
        cases.make_reported(cast)
        cases.make_handling(cast)
    items.make_item(cast)
    items.make_pending(cast)
    items.make_closed(cast)
    for score in (5, 4, 4, 3):
        cases.make_closed(cast, score=score)
    unhappy = cases.make_replied(cast)
    cases.citizen.rate(complaint=unhappy, score=1, reason="答复没有针对问题。")
    cases.make_handling(cast, category=cases.category("1.1"), unit=cast.other_unit)
    cases.make_accusation(cast)
    cases.make_received(cast)


def sign_in(person: User) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(client: Client, **query: str) -> str:
    response = client.get(reverse("reports:dashboard"), query)
    assert response.status_code == 200
    return response.content.decode()


def numbers(html: str) -> list[tuple[str, int]]:
    """Every number of the page with its address."""
    found = [*LINK.findall(html), *HEAT.findall(html), *LAMPS.findall(html)]
    return [(url.replace("&amp;", "&"), int(n)) for url, n in found]


def rows_at(client: Client, url: str) -> int:
    """How many rows a list says it has."""
    html = client.get(url).content.decode()
    total = TOTAL.search(html)
    return int(total[1]) if total else 0


@pytest.mark.usefixtures("_records")
@pytest.mark.parametrize("part", ["office", "leader"])
@pytest.mark.parametrize("query", [{}, {"span": "month"}, {"span": "year"}, {"kind": "department"}])
def test_every_number_is_the_count_of_its_list(
    cast: Cast, part: str, query: dict[str, str]
) -> None:
    client = sign_in(getattr(cast, part))
    found = numbers(page(client, **query))
    assert len(found) > 20
    assert sum(n for _url, n in found) > 20
    wrong = {url: (n, rows_at(client, url)) for url, n in found if rows_at(client, url) != n}
    assert wrong == {}


@pytest.mark.usefixtures("_records")
def test_the_portrait_counts_as_the_lists_do(cast: Cast) -> None:
    for person in (cast.office, cast.unit_head):
        client = sign_in(person)
        html = client.get(reverse("reports:portrait", args=["JFJ"])).content.decode()
        found = numbers(html)
        assert len(found) >= 4
        assert {url: rows_at(client, url) for url, _n in found} == dict(found)


@pytest.mark.usefixtures("_records")
def test_people_without_complaints_see_none_in_the_portrait(cast: Cast) -> None:
    html = sign_in(cast.liaison).get(reverse("reports:portrait", args=["JFJ"])).content.decode()
    assert "投诉情况只对本单位投诉联系人和负责人开放" in html
    assert "answer=" not in html


def test_the_page_fills_by_itself(cast: Cast) -> None:
    the_campaign(cast)
    html = page(sign_in(cast.leader))
    for said in (
        "没有超期事项",
        "本期没有受理投诉",
        "还没有单位的评价达到 10 件",
        "还没有安排督查",
    ):
        assert said in html


def test_without_a_campaign_the_page_says_so(cast: Cast) -> None:
    assert "目前没有进行中的活动" in page(sign_in(cast.leader))


@pytest.mark.usefixtures("_records")
def test_at_most_twenty_queries_however_much_there_is(cast: Cast) -> None:
    client = sign_in(cast.office)
    page(client)
    with CaptureQueriesContext(connection) as few:
        page(client)
    for n in range(8):
        make_unit(f"U{n}", f"单位{n}")
        items.make_item(cast)
        cases.make_handling(cast)
    with CaptureQueriesContext(connection) as many:
        page(client)
    assert len(many) == len(few)
    assert len(few) <= 20, "\n".join(query["sql"][:150] for query in few.captured_queries)


@pytest.mark.usefixtures("_records")
def test_all_units_can_be_seen_at_once(cast: Cast) -> None:
    for n in range(12):
        make_unit(f"U{n}", f"单位{n}")
    client = sign_in(cast.office)
    assert "其余 4 家" in page(client)
    assert "其余" not in page(client, all="1").split("h-h")[0]


@pytest.mark.usefixtures("_records")
def test_the_cases_name_nobody(cast: Cast) -> None:
    html = sign_in(cast.office).get(reverse("reports:cases")).content.decode()
    assert "TS20110819-" in html
    for secret in (cases.CONTACT.name, cases.CONTENT[:12], "13800001234"):
        assert secret not in html


@pytest.mark.usefixtures("_records")
def test_a_unit_head_sees_the_cases_of_the_own_unit_only(cast: Cast) -> None:
    url = reverse("reports:cases")
    assert rows_at(sign_in(cast.unit_head), url) == 8
    assert rows_at(sign_in(cast.outsider_head), url) == 0
