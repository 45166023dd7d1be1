"""A unit writes, signs, sends, withdraws, amends and publishes its plan."""

import datetime as dt

import pytest
from django.test import Client

from campaign import notices
from campaign.actions import plan_rows, plans, reviews
from campaign.actions.plan_rows import LineRow
from campaign.actions.reviews import NoteRow
from campaign.completeness import gaps
from campaign.enums import Disclosure, PlanField, PlanState
from campaign.models import Campaign, LeadershipGroup, PlanVersion, UnitPlan
from core import clock
from core.errors import Conflict, DomainError, NotAllowed, WrongState
from core.models import Deadline, Notice
from tests.cast import Cast
from tests.factories.campaign import (
    accepted_plan,
    line_rows,
    member_rows,
    step_rows,
    submitted_plan,
    write_plan,
)

CHINA = dt.timezone(dt.timedelta(hours=8))
IN_TIME = dt.datetime(2011, 4, 28, 16, 0, tzinfo=CHINA)
TOO_LATE = dt.datetime(2011, 5, 4, 9, 0, tzinfo=CHINA)


def test_opening_makes_one_draft_with_number_title_and_group(
    cast: Cast, campaign: Campaign
) -> None:
    plan = plans.open_plan(unit=cast.unit, by=cast.liaison)
    again = plans.open_plan(unit=cast.unit, by=cast.liaison)
    assert plan == again
    assert plan.number == "FA-2011-JFJ"
    assert cast.unit.name in plan.title
    assert plan.group == LeadershipGroup.objects.get(unit=cast.unit)


def test_only_the_units_liaison_opens(cast: Cast, campaign: Campaign) -> None:
    for person in (cast.outsider, cast.unit_head, cast.office, cast.sysadmin):
        with pytest.raises(NotAllowed):
            plans.open_plan(unit=cast.unit, by=person)


def test_a_dissolved_unit_files_no_plan(cast: Cast, campaign: Campaign) -> None:
    cast.unit.active = False
    cast.unit.save()
    with pytest.raises(NotAllowed):
        plans.open_plan(unit=cast.unit, by=cast.liaison)


def test_saving_keeps_every_section(cast: Cast, campaign: Campaign) -> None:
    plan = write_plan(cast.unit, cast.liaison)
    plan = UnitPlan.objects.get(pk=plan.pk)
    assert "百分之九十八" in plan.goals
    assert plan.group.members.all()[0].name == "张某某"
    assert plan.phase_items.count() == 3
    assert plan.study_lines.count() == 2


def test_saving_over_somebody_elses_version_is_a_conflict(cast: Cast, campaign: Campaign) -> None:
    plan = write_plan(cast.unit, cast.liaison)
    with pytest.raises(Conflict) as error:
        plans.save(plan=plan, by=cast.liaison, version=plan.version - 1, fields={"goals": "新"})
    assert error.value.current == plan
    assert "百分之九十八" in UnitPlan.objects.get(pk=plan.pk).goals


def test_study_lines_keep_their_identity(cast: Cast, campaign: Campaign) -> None:
    plan = write_plan(cast.unit, cast.liaison)
    first, second = plan.study_lines.all()
    kept = LineRow("新题目", "film", first.date, "王某某", "全体人员", line=first.pk)
    plan_rows.replace_lines(plan, [kept])
    assert list(plan.study_lines.values_list("pk", "topic")) == [(first.pk, "新题目")]
    assert second.pk not in plan.study_lines.values_list("pk", flat=True)


def test_a_line_of_another_plan_is_not_taken_over(cast: Cast, campaign: Campaign) -> None:
    other = write_plan(cast.other_unit, cast.outsider).study_lines.first()
    assert other is not None
    plan = write_plan(cast.unit, cast.liaison)
    stolen = LineRow("别人的", "film", other.date, "王某某", "全体人员", line=other.pk)
    plan_rows.replace_lines(plan, [stolen])
    other.refresh_from_db()
    assert other.topic != "别人的"


def test_a_step_that_ends_before_it_begins_is_refused(cast: Cast, campaign: Campaign) -> None:
    steps = step_rows(campaign)
    wrong = plan_rows.StepRow(
        steps[0].phase, "动员", dt.date(2011, 4, 20), dt.date(2011, 4, 19), "王某某"
    )
    with pytest.raises(DomainError) as error:
        write_plan(cast.unit, cast.liaison, steps=[wrong])
    assert error.value.field == "phase_items"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"fields": {"goals": "转变作风"}}, PlanField.GOALS),
        ({"members": member_rows()[:3]}, PlanField.GROUP),
        ({"steps": []}, PlanField.PHASE_ITEMS),
        ({"lines": []}, PlanField.STUDY_LINES),
    ],
)
def test_an_incomplete_plan_is_not_signed(
    cast: Cast, campaign: Campaign, changes: dict[str, object], field: PlanField
) -> None:
    plan = write_plan(cast.unit, cast.liaison, **changes)
    with pytest.raises(DomainError) as error:
        plans.send_to_head(plan=plan, by=cast.liaison)
    assert (error.value.code, error.value.field) == ("incomplete", field.value)


def test_a_step_outside_its_phase_is_named(cast: Cast, campaign: Campaign) -> None:
    steps = step_rows(campaign)
    outside = plan_rows.StepRow(
        steps[0].phase, "动员", dt.date(2011, 4, 20), dt.date(2011, 5, 20), "王某某"
    )
    plan = write_plan(cast.unit, cast.liaison, steps=[outside, *steps[1:]])
    assert [gap.field for gap in gaps(plan)] == [PlanField.PHASE_ITEMS]


def test_the_head_sends_back_with_a_reason(cast: Cast, campaign: Campaign) -> None:
    plan = plans.send_to_head(plan=write_plan(cast.unit, cast.liaison), by=cast.liaison)
    with pytest.raises(DomainError) as error:
        plans.send_back(plan=plan, by=cast.unit_head, reason="")
    assert error.value.code == "reason"
    plan = plans.send_back(plan=plan, by=cast.unit_head, reason="目标再具体一些")
    assert plan.state == PlanState.DRAFT
    kinds = set(Notice.objects.filter(recipient=cast.liaison).values_list("kind", flat=True))
    assert notices.PlanSentBack.code in kinds


def test_a_liaison_cannot_sign(cast: Cast, campaign: Campaign) -> None:
    plan = plans.send_to_head(plan=write_plan(cast.unit, cast.liaison), by=cast.liaison)
    for person in (cast.liaison, cast.outsider_head, cast.office):
        with pytest.raises(NotAllowed):
            plans.submit(plan=plan, by=person)


def test_sending_freezes_a_version(cast: Cast, campaign: Campaign) -> None:
    plan = submitted_plan(cast.unit, cast.liaison, cast.unit_head)
    version = PlanVersion.objects.get(plan=plan)
    assert version.edition == 1
    assert version.sent_by_name == cast.unit_head.name
    assert version.content["study_lines"][0]["topic"] == line_rows()[0].topic
    assert [row["role"] for row in version.content["group"]][:2] == ["chief", "deputy"]


def test_sending_tells_the_office_and_stops_the_reminders(cast: Cast, campaign: Campaign) -> None:
    task = cast.unit.tasks.get(task__evidence="plan")
    open_rows = Deadline.objects.open().filter(subject_kind="campaign.task", subject_id=task.pk)
    assert open_rows.exists()
    submitted_plan(cast.unit, cast.liaison, cast.unit_head)
    assert not open_rows.exists()
    told = set(Notice.objects.open().values_list("recipient__username", "kind"))
    assert (cast.office.username, notices.PlanSubmitted.code) in told
    assert (cast.unit_head.username, notices.PlanToSign.code) not in told


def test_the_first_sending_decides_whether_it_is_late(cast: Cast, campaign: Campaign) -> None:
    with clock.at(IN_TIME):
        plan = submitted_plan(cast.unit, cast.liaison, cast.unit_head)
        plan = plans.withdraw(plan=plan, by=cast.unit_head)
    with clock.at(TOO_LATE):
        plan = plans.send_to_head(plan=plan, by=cast.liaison)
        plan = plans.submit(plan=plan, by=cast.unit_head)
        reviews.accept(plan=plan, by=cast.office)
    task = cast.unit.tasks.get(task__evidence="plan")
    assert (task.state, task.done_on) == ("done", IN_TIME.date())


def test_a_late_first_sending_is_late(cast: Cast, campaign: Campaign) -> None:
    with clock.at(TOO_LATE):
        plan = submitted_plan(cast.unit, cast.liaison, cast.unit_head)
        reviews.accept(plan=plan, by=cast.office)
    assert cast.unit.tasks.get(task__evidence="plan").state == "late"


def test_a_judged_plan_cannot_be_withdrawn(cast: Cast, campaign: Campaign) -> None:
    plan = accepted_plan(cast)
    with pytest.raises(WrongState):
        plans.withdraw(plan=plan, by=cast.unit_head)


def test_amending_keeps_the_filed_version_readable(cast: Cast, campaign: Campaign) -> None:
    plan = plans.amend(plan=accepted_plan(cast), by=cast.unit_head, reason="机构职能调整")
    assert plan.state == PlanState.AMENDING
    plan = write_plan(cast.unit, cast.liaison, fields={"goals": "全新的目标，" * 5})
    plan = plans.submit(plan=plan, by=cast.unit_head)
    first, second = plan.versions.all()
    assert "百分之九十八" in first.content["goals"]
    assert "全新的目标" in second.content["goals"]


def test_head_or_office_publishes_a_plan_meant_for_the_public(
    cast: Cast, campaign: Campaign
) -> None:
    plan = accepted_plan(cast)
    with pytest.raises(NotAllowed):
        plans.publish(plan=plan, by=cast.liaison)
    plan = plans.publish(plan=plan, by=cast.office)
    assert plan.state == PlanState.PUBLISHED
    assert list(UnitPlan.objects.public()) == [plan]


def test_a_plan_kept_inside_the_unit_is_not_published(cast: Cast, campaign: Campaign) -> None:
    fields = {"goals": "转变机关作风，" * 5, "disclosure": Disclosure.UNIT}
    plan = plans.send_to_head(
        plan=write_plan(cast.unit, cast.liaison, fields=fields), by=cast.liaison
    )
    plan = plans.submit(plan=plan, by=cast.unit_head)
    plan = reviews.accept(plan=plan, by=cast.office)
    with pytest.raises(NotAllowed):
        plans.publish(plan=plan, by=cast.unit_head)


def test_what_is_public_stays_public_while_it_is_amended(cast: Cast, campaign: Campaign) -> None:
    """The page shows the version that was made public until the next one is (B10)."""
    plan = plans.publish(plan=accepted_plan(cast), by=cast.office)
    page = "/campaign/plans/jfj/"

    def shown() -> str:
        assert plan.unit.code in Client().get("/campaign/").content.decode().upper()
        return str(Client().get(page).content.decode())

    old = plan.goals.splitlines()[0]
    plan = plans.amend(plan=plan, by=cast.unit_head, reason="增加一项任务")
    assert old in shown()
    plan = plans.save(
        plan=plan,
        by=cast.liaison,
        version=plan.version,
        fields={"title": "修订后的实施方案", "goals": "修订后的目标任务，" * 5},
        members=member_rows(),
        steps=step_rows(campaign),
        lines=line_rows(),
    )
    plan = plans.send_to_head(plan=plan, by=cast.liaison)
    plan = plans.submit(plan=plan, by=cast.unit_head)
    assert old in shown()
    plan = reviews.accept(plan=plan, by=cast.office)
    assert old in shown()
    assert "修订后" not in Client().get("/campaign/").content.decode()
    plan = plans.publish(plan=plan, by=cast.unit_head)
    assert old not in shown()
    assert "修订后的目标任务" in shown()


def test_a_plan_amended_to_stay_inside_leaves_the_public_page(
    cast: Cast, campaign: Campaign
) -> None:
    plan = plans.publish(plan=accepted_plan(cast), by=cast.office)
    plan = plans.amend(plan=plan, by=cast.unit_head, reason="只在本单位公开")
    UnitPlan.objects.filter(pk=plan.pk).update(disclosure=Disclosure.UNIT)
    plan = plans.submit(plan=UnitPlan.objects.get(), by=cast.unit_head)
    assert UnitPlan.objects.public().exists()
    plan = reviews.return_plan(
        plan=plan, by=cast.office, notes=[NoteRow(PlanField.GOALS, "目标要有数字")]
    )
    assert UnitPlan.objects.public().exists()
    assert cast.unit.tasks.get(task__evidence="plan").done_on
    UnitPlan.objects.filter(pk=plan.pk).update(state=PlanState.SUBMITTED)
    reviews.accept(plan=UnitPlan.objects.get(), by=cast.office)
    assert not UnitPlan.objects.public().exists()
