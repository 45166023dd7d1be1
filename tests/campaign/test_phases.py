"""Days and tasks of a phase are changed: deadlines move along, and the units are told."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from campaign.actions import campaigns, phases, tasks
from campaign.actions.campaigns import TaskDraft
from campaign.actions.phases import TaskLine
from campaign.enums import Evidence, PhaseKind
from campaign.models import Campaign, Phase, PhaseTask, UnitTask
from campaign.workflow import TASK
from core import clock
from core.deadlines import EXTENDED
from core.errors import Conflict, DomainError, NotAllowed
from core.models import Deadline, Notice
from tests.campaign.pages import body, form_of, signed_in
from tests.cast import Cast, make_unit

URL = "/staff/campaigns/2011/phases/mobilize/"
DAY = dt.datetime(2011, 4, 18, 2, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _in_april() -> Any:
    with clock.at(DAY):
        yield


@pytest.fixture
def phase(campaign: Campaign) -> Phase:
    return campaign.phase(PhaseKind.MOBILIZE)


def lines_of(phase: Phase, **changes: Any) -> list[TaskLine]:
    """The tasks as they are saved, one of them (`of`: its title) changed or `None` left out."""
    of = changes.pop("of", "")
    found = []
    for task in PhaseTask.objects.filter(phase=phase):
        values = {
            "title": task.title,
            "evidence": Evidence(task.evidence),
            "due": task.due,
            "weight": task.weight,
            "quantity": task.quantity,
            "kinds": tuple(task.kinds),
        }
        if task.title == of:
            if changes.get("drop"):
                continue
            values |= changes
        found.append(TaskLine(TaskDraft(**values), task.pk))
    return found


def change(phase: Phase, cast: Cast, **changes: Any) -> phases.Moved:
    values = {
        "by": cast.office_head,
        "version": None,
        "name": phase.name,
        "start": phase.start,
        "end": phase.end,
        "lines": lines_of(phase),
    }
    return phases.set_phase(phase=phase, **(values | changes))


def open_deadlines(cast: Cast) -> set[dt.date]:
    rows = Deadline.objects.open().filter(subject_kind=TASK.kind, unit_code=cast.unit.code)
    return set(rows.values_list("due_on", flat=True))


def test_moving_the_end_moves_tasks_and_deadlines_and_keeps_the_first_day(
    cast: Cast, phase: Phase
) -> None:
    moved = change(phase, cast, end=dt.date(2011, 4, 27), carry=True)
    assert (moved.tasks, moved.deadlines) == (3, 6)
    assert set(PhaseTask.objects.filter(phase=phase).values_list("due", flat=True)) == {
        dt.date(2011, 4, 26)
    }
    assert dt.date(2011, 4, 26) in open_deadlines(cast)
    old = Deadline.objects.filter(close_reason=EXTENDED, unit_code="JFJ")
    assert old.count() == 3
    assert Deadline.objects.open().get(replaces=old[0]).original_due == dt.date(2011, 4, 29)


def test_liaisons_and_heads_are_told_once_for_each_change(cast: Cast, phase: Phase) -> None:
    change(phase, cast, end=dt.date(2011, 4, 27), carry=True)
    told = Notice.objects.filter(kind="campaign.phase-moved")
    assert {row.recipient for row in told} == {
        cast.liaison, cast.unit_head, cast.outsider, cast.outsider_head,
    }  # fmt: skip
    page = body(signed_in(cast.liaison).get("/staff/messages/"))
    assert "“学习发动”从2011-04-15到2011-04-27" in page
    change(phase, cast, end=dt.date(2011, 4, 27), name="学习发动")  # nothing moved: nobody told
    assert told.count() == 4


def test_without_the_tick_tasks_stay_where_they_are(cast: Cast, phase: Phase) -> None:
    assert change(phase, cast, end=dt.date(2011, 4, 27)).tasks == 0
    assert phase.tasks.filter(due=dt.date(2011, 4, 29)).count() == 3


def test_a_task_that_got_a_day_of_its_own_does_not_move_along(cast: Cast, phase: Phase) -> None:
    own = dt.date(2011, 4, 20)
    lines = lines_of(phase, of="召开动员会", due=own)
    change(phase, cast, end=dt.date(2011, 4, 27), lines=lines, carry=True)
    dues = dict(PhaseTask.objects.filter(phase=phase).values_list("title", "due"))
    assert (dues["召开动员会"], dues["报送实施方案"]) == (own, dt.date(2011, 4, 26))


def test_what_is_finished_stays_as_it_was_judged(cast: Cast, phase: Phase) -> None:
    with clock.at(dt.datetime(2011, 5, 3, 2, tzinfo=dt.UTC)):
        late = tasks.fulfil(
            Evidence.MOBILIZATION, unit=cast.unit, by=cast.liaison, kind="x", object_id=1
        )
        assert late is not None
        change(phase, cast, lines=lines_of(phase, of="召开动员会", due=dt.date(2011, 5, 10)))
    late.refresh_from_db()
    assert late.state == "late"
    assert dt.date(2011, 5, 10) not in open_deadlines(cast)


def test_a_new_task_goes_to_every_unit_it_is_for(cast: Cast, phase: Phase) -> None:
    draft = TaskDraft("走访企业", Evidence.VISIT, dt.date(2011, 4, 28), kinds=("town",))
    every = TaskDraft("自查", Evidence.SELF_CHECK, dt.date(2011, 4, 28))
    moved = change(phase, cast, lines=[*lines_of(phase), TaskLine(draft), TaskLine(every)])
    assert moved.given == 2  # the two units of the cast, both departments
    assert UnitTask.objects.filter(task__title="自查", unit=cast.unit).exists()


def test_a_task_nobody_has_begun_can_go_and_its_deadlines_end(cast: Cast, phase: Phase) -> None:
    change(phase, cast, lines=lines_of(phase, of="召开动员会", drop=True))
    assert not UnitTask.objects.filter(task__title="召开动员会").exists()
    assert Deadline.objects.filter(close_reason="dropped").count() == 2


@pytest.mark.parametrize(
    "changes", [{"drop": True}, {"quantity": 2}, {"evidence": Evidence.SYMPOSIUM}]
)
def test_what_records_count_for_is_kept(cast: Cast, phase: Phase, changes: Any) -> None:
    tasks.fulfil(Evidence.MOBILIZATION, unit=cast.unit, by=cast.liaison, kind="x", object_id=1)
    with pytest.raises(DomainError) as error:
        change(phase, cast, lines=lines_of(phase, of="召开动员会", **changes))
    assert error.value.code == "task-used"
    assert PhaseTask.objects.filter(title="召开动员会", quantity=1).exists()


def test_a_task_for_other_kinds_leaves_only_those_who_have_begun(cast: Cast, phase: Phase) -> None:
    tasks.fulfil(Evidence.MOBILIZATION, unit=cast.unit, by=cast.liaison, kind="x", object_id=1)
    town = make_unit("YTZ", "云塘镇", kind="town")
    change(phase, cast, lines=lines_of(phase, of="召开动员会", kinds=("town",)))
    left = UnitTask.objects.filter(task__title="召开动员会").values_list("unit", flat=True)
    assert set(left) == {cast.unit.pk, town.pk}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"end": dt.date(2011, 5, 2)}, "phases"),
        ({"start": dt.date(2011, 5, 1)}, "phases"),
        ({"start": dt.date(2011, 4, 30)}, "due"),
    ],
)
def test_days_that_do_not_fit_are_refused(
    cast: Cast, phase: Phase, changes: Any, code: str
) -> None:
    with pytest.raises(DomainError) as error:
        change(phase, cast, **changes)
    assert error.value.code == code
    assert Phase.objects.get(pk=phase.pk).end == dt.date(2011, 4, 30)


def test_only_the_head_of_the_office_and_never_on_an_old_version(cast: Cast, phase: Phase) -> None:
    for person in (cast.office, cast.leader, cast.unit_head):
        with pytest.raises(NotAllowed):
            change(phase, cast, by=person)
    with pytest.raises(Conflict):
        change(phase, cast, version=99)


def test_many_units_take_as_many_queries_as_two(cast: Cast, phase: Phase) -> None:
    def moving(day: int) -> int:
        current = Phase.objects.get(pk=phase.pk)
        with CaptureQueriesContext(connection) as queries:
            change(current, cast, end=dt.date(2011, 4, day), carry=True)
        return len(queries)

    two = moving(28)
    for n in range(20):
        make_unit(f"U{n}", f"某某{n}局")
    campaigns.enrol(campaign=phase.campaign)
    assert moving(27) == two


@given(days=st.integers(-10, 2))
def test_carrying_keeps_every_distance(days: int) -> None:
    saved = PhaseTask(title="x", evidence="plan", due=dt.date(2011, 4, 29))
    line = TaskLine(TaskDraft("x", Evidence.PLAN, saved.due))
    carried = phases._carried(line, saved, dt.timedelta(days))
    assert carried.draft.due - saved.due == dt.timedelta(days)
    other = TaskLine(TaskDraft("x", Evidence.PLAN, dt.date(2011, 4, 2)))
    assert phases._carried(other, saved, dt.timedelta(days)) == other


def test_the_page_says_what_has_moved_and_keeps_what_was_typed(cast: Cast, phase: Phase) -> None:
    client = signed_in(cast.office_head)
    form = form_of(body(client.get(URL)))
    assert form["tasks-0-title"] == "报送实施方案"
    wrong = form.copy()
    wrong["end"] = "2011-05-03"
    page = body(client.post(URL, wrong))
    assert "查摆整改" in page
    assert 'value="2011-05-03"' in page
    form["end"] = "2011-04-27"
    answer = client.post(URL, form, follow=True)
    assert "已顺延6个在办期限" in body(answer)
    late = client.post(URL, form)
    assert late.status_code == 409
    assert "学习发动 2011-04-15 — 2011-04-27" in body(late)


def test_the_page_is_not_there_for_a_kind_that_does_not_exist(cast: Cast, phase: Phase) -> None:
    assert signed_in(cast.office_head).get(URL.replace("mobilize", "x")).status_code == 404
    assert signed_in(cast.office).get(URL).status_code == 403
