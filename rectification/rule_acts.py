"""Which steps a person can take with a rule now, as links; the first one is the next step."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import pgettext_lazy

from accounts.models import User
from core.access import Answer
from core.text import Text
from rectification import rule_access as access
from rectification.acts import Act
from rectification.enums import RuleState
from rectification.models import Rule

Question = Callable[[User, Rule], Answer]

# In the order in which they come up; the address is named after the act.
_ACTS: tuple[tuple[str, Text, Question], ...] = (
    ("rule-issue", pgettext_lazy("rule", "Issue"), access.can_issue),
    ("rule-confirm", pgettext_lazy("rule", "Confirm that it is kept"), access.can_confirm),
    ("rule-approve", pgettext_lazy("rule", "Note the deliberation"), access.can_approve),
    ("rule-opinions", pgettext_lazy("rule", "Note opinions"), access.can_note_opinions),
    ("rule-consult", pgettext_lazy("rule", "Ask for opinions"), access.can_consult),
    ("rule-draft", pgettext_lazy("rule", "Write the draft"), access.can_edit_rule),
    ("rule-check", pgettext_lazy("rule", "Check whether it is kept"), access.can_check),
    ("rule-evaluate", pgettext_lazy("rule", "Evaluate"), access.can_evaluate),
    ("rule-edit", pgettext_lazy("rule", "Change the plan"), access.can_edit_rule),
    ("rule-redraft", pgettext_lazy("rule", "Back to the draft"), access.can_redraft),
    ("rule-abolish", pgettext_lazy("rule", "Abolish"), access.can_abolish),
    ("rule-drop", pgettext_lazy("rule", "Do not pursue"), access.can_drop),
)
_NEVER_NEXT = {"rule-edit", "rule-redraft", "rule-abolish", "rule-drop", "rule-evaluate"}


def acts(user: User, rule: Rule) -> list[Act]:
    """Everything the person can do with the rule, the next step first."""
    found = [
        Act(name, label, reverse(f"rectification:{name}", args=[rule.number]))
        for name, label, question in _ACTS
        if question(user, rule)
    ]
    if rule.state == RuleState.DRAFTING and not rule.text and not rule.files.exists():
        found.sort(key=lambda act: act.name == "rule-consult")  # nothing to show to others yet
    return found


def next_act(user: User, rule: Rule) -> Act | None:
    """The step that moves the rule on, if it is this person's."""
    return next((act for act in acts(user, rule) if act.name not in _NEVER_NEXT), None)
