"""The three classes keep their dates, and progress follows from milestones (domain.md §2.1)."""

import datetime as dt
from typing import Any

import pytest

from core import clock
from core.errors import DomainError
from rectification import promise
from rectification.actions import closing, items, progress
from rectification.dates import class_problem
from rectification.enums import Klass, Result, Source
from rectification.models import RectificationItem
from tests.cast import Cast
from tests.factories.rectification import (
    category,
    finish,
    make_closed,
    make_draft,
    make_item,
    proof,
    the_campaign,
)

pytestmark = pytest.mark.django_db
SAID = "两个科室已完成流程梳理，下周起试行新的流转单。"


def on(month: int, day: int) -> dt.date:
    return dt.date(2011, month, day)


@pytest.mark.parametrize(
    ("klass", "due", "said"),
    [
        (Klass.AT_ONCE, on(9, 5), ""),  # 3 September is a Saturday: it moves to Monday
        (Klass.AT_ONCE, on(9, 6), "15 天内"),
        (Klass.BY_DATE, on(9, 30), ""),
        (Klass.BY_DATE, on(10, 1), "“查摆整改”阶段到9 月 30 日"),
        (Klass.BY_DATE, on(4, 30), "“查摆整改”阶段从5 月 1 日"),
        (Klass.LONG_TERM, None, ""),
    ],
)
def test_each_class_has_its_time(cast: Cast, klass: Klass, due: Any, said: str) -> None:
    problem = class_problem(klass, due, the_campaign(cast))
    assert said in problem
    assert bool(problem) == bool(said)


def test_after_the_phase_nothing_is_promised_by_a_date(cast: Cast) -> None:
    campaign = the_campaign(cast)
    with clock.at(dt.datetime(2011, 10, 12, 2, tzinfo=dt.UTC)):
        assert "已于9 月 30 日" in class_problem(Klass.BY_DATE, on(10, 20), campaign)
        assert class_problem(Klass.AT_ONCE, on(10, 20), campaign) == ""


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"klass": Klass.AT_ONCE, "due_date": on(9, 20), "milestones": []}, "due_date"),
        ({"klass": Klass.AT_ONCE, "due_date": on(8, 30)}, "milestones"),
        ({"due_date": on(10, 20)}, "due_date"),
        ({"milestones": [{"name": "印发制度", "due": on(9, 1)}]}, "milestones"),
    ],
)
def test_sending_stops_what_came_in_by_any_way(cast: Cast, changes: Any, field: str) -> None:
    item = make_draft(cast, **changes)
    assert [gap.field for gap in promise.gaps(item)] == [field]
    with pytest.raises(DomainError) as caught:
        items.send(item=item, by=cast.liaison)
    assert caught.value.field == field


def test_a_deadline_that_went_by_in_the_drawer_is_not_sent(cast: Cast) -> None:
    item = make_draft(cast)
    with clock.at(dt.datetime(2011, 9, 12, 2, tzinfo=dt.UTC)):
        assert [gap.field for gap in promise.gaps(item)] == ["due_date"]


def test_an_item_from_a_complaint_meets_the_same_rules(cast: Cast) -> None:
    the_campaign(cast)
    item = items.register(
        unit=cast.unit,
        by=cast.office,
        source=Source.COMPLAINT,
        description="群众反映窗口中午无人值守，材料清单与公示不一致。",
        category=category(),
        origin_kind="complaints.complaint",
        origin_number="TS20110801-0001",
    )
    items.edit(item=item, by=cast.liaison, due_date=on(11, 1))
    assert {"due_date", "milestones"} <= {gap.field for gap in promise.gaps(item)}


class TestProgress:
    def test_it_follows_from_the_milestones_reached(self, cast: Cast) -> None:
        steps = [{"name": f"第{n}步", "due": on(8, 24 + n)} for n in range(3)]
        item = make_item(cast, milestones=steps)
        first, second, third = item.milestones.all()
        entry = self._report(item, cast, done_milestones=(first.pk,))
        assert (entry.progress, entry.figure_reason) == (33, "")
        self._report(item, cast, done_milestones=(second.pk, third.pk))
        item.refresh_from_db()
        assert item.progress == 100

    def test_another_figure_needs_a_reason(self, cast: Cast) -> None:
        item = make_item(cast)
        with pytest.raises(DomainError) as caught:
            self._report(item, cast, progress=60)
        assert (caught.value.code, caught.value.field) == ("differs", "figure_reason")
        entry = self._report(item, cast, progress=60, figure_reason="主要工作量在前期")
        assert entry.progress == 60

    def test_a_refused_report_ticks_nothing(self, cast: Cast) -> None:
        item = make_item(cast)
        ticked = tuple(item.milestones.values_list("pk", flat=True))
        with pytest.raises(DomainError):
            self._report(item, cast, progress=60, done_milestones=ticked)
        assert item.milestones.filter(done_on=None).count() == 1

    def test_without_milestones_the_figure_is_given(self, cast: Cast) -> None:
        item = make_item(cast, klass=Klass.AT_ONCE, due_date=on(8, 30), milestones=[])
        with pytest.raises(DomainError) as caught:
            self._report(item, cast)
        assert caught.value.field == "progress"
        assert self._report(item, cast, progress=40).progress == 40

    def _report(self, item: RectificationItem, cast: Cast, **values: Any) -> Any:
        return progress.report(item=item, by=cast.owner, content=SAID, **values)


def test_all_milestones_are_reached_before_the_closing(cast: Cast) -> None:
    item = make_item(cast)
    item.measures.update(done_on=on(8, 19))
    with pytest.raises(DomainError) as caught:
        progress.ask_closing(
            item=item, by=cast.liaison, result=Result.DONE, files=[proof(cast.liaison)]
        )
    assert caught.value.field == "milestones"
    progress.ask_closing(item=finish(item, cast), by=cast.liaison, result=Result.DONE)


def test_a_relapse_begins_the_milestones_again_within_the_new_time(cast: Cast) -> None:
    steps = [{"name": "梳理", "due": on(8, 15)}, {"name": "试行", "due": on(8, 31)}]
    item = make_closed(cast, milestones=steps)
    item = closing.reopen(item=item, by=cast.office_head, reason="反弹。", new_due=on(9, 9))
    found = item.milestones.values_list("name", "due", "done_on")
    assert list(found) == [("梳理", on(9, 9), None), ("试行", on(8, 31), None)]
    assert promise.milestone_problem(item.klass, item.due_date, [row[1] for row in found]) == ""
    with pytest.raises(DomainError) as caught:
        closing.reopen(
            item=make_closed(cast),
            by=cast.office_head,
            reason="反弹。",
            new_due=dt.date(2012, 2, 1),
        )
    assert caught.value.field == "new_due"
