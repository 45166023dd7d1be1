"""Progress of units: weighted tasks against the time gone by, in fixed queries."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaign.actions import tasks
from campaign.enums import Evidence, PhaseKind
from campaign.models import Campaign, UnitTask
from campaign.queries import UnitProgress, progress
from tests.cast import Cast, make_unit
from tests.factories.campaign import make_campaign

MID_APRIL = dt.date(2011, 4, 22)  # half of the first phase is over


def of_unit(campaign: Campaign, cast: Cast, day: dt.date = MID_APRIL) -> UnitProgress:
    return next(row for row in progress(campaign, day) if row.unit == cast.unit)


def test_nothing_done_is_behind_time(cast: Cast, campaign: Campaign) -> None:
    phase = of_unit(campaign, cast).of(PhaseKind.MOBILIZE)
    assert (phase.percent, phase.elapsed_percent, phase.gap) == (0, 50, 50)


def test_heavier_tasks_count_for_more(cast: Cast, campaign: Campaign) -> None:
    tasks.fulfil(Evidence.PLAN, unit=cast.unit, by=cast.office, kind="p", object_id=1, on=MID_APRIL)
    phase = of_unit(campaign, cast).of(PhaseKind.MOBILIZE)
    assert (phase.weight, phase.done_weight, phase.tasks, phase.finished) == (6, 3, 3, 1)
    assert (phase.percent, phase.gap) == (50, 0)


def test_an_excused_task_is_left_out(cast: Cast, campaign: Campaign) -> None:
    task = UnitTask.objects.get(unit=cast.unit, task__evidence=Evidence.STUDY)
    tasks.excuse(task=task, by=cast.office_head, reason="合并")
    assert of_unit(campaign, cast).of(PhaseKind.MOBILIZE).weight == 4


def test_late_and_overdue_are_told_apart(cast: Cast, campaign: Campaign) -> None:
    day = dt.date(2011, 5, 3)
    tasks.fulfil(Evidence.PLAN, unit=cast.unit, by=cast.office, kind="p", object_id=1, on=day)
    phase = of_unit(campaign, cast, day).of(PhaseKind.MOBILIZE)
    assert (phase.late, phase.overdue) == (1, 2)


def test_a_unit_without_tasks_is_done(cast: Cast, campaign: Campaign) -> None:
    late_comer = make_unit("QFJ", "企业服务局")
    row = next(row for row in progress(campaign, MID_APRIL) if row.unit == late_comer)
    assert row.of(PhaseKind.MOBILIZE).percent == 100


@pytest.mark.parametrize("more", [0, 30])
def test_queries_do_not_grow_with_the_units(cast: Cast, more: int) -> None:
    for n in range(more):
        make_unit(f"X{n}", f"第{n}局")
    make_campaign(cast.office_head)
    campaign = Campaign.objects.current()
    with CaptureQueriesContext(connection) as caught:
        rows = progress(campaign, MID_APRIL)
    assert len(rows) == 2 + more
    assert len(caught) == 2
