"""Progress, two keys to closing, look-back and relapse."""

import datetime as dt

import pytest
from django.db import IntegrityError

from core.errors import DomainError, NotAllowed, WrongState
from core.models import StatusLog
from rectification.actions import closing, progress
from rectification.enums import ReportState, Result, State
from rectification.models import RectificationItem
from rectification.workflow import KIND
from tests.cast import Cast
from tests.factories.rectification import (
    CHECKED,
    DUE,
    finish,
    make_closed,
    make_item,
    make_pending,
    proof,
)

pytestmark = pytest.mark.django_db
LATER = dt.date(2011, 9, 30)


class TestProgress:
    def test_a_report_moves_progress_and_ticks_its_rows(self, cast: Cast) -> None:
        item = make_item(cast)
        first, second = item.measures.all()
        entry = progress.report(
            item=item,
            by=cast.owner,
            content="流转环节已压缩为两个，科室已开会确认执行。",
            progress=60,
            figure_reason="按工作量填报",
            done_measures=(first.pk,),
        )
        item.refresh_from_db()
        first.refresh_from_db()
        second.refresh_from_db()
        assert (item.progress, entry.period) == (60, dt.date(2011, 8, 19))
        assert (first.done_on, second.done_on) == (dt.date(2011, 8, 19), None)

    def test_a_lower_figure_needs_a_reason(self, cast: Cast) -> None:
        item = make_item(cast)
        content = "抽查发现仍有一件逾期，需要重新梳理流程。"
        progress.report(
            item=item, by=cast.owner, content=content, progress=60, figure_reason="按工作量填报"
        )
        with pytest.raises(DomainError) as caught:
            progress.report(item=item, by=cast.owner, content=content, progress=40)
        assert caught.value.field == "figure_reason"
        entry = progress.report(
            item=item, by=cast.owner, content=content, progress=40, figure_reason="抽查不合格"
        )
        assert entry.figure_reason == "抽查不合格"

    def test_rows_of_other_items_are_not_ticked(self, cast: Cast) -> None:
        item, other = make_item(cast), make_item(cast)
        progress.report(
            item=item,
            by=cast.owner,
            content="流转环节已压缩为两个，科室已开会确认执行。",
            progress=50,
            figure_reason="按工作量填报",
            done_measures=tuple(other.measures.values_list("pk", flat=True)),
        )
        assert not other.measures.exclude(done_on=None).exists()

    def test_the_office_marks_a_report_as_read_once(self, cast: Cast) -> None:
        item = finish(make_item(cast), cast)
        entry = progress.mark_read(report=item.reports.get(), by=cast.office)
        assert (entry.state, entry.read_by) == (ReportState.READ, cast.office)
        again = progress.mark_read(report=entry, by=cast.office_head)
        assert again.read_by == cast.office
        with pytest.raises(NotAllowed):
            progress.mark_read(report=entry, by=cast.liaison)


class TestTwoKeys:
    def test_without_evidence_nothing_is_asked(self, cast: Cast) -> None:
        item = make_item(cast)
        item.measures.update(done_on=dt.date(2011, 8, 18))
        item.milestones.update(done_on=dt.date(2011, 8, 18))
        with pytest.raises(DomainError) as caught:
            progress.ask_closing(item=item, by=cast.liaison, result=Result.DONE)
        assert caught.value.field == "files"
        item = progress.ask_closing(
            item=item, by=cast.liaison, result=Result.DONE, files=[proof(cast.liaison)]
        )
        assert item.evidence.get().added_by == cast.liaison

    def test_an_undone_measure_stops_the_asking(self, cast: Cast) -> None:
        item = make_item(cast)
        with pytest.raises(DomainError) as caught:
            progress.ask_closing(
                item=item, by=cast.liaison, result=Result.DONE, files=[proof(cast.liaison)]
            )
        assert caught.value.field == "measures"
        assert not item.evidence.exists()

    def test_the_unit_asks_and_its_head_signs(self, cast: Cast) -> None:
        item = make_pending(cast)
        assert (item.state, item.asked_by, item.vouched_by) == (
            State.PENDING,
            cast.liaison,
            cast.unit_head,
        )

    def test_the_head_cannot_sign_what_nobody_asked_for(self, cast: Cast) -> None:
        with pytest.raises(NotAllowed):
            progress.vouch(item=make_item(cast), by=cast.unit_head)

    def test_asking_twice_is_refused(self, cast: Cast) -> None:
        item = finish(make_item(cast), cast)
        item = progress.ask_closing(item=item, by=cast.owner, result=Result.DONE, note="")
        with pytest.raises(NotAllowed):
            progress.ask_closing(item=item, by=cast.liaison, result=Result.DONE, note="")

    def test_the_head_declines_and_the_unit_may_ask_again(self, cast: Cast) -> None:
        item = finish(make_item(cast), cast)
        item = progress.ask_closing(item=item, by=cast.owner, result=Result.DONE, note="")
        item = progress.decline_closing(item=item, by=cast.unit_head, reason="佐证还不够")
        assert (item.state, item.asked_at, item.asked_by) == (State.IN_PROGRESS, None, None)
        progress.ask_closing(item=item, by=cast.owner, result=Result.DONE, note="")

    def test_the_office_strikes_off(self, cast: Cast) -> None:
        item = make_closed(cast)
        item.refresh_from_db()
        assert (item.state, item.result, item.closed_by) == (
            State.CLOSED,
            Result.DONE,
            cast.office,
        )
        assert item.first_pass is True
        assert item.look_back_on == dt.date(2011, 10, 18)
        log = StatusLog.objects.of(KIND, item.pk).last()
        assert log.extra["checklist"] == CHECKED

    def test_without_measures_and_evidence_nothing_is_struck_off(self, cast: Cast) -> None:
        item = make_pending(cast)
        with pytest.raises(DomainError) as caught:
            closing.strike_off(
                item=item, by=cast.office, checklist={**CHECKED, "evidence_holds": False}
            )
        assert caught.value.code == "checklist"

    @pytest.mark.asvs("2.3.5")
    def test_the_unit_does_not_accept_its_own_work(self, cast: Cast) -> None:
        item = make_pending(cast)
        for stranger in (cast.unit_head, cast.liaison, cast.leader, cast.inspector):
            with pytest.raises(NotAllowed):
                closing.strike_off(item=item, by=stranger, checklist=CHECKED)

    def test_the_database_refuses_a_closing_without_the_first_key(self, cast: Cast) -> None:
        item = make_closed(cast)
        with pytest.raises(IntegrityError, match="item_two_keys"):
            RectificationItem.objects.filter(pk=item.pk).update(vouched_at=None, vouched_by=None)


class TestOnSite:
    def test_a_key_item_is_accepted_on_site_only(self, cast: Cast) -> None:
        item = make_pending(cast, is_key=True)
        with pytest.raises(NotAllowed):
            closing.strike_off(item=item, by=cast.office, checklist=CHECKED)
        item = closing.strike_off_on_site(item=item, by=cast.inspector, checklist=CHECKED)
        assert (item.state, item.closed_by) == (State.CLOSED, cast.inspector)

    def test_inspectors_leave_other_items_to_the_office(self, cast: Cast) -> None:
        with pytest.raises(NotAllowed):
            closing.strike_off_on_site(
                item=make_pending(cast), by=cast.inspector, checklist=CHECKED
            )

    def test_the_head_of_the_office_may_do_without_a_visit_but_says_why(self, cast: Cast) -> None:
        item = make_pending(cast, is_key=True)
        with pytest.raises(NotAllowed):
            closing.strike_off_key(item=item, by=cast.office, checklist=CHECKED, note="雨天")
        with pytest.raises(DomainError):
            closing.strike_off_key(item=item, by=cast.office_head, checklist=CHECKED)
        item = closing.strike_off_key(
            item=item, by=cast.office_head, checklist=CHECKED, note="事项涉及线上系统，无现场"
        )
        assert item.state == State.CLOSED

    def test_the_head_of_the_office_may_return_without_a_visit(self, cast: Cast) -> None:
        item = make_pending(cast, is_key=True)
        with pytest.raises(NotAllowed):
            closing.reject(item=item, by=cast.office, reason="佐证对不上")
        item = closing.reject(item=item, by=cast.office_head, reason="佐证对不上")
        assert (item.state, item.rejections, item.rejected) == (State.IN_PROGRESS, 1, True)

    def test_the_team_returns_after_the_visit(self, cast: Cast) -> None:
        item = make_pending(cast, is_key=True)
        item = closing.reject(item=item, by=cast.inspector, reason="预案没有上墙")
        assert (item.state, item.rejections) == (State.IN_PROGRESS, 1)


class TestReject:
    def test_a_return_counts_and_starts_the_unit_again(self, cast: Cast) -> None:
        item = make_pending(cast)
        item = closing.reject(item=item, by=cast.office, reason="佐证对不上", new_due=LATER)
        item.refresh_from_db()
        assert (item.state, item.rejections, item.rejected) == (State.IN_PROGRESS, 1, True)
        assert (item.due_date, item.original_due) == (LATER, DUE)
        assert (item.asked_at, item.vouched_at) == (None, None)

    def test_a_later_closing_is_no_first_pass(self, cast: Cast) -> None:
        item = closing.reject(item=make_pending(cast), by=cast.office, reason="佐证对不上")
        item = progress.ask_closing(item=item, by=cast.owner, result=Result.DONE, note="")
        item = progress.vouch(item=item, by=cast.unit_head)
        item = closing.strike_off(item=item, by=cast.office, checklist=CHECKED)
        assert item.first_pass is False

    def test_the_new_deadline_lies_ahead(self, cast: Cast) -> None:
        with pytest.raises(DomainError) as caught:
            closing.reject(
                item=make_pending(cast),
                by=cast.office,
                reason="佐证对不上",
                new_due=dt.date(2011, 8, 19),
            )
        assert caught.value.field == "new_due"


class TestLookBack:
    def test_the_result_holds(self, cast: Cast) -> None:
        item = closing.look_back(item=make_closed(cast), by=cast.office)
        assert item.state == State.CONSOLIDATED

    def test_the_team_looks_back_too(self, cast: Cast) -> None:
        assert (
            closing.look_back(item=make_closed(cast), by=cast.inspector).state == State.CONSOLIDATED
        )

    def test_a_relapse_reopens_the_same_number(self, cast: Cast) -> None:
        closed = make_closed(cast)
        item = closing.reopen(
            item=closed, by=cast.inspector_lead, reason="窗口再次无人", new_due=LATER
        )
        item.refresh_from_db()
        assert (item.number, item.state, item.relapse_count) == (
            closed.number,
            State.IN_PROGRESS,
            1,
        )
        assert (item.due_date, item.original_due) == (LATER, DUE)
        assert (item.result, item.closed_at, item.progress) == ("", None, 0)
        assert item.first_pass is True  # the first closing stays what it was

    def test_only_the_head_of_the_office_or_the_team_leader_reopens(self, cast: Cast) -> None:
        item = make_closed(cast)
        for stranger in (cast.office, cast.inspector, cast.unit_head, cast.leader):
            with pytest.raises(NotAllowed):
                closing.reopen(item=item, by=stranger, reason="反弹", new_due=LATER)

    def test_a_consolidated_item_is_final(self, cast: Cast) -> None:
        item = closing.look_back(item=make_closed(cast), by=cast.office)
        with pytest.raises((WrongState, NotAllowed)):
            closing.reopen(item=item, by=cast.office_head, reason="反弹", new_due=LATER)
