"""Rules of the demo (domain.md §5.2): 58 planned, 14 of them issued.

Thirteen hold the long-term items that are struck off, each made while its item was under way;
one did not prevent a relapse in YTZ. The other 44 are on their way, GJJ's behind time.
"""

import datetime as dt
from collections.abc import Iterable
from contextlib import AbstractContextManager

from django.utils import timezone

from accounts.models import User
from core import clock
from core.demo import DemoContext
from core.models import StatusLog
from core.workdays import calendar
from rectification import demo_rule_texts as texts
from rectification.actions import rule_steps, rules
from rectification.demo_rule_texts import RULES, RuleText
from rectification.enums import RuleChange, RuleCheckResult, RuleState, Scope
from rectification.models import RectificationItem, Rule
from rectification.workflow import KIND

S = RuleState
# How far the 44 rules have come that are not issued yet.
COMING = ((S.APPROVED, 4), (S.CONSULTING, 8), (S.DRAFTING, 14), (S.PLANNED, 18))
NO_LEDGER, SLOW = "JCJ", "GJJ"
# Units that the tour shows, in front; the others follow in their order.
FIRST = ("JFJ", "QFJ", "XZF", "GJJ", "YTZ", "JFJ", "JFJ")


class Maker:
    """Makes one rule in the hands of a unit's people, step by step."""

    def __init__(self, ctx: DemoContext, code: str, words: RuleText) -> None:
        self.ctx, self.words = ctx, words
        self.unit = ctx.units[code]
        self.liaison: User = ctx.users[f"{code.lower()}_liaison"]
        self.head: User = ctx.users[f"{code.lower()}_head"]
        self.rule: Rule
        # For choices that differ between rules and never between two builds.
        self.turn = sum(map(ord, code + words.title))

    def plan(self, due_on: dt.date, items: Iterable[RectificationItem]) -> None:
        chosen = list(items)
        change = RuleChange.REVISE if len(self.words.title) % 3 == 0 else RuleChange.NEW
        self.rule = rules.plan(
            unit=self.unit,
            by=self.liaison,
            title=self.words.title,
            kind=self.words.kind,
            change=change,
            former="" if change == RuleChange.NEW else f"{self.words.title}（2008年印发）",
            preventive=not chosen,
            due_on=due_on,
            items=chosen,
        )

    def write(self) -> None:
        saving = self.words.saving
        names = ("steps_before", "steps_after", "days_before", "days_after")
        figures = dict(zip(names, saving, strict=True)) if saving else {}
        self.rule = rules.write(
            rule=self.rule,
            by=self.liaison,
            fields={**self.words.laid_down, **figures, "text": self.words.text},
        )

    def consult(self, end: dt.date) -> None:
        self.rule = rule_steps.consult(
            rule=self.rule,
            by=self.liaison,
            consulted="各科室，窗口人员，部分企业和群众代表",
            start=clock.today(),
            end=end,
        )

    def approve(self) -> None:
        lines = texts.OPINIONS[: 1 + self.turn % len(texts.OPINIONS)]
        rule_steps.note_opinions(
            rule=self.rule,
            by=self.liaison,
            opinions=[
                {"giver": giver, "content": content, "outcome": outcome, "note": note}
                for giver, content, outcome, note in lines
            ],
        )
        self.rule = rule_steps.approve(
            rule=self.rule,
            by=self.liaison,
            deliberated_by="单位班子会",
            deliberated_on=clock.today(),
            decision="同意，按讨论意见修改后印发执行。",
        )

    def issue(self) -> None:
        day = clock.today()
        short = self.unit.short_name.removesuffix("局").removesuffix("镇")
        self.rule = rule_steps.issue(
            rule=self.rule,
            by=self.head,
            facts={
                "doc_no": f"青{short}发〔{self.ctx.year}〕{10 + self.turn % 40}号",
                "issued_on": day,
                "effective_on": day,
                "disclosure": Scope.PUBLIC,
                "disclosure_reason": "",
            },
        )

    def check(self) -> None:
        note = texts.CHECKS[self.turn % len(texts.CHECKS)]
        result = RuleCheckResult.PARTLY if "补登" in note else RuleCheckResult.KEPT
        rule_steps.check(
            rule=self.rule, by=self.liaison, checked_on=clock.today(), result=result, note=note
        )


def build(ctx: DemoContext) -> None:
    """Everything but the rules that long-term items have made on their way."""
    _relapsed(ctx)
    _coming(ctx)
    code, kind, reason = texts.EXCUSED
    with _at(ctx, -9):
        rules.excuse(
            unit=ctx.units[code], kind=kind, reason=reason, by=ctx.users[f"{code.lower()}_liaison"]
        )
    best = Rule.objects.holding().exclude(checks=None).order_by("pk").first()
    if best is not None:
        with _at(ctx, -1):
            rule_steps.evaluate(
                rule=best,
                by=ctx.users[f"{best.unit.code.lower()}_liaison"],
                verdict="keep",
                evaluation=texts.EVALUATION,
            )


def _at(ctx: DemoContext, offset: int, hour: int = 10) -> AbstractContextManager[None]:
    """An hour on the working day so many working days from the day of the story."""
    day = calendar().add(ctx.as_of, offset)
    return clock.at(timezone.make_aware(dt.datetime.combine(day, dt.time(hour, 15))))


def _relapsed(ctx: DemoContext) -> None:
    """YTZ made a rule, and the problem came back all the same."""
    ids = RectificationItem.objects.filter(unit=ctx.units["YTZ"], relapse_count__gt=0)
    log = (
        StatusLog.objects.filter(kind=KIND, transition="reopen", object_id__in=ids.values("pk"))
        .order_by("at")
        .first()
    )
    if log is None:
        return
    back = -calendar().distance(timezone.localdate(log.at), ctx.as_of)
    maker = Maker(ctx, "YTZ", texts.BY_TITLE["限时办结制度"])
    with _at(ctx, back - 18):
        maker.plan(calendar().add(ctx.as_of, back - 4), ids.filter(pk=log.object_id))
        maker.write()
    with _at(ctx, back - 17):
        maker.consult(calendar().add(ctx.as_of, back - 13))
    with _at(ctx, back - 12):
        maker.approve()
    with _at(ctx, back - 11):
        maker.issue()


def _coming(ctx: DemoContext) -> None:
    rest = [code for code in ctx.units if code not in {NO_LEDGER, *FIRST}]
    codes = [*FIRST, *rest, *rest]
    states = [state for state, count in COMING for _ in range(count)]
    used = set(Rule.objects.values_list("unit__code", "title"))
    for nth, state in enumerate(states):
        # A stride that shares no factor with 41 units mixes states and units.
        code = codes[nth] if nth < len(FIRST) else codes[len(FIRST) + nth % len(rest)]
        words = next(
            RULES[(nth * 4 + n) % len(RULES)]
            for n in range(len(RULES))
            if (code, RULES[(nth * 4 + n) % len(RULES)].title) not in used
        )
        used.add((code, words.title))
        _one(ctx, nth, code, words, state)


def _one(ctx: DemoContext, nth: int, code: str, words: RuleText, state: RuleState) -> None:
    maker = Maker(ctx, code, words)
    ahead = -3 if code == SLOW else 15 + nth % 60
    with _at(ctx, -30 + nth % 6, hour=9):
        maker.plan(calendar().add(ctx.as_of, ahead), _problems(maker, nth))
    if state == S.PLANNED:
        return
    with _at(ctx, -22 + nth % 5):
        maker.write()
    if state == S.DRAFTING:
        return
    open_still = state == S.CONSULTING and nth % 2
    with _at(ctx, -16 + nth % 4):
        maker.consult(calendar().add(ctx.as_of, 3 if open_still else -6))
    if state == S.CONSULTING:
        return
    with _at(ctx, -4 + nth % 3):
        maker.approve()


def _problems(maker: Maker, nth: int) -> list[RectificationItem]:
    """One or two problems of the unit; every sixth rule answers none and is preventive."""
    if nth % 6 == 5:
        return []
    return list(
        rules.linkable(maker.unit)
        .filter(rules=None, created_at__lt=clock.now(), accepted_at__isnull=False)
        .order_by("number")[: 1 + nth % 2]
    )
