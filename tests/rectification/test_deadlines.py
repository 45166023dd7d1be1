"""The clocks of items, and whom they remind."""

import datetime as dt

import pytest

from core import clock, deadlines
from core.models import Deadline, Notice
from rectification.actions import closing, extensions, items, office, progress
from rectification.deadlines import ExtensionWait, ItemDeadline, LookBack
from rectification.enums import ExtensionReason, Klass
from rectification.models import RectificationItem
from rectification.workflow import KIND
from tests.cast import Cast
from tests.factories.rectification import (
    DUE,
    make_closed,
    make_draft,
    make_item,
    make_pending,
    make_submitted,
)

pytestmark = pytest.mark.django_db


def running(item: RectificationItem, kind: type[deadlines.DeadlineKind]) -> list[dt.date]:
    rows = Deadline.objects.of(KIND, item.pk).open().filter(kind=kind.code)
    return [row.due_on for row in rows]


def told(code: str) -> set[str]:
    rows = Notice.objects.filter(kind=f"rectification.{code}")
    return set(rows.values_list("recipient__username", flat=True))


def sweep(day: dt.date) -> None:
    with clock.at(dt.datetime.combine(day, dt.time(9), dt.timezone(dt.timedelta(hours=8)))):
        deadlines.sweep()


class TestClock:
    def test_it_starts_with_the_confirmation(self, cast: Cast) -> None:
        item = make_submitted(cast)
        assert running(item, ItemDeadline) == []
        items.accept(item=item, by=cast.office)
        assert running(item, ItemDeadline) == [DUE]

    def test_a_long_term_item_runs_to_its_review(self, cast: Cast) -> None:
        item = make_item(
            cast,
            klass=Klass.LONG_TERM,
            due_date=None,
            review_on=dt.date(2011, 9, 30),
            milestones=[],
        )
        assert running(item, ItemDeadline) == [dt.date(2011, 9, 30)]

    def test_it_stands_while_the_office_verifies_and_runs_again_after_a_return(
        self, cast: Cast
    ) -> None:
        item = make_pending(cast)
        assert running(item, ItemDeadline) == []
        closing.reject(item=item, by=cast.office, reason="佐证对不上", new_due=dt.date(2011, 9, 9))
        assert running(item, ItemDeadline) == [dt.date(2011, 9, 9)]

    def test_an_extension_moves_it_and_keeps_the_original_date(self, cast: Cast) -> None:
        item = make_item(cast)
        request = extensions.ask(
            item=item,
            by=cast.liaison,
            reason_kind=ExtensionReason.FUNDS,
            reason="资金未到",
            progress_so_far="已询价",
            new_due=dt.date(2011, 9, 15),
        )
        assert running(item, ExtensionWait) == [dt.date(2011, 8, 23)]
        request = extensions.give_opinion(request=request, by=cast.office, opinion="属实")
        extensions.decide(request=request, by=cast.office_head, approve=True)
        row = Deadline.objects.open().get(kind=ItemDeadline.code)
        assert (row.due_on, row.original_due) == (dt.date(2011, 9, 15), DUE)
        assert running(item, ExtensionWait) == []

    def test_a_closed_item_waits_for_its_look_back(self, cast: Cast) -> None:
        item = make_closed(cast)
        assert running(item, ItemDeadline) == []
        assert running(item, LookBack) == [item.look_back_on]
        closing.look_back(item=item, by=cast.office)
        assert running(item, LookBack) == []

    def test_a_relapse_starts_it_again(self, cast: Cast) -> None:
        item = closing.reopen(
            item=make_closed(cast), by=cast.office_head, reason="反弹", new_due=DUE
        )
        assert running(item, LookBack) == []
        assert running(item, ItemDeadline) == [DUE]

    def test_a_suspended_item_has_none(self, cast: Cast) -> None:
        item = office.suspend(item=make_item(cast), by=cast.office, reason="机构调整")
        assert running(item, ItemDeadline) == []


class TestReminders:
    def test_three_days_before_it_is_owner_and_liaison(self, cast: Cast) -> None:
        make_item(cast)
        sweep(dt.date(2011, 8, 26))
        assert told("item-due") == {"owner", "liaison"}

    def test_from_the_day_before_the_leading_person_hears_of_it(self, cast: Cast) -> None:
        make_item(cast)
        sweep(dt.date(2011, 8, 30))
        assert told("item-due") == {"owner", "liaison", "unit_deputy"}

    def test_overdue_items_reach_the_office(self, cast: Cast) -> None:
        make_item(cast)
        sweep(dt.date(2011, 9, 1))
        assert told("item-due") == {"owner", "liaison", "unit_deputy", "office", "office_head"}

    def test_the_same_day_reminds_once(self, cast: Cast) -> None:
        make_item(cast)
        sweep(dt.date(2011, 8, 31))
        count = Notice.objects.filter(kind="rectification.item-due").count()
        sweep(dt.date(2011, 8, 31))
        assert Notice.objects.filter(kind="rectification.item-due").count() == count

    def test_a_reminder_says_how_many_working_days(self, cast: Cast) -> None:
        make_item(cast)
        sweep(dt.date(2011, 8, 26))
        notice = Notice.objects.filter(kind="rectification.item-due").first()
        assert notice.params["step"] == -3

    def test_many_items_are_fetched_with_a_fixed_number_of_queries(
        self, cast: Cast, django_assert_num_queries: pytest.FixtureRequest
    ) -> None:
        for _ in range(3):
            make_item(cast)
        rows = list(Deadline.objects.open().filter(kind=ItemDeadline.code))
        with django_assert_num_queries(2):
            assert len(ItemDeadline().notices(rows, -3, dt.date(2011, 8, 26))) == 3


class TestSteps:
    def test_each_step_tells_who_acts_next(self, cast: Cast) -> None:
        item = items.send(item=make_draft(cast), by=cast.liaison)
        assert told("to-sign") == {"unit_head"}
        items.sign(item=item, by=cast.unit_head)
        assert told("to-confirm") == {"office", "office_head"}
        assert not Notice.objects.filter(kind="rectification.to-sign", settled_at=None).exists()

    def test_a_key_item_is_announced_to_the_inspection_team(self, cast: Cast) -> None:
        make_pending(cast, is_key=True)
        assert told("to-verify") == {"inspector", "inspector_lead"}

    def test_a_second_return_is_told_again(self, cast: Cast) -> None:
        item = make_submitted(cast)
        for reason in ("措施太空", "仍然太空"):
            item = items.return_for_changes(item=item, by=cast.office, reason=reason)
            item = items.send(item=item, by=cast.liaison)
            item = items.sign(item=item, by=cast.unit_head)
        rows = Notice.objects.filter(kind="rectification.sent-back", recipient=cast.liaison)
        assert rows.count() == 2

    def test_help_needed_reaches_the_leading_person(self, cast: Cast) -> None:
        progress.report(
            item=make_item(cast),
            by=cast.owner,
            content="流程已梳理，系统改造需要信息中心配合。",
            progress=40,
            figure_reason="按工作量填报",
            help_needed="请协调信息中心排期",
        )
        assert told("help-needed") == {"unit_deputy"}

    def test_the_office_urges_once_a_day(self, cast: Cast) -> None:
        item = make_item(cast)
        office.urge(item=item, by=cast.office)
        office.urge(item=item, by=cast.office_head)
        assert Notice.objects.filter(kind="rectification.urged").count() == 2  # owner, liaison
