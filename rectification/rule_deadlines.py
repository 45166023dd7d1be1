"""The deadlines of rules; becoming effective is one of them (domain.md §4.15)."""

import datetime as dt
from collections.abc import Sequence

from accounts.enums import Role
from core import deadlines
from core.actors import SYSTEM
from core.models import Deadline
from core.notices import NoticeDraft
from rectification import people, rule_clocks
from rectification.actions import rule_steps
from rectification.enums import RuleState
from rectification.models import Rule
from rectification.rule_notices import RuleCheckDueNotice, RuleDueNotice, RuleNotice
from rectification.workflow import RULE_KIND


class RuleDue(deadlines.DeadlineKind):
    """To be issued: liaisons hear of it before, the head and the office once it is late."""

    code = rule_clocks.DUE
    steps = (-10, -3, 0, 1)
    every = 5

    def notices(
        self, deadlines: Sequence[Deadline], step: int, today: dt.date
    ) -> list[NoticeDraft]:
        roles = (Role.LIAISON, Role.UNIT_HEAD) if step > 0 else (Role.LIAISON,)
        office = [person.pk for person in people.office()] if step > 0 else []
        return _drafts(RuleDueNotice, _rules(deadlines), step, roles, office)


class RuleEffect(deadlines.DeadlineKind):
    """On the first day the rule comes into force by itself; its action tells the unit."""

    code = rule_clocks.EFFECT
    steps = (0,)

    def notices(
        self, deadlines: Sequence[Deadline], step: int, today: dt.date
    ) -> list[NoticeDraft]:
        return []

    def act(self, deadlines: Sequence[Deadline], step: int, today: dt.date) -> None:
        for rule in _rules(deadlines):
            if rule.state == RuleState.ISSUED:
                rule_steps.take_effect(rule=rule, by=SYSTEM)


class RuleCheckDue(deadlines.DeadlineKind):
    """Nobody has looked yet whether the rule is kept, and the year ends (R-026)."""

    code = rule_clocks.CHECK
    steps = (-20, -5, 0)

    def notices(
        self, deadlines: Sequence[Deadline], step: int, today: dt.date
    ) -> list[NoticeDraft]:
        return _drafts(RuleCheckDueNotice, _rules(deadlines), step, (Role.LIAISON,), [])


def _rules(rows: Sequence[Deadline]) -> list[Rule]:
    ids = [row.subject_id for row in rows]
    return list(Rule.objects.filter(pk__in=ids).select_related("unit", "campaign").order_by("id"))


def _drafts(
    kind: type[RuleNotice],
    rules: Sequence[Rule],
    step: int,
    roles: Sequence[Role],
    others: Sequence[int],
) -> list[NoticeDraft]:
    """One message for each rule; its unit's people in two queries for all of them."""
    mine = people.liaisons_of({rule.unit for rule in rules}, *roles)
    return [
        NoticeDraft(
            kind,
            dict.fromkeys([*mine.get(rule.unit.code, []), *others]),
            RULE_KIND,
            rule.pk,
            rule.number,
            params={"step": step, "unit": rule.unit.short_name},
        )
        for rule in rules
    ]
