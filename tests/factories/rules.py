"""Rules at any stage, through the actions and the hands of the cast."""

import datetime as dt
from typing import Any

from core import clock
from rectification.actions import rule_steps, rules
from rectification.actions.rule_steps import Issue
from rectification.enums import RuleChange, RuleKind, RuleState, Scope
from rectification.models import Rule
from tests.cast import Cast
from tests.factories.rectification import the_campaign

TITLE = "限时办结制实施办法"
TEXT = "第一条 承诺事项应当在承诺时限内办结。\n第二条 超过时限的，由责任人书面说明理由。"
DRAFT: dict[str, Any] = {
    "duty": "窗口负责受理，业务科室负责办理。",
    "task": "承诺件按时办结率达到100%。",
    "procedure": "受理、承办、审核、办结四步，每步限时。",
    "steps_before": 7,
    "steps_after": 4,
    "days_before": 15,
    "days_after": 10,
    "text": TEXT,
}


def make_planned(cast: Cast, **fields: Any) -> Rule:
    """A preventive work rule of unit JFJ, planned for ten days ahead."""
    the_campaign(cast)
    values: dict[str, Any] = {
        "unit": cast.unit,
        "by": cast.liaison,
        "title": TITLE,
        "kind": RuleKind.WORK,
        "change": RuleChange.NEW,
        "preventive": "items" not in fields,
        "due_on": clock.today() + dt.timedelta(days=10),
    }
    return rules.plan(**{**values, **fields})


def make_drafted(cast: Cast, **fields: Any) -> Rule:
    rule = make_planned(cast, **fields)
    return rules.write(rule=rule, by=cast.liaison, fields=DRAFT)


def make_consulting(cast: Cast, **fields: Any) -> Rule:
    day = clock.today()
    return rule_steps.consult(
        rule=make_drafted(cast, **fields),
        by=cast.liaison,
        consulted="各科室，3家园区企业",
        start=day - dt.timedelta(days=7),
        end=day,
    )


def make_approved(cast: Cast, **fields: Any) -> Rule:
    return rule_steps.approve(
        rule=make_consulting(cast, **fields),
        by=cast.liaison,
        deliberated_by="局长办公会",
        deliberated_on=clock.today(),
        decision="原则同意，修改后印发。",
    )


def facts(**changes: Any) -> Issue:
    """Issued today, in force today, for everybody to read."""
    day = clock.today()
    values: Any = {
        "doc_no": "青经发〔2011〕12号",
        "issued_on": day,
        "effective_on": day,
        "disclosure": Scope.PUBLIC,
        "disclosure_reason": "",
    }
    return {**values, **changes}


def make_issued(cast: Cast, *, in_days: int = 10, **fields: Any) -> Rule:
    """Issued; it comes into force later."""
    effective = clock.today() + dt.timedelta(days=in_days)
    return rule_steps.issue(
        rule=make_approved(cast, **fields), by=cast.unit_head, facts=facts(effective_on=effective)
    )


def make_in_force(cast: Cast, **fields: Any) -> Rule:
    return rule_steps.issue(rule=make_approved(cast, **fields), by=cast.unit_head, facts=facts())


MAKERS = {
    RuleState.PLANNED: make_planned,
    RuleState.DRAFTING: make_drafted,
    RuleState.CONSULTING: make_consulting,
    RuleState.APPROVED: make_approved,
    RuleState.ISSUED: make_issued,
    RuleState.IN_FORCE: make_in_force,
}
