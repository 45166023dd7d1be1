"""How far each unit is, its lights, its delays and how content people are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Unit
from campaign import queries as campaign_queries
from campaign.queries import PhaseProgress
from rectification import queries as item_queries
from rectification.queries import UnitLights
from reports import cases, links
from reports.board.rates import Rate
from reports.board.scope import Scope

SHOWN = 10
LIGHTS = ("red", "amber", "green", "done")


@dataclass(frozen=True)
class UnitLine:
    """A unit of the table."""

    unit: Unit
    progress: PhaseProgress
    lights: UnitLights | None
    rating: Rate
    rating_url: str = ""

    @property
    def is_behind(self) -> bool:
        return self.progress.gap > 0

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """Red, amber, green, struck off."""
        found = self.lights
        return (found.red, found.amber, found.green, found.done) if found else (0, 0, 0, 0)

    @property
    def urls(self) -> list[str]:
        """Where each of the four counts leads."""
        return [links.ledger(unit=self.unit.code, lamp=lamp) for lamp in LIGHTS]

    @property
    def slip_url(self) -> str:
        """A supervision slip to this unit."""
        return links.address("inspections:slip-new", unit=self.unit.code)

    @property
    def longest_late(self) -> int:
        return self.lights.longest_late if self.lights else 0


@dataclass(frozen=True)
class Rest:
    """The units that are not in the table, taken together."""

    size: int
    percent: int
    counts: tuple[int, int, int, int]
    rating: Rate
    urls: list[str]
    rating_url: str


@dataclass
class UnitTable:
    """The table with its heading; `lines` are ordered by how far they lag."""

    lines: list[UnitLine]
    elapsed: int
    total: "Tally"
    scope: Scope
    shown: int = SHOWN
    by_code: dict[str, UnitLine] = field(init=False)

    def __post_init__(self) -> None:
        self.by_code = {line.unit.code: line for line in self.lines}

    @property
    def top(self) -> list[UnitLine]:
        return self.lines[: self.shown]

    @property
    def behind(self) -> int:
        return sum(line.is_behind for line in self.lines)

    @property
    def heading(self) -> str:
        """The finding (R33)."""
        if not self.lines:
            return _("No unit of this kind takes part")
        if not self.behind:
            return _("All units keep up with the time")
        return ngettext(
            "%(n)d unit is behind the time", "%(n)d units are behind the time", self.behind
        ) % {"n": self.behind}

    @property
    def rest(self) -> Rest | None:
        """The other units in one line."""
        others = self.lines[self.shown :]
        if not others:
            return None
        weight = sum(line.progress.weight for line in others)
        done = sum(line.progress.done_weight for line in others)
        red, amber, green, struck = (sum(line.counts[i] for line in others) for i in range(4))
        above = ",".join(line.unit.code for line in self.top)
        days, kind = self.scope.days, self.scope.kind
        return Rest(
            size=len(others),
            percent=done * 100 // weight if weight else 100,
            counts=(red, amber, green, struck),
            rating=Rate(
                sum(line.rating.part for line in others),
                sum(line.rating.whole for line in others),
            ),
            urls=[links.ledger(beyond=above, lamp=lamp, kind=kind) for lamp in LIGHTS],
            rating_url=links.cases(lead_beyond=above, score=cases.RATED, **days),
        )

    @property
    def late(self) -> list[UnitLine]:
        """Units with items past their deadline, the longest delay first."""
        found = [line for line in self.lines if line.lights and line.lights.late]
        return sorted(found, key=lambda line: (-line.longest_late, line.unit.order))

    @property
    def late_heading(self) -> str:
        if not self.late:
            return _("No item is past its deadline")
        return ngettext(
            "%(n)d unit has items past their deadline",
            "%(n)d units have items past their deadline",
            len(self.late),
        ) % {"n": len(self.late)}


def unit_table(scope: Scope, *, all_units: bool = False) -> UnitTable:
    """Three queries: progress, lights and ratings of all units of the scope."""
    lights = {row.code: row for row in item_queries.lights(scope.items(), scope.today)}
    tallies = tallies_of(scope)
    lines = [
        UnitLine(
            unit=entry.unit,
            progress=entry.phases[scope.phase.kind],
            lights=lights.get(entry.unit.code),
            rating=tallies.get(entry.unit.pk, Tally()).rating,
            rating_url=links.cases(lead=entry.unit.code, score=cases.RATED, **scope.days),
        )
        for entry in campaign_queries.progress(scope.campaign, scope.today, scope.units)
    ]
    lines.sort(key=lambda line: (-line.progress.gap, -sum(line.counts[:1]), line.unit.order))
    elapsed = int(scope.phase.elapsed(scope.today) * 100)
    shown = len(lines) if all_units else SHOWN
    return UnitTable(lines, elapsed, sum(tallies.values(), Tally()), scope, shown)


@dataclass(frozen=True)
class Tally:
    """Complaints of a unit in the scope's days: answers of those due, ratings of those accepted."""

    in_time: int = 0
    due: int = 0
    good: int = 0
    rated: int = 0

    @property
    def answers(self) -> Rate:
        return Rate(self.in_time, self.due)

    @property
    def rating(self) -> Rate:
        return Rate(self.good, self.rated)

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))


def tallies_of(scope: Scope) -> dict[int | None, Tally]:
    """By handling unit (None: none yet), in one query."""
    due, accepted = scope.due, scope.accepted
    rows = (
        scope.cases()
        .order_by()
        .values("lead_unit_id")
        .annotate(
            in_time=Count("pk", filter=due & cases.answer(cases.IN_TIME, scope.today)),
            due=Count("pk", filter=due & cases.answer(cases.DUE, scope.today)),
            good=Count("pk", filter=accepted & cases.rating(cases.GOOD)),
            rated=Count("pk", filter=accepted & cases.rating(cases.RATED)),
        )
    )
    return {
        row["lead_unit_id"]: Tally(row["in_time"], row["due"], row["good"], row["rated"])
        for row in rows
    }


@dataclass(frozen=True)
class Ranking:
    """Satisfaction of the units with enough ratings, the lowest first."""

    lines: Sequence[UnitLine]
    target: int

    @property
    def below(self) -> int:
        return sum((line.rating.percent or 0) < self.target for line in self.lines)

    @property
    def heading(self) -> str:
        if not self.lines:
            return _("No unit has ten ratings yet")
        if not self.below:
            return _("All ranked units reach the target of %(target)d%%") % {"target": self.target}
        return ngettext(
            "%(n)d unit is below the target of %(target)d%%",
            "%(n)d units are below the target of %(target)d%%",
            self.below,
        ) % {"n": self.below, "target": self.target}

    @property
    def points(self) -> list[tuple[str, float]]:
        """What `{% dots %}` draws."""
        return [(line.unit.short_name, line.rating.percent or 0.0) for line in self.lines]


def ranking(lines: Iterable[UnitLine], target: int) -> Ranking:
    """The units worth comparing."""
    found = [line for line in lines if line.rating.ranked]
    return Ranking(sorted(found, key=lambda line: line.rating.percent or 0.0), target)
