"""Publications of the demo: one that runs with opinions, one on its way through the reviews."""

from accounts.models import User
from core.demo import DemoContext
from publicity.actions import opinions, publications
from publicity.models import Publication
from publicity.snapshot import publishable

OPINIONS = (
    "窗口延时服务很实用，建议把中午也安排人员值守。",
    "承诺的办结时限公示得清楚，希望年底能公布完成情况。",
)


def build(ctx: DemoContext) -> None:
    """Through all three reviews in the hands of the cast."""
    with ctx.at("08-08", "10:10"):
        running = _prepare(ctx, "JFJ", "08-15", "09-02")
        if running is not None:
            running = _through(ctx, running)
    if running is not None:
        with ctx.at("08-18", "20:35"):
            opinions.leave(publication=running, content=OPINIONS[0])
            second = opinions.leave(publication=running, content=OPINIONS[1])
        with ctx.at("08-19", "08:50"):
            by = ctx.users["desk01"]
            opinions.handle(opinion=second, by=by, note="已转经发局，完成情况年底随总结公布。")
    with ctx.at("08-18", "16:05"):
        waiting = _prepare(ctx, "GJJ", "08-29", "09-09")
        if waiting is not None:
            publications.submit(publication=waiting, by=ctx.users["gjj_liaison"])
            publications.pass_first(publication=waiting, by=ctx.users["gjj_head"])


def _prepare(ctx: DemoContext, code: str, start: str, end: str) -> Publication | None:
    unit = ctx.units[code]
    items = list(publishable(unit).order_by("number")[:8])
    if not items:
        return None
    by: User = ctx.users[f"{code.lower()}_liaison"]
    return publications.prepare(
        unit=unit,
        by=by,
        title=f"{unit.name}机关作风问题整改方案公示",
        intro="现将整改内容、措施、时限和责任岗位予以公示，欢迎社会各界监督并提出意见。",
        items=items,
        start_on=ctx.day(start),
        end_on=ctx.day(end),
    )


def _through(ctx: DemoContext, row: Publication) -> Publication:
    row = publications.submit(publication=row, by=ctx.users["jfj_liaison"])
    row = publications.pass_first(publication=row, by=ctx.users["jfj_head"])
    row = publications.pass_second(
        publication=row, by=ctx.users["office01"], privacy=True, secrecy=True
    )
    return publications.publish(publication=row, by=ctx.users["officehead01"])
