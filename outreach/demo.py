"""The outreach part of the demo campaign: 46 cases on 31 firms, 22 confirmed (domain.md §5.2)."""

import datetime as dt
import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from accounts.enums import Role
from accounts.models import Post
from core import clock
from core.demo import DemoContext
from core.workdays import calendar
from outreach import demo_visits
from outreach.actions import cases, confirming, enterprises, serving
from outreach.demo_texts import (
    FIRMS,
    FIRST,
    LONG,
    NEEDS,
    PARTLY,
    REFUSED,
    UNSOLVABLE,
    UNSOLVED,
    WORDS,
    Need,
)
from outreach.enums import Claim
from outreach.models import Enterprise, EnterpriseCase

Steps = Iterator[dt.datetime]

# How far the cases have come on the day of the story, in the order of their registration.
FATES = (
    *("closed",) * 7,
    *("unsolvable", "closed", "closed", "long", "closed", "closed", "refused"),
    *("closed", "closed", "closed", "partly", "closed", "closed", "unsolved"),
    *("closed", "closed", "overdue", "closed", "closed", "asked", "closed", "overdue"),
    *("closed", "claim", "serving", "asked"),
    *("serving", "serving", "asked", "serving", "serving", "serving"),
    *("promised", "promised", "promised"),
    *("late", "assigned", "registered", "registered"),
)
# Registered so many days before the day of the story; the last ones one by one.
_FIRST, _PACE = 106, 2.25
_RECENT = {39: 9, 40: 8, 41: 6, 42: 12, 43: 3, 44: 2, 45: 1}


def build(ctx: DemoContext) -> None:
    """Firms first, then all cases in the order of time, in the hands of their people."""
    firms = _firms(ctx)
    waiting: list[tuple[dt.datetime, int, Steps]] = []
    for number, fate in enumerate(FATES):
        steps = Life(ctx, number, fate, firms[number % len(firms)]).steps()
        heapq.heappush(waiting, (next(steps), number, steps))
    while waiting:
        moment, number, steps = heapq.heappop(waiting)
        with clock.at(moment):
            following = next(steps, None)
        if following is not None:
            heapq.heappush(waiting, (following, number, steps))
    demo_visits.build(ctx)


def _firms(ctx: DemoContext) -> list[Enterprise]:
    with ctx.at("05-04", "10:00"):
        heads = {
            post.unit_id: post
            for post in Post.objects.current().filter(role=Role.UNIT_HEAD).select_related("unit")
        }
        return [_firm(ctx, number, heads) for number in range(len(FIRMS))]


def _firm(ctx: DemoContext, number: int, heads: dict[int | None, Post]) -> Enterprise:
    name, industry, size, code = FIRMS[number]
    unit = ctx.units[code]
    fields: dict[str, Any] = {
        "name": name,
        "industry": industry,
        "size": size,
        "address": f"青岚经济开发区工业{number % 4 + 1}路{number * 3 + 6}号",
        "contact": f"{'陆顾莫江卢'[number % 5]}某",
        "phone": f"138000000{number:02d}",
        "unit": unit,
        "leader": heads.get(unit.pk),
        "is_project": number % 5 == 4,
    }
    return enterprises.add(by=ctx.users[f"{code.lower()}_liaison"], fields=fields)


@dataclass
class Life:
    """One case from its registration to where it stands on the day of the story."""

    ctx: DemoContext
    number: int
    fate: str
    firm: Enterprise

    @property
    def need(self) -> Need:
        return NEEDS[self.number % len(NEEDS)]

    @property
    def begun(self) -> int:
        """Days before the day of the story."""
        return _RECENT.get(self.number, _FIRST - int(self.number * _PACE))

    def text(self, words: str) -> str:
        return words.format(n=self.number % 7 * 4 + 8)

    def when(self, ago: int, hour: int = 9) -> dt.datetime:
        """An hour so many days before the day of the story, or on the working day before it."""
        day = calendar().last_workday_on_or_before(self.day(ago))
        return timezone.make_aware(dt.datetime.combine(day, dt.time(hour, self.number)))

    def day(self, ago: int) -> dt.date:
        return self.ctx.as_of - dt.timedelta(days=ago)

    @property
    def liaison(self) -> Any:
        return self.ctx.users[f"{self.need.unit.lower()}_liaison"]

    def steps(self) -> Steps:
        """Yield the moment of each step, then take it."""
        ago = self.begun
        yield self.when(ago)
        case = self.register()
        if self.fate == "registered":
            return
        if self.number % 3 == 1:  # what other units have heard is handed over by the office
            yield self.when(ago, 15)
            case = cases.assign(case=case, by=self.ctx.users["office01"])
        if self.fate in ("assigned", "late"):
            return
        ago -= 2 if self.need.unit == "QFJ" else 4
        yield self.when(ago)
        case = self.promise(case, ago)
        if self.fate == "promised":
            return
        ago -= 7
        yield self.when(ago)
        case = self.follow(case, ago, 9 if ago > 9 else ago + 4, FIRST)
        if self.fate not in ("serving", "overdue"):
            ago -= 9
            yield self.when(ago)
            case = self.follow(case, ago, 12)
            yield from self.end(case, ago - 6)
        elif self.fate == "serving" and ago > 9:
            yield self.when(5)
            self.follow(case, 5, 12)
        elif self.fate == "overdue":
            yield self.when(16)
            self.follow(case, 16, 13)

    def register(self) -> EnterpriseCase:
        """By the unit itself; every third one was heard of elsewhere."""
        by = self.liaison
        if self.number % 3 == 1 or self.fate == "registered":
            by = self.ctx.users["zsj_liaison" if self.need.unit != "ZSJ" else "qfj_liaison"]
        return cases.register(
            enterprise=self.firm,
            unit=self.ctx.units[self.need.unit],
            by=by,
            origin=self.need.origin,
            demand=self.need.demand,
            description=self.text(self.need.description),
            tags=[self.need.tag],
            is_real_thing=self.need.real,
        )

    def promise(self, case: EnterpriseCase, ago: int) -> EnterpriseCase:
        late = 3 if self.need.unit == "GJJ" and self.fate in ("overdue", "unsolved") else -12
        due = self.day(min(ago - 20, late) if self.fate != "closed" else ago - 25)
        return serving.promise(
            case=case,
            by=self.liaison,
            measures=self.text(self.need.measures),
            due_on=max(due, clock.today()),
            next_on=self.day(ago - 7),
        )

    def follow(
        self, case: EnterpriseCase, ago: int, gap: int, progress: str = ""
    ) -> EnterpriseCase:
        return serving.follow(
            case=case,
            by=self.liaison,
            on=clock.today(),
            progress=progress or self.text(self.need.progress),
            next_on=self.day(ago - gap),
        )

    def end(self, case: EnterpriseCase, ago: int) -> Steps:
        """What becomes of a case that has been served."""
        ago = 4 if self.fate == "asked" else max(ago, 5)
        yield self.when(ago)
        if self.fate == "long":
            serving.keep_long(case=case, by=self.liaison, reason=LONG, next_on=self.day(ago - 80))
            return
        if self.fate == "unsolvable":
            case = confirming.claim(
                case=case, by=self.liaison, claim=Claim.UNSOLVABLE, note=UNSOLVABLE
            )
            yield self.when(ago - 3, 16)
            confirming.accept(case=case, by=self.ctx.users["office02"])
            return
        result = self.text(self.need.result)
        case, token = confirming.ask(case=case, by=self.liaison, result=result)
        if self.fate in ("refused", "claim"):
            yield from self.refuse(case, ago)
        elif self.fate != "asked":
            yield self.when(ago - 2, 20)
            case = self.answer(case, token)
            if case.is_open:
                yield self.when(4)
                self.follow(case, 4, 12)

    def refuse(self, case: EnterpriseCase, ago: int) -> Steps:
        yield self.when(ago - 4)
        case = confirming.claim(case=case, by=self.liaison, claim=Claim.REFUSAL, note=REFUSED)
        if self.fate == "refused":
            yield self.when(ago - 6, 16)
            confirming.accept(case=case, by=self.ctx.users["office01"])

    def answer(self, case: EnterpriseCase, token: str) -> EnterpriseCase:
        others = {"partly": ("partly", 4, PARTLY), "unsolved": ("unsolved", 2, UNSOLVED)}
        praise = ("solved", 4 + (self.number % 3 > 0), WORDS[self.number % len(WORDS)])
        outcome, stars, words = others.get(self.fate, praise)
        said = confirming.answer(case=case, token=token, outcome=outcome, stars=stars, words=words)
        return said.case
