"""Reads over rules: counts, savings, the three kinds of each unit, problem → rule → relapse."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Avg, Count, Exists, F, OuterRef, Prefetch, Q, QuerySet

from accounts.models import Unit
from campaign.enums import Elapsed, PhaseKind
from campaign.models import Campaign
from core import clock
from core.models import StatusLog
from rectification.enums import (
    LEFT_STATES,
    RULE_ISSUED,
    OwnerKind,
    Rank,
    RuleChange,
    RuleKind,
    RuleState,
    State,
)
from rectification.models import Rule, RuleAbsence
from rectification.models.item import ItemQuerySet
from rectification.models.rule import RuleQuerySet
from rectification.workflow import KIND

LEFT = (RuleState.ABOLISHED, RuleState.DROPPED)


@dataclass(frozen=True)
class Counts:
    """How many rules are on the list, and how many of each change are issued (R-096)."""

    planned: int
    issued: int
    new: int
    revised: int
    abolished: int
    kept: int


def counts(rules: QuerySet[Rule]) -> Counts:
    """One query; plans that were given up count nowhere."""
    issued = Q(state__in=RULE_ISSUED)
    found = rules.order_by().aggregate(
        planned=Count("pk", filter=~Q(state=RuleState.DROPPED), distinct=True),
        issued=Count("pk", filter=issued, distinct=True),
        new=Count("pk", filter=issued & Q(change=RuleChange.NEW), distinct=True),
        revised=Count("pk", filter=issued & Q(change=RuleChange.REVISE), distinct=True),
        abolished=Count("pk", filter=issued & Q(change=RuleChange.ABOLISH), distinct=True),
        kept=Count("pk", filter=issued & Q(change=RuleChange.KEEP), distinct=True),
    )
    return Counts(**found)


@dataclass(frozen=True)
class Savings:
    """What simplified rules save on average (R-074): steps and working days; `count` of them."""

    count: int
    steps: float | None
    days: float | None


def savings(rules: RuleQuerySet) -> Savings:
    """One query over the rules with figures of before and after."""
    found = (
        rules.simplified()
        .order_by()
        .aggregate(
            count=Count("pk"),
            steps=Avg(F("steps_before") - F("steps_after")),
            days=Avg(F("days_before") - F("days_after")),
        )
    )
    return Savings(**found)


@dataclass(frozen=True)
class KindCell:
    """How a unit stands with one kind of rule: `count` on its list, or why there is none."""

    kind: RuleKind
    count: int
    reason: str

    @property
    def is_missing(self) -> bool:
        """Neither a rule nor a reason (R-094)."""
        return not self.count and not self.reason


def kinds_of(units: Iterable[Unit], campaign: Campaign) -> list[tuple[Unit, list[KindCell]]]:
    """The three kinds of each unit: two queries however many units."""
    units = list(units)
    rules = Rule.objects.of(campaign).filter(unit__in=units).exclude(state__in=LEFT).order_by()
    numbers: Mapping[tuple[int, str], int] = {
        (unit, kind): count
        for unit, kind, count in rules.values_list("unit_id", "kind").annotate(Count("pk"))
    }
    absences = RuleAbsence.objects.filter(campaign=campaign, unit__in=units)
    reasons = {(row.unit_id, row.kind): row.reason for row in absences}
    return [
        (
            unit,
            [
                KindCell(kind, numbers.get((unit.pk, kind), 0), reasons.get((unit.pk, kind), ""))
                for kind in RuleKind
            ],
        )
        for unit in units
    ]


def _relapses(item: str, effective: str) -> QuerySet[StatusLog]:
    """Times that an item came back on or after the day a rule came into force."""
    return StatusLog.objects.filter(
        kind=KIND,
        transition="reopen",
        object_id=OuterRef(item),
        at__date__gte=OuterRef(effective),
    )


def relapsed(rules: RuleQuerySet) -> RuleQuerySet:
    """Rules one of whose problems came back while they were in force."""
    through: Any = Rule.items.through
    rows = through.objects.filter(rule=OuterRef("pk"), rule__effective_on__isnull=False)
    back = rows.filter(Exists(_relapses("rectificationitem_id", "rule__effective_on")))
    return rules.filter(Exists(back))


def answerable(items: ItemQuerySet) -> ItemQuerySet:
    """The problems that rules can answer: signed by the unit, not of persons, not merged."""
    own = items.exclude(owner_kind=OwnerKind.PERSON).exclude(state__in=LEFT_STATES)
    return own.exclude(state__in=[State.DRAFT, State.UNIT_REVIEW])


def without_rule(items: ItemQuerySet) -> ItemQuerySet:
    """Problems that no rule answers (R-095)."""
    return items.exclude(pk__in=_answered())


def with_rule(items: ItemQuerySet) -> ItemQuerySet:
    """Problems that a rule answers, planned or issued."""
    return items.filter(pk__in=_answered())


def back_despite_rule(items: ItemQuerySet) -> ItemQuerySet:
    """Problems that came back while a rule against them was in force."""
    through: Any = Rule.items.through
    rows = through.objects.filter(rule__effective_on__isnull=False)
    back = rows.filter(Exists(_relapses("rectificationitem_id", "rule__effective_on")))
    return items.filter(pk__in=back.values("rectificationitem_id"))


def _answered() -> Any:
    through: Any = Rule.items.through
    return through.objects.exclude(rule__state__in=LEFT).values("rectificationitem_id")


def matrix(items: ItemQuerySet) -> ItemQuerySet:
    """Problem → rule → relapse: `live_rules` of each item, and whether they failed (`failed`)."""
    rules = Rule.objects.exclude(state__in=LEFT).order_by("number")
    through: Any = Rule.items.through
    rows = through.objects.filter(
        rectificationitem=OuterRef("pk"), rule__effective_on__isnull=False
    )
    back = rows.filter(Exists(_relapses("rectificationitem_id", "rule__effective_on")))
    return (
        items.select_related("unit", "category")
        .annotate(failed=Exists(back))
        .prefetch_related(Prefetch("rules", rules, to_attr="live_rules"))
    )


def overdue_items(items: ItemQuerySet, campaign: Campaign) -> int:
    """Open items past their day once phase three has begun: rules build on finished work (R-091).

    0 before that phase: then there is nothing to warn of.
    """
    today = clock.today()
    phase = campaign.phases.filter(kind=PhaseKind.INSTITUTIONALIZE).first()
    if phase is None or phase.stands(today) == Elapsed.BEFORE:
        return 0
    return items.filter(campaign=campaign, rank=Rank.OPEN, due_key__lt=today).count()
