"""Study sessions and meetings of the demo: 142 sessions planned, 137 held."""

import datetime as dt

from accounts.models import Unit, User
from campaign.actions import meetings, studies
from campaign.demo_frame import HOST, TOPICS
from campaign.enums import Awareness, MeetingKind, StudyForm
from campaign.models import Campaign, StudyLine, StudySession
from core.demo import DemoContext

# Each unit's plan has four lines: 34 × 4 = 136; the host holds four sessions outside any plan,
# two model units one more each: 142.
EXTRA = ("XZF", "QFJ")
# What became of the five that were not held.
CANCELLED, MOVED, FORGOTTEN = ("ZCB", 3), ("CGD", 3), (("GJJ", 3), ("YTZ", 3), ("HWS", 3))
LATE_MEETING, NO_SYMPOSIUM = "HWS", ("GJJ", "YTZ", "CGD", "ZCB", "HWS", "TCZ", "NGJ", "AJJ")


def build(ctx: DemoContext, campaign: Campaign) -> None:
    """The zone's meeting first, then the units'."""
    _zone_meeting(ctx, campaign)
    for code, unit in ctx.units.items():
        liaison = ctx.users[f"{code.lower()}_liaison"]
        _meetings(ctx, unit, liaison)
        lines = list(StudyLine.objects.filter(plan__unit=unit, plan__campaign=campaign))
        for nth, line in enumerate(lines):
            _session(ctx, unit, liaison, nth, line)
        for nth in range(4 if code == HOST else 1 if code in EXTRA else 0):
            _extra(ctx, unit, liaison, nth)


def _attended(ctx: DemoContext, unit: Unit) -> int:
    return unit.headcount - ctx.random.randrange(1 + unit.headcount // 8)


def _session(ctx: DemoContext, unit: Unit, by: User, nth: int, line: StudyLine) -> None:
    planned = ctx.story_day(line.date) - dt.timedelta(days=1)
    with ctx.at(planned, "10:00"):
        session = studies.plan(
            unit=unit,
            by=by,
            line=line,
            topic=line.topic,
            form=line.form,
            date=line.date,
            speaker=line.person,
            expected=unit.headcount,
            guests=0,
        )
    mark = (unit.code, nth)
    if mark == CANCELLED:
        with ctx.at(planned, "16:00"):
            studies.cancel(session=session, by=by, reason="全员参加防汛值守")
    elif mark == MOVED:
        with ctx.at(planned, "16:00"):
            studies.reschedule(
                session=session, by=by, date=ctx.day("08-24"), reason="主讲人外出培训"
            )
    elif mark not in FORGOTTEN:
        _hold(ctx, session, by)


def _hold(ctx: DemoContext, session: StudySession, by: User) -> None:
    tags = [Awareness.DUTY, Awareness.SERVICE] if session.date.day % 2 else [Awareness.INTEGRITY]
    with ctx.at(ctx.story_day(session.date), "17:10"):
        studies.hold(
            session=session,
            by=by,
            attended=_attended(ctx, session.unit),
            summary=f"学习了{session.topic}，结合岗位讨论了本单位存在的差距和改进办法。",
            outcome="列出了需要整改的具体问题。",
            tags=tags,
        )


def _extra(ctx: DemoContext, unit: Unit, by: User, nth: int) -> None:
    day = dt.date(2011, 4, 20 + nth) if nth < 2 else dt.date(2011, 6, 8 + 7 * nth)
    with ctx.at(day, "17:20"):
        studies.log(
            unit=unit,
            by=by,
            topic=TOPICS[(nth + 5) % len(TOPICS)],
            form=StudyForm.DISCUSSION,
            date=ctx.day(day),
            expected=unit.headcount,
            record={
                "attended": _attended(ctx, unit),
                "summary": "对照先进单位的做法，讨论了服务流程中可以再简化的环节。",
            },
        )


def _zone_meeting(ctx: DemoContext, campaign: Campaign) -> None:
    with ctx.at("04-15", "17:30"):
        meetings.log(
            unit=None,
            by=ctx.users["office01"],
            campaign=campaign,
            kind=MeetingKind.MOBILIZATION,
            title=f"青岚经济开发区{campaign.title}动员大会",
            date=ctx.day("04-15"),
            place="管委会一楼报告厅",
            host="管委会主任",
            recorder="作风办工作人员",
            invited=210,
            agenda="宣读活动方案；单位代表表态发言；主要领导讲话。",
            record={
                "attended": 203,
                "minutes": "会议部署了三个阶段的任务，要求各单位4月29日前报送实施方案。",
                "outcome": "35家单位全部到会。",
            },
        )


def _meetings(ctx: DemoContext, unit: Unit, by: User) -> None:
    nth = list(ctx.units).index(unit.code)
    day = dt.date(2011, 5, 5) if unit.code == LATE_MEETING else dt.date(2011, 4, 18 + nth % 9)
    _meeting(
        ctx,
        unit,
        by,
        day,
        MeetingKind.MOBILIZATION,
        f"{unit.short_name}机关作风建设动员会",
        "传达动员大会精神，讨论本单位实施方案，明确四级责任。",
    )
    if unit.code not in NO_SYMPOSIUM:
        _meeting(
            ctx,
            unit,
            by,
            dt.date(2011, 7, 4 + nth % 20),
            MeetingKind.SYMPOSIUM,
            f"{unit.short_name}服务对象座谈会",
            "听取企业和群众代表意见，梳理出需要整改的问题和可以推广的做法。",
        )


def _meeting(
    ctx: DemoContext,
    unit: Unit,
    by: User,
    day: dt.date,
    kind: MeetingKind,
    title: str,
    minutes: str,
) -> None:
    with ctx.at(day, "17:00"):
        meetings.log(
            unit=unit,
            by=by,
            kind=kind,
            title=title,
            date=ctx.day(day),
            place="本单位会议室",
            host="主要负责人",
            recorder="联络员",
            invited=unit.headcount,
            record={"attended": _attended(ctx, unit), "minutes": minutes},
        )
