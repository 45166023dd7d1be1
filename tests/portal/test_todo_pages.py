"""Many duties: exact totals, pages of fifty, and a cost that does not grow with them."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core import clock, todo
from core.duties import Board
from core.workdays import calendar
from rectification.actions import items
from rectification.actions.items import Draft
from rectification.enums import Source
from rectification.models import RectificationItem
from tests.cast import PARTS, Cast
from tests.factories.rectification import TODAY, category, make_draft, make_submitted

LATE, TODAY_DUE, SOON = dt.date(2011, 8, 15), dt.date(2011, 8, 19), dt.date(2011, 8, 24)
AFTER_SOON = dt.date(2011, 8, 25)


@pytest.fixture(autouse=True)
def _in_august() -> Iterator[None]:
    with clock.at(TODAY):
        yield


def drafts(cast: Cast, count: int) -> None:
    """So many drafts of JFJ that wait for the liaison."""
    fields = {
        "source": Source.SELF_CHECK,
        "description": "窗口办件超过承诺时限，5月份抽查60件中有7件逾期。",
        "category": category(),
        "due_date": dt.date(2011, 9, 30),
    }
    items.register_all(unit=cast.unit, by=cast.liaison, drafts=[Draft(fields)] * count)


def rows(answer: object) -> list[str]:
    return [row.number for group in answer.context["groups"] for row in group.rows]  # type: ignore[attr-defined]


def cost(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        client.get(url)
    return len(caught)


@pytest.mark.usefixtures("campaign")
def test_all_are_counted_and_paged_at_one_price(client: Client, cast: Cast) -> None:
    client.force_login(cast.liaison)
    drafts(cast, 5)
    client.get("/staff/todo/")
    few = cost(client, "/staff/todo/")
    drafts(cast, 130)
    answer = client.get("/staff/todo/")
    tasks = len(todo.todos(cast.liaison)) - 135
    assert (answer.context["total"], tasks > 0) == (135 + tasks, True)
    found = [rows(client.get(f"/staff/todo/?page={page}")) for page in (1, 2, 3)]
    assert [len(page) for page in found] == [50, 50, 35 + tasks]
    assert len({number for page in found for number in page}) == 135 + tasks
    assert cost(client, "/staff/todo/") == few
    answer = client.get("/staff/todo/?kind=整改&page=3")
    tab = next(tab for tab in answer.context["tabs"] if tab.current)
    assert (tab.count, len(rows(answer))) == (135, 35)
    later = next(group for group in answer.context["groups"] if group.key == "later")
    assert (later.count, len(later.rows)) == (135, 35)


def test_the_database_sorts_into_the_same_groups(cast: Cast) -> None:
    for due in (LATE, TODAY_DUE, SOON, AFTER_SOON):
        make_draft(cast, due_date=due)
    make_draft(cast, due_date=None)
    found = todo.found(cast.liaison)
    board = Board(found, today=clock.today(), days=calendar(), kind="整改")
    listed = [one for one in todo.todos(cast.liaison) if str(one.kind) == "整改"]
    assert [one.number for one in board[0:50]] == [one.number for one in listed]
    groups = [todo.urgency(one, clock.today(), calendar()) for one in listed]
    assert {key: board.shown(key) for key in todo.GROUPS} == {
        key: groups.count(key) for key in todo.GROUPS
    }
    assert set(groups) == set(todo.GROUPS) - {"first"}


def test_the_office_finds_what_waits_for_it_by_kind(client: Client, cast: Cast) -> None:
    for _ in range(3):
        make_submitted(cast)
    client.force_login(cast.office)
    answer = client.get("/staff/todo/?kind=整改")
    assert rows(answer) == sorted(RectificationItem.objects.values_list("number", flat=True))
    assert client.get("/staff/todo/?kind=没有这一类").context["groups"] == []


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.usefixtures("campaign")
def test_every_role_has_its_page(client: Client, cast: Cast, part: str) -> None:
    client.force_login(getattr(cast, part))
    assert client.get("/staff/todo/").status_code == 200
