"""Start and stop the clocks of a rule; called by its actions."""

import datetime as dt

from core import deadlines, notices
from rectification.models import Rule
from rectification.workflow import RULE_KIND

# Codes of the kinds in `rule_deadlines`, which itself calls actions.
DUE = "rectification.rule-due"
EFFECT = "rectification.rule-effect"
CHECK = "rectification.rule-check"
# A rule that comes into force after the campaign is looked at within a quarter.
CHECK_DAYS = 90


def await_issue(rule: Rule) -> None:
    """It is to be issued by the planned day."""
    _open(rule, DUE, rule.due_on)


def move_issue(rule: Rule) -> None:
    """The planned day has changed."""
    deadlines.extend(DUE, RULE_KIND, rule.pk, rule.due_on)


def await_effect(rule: Rule) -> None:
    """Issued: nothing is late any more; it comes into force by itself."""
    deadlines.close(DUE, RULE_KIND, rule.pk, "issued")
    settle(rule)
    assert rule.effective_on is not None  # noqa: S101 - issuing sets it
    _open(rule, EFFECT, rule.effective_on)


def await_check(rule: Rule) -> None:
    """In force: somebody looks at least once before the end of the campaign (R-026)."""
    deadlines.close_all(RULE_KIND, rule.pk, "in-force")
    settle(rule)
    _open(rule, CHECK, check_due(rule))


def check_due(rule: Rule) -> dt.date:
    """The day by which a rule in force is checked for the first time."""
    assert rule.effective_on is not None  # noqa: S101 - issuing sets it
    end = rule.campaign.end
    later = rule.effective_on + dt.timedelta(days=CHECK_DAYS)
    return end if rule.effective_on < end else later


def stop(rule: Rule, reason: str) -> None:
    """Nothing is due any more; unread reminders are settled."""
    deadlines.close_all(RULE_KIND, rule.pk, reason)
    settle(rule)


def settle(rule: Rule) -> None:
    """What waited for the step just made is done."""
    notices.settle(RULE_KIND, rule.pk)


def _open(rule: Rule, kind: str, due_on: dt.date) -> None:
    deadlines.open(
        kind,
        subject_kind=RULE_KIND,
        subject_id=rule.pk,
        number=rule.number,
        unit_code=rule.unit_code,
        due_on=due_on,
    )
