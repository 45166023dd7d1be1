"""Rules in the summary report: what is counted, what they save, problem → rule → relapse."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Unit
from campaign.models import Campaign
from rectification import rule_queries as queries
from rectification.enums import RULE_ONCE_ISSUED
from rectification.models import RectificationItem, Rule
from rectification.models.item import ItemQuerySet
from rectification.models.rule import RuleQuerySet


def rules_of(campaign: Campaign, unit: Unit | None) -> RuleQuerySet:
    """The rules on a unit's list, or on all lists (no unit); plans given up do not count."""
    own = {"unit": unit} if unit else {}
    rows = Rule.objects.of(campaign).filter(**own).exclude(state="dropped")
    return rows.order_by("number")


def text(rule: Rule) -> str:
    """A rule in one line: what it is, how far it is, its number."""
    parts = [rule.title, rule.get_kind_display(), rule.get_change_display()]
    parts.append(rule.doc_no if rule.state in RULE_ONCE_ISSUED else rule.get_state_display())
    return " · ".join(str(part) for part in parts)


def means(rules: Iterable[Rule]) -> dict[str, str]:
    """What simplified rules save on average (R-074); a dash where nothing was counted."""
    rows = list(rules)
    return {
        "steps_saved": _mean([rule.steps_saved for rule in rows]),
        "days_saved": _mean([rule.days_saved for rule in rows]),
    }


def _mean(values: Iterable[int | None]) -> str:
    counted = [value for value in values if value is not None]
    return f"{sum(counted) / len(counted):.1f}".removesuffix(".0") if counted else "—"


def problems(campaign: Campaign, unit: Unit | None) -> ItemQuerySet:
    """The problems that rules can answer."""
    own = {"unit": unit} if unit else {}
    items = RectificationItem.objects.filter(campaign=campaign, **own)
    return queries.answerable(items).order_by("number")


def matrix(campaign: Campaign, unit: Unit | None) -> list[list[str]]:
    """Number, problem, rules, relapses of each problem (R-095), as text: two queries."""
    return [_row(item) for item in queries.matrix(problems(campaign, unit))]


def _row(item: Any) -> list[str]:
    """`item` carries what `rule_queries.matrix` has looked up."""
    titles = "；".join(rule.title for rule in item.live_rules)
    return [item.number, item.headline, titles or _("no rule"), _relapse(item)]


def _relapse(item: Any) -> str:
    if not item.relapse_count:
        return "—"
    words = _("%(n)d times, despite the rule") if item.failed else _("%(n)d times")
    return words % {"n": item.relapse_count}
