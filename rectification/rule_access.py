"""Who sees which rules, and who may do what with them."""

from django.utils.translation import gettext_lazy as _

from accounts.enums import Permission as P
from accounts.models import Unit, User
from core.access import Allowed, Answer, Denied
from core.actors import Actor
from rectification.enums import Klass, RuleChange, RuleState, State
from rectification.models import RectificationItem, Rule
from rectification.workflow import ITEM, RULE

EDITABLE = (RuleState.PLANNED, RuleState.DRAFTING)
OVER = (RuleState.ABOLISHED, RuleState.DROPPED)


def can_read_rules(user: User) -> Answer:
    """Units read their own, the office and the leaders all."""
    if user.may(P.UNIT_READ) or user.reads_zone:
        return Allowed()
    return Denied(_("Rules are for the units, the office and the leaders."))


def can_plan_rule(by: Actor, unit: Unit) -> Answer:
    """The unit makes its own rules."""
    if by.may(P.RULE_EDIT, unit.code):
        return Allowed()
    return Denied(_("Only the liaison or the deputy of the unit plans its rules."))


def can_edit_rule(by: Actor, rule: Rule) -> Answer:
    """The plan and the draft, until others are asked for their opinion."""
    if rule.state not in EDITABLE:
        return Denied(_("The draft has gone out. Take it back to change it."))
    return can_plan_rule(by, rule.unit)


def can_link(by: Actor, rule: Rule) -> Answer:
    """Add a problem to a rule at any time until the rule is over."""
    if rule.state in OVER:
        return Denied(_("The rule is over; choose another one."))
    return can_plan_rule(by, rule.unit)


def can_consult(by: Actor, rule: Rule) -> Answer:
    """Everything but a rule that is kept goes out for opinions."""
    if rule.change == RuleChange.KEEP:
        return Denied(_("A rule that is kept is confirmed by the unit head."))
    return RULE.can(rule, "consult", by)


def can_note_opinions(by: Actor, rule: Rule) -> Answer:
    """While the consultation is open."""
    return RULE.can(rule, "approve", by)


def can_approve(by: Actor, rule: Rule) -> Answer:
    """Note down what the meeting decided."""
    return RULE.can(rule, "approve", by)


def can_redraft(by: Actor, rule: Rule) -> Answer:
    """Take it back to the draft."""
    return RULE.can(rule, "redraft", by)


def can_issue(by: Actor, rule: Rule) -> Answer:
    """The unit head issues."""
    return RULE.can(rule, "issue", by)


def can_confirm(by: Actor, rule: Rule) -> Answer:
    """The unit head confirms a rule that is kept as it is."""
    if rule.change != RuleChange.KEEP:
        return Denied(_("Only a rule that is kept as it is can be confirmed at once."))
    return RULE.can(rule, "confirm", by)


def can_check(by: Actor, rule: Rule) -> Answer:
    """Look whether it is kept; there is nothing to keep in an abolition."""
    if rule.change == RuleChange.ABOLISH:
        return Denied(_("This record abolishes a rule; there is nothing left to check."))
    return RULE.can(rule, "check", by)


def can_evaluate(by: Actor, rule: Rule) -> Answer:
    """Once it has been in force for a while."""
    if rule.change == RuleChange.ABOLISH:
        return Denied(_("This record abolishes a rule; there is nothing left to evaluate."))
    return RULE.can(rule, "evaluate", by)


def can_abolish(by: Actor, rule: Rule) -> Answer:
    """The unit head takes it out of force."""
    return RULE.can(rule, "abolish", by)


def can_drop(by: Actor, rule: Rule) -> Answer:
    """Give a plan up."""
    return RULE.can(rule, "drop", by)


def can_link_item(by: Actor, item: RectificationItem) -> Answer:
    """Link one of the unit's rules to one of its problems."""
    if item.is_private:
        return Denied(_("The item of an individual is not linked to rules that others read."))
    return can_plan_rule(by, item.unit)


def can_review_quarter(by: Actor, item: RectificationItem) -> Answer:
    """Only long-term items are reviewed every quarter."""
    if item.klass != Klass.LONG_TERM:
        return Denied(_("Only long-term items are reviewed every quarter."))
    if item.asked_at is not None and item.state == State.IN_PROGRESS:
        return Denied(_("The closing has been asked for and waits for the unit head."))
    return ITEM.can(item, "review_quarter", by)
