"""The messages of a person."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from core import clock, notices
from core.models import Notice
from tests.cast import Cast
from tests.core.conftest import moment
from tests.core.kinds import Alarm, Reminder

pytestmark = pytest.mark.django_db
URL = "/staff/messages/"


@pytest.fixture
def page(client: Client, cast: Cast) -> Client:
    client.force_login(cast.liaison)
    return client


def post(person: object, subject_id: int = 1, kind: type = Reminder) -> Notice:
    notices.post(
        kind,
        recipients=[person],
        subject_kind="test.item",
        subject_id=subject_id,
        number=f"ZG-{subject_id}",
    )
    return Notice.objects.latest("id")


def texts(page: Client, query: str = "") -> list[str]:
    days = page.get(f"{URL}{query}").context["days"]
    return [str(line.text) for day in days for line in [*day.digest, *day.news]]


@pytest.fixture
def reminding(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test's reminder comes from a deadline."""
    monkeypatch.setattr(Reminder, "reminder", True)


def test_the_list_is_ones_own_newest_first(page: Client, cast: Cast) -> None:
    post(cast.liaison, 1)
    post(cast.liaison, 2)
    post(cast.owner, 3)
    assert texts(page) == ["ZG-2 is due", "ZG-1 is due"]


def test_the_bell_counts_what_waits(page: Client, cast: Cast) -> None:
    post(cast.liaison, 1)
    settled = post(cast.liaison, 2)
    notices.settle("test.item", settled.subject_id)
    answer = page.get(URL)
    assert answer.context["waiting"] == 1
    assert '<span class="tag tag-red">1<' in answer.content.decode()


def test_the_tab_shows_exactly_the_unread(page: Client, cast: Cast) -> None:
    post(cast.liaison, 1)
    notices.read(cast.liaison)
    post(cast.liaison, 2)
    for answer in (page.get(URL), page.get(f"{URL}?new=1")):
        assert [tab.count for tab in answer.context["tabs"]] == [2, 1]
    assert texts(page, "?new=1") == ["ZG-2 is due"]


def test_opening_a_message_reads_it_and_leads_on(page: Client, cast: Cast) -> None:
    notice = post(cast.liaison, 7, Alarm)
    answer = page.get(f"{URL}{notice.pk}/")
    assert answer["Location"] == "/records/7/"
    assert notices.unread_count(cast.liaison) == 0


def test_nobody_opens_the_message_of_another(page: Client, cast: Cast) -> None:
    notice = post(cast.owner)
    assert page.get(f"{URL}{notice.pk}/").status_code == 404
    assert notices.unread_count(cast.owner) == 1


def test_all_are_read_at_once(page: Client, cast: Cast) -> None:
    post(cast.liaison, 1)
    post(cast.liaison, 2)
    post(cast.owner, 3)
    answer = page.post(f"{URL}read/", follow=True)
    assert "已将 2 条消息标为已读" in answer.content.decode()
    assert notices.unread_count(cast.liaison) == 0
    assert notices.unread_count(cast.owner) == 1


def test_reading_all_needs_a_post(page: Client) -> None:
    assert page.get(f"{URL}read/").status_code == 405


def test_a_message_of_a_dropped_kind_still_stands(page: Client, cast: Cast) -> None:
    notice = post(cast.liaison)
    Notice.objects.update(kind="test.gone")
    assert "ZG-1" in page.get(URL).content.decode()
    assert page.get(f"{URL}{notice.pk}/")["Location"] == URL


def test_days_stand_apart_newest_first(page: Client, cast: Cast) -> None:
    for n, day in enumerate(("2011-08-17", "2011-08-18", "2011-08-19")):
        with clock.at(moment(f"{day} 23:30")):
            post(cast.liaison, n)
    days = page.get(URL).context["days"]
    assert [str(day.day) for day in days] == ["2011-08-19", "2011-08-18", "2011-08-17"]
    assert [[str(line.text) for line in day.news] for day in days] == [
        ["ZG-2 is due"],
        ["ZG-1 is due"],
        ["ZG-0 is due"],
    ]


def test_the_reminders_of_a_day_are_one_entry(page: Client, cast: Cast, reminding: None) -> None:
    for n in range(3):
        post(cast.liaison, n)
    post(cast.liaison, 9, Alarm)
    answer = page.get(URL)
    (day,) = answer.context["days"]
    assert (len(day.digest), len(day.news), day.rest) == (3, 1, 0)
    html = answer.content.decode()
    assert html.count('<details class="data-toggle') == 1
    assert "当天提醒：3 件事到期" in html
    assert html.index("<summary>") < html.index("ZG-0 is due")
    assert "当天提醒：3 件事到期" in page.get("/staff/todo/").content.decode()


def test_long_lists_have_pages_of_days(page: Client, cast: Cast) -> None:
    for n in range(16):
        with clock.at(moment("2011-08-01 10:00") + dt.timedelta(days=n)):
            post(cast.liaison, n)
    assert len(page.get(URL).context["days"]) == 7
    assert len(page.get(f"{URL}?page=3").context["days"]) == 2


def test_a_full_day_has_a_page_of_its_own(page: Client, cast: Cast) -> None:
    with clock.at(moment("2011-08-19 10:00")):
        drafts = [
            notices.NoticeDraft(Reminder, [cast.liaison], "test.item", n, f"ZG-{n}")
            for n in range(45)
        ]
        notices.post_all(drafts)
    (day,) = page.get(URL).context["days"]
    assert (len(day.news), day.rest, day.count) == (40, 5, 45)
    assert f"{URL}?day=2011-08-19" in page.get(URL).content.decode()
    one = page.get(f"{URL}?day=2011-08-19")
    assert len(one.context["lines"]) == 20
    assert len(page.get(f"{URL}?day=2011-08-19&page=3").context["lines"]) == 5
    assert page.get(f"{URL}?day=2011-08-20").context["lines"] == []
    assert page.get(f"{URL}?day=yesterday").status_code == 200


def test_many_days_cost_no_more_queries(
    page: Client, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    for n in range(30):
        with clock.at(moment("2011-08-01 10:00") + dt.timedelta(hours=n * 5)):
            post(cast.liaison, n)
    with django_assert_max_num_queries(13):
        page.get(URL)


def test_no_messages_yet(page: Client) -> None:
    assert "这里还没有消息" in page.get(URL).content.decode()
