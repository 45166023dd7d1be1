"""The working calendar: a year to look at, a day to change, a notice to take in."""

import datetime as dt
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django.test import Client

from accounts.actions import calendar as actions
from accounts.calendar_sheets import kind_of, year_of
from core import clock, deadlines, workdays
from core.errors import NotAllowed
from core.models import AuditEvent, WorkCalendarDay
from core.workdays import calendar
from tests.cast import Cast

pytestmark = pytest.mark.django_db
URL = "/staff/settings/calendar/"
NOTICE = {
    "year": 2027,
    "papers": ["国办发明电〔2026〕9号"],
    "days": [
        {"name": "元旦", "date": "2027-01-01", "isOffDay": True},
        {"name": "元旦", "date": "2027-01-03", "isOffDay": False},
    ],
}


@pytest.fixture
def admin(client: Client, cast: Cast) -> Client:
    client.force_login(cast.sysadmin)
    return client


def notice(text: object = NOTICE) -> SimpleUploadedFile:
    body = text if isinstance(text, bytes) else json.dumps(text, ensure_ascii=False).encode()
    return SimpleUploadedFile("2027.json", body, "application/json")


class TestSheets:
    def test_october_2011(self) -> None:
        days = calendar()
        assert kind_of(days, dt.date(2011, 10, 3)) == "holiday"
        assert kind_of(days, dt.date(2011, 10, 8)) == "makeup"
        assert kind_of(days, dt.date(2011, 10, 15)) == "rest"
        assert kind_of(days, dt.date(2011, 10, 14)) == "work"
        sheets = year_of(days, 2011)
        assert len(sheets) == 12
        assert sheets[9].workdays == 18
        assert sum(1 for week in sheets[9].weeks for cell in week if cell.date) == 31


class TestYear:
    def test_a_year_says_whether_its_notice_is_here(self, admin: Client) -> None:
        assert "还没有导入" not in admin.get(f"{URL}?year=2011").content.decode()
        assert "还没有导入" in admin.get(f"{URL}?year=2027").content.decode()

    @pytest.mark.parametrize("year", ["", "0", "99999", "abcd", "٢٠٢٧"])
    def test_a_year_out_of_range_is_this_year(self, admin: Client, year: str) -> None:
        assert admin.get(URL, {"year": year}).context["year"] == clock.today().year

    def test_a_year_costs_few_queries(self, admin: Client, django_assert_max_num_queries) -> None:
        with django_assert_max_num_queries(10):
            admin.get(f"{URL}?year=2011")

    def test_only_the_system_administrator(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.office_head)
        assert client.get(URL).status_code == 403
        with pytest.raises(NotAllowed):
            actions.change_day(
                by=cast.secadmin, day=dt.date(2027, 1, 4), kind="rest", name="", source="函"
            )


class TestNotice:
    def test_it_is_taken_in_and_works_at_once(self, admin: Client, cast: Cast) -> None:
        assert not calendar().is_announced(2027)
        answer = admin.post(URL, {"file": notice()}, follow=True)
        assert "已导入 2 天" in answer.content.decode()
        assert calendar().is_announced(2027)
        assert calendar().is_workday(dt.date(2027, 1, 3))
        row = AuditEvent.objects.get(action="core.calendar.import")
        assert (row.actor, row.detail["days"], row.detail["years"]) == ("sysadmin", 2, [2027])

    @pytest.mark.parametrize(
        ("body", "word"),
        [(b"[]", "days"), (b"\xff\xfe", "UTF-8"), (b" " * 200_001, "KB"), ({"days": []}, "")],
    )
    def test_something_else_is_refused_at_the_field(
        self, admin: Client, body: object, word: str
    ) -> None:
        answer = admin.post(URL, {"file": notice(body)})
        assert answer.status_code == 422
        assert word in str(answer.context["form"].errors["file"])
        assert not AuditEvent.objects.filter(action="core.calendar.import").exists()


class TestDay:
    def test_a_day_becomes_a_day_of_rest_with_its_source(self, admin: Client) -> None:
        given = {"kind": "rest", "name": "暴雪停工", "source": "青管办函〔2011〕3号"}
        answer = admin.post(f"{URL}2011-08-22/", given)
        assert answer["Location"] == f"{URL}?year=2011"
        assert not calendar().is_workday(dt.date(2011, 8, 22))
        row = WorkCalendarDay.objects.get(pk="2011-08-22")
        assert (row.name, row.source) == ("暴雪停工", "青管办函〔2011〕3号")
        detail = AuditEvent.objects.get(action="core.calendar.day").detail
        assert (detail["day"], detail["kind"]) == ("2011-08-22", "rest")

    def test_and_follows_the_week_again(self, admin: Client) -> None:
        admin.post(f"{URL}2011-10-08/", {"kind": "week", "source": "更正通知"})
        assert not WorkCalendarDay.objects.filter(pk="2011-10-08").exists()
        assert not calendar().is_workday(dt.date(2011, 10, 8))

    def test_without_a_source_nothing_changes_and_nothing_typed_is_lost(
        self, admin: Client
    ) -> None:
        answer = admin.post(f"{URL}2011-08-22/", {"kind": "rest", "name": "停工", "source": " "})
        assert "停工" in answer.content.decode()
        assert answer.context["form"].errors["source"]
        assert calendar().is_workday(dt.date(2011, 8, 22))

    @pytest.mark.parametrize("day", ["1999-01-01", "2011-13-01", "x", "2011-02-30"])
    def test_no_such_day(self, admin: Client, day: str) -> None:
        assert admin.get(f"{URL}{day}/").status_code == 404

    def test_open_reminders_are_planned_anew(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked = []
        monkeypatch.setattr(deadlines, "replan", lambda: asked.append(1) or 0)
        actions.change_day(
            by=cast.sysadmin, day=dt.date(2011, 8, 22), kind="rest", name="", source="函"
        )
        assert asked == [1]
        workdays.forget()


class TestMark:
    def _shown(self, day: dt.date) -> str:
        return Template("{% load zf %}{% due day %}").render(Context({"day": day}))

    def test_a_date_in_a_year_without_notice_says_so(self) -> None:
        assert "暂按周末推算" in self._shown(dt.date(2027, 3, 1))
        assert "暂按周末推算" not in self._shown(dt.date(2026, 3, 2))

    def test_beside_other_dates(self) -> None:
        text = Template("{% load zf %}{{ day|guess_mark }}")
        assert "暂按周末推算" in text.render(Context({"day": dt.date(2027, 3, 1)}))
        assert text.render(Context({"day": None})) == ""
