"""What a person has to do with rules, for the workbench (P16)."""

import datetime as dt

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import pgettext_lazy

from accounts.enums import Permission as P
from accounts.models import User
from core import clock
from core.duties import Duties, Found
from core.text import Text
from core.todo import Todo
from core.workdays import calendar
from rectification import rule_clocks
from rectification.enums import RuleChange, RuleState
from rectification.models import Rule
from rectification.models.rule import RuleQuerySet

NEAR_WORKDAYS = 10
_KIND = pgettext_lazy("to-do", "Rule")


def todos(user: User) -> list[Found]:
    """Rules to write, to bring on, to issue and to check; the checks of the unit: one query."""
    return [*_of_writers(user), *_of_head(user)]


def _of_writers(user: User) -> list[Found]:
    units = user.units_with(P.RULE_EDIT)
    if not units:
        return []
    today = clock.today()
    near = calendar().add(today, NEAR_WORKDAYS)
    rules = Rule.objects.filter(unit__in=units)
    early = rules.filter(state__in=(RuleState.PLANNED, RuleState.DRAFTING), due_on__lte=near)
    over = rules.filter(state=RuleState.CONSULTING).filter(
        Q(consult_to__lt=today) | Q(due_on__lte=near)
    )
    found: list[Found] = [
        _duties(early, "rule-draft", pgettext_lazy("rule", "Write the draft")),
        _duties(over, "rule-approve", pgettext_lazy("rule", "Note the deliberation")),
    ]
    unchecked = rules.unchecked().select_related("unit", "campaign").order_by("pk")
    dues = [(rule, rule_clocks.check_due(rule)) for rule in unchecked]
    words = pgettext_lazy("rule", "Check whether it is kept")
    found += [_todo(rule, due, "rule-check", words, today) for rule, due in dues if due <= near]
    return found


def _of_head(user: User) -> list[Found]:
    units = user.units_with(P.RULE_SIGN)
    if not units:
        return []
    rules = Rule.objects.filter(unit__in=units)
    kept = rules.filter(state=RuleState.DRAFTING, change=RuleChange.KEEP)
    return [
        _duties(
            rules.filter(state=RuleState.APPROVED), "rule-issue", pgettext_lazy("rule", "Issue")
        ),
        _duties(kept, "rule-confirm", pgettext_lazy("rule", "Confirm that it is kept")),
    ]


def _duties(rules: RuleQuerySet, page: str, verb: Text) -> Duties:
    today = clock.today()
    return Duties(
        _KIND,
        rules.select_related("unit"),
        lambda rule: _todo(rule, rule.due_on, page, verb, today),
        due="due_on",
    )


def _todo(rule: Rule, due: dt.date, page: str, verb: Text, today: dt.date) -> Todo:
    return Todo(
        kind=_KIND,
        title=rule.title,
        number=rule.number,
        meta=f"{rule.unit.short_name}，{rule.get_kind_display()}",
        due_on=due,
        verb=verb,
        url=reverse(f"rectification:{page}", args=[rule.number]),
        light="red" if due < today else "",
    )
