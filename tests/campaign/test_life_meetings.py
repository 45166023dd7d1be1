"""Democratic life meetings: prepared, spoken, held, and what goes on to the ledger."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campaign.actions import life_meetings
from campaign.enums import Evidence, LifeMeetingState, PhaseKind
from campaign.models import Campaign, Category, Criticism, LifeMeeting, LifeMeetingPaper
from campaign.workflow import LIFE
from core import clock
from core.errors import Conflict, DomainError, NotAllowed, WrongState
from rectification.models import RectificationItem
from tests.cast import Cast
from tests.factories.campaign import TASKS, TaskDraft, make_campaign, phase_drafts
from tests.factories.life_meetings import DAY, held, prepared, seat, spoken

AGREED = "办事窗口午间无人值守，群众跑空"


def test_only_the_head_prepares_and_the_number_counts(cast: Cast, campaign: Campaign) -> None:
    meeting = prepared(cast)
    assert (meeting.number, meeting.expected, meeting.state) == ("SH-2011-JFJ-001", 2, "preparing")
    for person in (cast.liaison, cast.unit_deputy, cast.office_head, cast.outsider_head):
        with pytest.raises(NotAllowed):
            life_meetings.prepare(
                unit=cast.unit,
                by=person,
                date=DAY,
                members=[cast.unit_head, cast.unit_deputy],
                theme="主题",
            )


def test_one_person_is_no_meeting(cast: Cast, campaign: Campaign) -> None:
    with pytest.raises(DomainError) as error:
        life_meetings.prepare(
            unit=cast.unit, by=cast.unit_head, date=DAY, members=[cast.unit_head], theme="主题"
        )
    assert error.value.field == "members"
    assert not LifeMeeting.objects.exists()


def test_problems_are_counted_line_by_line(cast: Cast, campaign: Campaign) -> None:
    meeting = spoken(cast)
    assert meeting.problems == 3
    own = seat(meeting, cast.unit_head)
    life_meetings.write_review(
        member=own, by=cast.unit_head, version=own.version, problems="只有一条\n\n"
    )
    meeting.refresh_from_db()
    assert meeting.problems == 2


def test_nobody_writes_for_another(cast: Cast, campaign: Campaign) -> None:
    meeting = spoken(cast)
    deputys = seat(meeting, cast.unit_deputy)
    with pytest.raises(WrongState):
        life_meetings.write_review(
            member=deputys, by=cast.unit_head, version=deputys.version, problems="代写"
        )
    with pytest.raises(NotAllowed):
        life_meetings.criticise(
            member=deputys, by=cast.liaison, about=seat(meeting, cast.unit_head), content="代写"
        )


def test_two_windows_do_not_overwrite_a_review(cast: Cast, campaign: Campaign) -> None:
    meeting = spoken(cast)
    own = seat(meeting, cast.unit_head)
    with pytest.raises(Conflict):
        life_meetings.write_review(
            member=own, by=cast.unit_head, version=own.version - 1, problems="旧窗口"
        )


def test_criticism_is_changed_and_taken_back(cast: Cast, campaign: Campaign) -> None:
    meeting = prepared(cast)
    head, deputy = seat(meeting, cast.unit_head), seat(meeting, cast.unit_deputy)
    for text in ("检查少", "布置多、检查少"):
        life_meetings.criticise(member=head, by=cast.unit_head, about=deputy, content=text)
    assert [row.content for row in Criticism.objects.all()] == ["布置多、检查少"]
    life_meetings.criticise(member=head, by=cast.unit_head, about=deputy, content=" ")
    assert not Criticism.objects.exists()


def test_criticism_is_of_another_member_of_the_same_meeting(cast: Cast, campaign: Campaign) -> None:
    first, second = prepared(cast), prepared(cast)
    own = seat(first, cast.unit_head)
    for about in (own, seat(second, cast.unit_deputy)):
        with pytest.raises(DomainError) as error:
            life_meetings.criticise(member=own, by=cast.unit_head, about=about, content="意见")
        assert error.value.field == "about"


def test_who_has_written_keeps_the_seat(cast: Cast, campaign: Campaign) -> None:
    meeting = spoken(cast)
    change: dict[str, Any] = {"by": cast.unit_head, "date": DAY, "theme": "主题"}
    with pytest.raises(DomainError) as error:
        life_meetings.edit(
            meeting=meeting,
            version=meeting.version,
            members=[cast.unit_head, cast.owner],
            **change,
        )
    assert error.value.code == "written"
    everybody = [cast.unit_head, cast.unit_deputy, cast.owner]
    wider = life_meetings.edit(
        meeting=meeting, version=meeting.version, members=everybody, **change
    )
    assert wider.expected == 3


def test_a_held_meeting_ticks_the_units_task(cast: Cast) -> None:
    task = TaskDraft("召开民主生活会", Evidence.LIFE_MEETING, dt.date(2011, 8, 31))
    make_campaign(cast.office_head, phases=phase_drafts(rectify=(*TASKS[PhaseKind.RECTIFY], task)))
    meeting = held(cast)
    assert (meeting.state, meeting.attended) == ("held", 2)
    mine = cast.unit.tasks.get(task__evidence=Evidence.LIFE_MEETING)
    assert (mine.state, mine.done_on) == ("done", DAY)


def test_a_meeting_is_not_held_before_its_day_or_without_members(
    cast: Cast, campaign: Campaign
) -> None:
    meeting = prepared(cast)
    seats = [row.pk for row in meeting.members.all()]
    with clock.at(dt.datetime(2011, 7, 19, 10, 0, tzinfo=dt.UTC)):
        with pytest.raises(DomainError) as error:
            life_meetings.hold(meeting=meeting, by=cast.unit_head, present=seats)
        assert error.value.code == "future"
    with pytest.raises(DomainError) as error:
        life_meetings.hold(meeting=meeting, by=cast.unit_head, present=seats[:1])
    assert error.value.code == "present"


def test_an_agreed_problem_becomes_one_draft_item(cast: Cast, campaign: Campaign) -> None:
    meeting = held(cast)
    problem = life_meetings.agree(meeting=meeting, by=cast.unit_head, text=AGREED)
    category = Category.objects.leaves().earliest("order")
    with pytest.raises(NotAllowed):
        life_meetings.to_ledger(problem=problem, by=cast.outsider, category=category)
    numbers = {
        life_meetings.to_ledger(problem=problem, by=cast.liaison, category=category)
        for _twice in range(2)
    }
    item = RectificationItem.objects.get()
    assert numbers == {item.number}
    assert (item.description, item.source, item.state) == (AGREED, "life_meeting", "draft")
    assert (item.origin_kind, item.origin_number) == (LIFE.kind, meeting.number)
    meeting.refresh_from_db()
    assert (meeting.agreed, meeting.on_ledger) == (1, 1)


def test_nothing_is_agreed_before_the_meeting(cast: Cast, campaign: Campaign) -> None:
    with pytest.raises(DomainError) as error:
        life_meetings.agree(meeting=prepared(cast), by=cast.unit_head, text=AGREED)
    assert error.value.code == "not-held"


def test_it_ends_when_everything_agreed_is_on_the_ledger(cast: Cast, campaign: Campaign) -> None:
    meeting = held(cast)
    problem = life_meetings.agree(meeting=meeting, by=cast.unit_head, text=AGREED)
    life_meetings.move(meeting=meeting, step="rectify", by=cast.unit_head)
    with pytest.raises(DomainError) as error:
        life_meetings.move(meeting=meeting, step="finish", by=cast.unit_head)
    assert error.value.code == "agreed"
    category = Category.objects.leaves().earliest("order")
    life_meetings.to_ledger(problem=problem, by=cast.liaison, category=category)
    done = life_meetings.move(meeting=meeting, step="finish", by=cast.unit_head)
    assert done.state == LifeMeetingState.DONE
    own = seat(done, cast.unit_head)
    with pytest.raises(NotAllowed):
        life_meetings.write_review(
            member=own, by=cast.unit_head, version=own.version, problems="事后改写"
        )


def test_papers_take_only_their_own_fields(cast: Cast, campaign: Campaign) -> None:
    with pytest.raises(TypeError):
        life_meetings.prepare(
            unit=cast.unit,
            by=cast.unit_head,
            date=DAY,
            members=[cast.unit_head, cast.unit_deputy],
            theme="主题",
            meeting_id="1",
        )
    assert not LifeMeetingPaper.objects.exists()


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=st.lists(st.sampled_from(["hold", "rectify", "finish"]), max_size=6))
def test_whatever_is_tried_it_moves_only_along_its_table(
    cast: Cast, campaign: Campaign, steps: list[str]
) -> None:
    meeting = prepared(cast)
    seats = [row.pk for row in meeting.members.all()]
    order = [choice.value for choice in LifeMeetingState]
    for step in steps:
        before = order.index(meeting.state)
        allowed = meeting.state in LIFE[step].sources
        try:
            if step == "hold":
                meeting = life_meetings.hold(meeting=meeting, by=cast.unit_head, present=seats)
            else:
                meeting = life_meetings.move(meeting=meeting, step=step, by=cast.unit_head)
        except WrongState:
            assert not allowed
        else:
            assert allowed
            assert order.index(meeting.state) == before + 1
    meeting.refresh_from_db()
    assert (meeting.attended is None) == (meeting.state == LifeMeetingState.PREPARING)
