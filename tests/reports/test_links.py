"""The addresses of the lists that numbers lead to; no count of the overview is without one."""

import datetime as dt
import re
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from core import clock
from reports import links
from tests.cast import Cast, make_unit
from tests.factories import complaints as cases
from tests.factories import rectification as items

TOTAL = re.compile(r'<p class="list-summary">共 ?(\d+)')


def test_a_list_that_does_not_exist_has_no_address() -> None:
    assert links.address("nothing:here", "x") == ""


def test_empty_terms_are_left_out() -> None:
    url = links.cases(unit="JFJ", kind="", start=dt.date(2011, 5, 1), end=None)
    assert url == "/staff/dashboard/cases/?unit=JFJ&start=2011-05-01"


def test_without_terms_there_is_no_query() -> None:
    assert links.ledger(kind="") == "/staff/ledger/"


class Counts(HTMLParser):
    """The bare whole numbers of a page: inside links (with the address) and outside of them.

    Days of delay are no counts, and the empty cells of the heat table have nothing to list.
    """

    NO_COUNT = ("c-late", "bar-pair", "q0")
    VOID = ("meta", "link", "input", "br", "img", "hr", "col")

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str]]] = []
        self.linked: list[tuple[str, int]] = []
        self.bare: list[str] = []
        self.feed(html.split('<main id="main"')[1].split("</main>", maxsplit=1)[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.VOID:
            self.open.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        text = data.strip()
        if text == "%" and self.linked:
            self.linked.pop()  # what it followed was a rate
        classes = " ".join(attrs.get("class", "") for _tag, attrs in self.open)
        if not text.isdigit() or any(name in classes.split() for name in self.NO_COUNT):
            return
        link = next((attrs["href"] for tag, attrs in self.open if tag == "a"), "")
        if link:
            self.linked.append((link, int(text)))
        else:
            self.bare.append(f"{text} in {self.open[-1]}")


def sign_in(person: User) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def _many(cast: Cast) -> None:
    """More units than the table shows, with items and rated complaints in several."""
    early = [{"name": "完成流程梳理", "due": dt.date(2011, 7, 15)}]
    with clock.at(items.TODAY - dt.timedelta(days=60)):
        items.make_item(cast, due_date=dt.date(2011, 8, 8), milestones=early)
    with clock.at(items.TODAY):
        items.make_item(cast)
        items.make_pending(cast)
        items.make_closed(cast)
        for score in (5, 4, 4, 3, 5):
            cases.make_closed(cast, score=score)
        cases.make_handling(cast, category=cases.category("1.1"), unit=cast.other_unit)
    for n in range(12):
        make_unit(f"U{n}", f"单位{n}")


@pytest.mark.django_db
@pytest.mark.usefixtures("_many")
@pytest.mark.parametrize("part", ["office", "leader"])
def test_every_count_is_a_link_to_a_list_with_so_many_rows(cast: Cast, part: str) -> None:
    with clock.at(items.TODAY):
        client = sign_in(getattr(cast, part))
        found = Counts(client.get(reverse("reports:dashboard")).content.decode())
        assert found.bare == []
        assert len(found.linked) > 20
        assert sum(n for _url, n in found.linked) > 5
        rows = {url: TOTAL.search(client.get(url).content.decode()) for url, _n in found.linked}
    wrong = [(url, n) for url, n in found.linked if int(rows[url][1] if rows[url] else 0) != n]  # type: ignore[index]
    assert wrong == []


@pytest.mark.django_db
@pytest.mark.usefixtures("_many")
def test_the_other_units_have_lists_of_their_own(cast: Cast) -> None:
    with clock.at(items.TODAY):
        client = sign_in(cast.office)
        others = client.get(links.ledger(beyond="GJJ,U1", state="open"))
        none = client.get(links.ledger(beyond="GJJ,JFJ", state="open"))
        mine = client.get(links.cases(lead_beyond="GJJ"))
        rest = client.get(links.cases(lead_beyond="JFJ"))
    assert {item.unit.code for item in others.context["page"]} == {"JFJ"}
    assert len(none.context["page"]) == 0
    assert {case.lead_unit.code for case in mine.context["page"]} == {"JFJ"}
    assert len(rest.context["page"]) == 0
    assert "其余单位" in others.content.decode()
