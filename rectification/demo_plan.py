"""Which unit gets which items, and what becomes of them (domain.md §5.2): only numbers.

268 items: 151 struck off, 88 green, 17 amber, 12 red; 96 at once, 139 by a date, 33 long term;
5 relapses, 9 extensions. GJJ is slow, YTZ relapses; XZF and QFJ are models.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random

from accounts.demo_units import UNITS
from rectification.demo_texts import ANY, PROBLEMS, TOWN, WINDOW, Problem
from rectification.enums import Klass


class Fate(StrEnum):
    """Where an item stands on the day of the story."""

    CLOSED = "closed"
    CONSOLIDATED = "consolidated"
    RED = "red"
    RETURNED_TWICE = "returned twice"
    AMBER = "amber"
    LAGGING = "lagging"
    GREEN = "green"
    PENDING = "pending"
    SUBMITTED = "submitted"
    UNIT_REVIEW = "unit review"
    DRAFT = "draft"
    RETURNED = "returned"


# Fates of special units; the rest is dealt to all others in turn.
SPECIAL: dict[str, dict[Fate, int]] = {
    "GJJ": {Fate.RED: 4, Fate.RETURNED_TWICE: 2, Fate.AMBER: 3, Fate.CLOSED: 3, Fate.GREEN: 1},
    "YTZ": {Fate.RED: 1, Fate.AMBER: 2, Fate.GREEN: 2, Fate.CLOSED: 4, Fate.LAGGING: 1},
    "XZF": {Fate.CLOSED: 9, Fate.CONSOLIDATED: 3, Fate.GREEN: 2, Fate.PENDING: 1},
    "QFJ": {Fate.CLOSED: 8, Fate.CONSOLIDATED: 2, Fate.GREEN: 1, Fate.PENDING: 1},
    "JFJ": {
        Fate.RED: 1,
        Fate.AMBER: 1,
        Fate.LAGGING: 1,
        Fate.GREEN: 2,
        Fate.PENDING: 1,
        Fate.UNIT_REVIEW: 1,
        Fate.DRAFT: 1,
        Fate.RETURNED: 1,
        Fate.CLOSED: 4,
    },
}
TOTALS: dict[Fate, int] = {
    Fate.CLOSED: 139,
    Fate.CONSOLIDATED: 12,
    Fate.RED: 10,
    Fate.RETURNED_TWICE: 2,
    Fate.AMBER: 13,
    Fate.LAGGING: 4,
    Fate.GREEN: 55,
    Fate.PENDING: 18,
    Fate.SUBMITTED: 7,
    Fate.UNIT_REVIEW: 3,
    Fate.DRAFT: 3,
    Fate.RETURNED: 2,
}
# The office hosts the campaign and is not appraised: it keeps no ledger of its own.
NO_LEDGER = frozenset({"JCJ"})
CLASSES: dict[Klass, int] = {Klass.AT_ONCE: 96, Klass.BY_DATE: 139, Klass.LONG_TERM: 33}
# Lights of long-term items run to reviews that lie ahead; only some of them are closed.
LONG_FATES = (Fate.CLOSED, Fate.GREEN)
LONG_CLOSED = 13
# What is fixed at once has fifteen days: beside long holidays only what is done looks calm.
AT_ONCE_FATES = (Fate.CLOSED, Fate.CONSOLIDATED, Fate.PENDING)
RELAPSES = (("YTZ", Fate.RED), ("YTZ", Fate.AMBER), ("YTZ", Fate.GREEN), ("YTZ", Fate.CLOSED))
EXTENDED: dict[Fate, int] = {Fate.RED: 2, Fate.AMBER: 3, Fate.GREEN: 4}
ASKING = 2  # green items whose extension is not decided yet
KEY_PENDING = 5


@dataclass
class Line:
    """One item to make."""

    unit: str
    fate: Fate
    problem: Problem
    figures: dict[str, int] = field(default_factory=dict)
    klass: Klass = Klass.BY_DATE
    extended: bool = False
    asking: bool = False
    relapsed: bool = False
    is_key: bool = False
    rejected: bool = False

    @property
    def description(self) -> str:
        return self.problem.text.format(**self.figures)


def lines(chance: Random, scale: int = 1) -> list[Line]:
    """All items, in the order in which units and fates come up."""
    found: list[Line] = []
    for _ in range(scale):
        found += _once(chance)
    return found


def _once(chance: Random) -> list[Line]:
    pairs = [*_special(), *_others(chance)]
    classes = _classes(chance, pairs)
    dealt = _Problems(chance)
    found = [
        Line(unit, fate, *dealt.next(unit, klass), klass)
        for (unit, fate), klass in zip(pairs, classes, strict=True)
    ]
    _mark(chance, found)
    return found


def _special() -> Iterator[tuple[str, Fate]]:
    for unit, fates in SPECIAL.items():
        for fate, count in fates.items():
            yield from [(unit, fate)] * count


def _others(chance: Random) -> Iterator[tuple[str, Fate]]:
    used: Counter[Fate] = Counter()
    for fates in SPECIAL.values():
        used.update(fates)
    rest = [line.code for line in UNITS if line.code not in SPECIAL and line.code not in NO_LEDGER]
    chance.shuffle(rest)
    place = 0
    for fate, total in TOTALS.items():
        for _ in range(total - used[fate]):
            yield rest[place % len(rest)], fate
            place += 1


def _classes(chance: Random, pairs: list[tuple[str, Fate]]) -> list[Klass]:
    """Deal the three classes so that each fate can have them."""
    wanted = dict(CLASSES)
    found: list[Klass | None] = [None] * len(pairs)
    order = list(range(len(pairs)))
    chance.shuffle(order)
    quota = {Fate.CLOSED: LONG_CLOSED, Fate.GREEN: wanted[Klass.LONG_TERM] - LONG_CLOSED}
    for place in order:
        unit, fate = pairs[place]
        if quota.get(fate, 0) and unit not in ("GJJ", "YTZ"):
            quota[fate] -= 1
            found[place] = Klass.LONG_TERM
    at_once = wanted[Klass.AT_ONCE]
    for place in order:
        if found[place] is None and pairs[place][1] in AT_ONCE_FATES and at_once:
            at_once -= 1
            found[place] = Klass.AT_ONCE
    return [klass or Klass.BY_DATE for klass in found]


class _Problems:
    """Deals problems so that a unit rarely has the same one twice."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.used: Counter[tuple[str, str]] = Counter()
        self.windows = {line.code for line in UNITS if line.window}
        self.towns = {line.code for line in UNITS if line.kind in ("town", "subdistrict")}

    def next(self, unit: str, klass: Klass) -> tuple[Problem, dict[str, int]]:
        fitting = [p for p in PROBLEMS if p.klass == klass and self._fits(unit, p)]
        fewest = min(self.used[unit, p.text] for p in fitting)
        problem = self.chance.choice([p for p in fitting if self.used[unit, p.text] == fewest])
        self.used[unit, problem.text] += 1
        names = ("a", "b")
        figures = {
            name: self.chance.randint(*bounds)
            for name, bounds in zip(names, problem.figures, strict=False)
        }
        return problem, {"m": self.chance.randint(5, 6), **figures}

    def _fits(self, unit: str, problem: Problem) -> bool:
        if problem.where == ANY:
            return True
        if problem.where == WINDOW:
            return unit in self.windows
        return problem.where == TOWN and unit in self.towns


def _mark(chance: Random, found: list[Line]) -> None:
    """Relapses, extensions, returns and key items."""
    for unit, fate in RELAPSES:
        next(
            x for x in found if (x.unit, x.fate) == (unit, fate) and not x.relapsed
        ).relapsed = True
    next(x for x in found if x.unit == "GJJ" and x.fate == Fate.AMBER).relapsed = True
    for fate, count in EXTENDED.items():
        _some(found, fate, count, "extended")
    _some(found, Fate.GREEN, ASKING, "asking")
    _some(found, Fate.PENDING, KEY_PENDING, "is_key")
    for line in found:
        if line.fate in (Fate.CLOSED, Fate.AMBER) and line.unit in ("GJJ", "CGD", "NGJ"):
            line.rejected = line.klass != Klass.LONG_TERM and chance.random() < 0.7


def _some(found: list[Line], fate: Fate, count: int, mark: str) -> None:
    chosen = [
        line
        for line in found
        if line.fate == fate
        and line.klass == Klass.BY_DATE
        and not (line.relapsed or line.extended or line.asking)
    ]
    for line in chosen[:count]:
        setattr(line, mark, True)
