"""What reports ask of people, on the to-do list, in the menu and as messages."""

import datetime as dt

import pytest

from accounts.models import User
from core.counting import capped_counts
from core.models import Notice
from core.todo import Todo, listed
from reports import menu
from reports import todo as package_todo
from reports.notices import KINDS, CarriedOver
from tests.cast import Cast
from tests.factories.reports import (
    make_adopted,
    make_report,
    make_returned,
    make_sent,
    make_signing,
)


def todos(user: User) -> list[Todo]:
    """What waits for a person, in words."""
    return listed(package_todo.todos(user))


pytestmark = pytest.mark.django_db


def test_the_head_signs_by_the_day_of_the_units_task(cast: Cast) -> None:
    make_signing(cast)
    found = todos(cast.unit_head)
    assert [(todo.number, todo.verb, todo.due_on) for todo in found] == [
        ("ZJ-2011-JFJ", "去审签", dt.date(2012, 1, 16))
    ]
    assert todos(cast.liaison) == todos(cast.outsider_head) == []


def test_the_office_reviews(cast: Cast) -> None:
    make_sent(cast)
    assert [todo.verb for todo in todos(cast.office)] == ["去审核"]
    assert todos(cast.leader) == []


def test_the_liaison_changes_a_returned_report(cast: Cast) -> None:
    make_returned(cast)
    found = todos(cast.liaison)
    assert [todo.url for todo in found] == ["/staff/summary/ZJ-2011-JFJ/edit/"]


def test_nothing_waits_once_it_is_adopted(cast: Cast) -> None:
    make_adopted(cast)
    for person in (cast.liaison, cast.unit_head, cast.office):
        assert todos(person) == []


def test_the_menu_counts_open_work(cast: Cast) -> None:
    make_signing(cast)
    assert capped_counts(menu.counts(cast.unit_head)) == {"summary": 1}
    assert capped_counts(menu.counts(cast.office)) == {"summary": 0}
    assert capped_counts(menu.counts(cast.liaison)) == {}


def test_every_message_names_the_report_and_leads_to_it(cast: Cast) -> None:
    report = make_report(cast)
    for kind in set(KINDS) - {CarriedOver}:
        notice = Notice(number=report.number, params={"unit": "经发局"})
        assert report.number in str(kind().text(notice))
        assert kind().url(notice) == "/staff/summary/ZJ-2011-JFJ/"
