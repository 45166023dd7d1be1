"""The to-do page: groups, tabs, what stands beside it, and its fixed cost."""

import datetime as dt
import time
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core import clock, notices, todo
from core.tasks import SWEEP_KEY, sweep_deadlines
from core.todo import Todo
from tests.cast import Cast
from tests.core.conftest import moment
from tests.core.kinds import Reminder
from tests.factories.campaign import make_campaign
from tests.factories.rectification import make_item

pytestmark = pytest.mark.django_db
NOW = moment("2011-08-19 10:00")  # a Friday


def thing(number: str, due: str = "", kind: str = "整改", **changes: object) -> Todo:
    given = {
        "kind": kind,
        "title": f"事项 {number}",
        "number": number,
        "meta": "自查",
        "due_on": dt.date.fromisoformat(due) if due else None,
        "verb": "报进度",
        "url": f"/staff/{number}/",
    }
    return Todo(**{**given, **changes})


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Todo]]:
    """The only to-dos there are; tests fill the list."""
    things: list[Todo] = []
    monkeypatch.setattr(todo, "_providers", [lambda user: list(things)])
    with clock.at(NOW):
        yield things


@pytest.fixture
def page(client: Client, cast: Cast) -> Client:
    client.force_login(cast.liaison)
    return client


def test_rows_stand_in_groups_of_urgency(page: Client, given: list[Todo]) -> None:
    given += [
        thing("later", "2011-09-30"),
        thing("soon", "2011-08-24"),
        thing("just-later", "2011-08-25"),
        thing("today", "2011-08-19"),
        thing("late", "2011-08-16"),
        thing("undated"),
    ]
    groups = page.get("/staff/todo/").context["groups"]
    assert {group.key: [row.number for row in group.rows] for group in groups} == {
        "late": ["late"],
        "today": ["today"],
        "soon": ["soon"],
        "later": ["just-later", "later", "undated"],
    }


def test_the_sentence_counts(page: Client, given: list[Todo]) -> None:
    given += [thing("a", "2011-08-16"), thing("b", "2011-08-15"), thing("c", "2011-08-19")]
    text = page.get("/staff/todo/").content.decode()
    assert "3 件待办" in text
    assert "2 件已超期" in text
    assert "1 件今天到期" in text
    assert "<title>我的待办（3）" in text


def test_the_menu_counts_the_rows(page: Client, given: list[Todo]) -> None:
    given += [thing("a", "2011-08-16"), thing("b")]
    workbench = page.get("/staff/todo/?kind=投诉").context["workbench"]
    entry = next(line for group in workbench.menu for line in group.entries if line.current)
    assert [str(entry.label), entry.count] == ["我的待办", "2"]


@pytest.mark.usefixtures("campaign")
def test_new_records_begin_here(page: Client, given: list[Todo], cast: Cast) -> None:
    adds = page.get("/staff/todo/").context["adds"]
    assert [str(add.label) for add in adds] == [
        "登记整改事项",
        "登记一次学习",
        "登记会议",
        "登记企业帮扶事项",
        "登记三进走访",
        "登记拟建制度",
    ]
    assert {page.get(add.url).status_code for add in adds} == {200}
    page.force_login(cast.desk)
    assert "代为登记" in page.get("/staff/todo/").content.decode()


def test_who_registers_nothing_is_offered_nothing(
    page: Client, given: list[Todo], cast: Cast
) -> None:
    page.force_login(cast.contact)
    assert page.get("/staff/todo/").context["adds"] == []


def test_the_first_row_has_the_one_main_button(page: Client, given: list[Todo]) -> None:
    given += [thing("b", "2011-08-19"), thing("a", "2011-08-16", verb="补报")]
    text = page.get("/staff/todo/").content.decode()
    main = text.split('<main id="main"')[1]
    assert main.count("btn-primary") == 1
    assert main.index("补报") < main.index("报进度")


def test_a_deadline_is_shown_as_date_and_distance(page: Client, given: list[Todo]) -> None:
    given.append(thing("a", "2011-08-16"))
    text = page.get("/staff/todo/").content.decode()
    assert "超期 3 个工作日" in text
    assert "8 月 16 日" in text


def test_tabs_narrow_to_a_kind_with_exact_counts(page: Client, given: list[Todo]) -> None:
    given += [thing("a"), thing("b"), thing("c", kind="投诉")]
    tabs = page.get("/staff/todo/").context["tabs"]
    assert [(tab.label, tab.count) for tab in tabs] == [("全部", 3), ("整改", 2), ("投诉", 1)]
    for tab in tabs:
        answer = page.get(tab.url)
        assert sum(len(group.rows) for group in answer.context["groups"]) == tab.count
        assert [other.current for other in answer.context["tabs"]].count(True) == 1


def test_nothing_of_a_kind_differs_from_nothing_at_all(page: Client, given: list[Todo]) -> None:
    assert "现在没有待办" in page.get("/staff/todo/").content.decode()
    given.append(thing("a"))
    answer = page.get("/staff/todo/?kind=投诉").content.decode()
    assert "没有这一类的待办" in answer


def test_the_phase_asks_beside_the_list(page: Client, given: list[Todo], cast: Cast) -> None:
    make_campaign(cast.office_head)
    answer = page.get("/staff/todo/")
    phase = answer.context["phase"]
    assert phase.days_left == (dt.date(2011, 9, 30) - NOW.date()).days
    assert {line.tag for line in phase.tasks} <= {"", "amber", "red"}
    assert phase.first_open
    assert phase.first_open.title in answer.content.decode().split("card-box")[1]


def test_each_light_leads_to_exactly_its_items(page: Client, given: list[Todo], cast: Cast) -> None:
    make_item(cast, due_date=dt.date(2011, 8, 22))
    make_item(cast)
    lamps = page.get("/staff/todo/").context["lamps"]
    assert {lamp.kind: lamp.count for lamp in lamps} == {
        "red": 0,
        "amber": 1,
        "green": 1,
        "done": 0,
    }
    for lamp in lamps:
        assert len(page.get(lamp.url).context["page"]) == lamp.count


def test_people_of_the_zone_see_no_units_boxes(
    client: Client, given: list[Todo], cast: Cast
) -> None:
    make_campaign(cast.office_head)
    client.force_login(cast.office)
    answer = client.get("/staff/todo/")
    assert answer.context["phase"] is None
    assert "待我处理" in answer.content.decode()


def test_the_newest_messages_stand_beside_the_list(
    page: Client, given: list[Todo], cast: Cast
) -> None:
    for number in range(6):
        notices.post(
            Reminder,
            recipients=[cast.liaison],
            subject_kind="test.item",
            subject_id=number,
            number=f"ZG-{number}",
        )
    news = page.get("/staff/todo/").context["news"]
    assert ["ZG-5" in str(news[0].title), len(news)] == [True, 4]


def test_the_page_costs_the_same_for_many(page: Client, given: list[Todo]) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            page.get("/staff/todo/")
        return len(queries)

    cost()
    given.append(thing("a"))
    few = cost()
    given += [thing(str(n), "2011-08-30") for n in range(50)]
    assert cost() == few
    assert few <= 16


def test_who_holds_no_post_is_told_why_nothing_waits(client: Client, cast: Cast) -> None:
    cast.editor.posts.update(end=dt.date(2011, 1, 31), start=dt.date(2011, 1, 1))
    client.force_login(cast.editor)
    answer = client.get("/staff/todo/")
    assert answer.status_code == 403
    assert "今天没有岗位" in answer.content.decode()


@pytest.mark.parametrize(
    ("age", "said"), [(None, False), (60, False), (16 * 60, True)], ids=["never", "fresh", "old"]
)
def test_the_light_comes_on_when_reminders_stand_still(
    page: Client, given: list[Todo], cast: Cast, age: int | None, said: bool
) -> None:
    if age is not None:
        cache.set(SWEEP_KEY, time.time() - age)
    assert ("提醒停止运行" in page.get("/staff/todo/").content.decode()) is said
    page.force_login(cast.sysadmin)
    assert ("提醒停止运行" in page.get("/staff/todo/").content.decode()) is (said or age is None)


def test_a_run_of_the_reminders_puts_the_light_out(page: Client, given: list[Todo]) -> None:
    cache.set(SWEEP_KEY, time.time() - 3600)
    sweep_deadlines()
    assert "提醒停止运行" not in page.get("/staff/todo/").content.decode()
