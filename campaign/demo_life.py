"""Democratic life meetings of the demo: three held, one in preparation. All words are invented."""

from accounts.models import Unit, User
from campaign.actions import life_meetings
from campaign.models import LifeMeeting
from core.demo import DemoContext

THEME = "转变作风、提高效能，做人民满意的机关"
OPINIONS = "办事窗口午间无人值守\n有的科室下企业少，电话催报多\n同一材料多次重复报送"
TALKS = "主要负责人与班子成员逐一谈心，班子成员之间相互谈心，共四人次。"
REVIEWS: tuple[tuple[str, str, str, str], ...] = (
    (
        "head",
        "下基层调研偏少，多是听汇报\n抓落实盯得不紧",
        "忙于事务，对一线情况了解不深",
        "每月至少到企业和村（居）两次",
    ),
    (
        "deputy",
        "对分管科室要求不严，首问责任没有落到人",
        "存在好人主义",
        "每周抽查一次窗口办件",
    ),
)
CRITICISMS: tuple[tuple[str, str, str], ...] = (
    ("deputy", "head", "会议开得多，希望少开会、开短会，把时间留给一线。"),
    ("head", "deputy", "分管工作布置多、检查少，个别办件超时没有及时过问。"),
)
AGREED = "办事窗口午间无人值守，群众中午办事跑空，需要安排错时值班。"
HELD = (("JFJ", "07-20"), ("GJJ", "07-22"), ("QFJ", "08-05"))
AHEAD = ("XZF", "08-26")


def build(ctx: DemoContext) -> None:
    """Through the same actions as people use, each on its day."""
    for code, day in HELD:
        _held(ctx, ctx.units[code], day)
    code, day = AHEAD
    with ctx.at("08-17", "09:10"):
        _prepare(ctx, ctx.units[code], day)


def _person(ctx: DemoContext, unit: Unit, part: str) -> User:
    user: User = ctx.users[f"{unit.code.lower()}_{part}"]
    return user


def _prepare(ctx: DemoContext, unit: Unit, day: str) -> LifeMeeting:
    return life_meetings.prepare(
        unit=unit,
        by=_person(ctx, unit, "head"),
        date=ctx.day(day),
        members=[_person(ctx, unit, "head"), _person(ctx, unit, "deputy")],
        theme=THEME,
        place="三楼会议室",
        host="主要负责人",
        opinions=OPINIONS,
        talks=TALKS,
    )


def _held(ctx: DemoContext, unit: Unit, day: str) -> None:
    head = _person(ctx, unit, "head")
    with ctx.at(day, "08:40"):
        meeting = _prepare(ctx, unit, day)
        seats = {seat.user.username.rsplit("_", 1)[1]: seat for seat in meeting.members.all()}
        for part, problems, causes, commitments in REVIEWS:
            seats[part] = life_meetings.write_review(
                member=seats[part],
                by=_person(ctx, unit, part),
                version=seats[part].version,
                problems=problems,
                causes=causes,
                commitments=commitments,
            )
        for part, about, said in CRITICISMS:
            life_meetings.criticise(
                member=seats[part],
                by=_person(ctx, unit, part),
                about=seats[about],
                content=said,
            )
    with ctx.at(day, "17:00"):
        meeting = life_meetings.hold(
            meeting=meeting, by=head, present=[seat.pk for seat in seats.values()]
        )
        life_meetings.agree(meeting=meeting, by=head, text=AGREED)
        life_meetings.move(meeting=meeting, step="rectify", by=head)
