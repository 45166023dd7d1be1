"""The ledger's part of the demo: 268 items, each lived through by its people.

Every item is a small script that says when its next step comes; the steps of all items are
taken in the order of time, through the same actions as people use.
"""

import datetime as dt
import heapq
from collections.abc import Iterator
from functools import cache
from random import Random

from django.utils import timezone

from accounts.models import User
from campaign.enums import PhaseKind
from campaign.models import Campaign, Category
from core import attachments, clock
from core.demo import DemoContext
from core.models import Attachment
from core.workdays import Calendar, calendar
from rectification import demo_checks, demo_proof, demo_rules, demo_unit_plans
from rectification import demo_rule_texts as rule_texts
from rectification import demo_texts as texts
from rectification.actions import closing, extensions, items, office, progress, reviews
from rectification.dates import suggested_due
from rectification.demo_plan import Fate, Line, lines
from rectification.enums import Klass, Result, Scope, State
from rectification.models import ExtensionRequest, RectificationItem

CHECKED: closing.Checklist = {
    "measures_done": True,
    "evidence_holds": True,
    "public_agrees": True,
    "rules_follow": True,
}
Steps = Iterator[dt.datetime]


def build(ctx: DemoContext) -> None:
    """Live through all items; needs the campaign, its units and accounts."""
    _categories.cache_clear()
    waiting: list[tuple[dt.datetime, int, Steps]] = []
    for number, line in enumerate(lines(ctx.random, ctx.scale)):
        steps = Life(ctx, line, number).steps()
        heapq.heappush(waiting, (next(steps), number, steps))
    for number, steps in enumerate(demo_unit_plans.lives(ctx), -len(ctx.units)):
        heapq.heappush(waiting, (next(steps), number, steps))
    while waiting:
        moment, number, steps = heapq.heappop(waiting)
        with clock.at(moment):
            following = next(steps, None)
        if following is not None:
            heapq.heappush(waiting, (following, number, steps))
    demo_checks.build(ctx)
    demo_rules.build(ctx)


@cache
def _categories() -> dict[str, Category]:
    return {category.code: category for category in Category.objects.all()}


class Life:
    """One item from its registration to the day of the story.

    All dates are working days counted from that day, so that every light holds however the
    story is shifted: `day(-3)` is the third working day before it.
    """

    def __init__(self, ctx: DemoContext, line: Line, number: int) -> None:
        self.ctx, self.line, self.number = ctx, line, number
        self.chance: Random = Random(f"{line.unit}-{number}")  # noqa: S311 - invented data
        self.days: Calendar = calendar()
        self.last = timezone.make_aware(dt.datetime(2000, 1, 1))  # noqa: DTZ001
        self.item: RectificationItem

    # --- Dates and people ----------------------------------------------------------------------

    def day(self, offset: int) -> dt.date:
        """The working day so many working days from the day of the story."""
        return self.days.add(self.ctx.as_of, offset)

    def at(self, offset: int) -> dt.datetime:
        """A moment of office hours on such a day, after the step before."""
        hour, minute = self.chance.choice((8, 9, 10, 14, 15, 16)), self.chance.randrange(60)
        moment = timezone.make_aware(dt.datetime.combine(self.day(offset), dt.time(hour, minute)))
        self.last = max(moment, self.last + dt.timedelta(minutes=self.chance.randint(7, 40)))
        return self.last

    def who(self, part: str) -> User:
        """A person of the item's unit."""
        person: User = self.ctx.users[f"{self.line.unit.lower()}_{part}"]
        return person

    def zone(self, account: str) -> User:
        """A person of the office or the inspection team."""
        person: User = self.ctx.users[account]
        return person

    @property
    def verifier(self) -> User:
        return self.zone("office01" if self.number % 2 else "office02")

    # --- The life ------------------------------------------------------------------------------

    def steps(self) -> Steps:
        """Each yielded moment is when the step after it is taken."""
        fate = self.line.fate
        if fate in (Fate.CLOSED, Fate.CONSOLIDATED):
            yield from self.closed()
        elif fate in (Fate.DRAFT, Fate.UNIT_REVIEW, Fate.SUBMITTED, Fate.RETURNED):
            yield from self.beginning()
        elif fate == Fate.PENDING:
            yield from self.pending()
        else:
            yield from self.running()

    def register(self, due: dt.date) -> None:
        line, problem = self.line, self.line.problem
        long_term = line.klass == Klass.LONG_TERM
        by_date = line.klass == Klass.BY_DATE
        start = clock.today()
        due = self.fitting(due)
        self.item = items.register(
            unit=self.ctx.units[line.unit],
            by=self.who("liaison"),
            source=self.chance.choice(problem.sources),
            category=_categories()[problem.category],
            description=line.description,
            cause=problem.cause,
            klass=line.klass,
            target=problem.target,
            due_date=None if long_term else due,
            review_on=due if long_term else None,
            responsible=self.who("owner").main_post,
            lead=self.who("deputy").main_post,
            section=problem.section,
            strong_reaction=self.chance.random() < 0.15,
            scope=Scope.ZONE if self.number % 5 == 4 else Scope.PUBLIC,
            measures=[{"text": text} for text in problem.measures],
            milestones=[
                {"name": "完成方案和分工", "due": start + (due - start) / 2},
                {"name": "措施全部落实", "due": due},
            ]
            if by_date
            else [],
        )

    def fitting(self, due: dt.date) -> dt.date:
        """The deadline as far as the class allows it."""
        latest = suggested_due(self.line.klass)
        if self.line.klass == Klass.BY_DATE:
            latest = Campaign.objects.current().phase(PhaseKind.RECTIFY).end
        return min(due, latest) if latest else due

    def confirmed(self, start: int, due: dt.date) -> Steps:
        """Registered, signed and confirmed; the clock starts on day `start`."""
        yield self.at(start - 3)
        self.register(due)
        yield self.at(start - 2)
        items.send(item=self.item, by=self.who("liaison"))
        yield self.at(start - 1)
        if self.stands(State.UNIT_REVIEW):
            items.sign(item=self.item, by=self.who("head"))
        yield self.at(start)
        if self.stands(State.SUBMITTED):
            items.accept(item=self.item, by=self.verifier, is_key=self.line.is_key)
        elif self.line.is_key:
            office.set_key(item=self.item, by=self.verifier, is_key=True)
        self.item.refresh_from_db()

    def stands(self, state: State) -> bool:
        """Whether nobody has taken the step yet: the unit's plan takes its items along."""
        return RectificationItem.objects.filter(pk=self.item.pk, state=state).exists()

    def beginning(self) -> Steps:
        """Not confirmed yet."""
        fate = self.line.fate
        yield self.at(-6)
        self.register(self.day(self.chance.randint(16, 28)))
        if fate == Fate.DRAFT:
            return
        yield self.at(-5)
        items.send(item=self.item, by=self.who("liaison"))
        if fate == Fate.UNIT_REVIEW:
            return
        yield self.at(-4)
        items.sign(item=self.item, by=self.who("head"))
        if fate == Fate.RETURNED:
            yield self.at(-2)
            reason = "措施写得太笼统，请写明每条措施由谁在什么时间完成。"
            items.return_for_changes(item=self.item, by=self.verifier, reason=reason)

    def running(self) -> Steps:
        """Under rectification on the day of the story, with a red, amber or green light."""
        start, due = self.span()
        first_due = self.days.add(due, -8) if self.line.extended else due
        first_start = start - 25 if self.line.relapsed else start
        yield from self.confirmed(first_start, first_due)
        if self.line.relapsed:
            yield from self.close(first_start + 8)
            yield from self.relapse(start, due)
        if self.line.extended:
            yield from self.extension(max(start + 1, -12), due)
        if self.line.rejected:
            yield from self.rejection(-12)
        if self.line.fate == Fate.RETURNED_TWICE:
            yield from self.rejection(-14)
            yield from self.rejection(-6)
        yield self.at(max(start + 2, -4))
        self.report(self.share(due))
        if self.line.asking:
            yield self.at(-2)
            self.ask(self.days.add(due, 10))

    def span(self) -> tuple[int, dt.date]:
        """First day of the clock (in working days) and the deadline, by the light wanted."""
        pick = self.chance.randint
        spans = {
            Fate.RED: lambda: (-32, -pick(1, 14 if self.line.unit == "GJJ" else 8)),
            Fate.RETURNED_TWICE: lambda: (-30, pick(6, 12)),
            Fate.AMBER: lambda: (-pick(16, 26), pick(1, 5)),
            Fate.LAGGING: lambda: (-45, pick(10, 14)),
            Fate.GREEN: lambda: (-pick(10, 22), pick(8, 22)),
        }
        start, due = spans[self.line.fate]()
        return start, self.day(due)

    def share(self, due: dt.date) -> int:
        """A percentage that fits the light: ahead of plan when green, far behind when lagging."""
        assert self.item.start_on is not None  # noqa: S101 - set by the confirmation
        whole = max((due - self.item.start_on).days, 1)
        plan = (self.ctx.as_of - self.item.start_on).days * 100 // whole
        if self.line.fate == Fate.LAGGING:
            return max(plan - self.chance.randint(35, 50), 5)
        if self.line.fate == Fate.GREEN:
            return min(plan + self.chance.randint(0, 15), 95)
        return min(self.chance.choice((60, 70, 75, 80, 90)), 95)

    def closed(self) -> Steps:
        """Struck off, in time but for slow units; the oldest have been looked back at."""
        late = self.line.unit == "GJJ"
        old = self.line.fate == Fate.CONSOLIDATED
        end = -self.chance.randint(44, 52) if old else -self.chance.randint(2, 40)
        start = end - self.chance.randint(12, 18)
        if self.line.klass == Klass.AT_ONCE and not late:
            start = end - 7
        due = self.day(min(end + (-4 if late else self.chance.randint(1, 8)), -1))
        if self.line.relapsed:
            yield from self.confirmed(start - 25, due)
            yield from self.close(start - 10)
            yield from self.relapse(start, due)
        else:
            yield from self.confirmed(start, due)
        if self.line.rejected:
            yield from self.rejection(end - 4)
        if self.line.klass == Klass.LONG_TERM:
            yield from self.rule(start, end)
        yield self.at(start + 5)
        self.report(60)
        yield from self.close(end)
        if old:
            yield self.at(-self.chance.randint(3, 12))
            closing.look_back(item=self.item, by=self.zone("insp01"), note="抽查未发现反弹。")

    def rule(self, start: int, end: int) -> Steps:
        """A long-term item closes with a rule in force and a review passed (R-015)."""
        words = rule_texts.for_problem(self.line.problem.text)
        maker = demo_rules.Maker(self.ctx, self.line.unit, words)
        yield self.at(start + 1)
        maker.plan(self.day(end), [self.item])
        maker.write()
        yield self.at(start + 2)
        maker.consult(self.day(start + 6))
        yield self.at(start + 7)
        maker.approve()
        maker.issue()
        yield self.at(end - 3)
        if self.number % 3:
            maker.check()
        reviews.hold(
            item=self.item,
            by=self.who("deputy"),
            held_on=clock.today(),
            passed=True,
            note="对照制度抽查，做法已经固定下来。",
            next_on=clock.today() + dt.timedelta(days=reviews.USUAL_GAP),
        )

    def pending(self) -> Steps:
        """The unit head has signed; the office or the team has not verified yet."""
        start = -9 if self.line.klass == Klass.AT_ONCE else -20
        yield from self.confirmed(start, self.day(self.chance.randint(-2, 9)))
        yield self.at(start + 3)
        self.report(70)
        yield from self.vouched(-self.chance.randint(1, 5))

    # --- Single steps --------------------------------------------------------------------------

    def report(self, percent: int) -> None:
        done = self.item.measures.order_by("order").values_list("pk", flat=True)
        steps = self.item.milestones.order_by("order").values_list("pk", flat=True)
        self.item.refresh_from_db()
        reason = "按各项措施实际完成的工作量填报。" if steps else ""
        if percent < self.item.progress:
            reason = "核验退回后重新安排。"
        progress.report(
            item=self.item,
            by=self.who("owner"),
            content=self.chance.choice(texts.REPORTS),
            progress=percent,
            figure_reason=reason,
            done_measures=tuple(done[: 1 if percent < 100 else None]),
            done_milestones=tuple(steps[: 1 if percent < 100 else None]),
        )

    def vouched(self, end: int) -> Steps:
        """All done and proven, asked for and signed."""
        yield self.at(end - 1)
        undone = self.item.measures.filter(done_on=None).values_list("pk", flat=True)
        nodes = self.item.milestones.filter(done_on=None).values_list("pk", flat=True)
        progress.report(
            item=self.item,
            by=self.who("owner"),
            content=texts.CLOSING,
            progress=100,
            done_measures=tuple(undone),
            done_milestones=tuple(nodes),
            files=[self.proof()],
        )
        yield self.at(end - 1)
        long_term = self.line.klass == Klass.LONG_TERM
        progress.ask_closing(
            item=self.item,
            by=self.who("liaison"),
            result=Result.STAGE if long_term else Result.DONE,
            note=texts.CLOSING,
        )
        yield self.at(end)
        self.item = progress.vouch(item=self.item, by=self.who("head"))

    def close(self, end: int) -> Steps:
        """Through both keys to the end."""
        yield from self.vouched(end - 1)
        yield self.at(end)
        ahead = clock.today() + dt.timedelta(days=self.chance.randint(31, 75))
        strike_off, by = closing.strike_off, self.verifier
        if self.item.needs_visit:
            strike_off, by = closing.strike_off_on_site, self.zone("insp02")
        self.item = strike_off(
            item=self.item,
            by=by,
            checklist=CHECKED,
            note="佐证齐全，同意销号。",
            look_back_on=self.days.next_workday(ahead),
        )

    def rejection(self, day: int) -> Steps:
        """A closing that did not pass."""
        yield from self.vouched(day - 1)
        yield self.at(day)
        reason = self.chance.choice(texts.RETURNS)
        self.item = closing.reject(item=self.item, by=self.verifier, reason=reason)

    def relapse(self, day: int, due: dt.date) -> Steps:
        yield self.at(day)
        reason = self.chance.choice(texts.RELAPSES)
        self.item = closing.reopen(
            item=self.item, by=self.zone("insp01"), reason=reason, new_due=due
        )

    def ask(self, new_due: dt.date) -> ExtensionRequest:
        kind, reason = self.chance.choice(texts.EXTENSION_REASONS)
        return extensions.ask(
            item=self.item,
            by=self.who("liaison"),
            reason_kind=kind,
            reason=reason,
            progress_so_far=self.chance.choice(texts.REPORTS),
            new_due=new_due,
        )

    def extension(self, day: int, due: dt.date) -> Steps:
        """Asked for, reviewed and granted within three days."""
        yield self.at(day)
        request = self.ask(due)
        yield self.at(day + 1)
        request = extensions.give_opinion(
            request=request, by=self.verifier, opinion="情况属实，建议同意。"
        )
        yield self.at(day + 2)
        extensions.decide(request=request, by=self.zone("officehead01"), approve=True, note="同意")
        self.item.refresh_from_db()

    def proof(self) -> Attachment:
        return attachments.store(demo_proof.picture(self.item.number), by=self.who("owner"))
