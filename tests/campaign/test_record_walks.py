"""Random walks through campaigns, tasks, sessions and meetings: their promises hold."""

import datetime as dt
from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import User
from campaign.actions import campaigns, meetings, studies, tasks
from campaign.enums import CampaignState, Evidence, MeetingState, SessionState, TaskState
from campaign.models import Campaign, Meeting, StudySession, TaskEvidence, UnitTask
from campaign.models.task import FINISHED
from campaign.workflow import CAMPAIGN, MEETING, SESSION, TASK
from core.errors import DomainError
from core.models import AuditEvent, Deadline, StatusLog
from tests.cast import Cast, make_cast
from tests.factories.campaign import make_campaign, make_meeting, make_session

QUICK = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
PEOPLE = ("liaison", "unit_head", "office", "office_head", "leader", "outsider", "sysadmin")


def walks(steps: object) -> st.SearchStrategy[list[tuple[str, str]]]:
    """Steps by names, each by somebody."""
    names = sorted(steps)  # type: ignore[call-overload]
    return st.lists(st.tuples(st.sampled_from(names), st.sampled_from(PEOPLE)), max_size=10)


def holds(kind: str, row: Campaign | StudySession | Meeting | UnitTask, first: str) -> None:
    """The state is that of the last line of the timeline, and every line is audited."""
    log = StatusLog.objects.of(kind, row.pk)
    last = log.last()
    assert row.state == (last.to_state if last else first)
    steps = [f"{kind}.{name}" for name in log.values_list("transition", flat=True)]
    audited = AuditEvent.objects.filter(object_kind=kind, object_id=row.pk, action__in=steps)
    assert audited.count() == len(steps)


SESSION_STEPS: dict[str, Callable[[StudySession, User], object]] = {
    "hold": lambda row, by: studies.hold(session=row, by=by, attended=12, summary="学习3个案例。"),
    "reschedule": lambda row, by: studies.reschedule(
        session=row, by=by, date=dt.date(2011, 4, 26), reason="防汛"
    ),
    "cancel": lambda row, by: studies.cancel(session=row, by=by, reason="重复"),
}
MEETING_STEPS: dict[str, Callable[[Meeting, User], object]] = {
    "hold": lambda row, by: meetings.hold(meeting=row, by=by, attended=12, minutes="部署3项。"),
    "cancel": lambda row, by: meetings.cancel(meeting=row, by=by, reason="重复"),
}
CAMPAIGN_STEPS: dict[str, Callable[[Campaign, User], object]] = {
    "start": lambda row, by: campaigns.start(campaign=row, by=by),
    **{
        name: lambda row, by, name=name: campaigns.move(campaign=row, step=name, by=by)  # type: ignore[misc]
        for name in ("sum_up", "close", "archive")
    },
}


class RecordWalks(TestCase):
    """Each example runs in a transaction of its own."""

    @QUICK
    @given(walk=walks(SESSION_STEPS))
    def test_sessions(self, walk: list[tuple[str, str]]) -> None:
        cast = make_cast()
        make_campaign(cast.office_head)
        row = make_session(cast)
        for name, part in walk:
            allowed = bool(SESSION.can(row, name, getattr(cast, part)))
            try:
                SESSION_STEPS[name](row, getattr(cast, part))
            except DomainError:
                assert not allowed, (name, part)
            else:
                assert allowed, (name, part, row.state)
            row = StudySession.objects.get(pk=row.pk)
            holds(SESSION.kind, row, SessionState.PLANNED)
            counted = TaskEvidence.objects.filter(kind=SESSION.kind, object_id=row.pk).exists()
            assert counted == (row.state == SessionState.DONE)

    @QUICK
    @given(walk=walks(MEETING_STEPS), zone=st.booleans())
    def test_meetings(self, walk: list[tuple[str, str]], zone: bool) -> None:
        cast = make_cast()
        make_campaign(cast.office_head)
        unit, by = (None, cast.office) if zone else (cast.unit, cast.liaison)
        row = make_meeting(unit, by)
        for name, part in walk:
            step = f"{name}_zone" if zone else name
            allowed = bool(MEETING.can(row, step, getattr(cast, part)))
            try:
                MEETING_STEPS[name](row, getattr(cast, part))
            except DomainError:
                assert not allowed, (name, part)
            else:
                assert allowed, (name, part, row.state)
            row = Meeting.objects.get(pk=row.pk)
            holds(MEETING.kind, row, MeetingState.PLANNED)
            counted = TaskEvidence.objects.filter(kind=MEETING.kind, object_id=row.pk).exists()
            assert counted == (row.state == MeetingState.HELD and not zone)

    @QUICK
    @given(walk=walks(CAMPAIGN_STEPS))
    def test_campaigns(self, walk: list[tuple[str, str]]) -> None:
        cast = make_cast()
        row = make_campaign(cast.office_head, start=False)
        for name, part in walk:
            allowed = bool(CAMPAIGN.can(row, name, getattr(cast, part)))
            try:
                CAMPAIGN_STEPS[name](row, getattr(cast, part))
            except DomainError:
                assert not allowed, (name, part)
            else:
                assert allowed, (name, part, row.state)
            row = Campaign.objects.get(pk=row.pk)
            holds(CAMPAIGN.kind, row, CampaignState.DRAFT)
            assert UnitTask.objects.of(row).exists() == (row.state != CampaignState.DRAFT)

    @QUICK
    @given(
        walk=st.lists(
            st.tuples(
                st.sampled_from(["hand_in", "fulfil", "give_back", "unfulfil", "excuse", "again"]),
                st.integers(1, 3),
                st.integers(20, 30),
            ),
            max_size=14,
        )
    )
    def test_tasks(self, walk: list[tuple[str, int, int]]) -> None:
        """Two records are needed; whatever comes in whatever order, the task says what they say."""
        cast = make_cast()
        make_campaign(cast.office_head)
        task = UnitTask.objects.get(unit=cast.unit, task__evidence=Evidence.STUDY)
        for name, record, day in walk:
            _do(cast, task, name, record, dt.date(2011, 4, day))
            task = UnitTask.objects.get(pk=task.pk)
            holds(TASK.kind, task, TaskState.OPEN)
            if task.state == TaskState.EXCUSED:
                continue
            rows = list(task.evidence.all())
            counted = sorted(row.counted_on for row in rows if row.state == "counts")
            assert (task.state in FINISHED) == (len(counted) >= 2)
            assert task.done_on == (counted[1] if len(counted) >= 2 else None)
            if task.done_on:
                assert (task.state == TaskState.DONE) == (task.done_on <= task.task.due)
            runs = task.done_on is None and task.handed_in_on is None
            open_rows = Deadline.objects.open().filter(subject_kind=TASK.kind, subject_id=task.pk)
            assert open_rows.exists() == runs


def _do(cast: Cast, task: UnitTask, name: str, record: int, day: dt.date) -> None:
    known = {"kind": "x.session", "object_id": record}
    if name in ("hand_in", "fulfil"):
        act = tasks.hand_in if name == "hand_in" else tasks.fulfil
        act(Evidence.STUDY, unit=cast.unit, by=cast.liaison, on=day, **known)  # type: ignore[arg-type]
    elif name in ("give_back", "unfulfil"):
        act = tasks.give_back if name == "give_back" else tasks.unfulfil  # type: ignore[assignment]
        act(by=cast.office, **known)  # type: ignore[call-arg,arg-type]
    else:
        step = tasks.excuse if name == "excuse" else tasks.require_again
        more = {"reason": "合并"} if name == "excuse" else {}
        try:
            step(task=task, by=cast.office_head, **more)  # type: ignore[operator]
        except DomainError:
            allowed = "excuse" if name == "excuse" else "unexcuse"
            assert not TASK.can(task, allowed, cast.office_head)
