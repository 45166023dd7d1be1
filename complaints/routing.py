"""Which unit a case probably belongs to, by the desk's own rules. A person still dispatches."""

import re
from collections.abc import Iterable

from accounts.models import Unit
from campaign.models import Category
from complaints.models import Complaint, RoutingRule
from complaints.redaction import squeeze

_BETWEEN_WORDS = re.compile(r"[、，,;；\s]+")


def holds(rule: RoutingRule, category: Category, target: Unit | None, text: str) -> bool:
    """Whether all conditions of a rule hold. A head of the category tree holds for its leaves."""
    if rule.category_id and rule.category_id not in {category.pk, category.parent_id}:
        return False
    if rule.target_unit_id and (target is None or rule.target_unit_id != target.pk):
        return False
    words = [squeeze(word) for word in _BETWEEN_WORDS.split(rule.words) if squeeze(word)]
    squeezed = squeeze(text)
    return not words or any(word in squeezed for word in words)


def holding(complaint: Complaint, rules: Iterable[RoutingRule]) -> list[RoutingRule]:
    """The rules that hold for a case, in their order. Pure, once the case is read."""
    text = f"{complaint.content} {complaint.wish}"
    return [rule for rule in rules if holds(rule, complaint.category, complaint.target_unit, text)]


def advise(complaint: Complaint) -> RoutingRule | None:
    """The first rule in use that holds for a case (one query)."""
    rules = RoutingRule.objects.filter(active=True, unit__active=True).select_related("unit")
    return next(iter(holding(complaint, rules)), None)
