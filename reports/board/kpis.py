"""The four figures on top, and what waits for the reader."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min, Q, QuerySet, Subquery, Value
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import Permission
from campaign.models import Campaign, UnitPlan
from core.ui.due import day_words
from inspections.enums import SlipState
from inspections.models import SupervisionSlip
from rectification import queries as item_queries
from rectification.enums import DONE_STATES, LEFT_STATES
from reports import cases, links
from reports.board.rates import Rate
from reports.board.scope import ANSWER_TARGET, SATISFACTION_TARGET, Scope
from reports.board.units import UnitTable


@dataclass(frozen=True)
class Kpi:
    """A figure: value and unit, a note, and a list with exactly `count` rows."""

    label: str
    value: str
    unit: str
    note: str
    url: str
    count: int


def kpis(scope: Scope, table: UnitTable) -> list[Kpi]:
    """Closing rate, red lights, answers in time, satisfaction: one query besides the table's."""
    return [
        _closing(scope),
        _red(scope, table),
        _answers(scope, table.total.answers),
        _rating(scope, table.total.rating),
    ]


def _closing(scope: Scope) -> Kpi:
    week_ago = _midnight(scope.today - dt.timedelta(days=7))
    confirmed = Q(accepted_at__isnull=False)
    done = Q(state__in=DONE_STATES)
    row = (
        scope.items()
        .exclude(state__in=LEFT_STATES)
        .order_by()
        .aggregate(
            confirmed=Count("pk", filter=confirmed),
            done=Count("pk", filter=done),
            confirmed_then=Count("pk", filter=Q(accepted_at__lt=week_ago)),
            done_then=Count("pk", filter=done & Q(closed_at__lt=week_ago)),
        )
    )
    now, then = Rate(row["done"], row["confirmed"]), Rate(row["done_then"], row["confirmed_then"])
    note = _("%(done)d of %(all)d items struck off") % {"done": now.part, "all": now.whole}
    return Kpi(
        _("Items struck off"),
        _number(now),
        "%" if now.percent is not None else "",
        note + _change(now, then),
        links.ledger(state="done", kind=scope.kind),
        now.part,
    )


def _red(scope: Scope, table: UnitTable) -> Kpi:
    red = sum(line.counts[0] for line in table.lines)
    units = sum(bool(line.counts[0]) for line in table.lines)
    return Kpi(
        _("Items with a red light"),
        str(red),
        _("items"),
        _("in %(n)d units") % {"n": units},
        links.ledger(lamp="red", kind=scope.kind),
        red,
    )


def _answers(scope: Scope, answered: Rate) -> Kpi:
    note = _("%(all)d to be answered, %(late)d of them late") % {
        "all": answered.whole,
        "late": answered.rest,
    }
    return Kpi(
        _("Complaints answered in time"),
        _number(answered),
        "%" if answered.percent is not None else "",
        note + _distance(answered, ANSWER_TARGET),
        links.cases(answer=cases.IN_TIME, **scope.due_days),
        answered.part,
    )


def _rating(scope: Scope, rated: Rate) -> Kpi:
    enough = rated.shown
    note = _("%(n)d ratings") % {"n": rated.whole}
    return Kpi(
        _("Satisfied with the answer"),
        _number(rated) if enough else _("sample too small"),
        "%" if enough else "",
        note + (_distance(rated, SATISFACTION_TARGET) if enough else ""),
        links.cases(score=cases.GOOD, **scope.days),
        rated.part,
    )


def _number(rate: Rate) -> str:
    return "—" if rate.percent is None else f"{rate.percent:g}"


def _change(now: Rate, then: Rate) -> str:
    """«, 4.8 points more than a week ago»."""
    if now.percent is None or then.percent is None:
        return ""
    points = round(now.percent - then.percent, 1)
    if not points:
        return _(", as a week ago")
    words = (
        _(", %(n)s points more than a week ago")
        if points > 0
        else _(", %(n)s points less than a week ago")
    )
    return words % {"n": f"{abs(points):g}"}


def _distance(rate: Rate, target: int) -> str:
    """«, 0.8 points below the target»."""
    if rate.percent is None:
        return ""
    points = round(rate.percent - target, 1)
    words = (
        _(", %(n)s points above the target")
        if points >= 0
        else _(", %(n)s points below the target")
    )
    return words % {"n": f"{abs(points):g}"}


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


@dataclass(frozen=True)
class Waiting:
    """Something that waits for the reader: how many, since when, and where."""

    count: int
    label: str
    note: str
    url: str


def waiting(scope: Scope) -> list[Waiting]:
    """What waits, whatever time the page looks at: one query for all of it."""
    late = cases.counted(scope.user).filter(cases.answer(cases.UNANSWERED, scope.today))
    sources: dict[str, tuple[QuerySet[Any], str]] = {"late": (late, "due_reply")}
    if scope.user.may(Permission.PLAN_REVIEW):
        plans = UnitPlan.objects.of(scope.campaign).waiting_for_office()
        sources["plans"] = (plans, "submitted_at")
    if scope.user.may(Permission.ITEM_VERIFY):
        sources["items"] = (item_queries.to_verify(scope.user), "vouched_at")
    if scope.user.may(Permission.SLIP_SIGN):
        slips = SupervisionSlip.objects.visible_to(scope.user).filter(state=SlipState.PENDING)
        sources["slips"] = (slips, "created_at")
    found = _counted(sources)
    entries = [make(*found[name]) for name, make in _ENTRIES.items() if name in found]
    return [entry for entry in entries if entry.url]


def _counted(
    sources: Mapping[str, tuple[QuerySet[Any], str]],
) -> dict[str, tuple[int, Any]]:
    """How many rows each source has, and the least of its field, as scalar subqueries of one row.

    The campaign's row carries them; there is always exactly one.
    """
    terms: dict[str, Subquery] = {}
    for name, (rows, moment) in sources.items():
        one = rows.order_by().annotate(_one=Value(1)).values("_one")
        terms[f"{name}_n"] = Subquery(one.annotate(_n=Count("pk", distinct=True)).values("_n"))
        terms[f"{name}_first"] = Subquery(one.annotate(_least=Min(moment)).values("_least"))
    row: dict[str, Any] = dict(Campaign.objects.running().values(**terms)[:1].get())
    return {name: (row[f"{name}_n"] or 0, row[f"{name}_first"]) for name in sources}


def _plans(count: int, first: dt.datetime | None) -> Waiting:
    url = links.address("campaign:plans", view="review")
    return Waiting(count, _("plans to review"), _since(first), url)


def _verify(count: int, first: dt.datetime | None) -> Waiting:
    url = links.address("rectification:queue")
    return Waiting(count, _("items to verify"), _since(first), url)


def _late(count: int, first: dt.date | None) -> Waiting:
    note = _("the first was due on %(day)s") % {"day": day_words(first)} if first else _("none")
    url = links.cases(answer=cases.UNANSWERED)
    return Waiting(count, _("complaints past their day"), note, url)


def _slips(count: int, first: dt.datetime | None) -> Waiting:
    url = links.address("inspections:slips", state=SlipState.PENDING.value)
    return Waiting(count, _("slips to sign"), _since(first), url)


_ENTRIES: dict[str, Callable[[int, Any], Waiting]] = {
    "plans": _plans,
    "items": _verify,
    "slips": _slips,
    "late": _late,
}


def _since(moment: dt.datetime | None) -> str:
    if moment is None:
        return _("none")
    return _("the first since %(day)s") % {"day": day_words(timezone.localdate(moment))}
