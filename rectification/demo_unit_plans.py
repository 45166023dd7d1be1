"""Rectification plans of the demo: most are approved, some are still on their way."""

import datetime as dt
from collections.abc import Iterator
from contextlib import suppress

from django.utils import timezone

from accounts.models import User
from core.demo import DemoContext
from core.errors import DomainError
from core.workdays import calendar
from rectification.actions import plans

AIMS = (
    "围绕“转变作风、提高效能”，对照“三查三看”查找出的问题逐项整改，年内承诺件按时办结率、"
    "群众满意率均达到目标。\n主要负责人负总责，分管负责人逐项盯办，每月通报一次进度。"
)
# Where some units stop; all others are approved. The last ones have not begun.
STOPS = {"JCJ": "written", "QDZ": "sent", "YTZ": "sent", "SJJ": "signed", "HBJ": "signed"}
NOT_BEGUN = 2


def lives(ctx: DemoContext) -> list[Iterator[dt.datetime]]:
    """One story for each unit; each yielded moment is when the step after it is taken."""
    codes = sorted(ctx.units)
    return [_life(ctx, code, n) for n, code in enumerate(codes[: len(codes) - NOT_BEGUN])]


def _life(ctx: DemoContext, code: str, number: int) -> Iterator[dt.datetime]:
    stop = STOPS.get(code, "")
    yield _at(ctx, -12, number)
    plan = plans.write(unit=ctx.units[code], by=_who(ctx, code, "liaison"), aims=AIMS)
    if stop == "written" or not plan.items().exists():
        return
    plan = plans.send(plan=plan, by=_who(ctx, code, "liaison"))
    if stop == "sent":
        return
    yield _at(ctx, -11, number)
    plan = plans.sign(plan=plan, by=_who(ctx, code, "head"))
    if stop == "signed":
        return
    for offset in range(-10, -6):
        yield _at(ctx, offset, number)
        # The office waits while an item of the plan is with the unit.
        with suppress(DomainError):
            plans.approve(plan=plan, by=ctx.users["office01"])
            return


def _at(ctx: DemoContext, offset: int, number: int) -> dt.datetime:
    time = dt.time(9 + number % 8, number)
    return timezone.make_aware(dt.datetime.combine(calendar().add(ctx.as_of, offset), time))


def _who(ctx: DemoContext, code: str, part: str) -> User:
    person: User = ctx.users[f"{code.lower()}_{part}"]
    return person
