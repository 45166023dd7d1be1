"""The office hears of the end of a publication and of what has to be made public."""

import datetime as dt

import pytest

from core import clock, deadlines
from core.models import Deadline, Notice
from core.workdays import calendar
from publicity.actions import publications
from rectification.enums import Scope
from tests.cast import Cast
from tests.factories.publicity import make_public, make_public_item
from tests.factories.rectification import make_item

pytestmark = pytest.mark.django_db
CHINA = dt.timezone(dt.timedelta(hours=8))


def sweep(day: dt.date) -> None:
    with clock.at(dt.datetime.combine(day, dt.time(9), CHINA)):
        deadlines.sweep()


def told(code: str) -> list[Notice]:
    return list(Notice.objects.filter(kind=code).order_by("pk"))


class TestEnd:
    def test_on_the_last_day_and_after_it(self, cast: Cast) -> None:
        publication = make_public(cast)
        sweep(publication.end_on)
        first = told("publicity.ends")
        assert {row.recipient for row in first} == {cast.office, cast.office_head}
        assert [row.params["over"] for row in first] == [False, False]
        sweep(calendar().add(publication.end_on, 1))
        sweep(calendar().add(publication.end_on, 2))
        assert [row.params["over"] for row in told("publicity.ends")] == [False, False, True, True]
        assert Deadline.objects.get(kind="publicity.end").close_reason == "ended"

    def test_not_of_one_that_was_withdrawn(self, cast: Cast) -> None:
        publication = make_public(cast)
        publications.withdraw(publication=publication, by=cast.office, reason="内容有误")
        sweep(publication.end_on)
        assert told("publicity.ends") == []


class TestCounter:
    def _counted(self) -> list[Deadline]:
        return list(Deadline.objects.open().filter(kind="rectification.disclosure"))

    def test_twenty_working_days_from_the_confirmation(self, cast: Cast) -> None:
        make_public_item(cast)
        assert [row.due_on for row in self._counted()] == [calendar().add(clock.today(), 20)]

    def test_the_office_hears_five_days_before_once_for_all_items_of_a_unit(
        self, cast: Cast
    ) -> None:
        make_public_item(cast)
        make_public_item(cast, description="中午12点至下午2点值班窗口经常没有人，群众白跑一趟。")
        due = self._counted()[0].due_on
        sweep(calendar().add(due, -6))
        assert told("rectification.disclosure-due") == []
        sweep(calendar().add(due, -5))
        rows = told("rectification.disclosure-due")
        assert {row.recipient for row in rows} == {cast.office, cast.office_head}
        assert len(rows) == 2
        assert rows[0].params["count"] == 2

    def test_it_ends_when_the_item_is_public(self, cast: Cast) -> None:
        publication = make_public(cast)
        assert publication.items.exists()
        assert self._counted() == []

    def test_what_is_not_for_the_public_is_not_counted(self, cast: Cast) -> None:
        make_item(cast, scope=Scope.UNIT)
        assert self._counted() == []
