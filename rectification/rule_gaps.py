"""What a rule must hold before it goes on, and what a long-term item needs before it closes."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from core.text import Text
from rectification.enums import Klass, Result, RuleChange
from rectification.models import RectificationItem, Rule
from rectification.promise import Gap

# Abolishing and keeping lay nothing new down.
WRITTEN = (RuleChange.NEW, RuleChange.REVISE)


def plan_gaps(rule: Rule) -> Iterator[Gap]:
    """Why the rule is made: at least one problem, or openly none (R-095)."""
    if not rule.preventive and not rule.items.exists():
        yield Gap(
            "items", _("Choose the problems that the rule answers, or mark it as preventive.")
        )


def draft_gaps(rule: Rule) -> list[Gap]:
    """What is missing before others can be asked for their opinion, in the order of the form."""
    found = list(plan_gaps(rule))
    if rule.change in WRITTEN:
        found += [
            Gap(
                aspect.value,
                _("Say what the rule lays down on “%(part)s”.") % {"part": aspect.label},
            )
            for aspect, text in rule.aspects
            if not text.strip()
        ]
    if not rule.text.strip() and not rule.files.filter(in_use=True).exists():
        found.append(Gap("text", _("Write the text of the rule, or attach it as a file.")))
    return found


def long_term_gaps(item: RectificationItem, result: str = "") -> list[Gap]:
    """What a long-term item needs to close: a rule in force and a review passed (R-015, §2.1).

    What turned out not to be a problem (`result`) needs neither.
    """
    if item.klass != Klass.LONG_TERM or result == Result.UNFOUNDED:
        return []
    found = []
    if not item.rules.holding().exists():
        found.append(Gap("rules", _no_rule(item)))
    if not item.reviews.filter(passed=True, held_on__gte=item.start_on).exists():
        found.append(
            Gap(
                "reviews",
                _(
                    "A long-term item closes after a quarterly review that it has passed."
                    " Record it first."
                ),
            )
        )
    return found


def _no_rule(item: RectificationItem) -> Text:
    coming = item.rules.coming().order_by("due_on").first()
    if coming is not None:
        return _(
            "A long-term item closes with a rule in force. “%(rule)s” (%(number)s) is not in"
            " force yet."
        ) % {"rule": coming.title, "number": coming.number}
    return _(
        "A long-term item closes with a rule in force. Plan one, or link one that is in force."
    )
