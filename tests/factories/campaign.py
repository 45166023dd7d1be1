"""A campaign as of 2011, through the actions."""

import datetime as dt
from typing import Any

from accounts.models import Unit, User
from campaign.actions import campaigns, meetings, plans, reviews, studies
from campaign.actions.campaigns import PhaseDraft, TaskDraft
from campaign.actions.plan_rows import LineRow, MemberRow, StepRow
from campaign.actions.reviews import NoteRow
from campaign.enums import (
    Evidence,
    GroupLevel,
    MeetingKind,
    MemberRole,
    PhaseKind,
    PlanField,
    StudyForm,
)
from campaign.models import (
    Campaign,
    GroupMember,
    LeadershipGroup,
    Meeting,
    StudySession,
    UnitPlan,
)
from tests.cast import Cast

PHASE_DAYS = {
    PhaseKind.MOBILIZE: ("学习发动", dt.date(2011, 4, 15), dt.date(2011, 4, 30)),
    PhaseKind.RECTIFY: ("查摆整改", dt.date(2011, 5, 1), dt.date(2011, 9, 30)),
    PhaseKind.INSTITUTIONALIZE: ("建章立制", dt.date(2011, 10, 1), dt.date(2011, 12, 31)),
}
TASKS = {
    PhaseKind.MOBILIZE: (
        TaskDraft("报送实施方案", Evidence.PLAN, dt.date(2011, 4, 29), weight=3),
        TaskDraft("召开动员会", Evidence.MOBILIZATION, dt.date(2011, 4, 29)),
        TaskDraft("组织集中学习", Evidence.STUDY, dt.date(2011, 4, 29), weight=2, quantity=2),
    ),
    PhaseKind.RECTIFY: (
        TaskDraft("登记整改事项", Evidence.ITEM, dt.date(2011, 6, 30), weight=2),
        TaskDraft("开展“三进”走访", Evidence.VISIT, dt.date(2011, 8, 31), kinds=("department",)),
    ),
    PhaseKind.INSTITUTIONALIZE: (
        TaskDraft("报送总结报告", Evidence.SUMMARY_REPORT, dt.date(2012, 1, 16), weight=3),
    ),
}


def phase_drafts(**tasks: tuple[TaskDraft, ...]) -> list[PhaseDraft]:
    """The phases of 2011; `mobilize=(…)` and so on replace the tasks of a phase."""
    return [
        PhaseDraft(kind, name, start, end, tasks.get(kind.value, TASKS[kind]))
        for kind, (name, start, end) in PHASE_DAYS.items()
    ]


def make_campaign(by: User, *, start: bool = True, **fields: Any) -> Campaign:
    """The campaign of 2011, running unless `start` is false. `by` heads the office."""
    values = {
        "year": 2011,
        "title": "2011年机关作风建设活动",
        "theme": "转变机关作风，提高行政效能",
        "issuer": "青岚经济开发区党工委、管委会",
        "office_host": "青岚经济开发区监察局",
        "hotline": "0700-5501234",
        "address": "青岚经济开发区管委会 3 楼 312 室",
        "hours": "工作日 8:30—17:30",
        "phases": phase_drafts(),
    }
    campaign = campaigns.create(by=by, **{**values, **fields})
    return campaigns.start(campaign=campaign, by=by) if start else campaign


def make_group(campaign: Campaign, unit: Unit, **fields: Any) -> LeadershipGroup:
    """A unit's leadership group with the whole chain of responsibility (R-114)."""
    group = LeadershipGroup.objects.create(
        campaign=campaign,
        unit=unit,
        level=GroupLevel.UNIT,
        title=f"{unit.short_name}机关作风建设领导小组",
        **fields,
    )
    GroupMember.objects.bulk_create(
        GroupMember(group=group, name="张某某", post=post, role=role, order=order)
        for order, (role, post) in enumerate(
            [
                (MemberRole.CHIEF, "局长"),
                (MemberRole.DEPUTY, "副局长"),
                (MemberRole.SECTION, "办公室主任"),
                (MemberRole.LIAISON, "办公室科员"),
            ],
            start=1,
        )
    )
    return group


STEPS = {
    PhaseKind.MOBILIZE: "召开动员大会，组织集中学习",
    PhaseKind.RECTIFY: "开展“三查三看”，建立问题台账并逐项整改",
    PhaseKind.INSTITUTIONALIZE: "修订完善工作制度，撰写总结报告",
}


def member_rows() -> list[MemberRow]:
    """The whole chain of responsibility (R-114)."""
    return [
        MemberRow(MemberRole.CHIEF, "张某某", "局长", "负总责"),
        MemberRow(MemberRole.DEPUTY, "李某某", "副局长", "直接抓"),
        MemberRow(MemberRole.SECTION, "王某某", "办公室主任", "具体落实"),
        MemberRow(MemberRole.LIAISON, "赵某某", "办公室科员"),
    ]


def step_rows(campaign: Campaign) -> list[StepRow]:
    """One step for each phase."""
    return [
        StepRow(phase, STEPS[PhaseKind(phase.kind)], phase.start, phase.end, "李某某")
        for phase in campaign.phase_list
    ]


def line_rows() -> list[LineRow]:
    return [
        LineRow("公务员行为规范与文明礼仪", "lecture", dt.date(2011, 4, 20), "王某某", "全体人员"),
        LineRow("行政许可法与限时办结", "discussion", dt.date(2011, 4, 27), "王某某", "窗口人员"),
    ]


def write_plan(unit: Unit, by: User, **changes: Any) -> UnitPlan:
    """A complete draft of a unit's plan, written by its liaison."""
    plan = plans.open_plan(unit=unit, by=by)
    values = {
        "fields": {
            "goals": "转变机关作风，提高行政效能，切实解决窗口办件超时的问题。\n"
            "年内办件按时率达到百分之九十八。",
            "features": "窗口业务多",
            "highlights": "一次性告知单",
            "measures": "每月通报一次进度。",
        },
        "members": member_rows(),
        "steps": step_rows(plan.campaign),
        "lines": line_rows(),
    }
    return plans.save(plan=plan, by=by, version=plan.version, **{**values, **changes})


def submitted_plan(unit: Unit, liaison: User, head: User) -> UnitPlan:
    """A plan on the office's desk."""
    plan = plans.send_to_head(plan=write_plan(unit, liaison), by=liaison)
    return plans.submit(plan=plan, by=head)


def returned_plan(cast: Cast, *notes: NoteRow) -> UnitPlan:
    """The plan of JFJ, returned with notes (one must-note on the goals by default)."""
    plan = submitted_plan(cast.unit, cast.liaison, cast.unit_head)
    rows = notes or (NoteRow(PlanField.GOALS, "目标要有数字"),)
    return reviews.return_plan(plan=plan, by=cast.office, notes=rows)


def accepted_plan(cast: Cast) -> UnitPlan:
    plan = submitted_plan(cast.unit, cast.liaison, cast.unit_head)
    return reviews.accept(plan=plan, by=cast.office)


def make_session(cast: Cast, **changes: Any) -> StudySession:
    """A session that the liaison of JFJ has planned for 20 April 2011."""
    values = {
        "topic": "首问责任制解读",
        "form": StudyForm.LECTURE,
        "date": dt.date(2011, 4, 20),
        "expected": 18,
        "guests": 0,
    }
    return studies.plan(unit=cast.unit, by=cast.liaison, **{**values, **changes})


def make_meeting(unit: Unit | None, by: User, **changes: Any) -> Meeting:
    """A mobilisation meeting called for 18 April 2011."""
    values = {
        "kind": MeetingKind.MOBILIZATION,
        "title": "机关作风建设动员会",
        "date": dt.date(2011, 4, 18),
        "place": "三楼会议室",
        "host": "张某某",
        "invited": 18,
    }
    return meetings.plan(unit=unit, by=by, **{**values, **changes})
