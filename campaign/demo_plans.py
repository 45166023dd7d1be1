"""The units' plans of the demo: written, signed, judged; one has been returned twice."""

import datetime as dt
from collections.abc import Sequence

from accounts.models import Unit, User
from campaign.actions import plans, reviews
from campaign.actions.plan_rows import LineRow, MemberRow, StepRow
from campaign.actions.reviews import NoteRow
from campaign.demo_frame import HOST, TOPICS
from campaign.enums import MemberRole, PhaseKind, PlanField, Severity, StudyForm
from campaign.models import Campaign, UnitPlan
from core.demo import DemoContext

# Its liaison and head are the ones that a newcomer signs in as: there is a plan to change.
RETURNED_TWICE = "JFJ"
# Returned once, then on file; the first of them is the slow unit of the story.
RETURNED_ONCE = ("GJJ", "CGD", "ZCB", "TCZ")
LATE = ("GJJ", "HWS")
PUBLIC = ("XZF", "QFJ", "YTZ", "CZJ", "RSZ")

PROBLEMS = {
    "town": "村级事务公示不及时、群众来访登记不完整",
    "subdistrict": "便民窗口中午无人值班、社区走访不均衡",
    "department": "内部请示件流转慢、对企业诉求答复不及时",
    "vertical": "窗口办件超过承诺时限、材料清单一次告知不到位",
    "institution": "岗位公示信息未更新、服务用语不规范",
    "soe": "园区道路和用电问题协调慢、招商承诺兑现滞后",
}
WORK = {
    PhaseKind.MOBILIZE: "召开动员会，组织集中学习，讨论本单位作风方面的突出问题",
    PhaseKind.RECTIFY: "开展“三查三看”，建立问题台账，逐项明确措施、时限和责任人并公示",
    PhaseKind.INSTITUTIONALIZE: "围绕已整改的问题修订工作制度，召开总结专题会，撰写总结报告",
}


def build(ctx: DemoContext, campaign: Campaign) -> None:
    """34 plans: every unit but the office's own host."""
    units = [unit for code, unit in ctx.units.items() if code != HOST]
    for nth, unit in enumerate(units):
        _plan(ctx, campaign, unit, nth)


def _plan(ctx: DemoContext, campaign: Campaign, unit: Unit, nth: int) -> None:
    liaison, head = _people(ctx, unit)
    office = ctx.users["office01" if nth % 2 else "office02"]
    sent_on = dt.date(2011, 5, 4 + nth % 3) if unit.code in LATE else _april(18 + nth % 10)
    with ctx.at(sent_on - dt.timedelta(days=2), f"{9 + nth % 7:02d}:15"):
        _write(ctx, campaign, unit, liaison)
    plan = _send(ctx, unit, sent_on, "15:40")
    if unit.code == RETURNED_TWICE:
        _return(ctx, plan, office, dt.date(2011, 4, 27), _first_notes())
        _answer(ctx, campaign, unit, liaison, dt.date(2011, 5, 5), "已补充时间和责任人")
        plan = _send(ctx, unit, dt.date(2011, 5, 6), "10:20")
        _return(ctx, plan, office, dt.date(2011, 8, 17), _second_notes())
        return
    judged = sent_on + dt.timedelta(days=1 + nth % 3)
    if unit.code in RETURNED_ONCE:
        _return(ctx, plan, office, judged, _first_notes())
        _answer(ctx, campaign, unit, liaison, judged + dt.timedelta(days=3), "已按意见修改")
        plan = _send(ctx, unit, judged + dt.timedelta(days=4), "16:05")
        judged += dt.timedelta(days=6)
    with ctx.at(judged, "11:00"):
        plan = reviews.accept(plan=plan, by=office)
    if unit.code in PUBLIC:
        with ctx.at(judged + dt.timedelta(days=1), "09:00"):
            plans.publish(plan=plan, by=head)


def _april(day: int) -> dt.date:
    return dt.date(2011, 4, day)


def _people(ctx: DemoContext, unit: Unit) -> tuple[User, User]:
    code = unit.code.lower()
    return ctx.users[f"{code}_liaison"], ctx.users[f"{code}_head"]


def _send(ctx: DemoContext, unit: Unit, day: dt.date, time: str) -> UnitPlan:
    liaison, head = _people(ctx, unit)
    plan = UnitPlan.objects.get(unit=unit)
    with ctx.at(day, "09:05"):
        plan = plans.send_to_head(plan=plan, by=liaison)
    with ctx.at(day, time):
        return plans.submit(plan=plan, by=head)


def _return(
    ctx: DemoContext, plan: UnitPlan, by: User, day: dt.date, notes: Sequence[NoteRow]
) -> None:
    with ctx.at(day, "10:30"):
        reviews.return_plan(plan=plan, by=by, notes=notes, phone=plan.campaign.hotline)


def _first_notes() -> list[NoteRow]:
    return [
        NoteRow(PlanField.PHASE_ITEMS, "第二阶段只写了一句话，请写清每一步的时间和责任人"),
        NoteRow(PlanField.HIGHLIGHTS, "可以把一次性告知的做法写进亮点", Severity.SUGGEST),
    ]


def _second_notes() -> list[NoteRow]:
    return [
        NoteRow(PlanField.GOALS, "目标要能衡量：办件按时率、企业诉求答复时间各是多少？"),
        NoteRow(PlanField.STUDY_LINES, "学习计划里没有面向窗口人员的内容，请补充"),
        NoteRow(PlanField.MEASURES, "保障措施建议写明每月通报一次", Severity.SUGGEST),
    ]


def _answer(
    ctx: DemoContext, campaign: Campaign, unit: Unit, by: User, day: dt.date, answer: str
) -> None:
    plan = UnitPlan.objects.get(unit=unit)
    answers = {note.pk: answer for note in plan.notes.open()}
    with ctx.at(day, "14:30"):
        _write(ctx, campaign, unit, by, answers=answers, revised=True)


def _write(
    ctx: DemoContext,
    campaign: Campaign,
    unit: Unit,
    by: User,
    *,
    answers: dict[int, str] | None = None,
    revised: bool = False,
) -> UnitPlan:
    plan = plans.open_plan(unit=unit, by=by, campaign=campaign)
    kept = list(plan.study_lines.values_list("pk", flat=True))
    return plans.save(
        plan=plan,
        by=by,
        version=plan.version,
        fields=_texts(unit, revised=revised),
        members=_members(ctx, unit),
        steps=_steps(campaign, revised=revised),
        lines=_lines(ctx, unit, kept),
        answers=answers,
    )


def _texts(unit: Unit, *, revised: bool) -> dict[str, str]:
    goals = [
        f"围绕“转变机关作风，提高行政效能”，重点解决{unit.short_name}{PROBLEMS[unit.kind]}等问题。",
        "通过学习教育、对照检查、完善制度和查访督促，使全体人员的责任意识、法规意识、"
        "服务意识和廉政勤政意识明显增强。",
    ]
    if revised:
        goals.append("整改事项按期完成率不低于百分之九十五，长期坚持的事项都有制度保证。")
    return {
        "goals": "\n".join(goals),
        "features": "直接面对企业和群众，来访来电多，业务时限要求严。",
        "keypoints": "窗口和电话服务、办件时限、一次性告知。",
        "difficulties": "跨部门事项牵头科室不明确，容易互相等待。",
        "highlights": "推行一次性告知单和AB岗工作制，中午不断岗。",
        "measures": "领导小组每月听取一次进展，联络员每周更新台账，结果纳入年度考核。",
    }


def _members(ctx: DemoContext, unit: Unit) -> list[MemberRow]:
    def name(suffix: str) -> str:
        return str(ctx.users[f"{unit.code.lower()}_{suffix}"].name)

    return [
        MemberRow(MemberRole.CHIEF, name("head"), "主要负责人", "负总责"),
        MemberRow(MemberRole.DEPUTY, name("deputy"), "分管领导", "直接抓"),
        MemberRow(MemberRole.SECTION, name("owner"), "业务科负责人", "具体落实"),
        MemberRow(MemberRole.LIAISON, name("liaison"), "办公室工作人员", "材料报送和台账更新"),
    ]


def _steps(campaign: Campaign, *, revised: bool) -> list[StepRow]:
    rows = [
        StepRow(phase, WORK[PhaseKind(phase.kind)], phase.start, phase.end, "分管领导")
        for phase in campaign.phase_list
    ]
    if revised:
        rectify = campaign.phase(PhaseKind.RECTIFY)
        week = dt.timedelta(days=7)
        rows += [
            StepRow(
                rectify,
                "汇总问题清单并报领导小组审定",
                rectify.start,
                rectify.start + 4 * week,
                "业务科负责人",
            ),
            StepRow(
                rectify,
                "整改回头看，对反弹问题重新整改",
                rectify.end - 4 * week,
                rectify.end,
                "主要负责人",
            ),
        ]
    return rows


# Days of the study lines: two in the first phase, unless the plan itself came late.
LINE_DAYS = ("04-26", "04-29", "06-10", "08-05")
LATE_LINE_DAYS = ("05-11", "05-18", "06-10", "08-05")


def _lines(ctx: DemoContext, unit: Unit, kept: Sequence[int]) -> list[LineRow]:
    forms = (StudyForm.LECTURE, StudyForm.FILM, StudyForm.DISCUSSION, StudyForm.SELF)
    first = list(ctx.units).index(unit.code)
    days = LATE_LINE_DAYS if unit.code in LATE else LINE_DAYS
    return [
        LineRow(
            topic=TOPICS[(first + nth * 3) % len(TOPICS)],
            form=forms[(first + nth) % len(forms)],
            date=ctx.day(day) + dt.timedelta(days=first % 3 if nth != 1 else 0),
            person="办公室主任",
            audience="全体人员" if nth % 2 == 0 else "班子成员和中层干部",
            line=kept[nth] if nth < len(kept) else 0,
        )
        for nth, day in enumerate(days)
    ]
