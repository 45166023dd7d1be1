"""The inspections' part of the demo campaign, through the actions people use."""

import datetime as dt
import re
from collections.abc import Mapping

from campaign.models import Category
from core.demo import DemoContext
from inspections.actions import (
    conclusions,
    findings,
    opinions,
    plans,
    reviews,
    slips,
    visits,
)
from inspections.actions.plans import Plan
from inspections.actions.slips import Draft
from inspections.actions.visits import Answer
from inspections.demo_texts import GROUPS, OPINIONS, PAPERS, VISITS, Paper, Seen, Visit
from inspections.draw import draw
from inspections.enums import Kind
from inspections.models import (
    ChecklistTemplate,
    Finding,
    GroupMember,
    Inspection,
    SupervisionGroup,
    SupervisionSlip,
)

PLAN = (
    "检查内容：工作纪律、服务态度、办事效率、政务公开。\n检查对象：见被查单位。\n"
    "检查范围：办公场所、服务窗口、公开电话。\n工作纪律：两人以上同行，不通知被查单位，不接受宴请。"
)
STATEMENTS = (
    "情况属实，已对当事人批评教育，并在全局通报。",
    "情况属实。当时当事人临时离岗办事，未放置去向牌，已整改到位。",
    "情况属实，已组织专题学习，明确责任人和完成时限。",
)
POOL = ("GJJ", "YBJ", "CGD", "JFJ", "SSJ", "GTF", "AJJ", "NGJ")


def build(ctx: DemoContext) -> None:
    """Groups, nine inspections with their findings, slips, opinions, a re-examination."""
    groups = _groups(ctx)
    rows = [_inspection(ctx, visit, groups) for visit in VISITS]
    _reexaminations(ctx, rows)
    for paper in PAPERS:
        _slip(ctx, paper)
    _opinions(ctx, groups)


def _groups(ctx: DemoContext) -> dict[str, SupervisionGroup]:
    made = {}
    for name, kind, account, targets in GROUPS:
        group = SupervisionGroup.objects.create(
            name=name, kind=kind, tasks="参加明查和评议，收集并反映群众意见。"
        )
        group.targets.set([ctx.units[code] for code in targets])
        GroupMember.objects.create(
            group=group, user=ctx.users[account], term_start=ctx.day("04-15"), is_leader=True
        )
        made[name] = group
    return made


def _inspection(
    ctx: DemoContext, visit: Visit, groups: Mapping[str, SupervisionGroup]
) -> Inspection:
    """One inspection, each step on its day."""
    office, head = ctx.users["office01"], ctx.users["officehead01"]
    with ctx.at(_back(visit.day, 5), "09:00"):
        row = plans.create(plan=_plan(ctx, visit, groups), by=office)
        row = plans.submit(inspection=row, by=office)
    with ctx.at(_back(visit.day, 4), "10:30"):
        row = plans.approve(inspection=row, by=head)
    with ctx.at(visit.day, "08:30"):
        row = visits.begin(inspection=row, by=ctx.users["insp02"])
        found = [(seen, _see(ctx, row, visit, seen)) for seen in visit.seen]
    if visit.until == "running":
        return _under_way(ctx, row, visit)
    with ctx.at(_on(visit.day, 1), "16:00"):
        row = conclusions.conclude(
            inspection=row,
            by=ctx.users["insp01"],
            summary=visit.summary,
            conclusion=visit.conclusion,
        )
    days = 6 if visit.until == "released" else 2
    with ctx.at(_on(visit.day, days), "09:30"):
        row = conclusions.release(inspection=row, by=head)
    for n, (seen, finding) in enumerate(found):
        _follow(ctx, visit, seen, finding, n, _on(visit.day, days))
    if visit.until == "closed":
        with ctx.at(_on(visit.day, 40), "15:00"):
            row = conclusions.close(inspection=row, by=office)
    return row


def _plan(ctx: DemoContext, visit: Visit, groups: Mapping[str, SupervisionGroup]) -> Plan:
    seed = _seed_for(visit.units) if visit.drawn else ""
    return Plan(
        title=visit.title,
        kind=visit.kind,
        plan=PLAN,
        lead=ctx.users["insp01"],
        team=[ctx.users[name] for name in visit.team],
        units=[ctx.units[code] for code in visit.units],
        start=ctx.moment(visit.day, "08:30"),
        end=ctx.moment(visit.day, "17:30"),
        group=groups.get(visit.group),
        draw_seed=seed,
        draw_pool=POOL if visit.drawn else (),
    )


def _seed_for(units: tuple[str, ...]) -> str:
    """A seed that draws just these units: the story is written around them."""
    numbers = range(100_000)
    return next(
        f"demo-{n}" for n in numbers if set(draw(POOL, len(units), f"demo-{n}")) == set(units)
    )


def _see(ctx: DemoContext, row: Inspection, visit: Visit, seen: Seen) -> Finding:
    category = Category.objects.get(code=seen.category) if seen.category else None
    return visits.add_finding(
        inspection=row,
        by=ctx.users["insp02"],
        seen=visits.Seen(
            unit=ctx.units[seen.unit],
            time=dt.time.fromisoformat(seen.time),
            place=seen.place,
            description=seen.text,
            category=category,
            nature="problem" if category else "highlight",
            severity=seen.severity,
            headcount=seen.headcount,
            wants_item=seen.end == "item",
            found_on=ctx.day(visit.day),
        ),
    )


def _under_way(ctx: DemoContext, row: Inspection, visit: Visit) -> Inspection:
    """The covert visit of yesterday: one record is still being written."""
    with ctx.at(visit.day, "14:35"):
        record = visits.open_record(
            inspection=row,
            by=ctx.users["insp02"],
            unit=ctx.units[visit.units[0]],
            place="二楼3号窗口",
            template=ChecklistTemplate.objects.get(name="服务窗口检查表"),
        )
        first, *rest = list(record.rows.all())
        note = "3号窗口 14:36 到 14:52 没有人，台面没有暂停服务牌，3名群众在等。"
        answers = {first.pk: Answer("no", note, wants_item=True)}
        answers |= {line.pk: Answer("yes") for line in rest[1:3]}
        visits.save_record(record=record, by=ctx.users["insp02"], answers=answers)
    return row


def _follow(
    ctx: DemoContext, visit: Visit, seen: Seen, finding: Finding, n: int, released: dt.date
) -> None:
    """Statement, decision and what came of it."""
    if not seen.category or seen.end == "heard":
        return
    office = ctx.users["office01"]
    liaison = ctx.users[f"{seen.unit.lower()}_liaison"]
    with ctx.at(_on(released, 1), "11:00"):
        text = STATEMENTS[n % len(STATEMENTS)]
        finding = findings.state(finding=finding, by=liaison, text=text)
    if seen.end == "stated":
        return
    with ctx.at(_on(released, 3), "15:00"):
        if seen.end == "trivial":
            reason = "外出送文件，时间较短，未影响办事。"
            findings.dismiss(finding=finding, by=office, reason=reason, trivial=True)
            return
        finding = findings.uphold(finding=finding, by=office)
        if seen.end == "item":
            findings.open_item(finding=finding, by=office)
    if seen.end in {"resolved", "verified"}:
        with ctx.at(_on(released, 15), "15:00"):
            finding = findings.resolve(finding=finding, by=office)
    if seen.end == "verified":
        with ctx.at(_on(released, 20), "10:00"):
            findings.verify(finding=finding, by=ctx.users["insp02"])


def _reexaminations(ctx: DemoContext, rows: list[Inspection]) -> None:
    """One conclusion kept, one under examination; both by people of the other team."""
    covert = [row for row in rows if row.kind == Kind.COVERT]
    cases = ((covert[0], "GTF", "06-08", True), (covert[2], "XZF", "08-08", False))
    for row, code, day, answered in cases:
        unit = ctx.units[code]
        with ctx.at(day, "10:00"):
            review = reviews.ask(
                inspection=row,
                unit=unit,
                by=ctx.users[f"{code.lower()}_head"],
                findings=list(row.findings.filter(unit=unit, nature="problem")[:1]),
                grounds="当日窗口人员因系统升级到后台处理业务，有值班记录，请予复核。",
            )
        with ctx.at(_on(_date(day), 2), "10:00"):
            review = reviews.assign(
                review=review, by=ctx.users["officehead01"], examiner=ctx.users["insp03"]
            )
        if answered:
            with ctx.at(_on(_date(day), 12), "10:00"):
                reviews.keep(
                    review=review,
                    by=ctx.users["insp03"],
                    answer="调阅监控和值班记录，所述时段窗口确实无人解释，维持原结论。",
                )


def _slip(ctx: DemoContext, paper: Paper) -> SupervisionSlip:
    """A slip and what became of it, two days a step."""
    office = ctx.users["office01"]
    unit = ctx.units[paper.unit]
    with ctx.at(paper.day, "10:00"):
        draft = Draft(
            kind=paper.kind,
            unit=unit,
            title=paper.title,
            facts=_told(ctx, paper.facts),
            demand=paper.demand,
            reply_due=ctx.day(paper.due),
        )
        slip = slips.write(draft=draft, by=office)
        if slip.is_red:
            slip = slips.send(slip=slip, by=office)
        else:
            slip = slips.issue(slip=slip, by=office)
    if slip.is_red and "pending" not in paper.steps:
        with ctx.at(_on(_date(paper.day), 1), "09:00"):
            slip = slips.sign(slip=slip, by=ctx.users["leader01"])
    for n, step in enumerate(paper.steps, 1):
        with ctx.at(_on(_date(paper.day), 2 * n), "14:00"):
            slip = _slip_step(ctx, slip, step)
    return slip


def _slip_step(ctx: DemoContext, slip: SupervisionSlip, step: str) -> SupervisionSlip:
    office = ctx.users["office01"]
    liaison = ctx.users[f"{slip.unit.code.lower()}_liaison"]
    if step == "sign_for":
        return slips.sign_for(slip=slip, by=liaison)
    if step == "reply":
        text = "收到后立即召开专题会，查清事实，对责任人批评教育，已制定措施并整改到位。"
        return slips.reply(slip=slip, by=liaison, text=text)
    if step == "return":
        due = slip.reply_due + dt.timedelta(days=7)
        reason = "没有写明对责任人的处理结果，请补充。"
        return slips.return_(slip=slip, by=office, reason=reason, reply_due=due)
    if step == "close":
        return slips.close(slip=slip, by=office, note="事实清楚，整改到位。")
    return slip


def _opinions(ctx: DemoContext, groups: Mapping[str, SupervisionGroup]) -> None:
    by_account = {account: groups[name] for name, _kind, account, _targets in GROUPS}
    for day, account, code, text, answered, answer in OPINIONS:
        with ctx.at(day, "15:00"):
            opinion = opinions.give(
                group=by_account[account],
                unit=ctx.units[code],
                by=ctx.users[account],
                text=text,
            )
        if answered:
            with ctx.at(answered, "10:00"):
                text_ = _told(ctx, answer)
                opinions.answer(opinion=opinion, by=ctx.users["office02"], text=text_)


def _told(ctx: DemoContext, text: str) -> str:
    """A text whose «{05-26}» becomes the shifted day: «5月26日»."""
    return re.sub(r"\{(\d\d-\d\d)\}", lambda found: _words(ctx.day(found[1])), text)


def _words(day: dt.date) -> str:
    return f"{day.month}月{day.day}日"


def _date(day: str) -> dt.date:
    return dt.date.fromisoformat(f"2011-{day}")


def _on(day: dt.date, days: int) -> dt.date:
    return day + dt.timedelta(days=days)


def _back(day: dt.date, days: int) -> dt.date:
    return day - dt.timedelta(days=days)
