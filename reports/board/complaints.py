"""Complaints by week, and where they come from."""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count, DateField, F, Value
from django.db.models.functions import Cast, Coalesce, TruncWeek
from django.utils.translation import gettext as _

from core.ui.charts import TrendPoint
from core.ui.heat import HeatTable, heat_table
from reports import cases, links
from reports.board.rates import Rate
from reports.board.scope import Scope

# Columns of the heat table before «the others».
COLUMNS = 7
MOST_WEEKS = 26


@dataclass(frozen=True)
class Week:
    """A week from its Monday: cases accepted in it, and answers of those due in it."""

    monday: dt.date
    accepted: int
    answers: Rate
    unfinished: bool
    accepted_url: str
    due_url: str
    in_time_url: str

    @property
    def point(self) -> TrendPoint:
        label = f"{self.monday.month}/{self.monday.day}"
        return TrendPoint(
            label, self.accepted, self.answers.percent, self.unfinished, self.accepted_url
        )


@dataclass(frozen=True)
class Weeks:
    """The weeks in order, with the finding."""

    weeks: list[Week]

    @property
    def points(self) -> list[TrendPoint]:
        return [week.point for week in self.weeks]

    @property
    def heading(self) -> str:
        """How the last full week stands to those before, and its answers."""
        full = [week for week in self.weeks if not week.unfinished]
        if not any(week.accepted for week in self.weeks):
            return _("No complaints were accepted in this time")
        if len(full) < 3:
            return _("Complaints by week")
        last, before = full[-1], full[-5:-1]
        mean = sum(week.accepted for week in before) / len(before)
        trend = _trend(last.accepted, mean)
        rate = last.answers.percent
        if rate is None:
            return trend
        return _("%(trend)s; %(rate)s%% of the last full week's answers were in time") % {
            "trend": trend,
            "rate": f"{rate:g}",
        }


def _trend(last: int, mean: float) -> str:
    # Weekly counts of a zone are small: a fifth up or down is noise.
    if last > mean * 1.2:
        return _("Complaints are increasing")
    if last < mean * 0.8:
        return _("Complaints are decreasing")
    return _("Complaints are steady")


def weeks(scope: Scope) -> Weeks:
    """At most half a year of weeks, in one query."""
    monday = scope.today - dt.timedelta(days=scope.today.weekday())
    first = scope.start - dt.timedelta(days=scope.start.weekday())
    first = max(first, monday - dt.timedelta(weeks=MOST_WEEKS - 1))
    begin = max(first, scope.start)
    accepted, answers = _by_week(scope, begin)
    found = []
    while first <= monday:
        start, end = max(first, begin), min(first + dt.timedelta(days=6), scope.today)
        span = {"start": start, "end": end, "kind": scope.kind}
        due = {"due_from": start, "due_to": end, "kind": scope.kind}
        found.append(
            Week(
                monday=first,
                accepted=accepted.get(first, 0),
                answers=answers.get(first, Rate(0, 0)),
                unfinished=first == monday and scope.today.weekday() < 6,
                accepted_url=links.cases(**span),
                due_url=links.cases(answer=cases.DUE, **due),
                in_time_url=links.cases(answer=cases.IN_TIME, **due),
            )
        )
        first += dt.timedelta(days=7)
    return Weeks(found)


def _by_week(scope: Scope, begin: dt.date) -> tuple[dict[dt.date, int], dict[dt.date, Rate]]:
    """Cases by the week of their acceptance, and answers by the week they were due: one query."""
    found = scope.cases().order_by()
    accepted = (
        found.filter(cases.accepted(begin, scope.today))
        .values(week=Cast(TruncWeek("accepted_at"), DateField()))
        .annotate(part=Value(-1), whole=Count("pk"))
    )
    due = (
        found.filter(cases.due(begin, scope.today))
        .values(week=Cast(TruncWeek("due_reply"), DateField()))
        .annotate(
            part=Count("pk", filter=cases.answer(cases.IN_TIME, scope.today)),
            whole=Count("pk", filter=cases.answer(cases.DUE, scope.today)),
        )
    )
    counts: dict[dt.date, int] = {}
    answers: dict[dt.date, Rate] = {}
    for row in accepted.union(due, all=True):
        if row["part"] < 0:
            counts[row["week"]] = row["whole"]
        else:
            answers[row["week"]] = Rate(row["part"], row["whole"])
    return counts, answers


@dataclass(frozen=True)
class HotSpots:
    """Category × unit, with the finding and the total."""

    table: HeatTable | None
    heading: str
    total: int


def hot_spots(scope: Scope) -> HotSpots:
    """One query over the accepted cases; units with most cases first, the others together."""
    rows = (
        scope.cases()
        .filter(scope.accepted)
        .order_by()
        .values(
            head=Coalesce("category__parent__code", "category__code"),
            name=Coalesce("category__parent__name", "category__name"),
            position=Coalesce("category__parent__order", "category__order"),
            code=F("target_unit__code"),
            unit=F("target_unit__short_name"),
        )
        .annotate(n=Count("pk"))
    )
    grid: dict[str, Counter[str]] = defaultdict(Counter)
    names: dict[str, tuple[int, str]] = {}
    units: Counter[str] = Counter()
    labels: dict[str, str] = {}
    for row in rows:
        code = row["code"] or ""
        grid[row["head"]][code] += row["n"]
        names[row["head"]] = (row["position"], row["name"])
        if code:
            units[code] += row["n"]
            labels[code] = row["unit"]
    return _drawn(scope, grid, names, units, labels)


def _drawn(
    scope: Scope,
    grid: dict[str, Counter[str]],
    names: dict[str, tuple[int, str]],
    units: Counter[str],
    labels: dict[str, str],
) -> HotSpots:
    total = sum(counts.total() for counts in grid.values())
    if not total:
        return HotSpots(None, _("No category or unit stands out yet"), 0)
    columns = [code for code, _n in units.most_common(COLUMNS)]
    order = sorted(grid, key=lambda head: (-grid[head].total(), names[head][0]))
    rows = [(names[head][1], _cells(scope, grid[head], head, columns)) for head in order]
    heads = [labels[code] for code in columns]
    sums = [links.cases(cat=head, **scope.days) for head in order]
    with_rest = [*heads, _("Others")]
    table = heat_table(_("Category"), with_rest, rows, rest_column=True, totals=sums)
    return HotSpots(table, _finding(names[order[0]][1], grid[order[0]], columns, labels), total)


def _cells(
    scope: Scope, counts: Counter[str], head: str, columns: list[str]
) -> list[tuple[int, str]]:
    cells = [(counts[code], links.cases(cat=head, unit=code, **scope.days)) for code in columns]
    rest = counts.total() - sum(count for count, _url in cells)
    return [*cells, (rest, links.cases(cat=head, beyond=",".join(columns), **scope.days))]


def _finding(
    category: str, counts: Counter[str], columns: list[str], labels: dict[str, str]
) -> str:
    """«Most complaints: slowness, most of them about A and B»."""
    leading = [code for code, _n in counts.most_common() if code in columns][:2]
    if not leading:
        return _("Most complaints are about: %(category)s") % {"category": category}
    return _("Most complaints are about: %(category)s, above all in %(units)s") % {
        "category": category,
        "units": "、".join(labels[code] for code in leading),
    }
