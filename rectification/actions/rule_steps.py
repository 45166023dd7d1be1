"""The steps of a rule: opinions, deliberation, issue, force, checks, evaluation, abolition."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.enums import Role
from campaign.actions import tasks
from campaign.enums import Evidence, MeetingState
from campaign.models import Meeting
from core import audit, clock
from core.access import require
from core.actors import SYSTEM, Actor
from core.errors import DomainError
from core.workflow import lock
from rectification import people
from rectification import rule_access as access
from rectification import rule_clocks as clocks
from rectification.enums import RULE_HOLDS, Scope
from rectification.models import Rule, RuleCheck, RuleOpinion
from rectification.rule_gaps import draft_gaps
from rectification.rule_notices import RuleAbolished, RuleInForce, RuleToIssue, tell_of_rule
from rectification.workflow import RULE, RULE_KIND

# A later day is more likely a slip of the pen.
LONGEST_WAIT = dt.timedelta(days=366)


class OpinionLine(TypedDict):
    """One opinion as it is typed; `outcome`: a value of `OpinionOutcome`."""

    giver: str
    content: str
    outcome: str
    note: str


class Issue(TypedDict):
    """How a rule is issued. `disclosure`: a value of `Scope`, with the reason if not public."""

    doc_no: str
    issued_on: dt.date
    effective_on: dt.date
    disclosure: str
    disclosure_reason: str


_ISSUE = ("doc_no", "issued_on", "effective_on", "disclosure", "disclosure_reason")


@transaction.atomic
def consult(*, rule: Rule, by: Actor, consulted: str, start: dt.date, end: dt.date) -> Rule:
    """The draft goes out for opinions. Raises `DomainError` naming what the draft lacks."""
    rule = lock(rule)
    require(access.can_consult(by, rule))
    for gap in draft_gaps(rule):
        raise DomainError(gap.message, "gap", gap.field)
    if end < start:
        raise DomainError(
            _("The consultation ends before it begins. Correct one of the days."), "days", "end"
        )
    rule.consulted, rule.consult_from, rule.consult_to = consulted.strip(), start, end
    RULE.apply(
        rule,
        "consult",
        by=by,
        reason=rule.consulted,
        save=["consulted", "consult_from", "consult_to"],
    )
    return rule


@transaction.atomic
def note_opinions(
    *, rule: Rule, by: Actor, opinions: Sequence[OpinionLine], version: int | None = None
) -> Rule:
    """Write down the opinions and what became of each; the list is replaced."""
    rule = lock(rule, version)
    require(access.can_note_opinions(by, rule))
    rule.opinions.all().delete()
    RuleOpinion.objects.bulk_create(
        RuleOpinion(rule=rule, order=n, **line) for n, line in enumerate(opinions, 1)
    )
    rule.version += 1
    rule.save(update_fields=["version", "updated_at"])
    audit.record(
        f"{RULE_KIND}.opinions",
        by=by,
        kind=RULE_KIND,
        object_id=rule.pk,
        number=rule.number,
        unit_code=rule.unit_code,
        detail={"count": len(opinions)},
    )
    return rule


@transaction.atomic
def approve(
    *,
    rule: Rule,
    by: Actor,
    decision: str,
    meeting: Meeting | None = None,
    deliberated_by: str = "",
    deliberated_on: dt.date | None = None,
) -> Rule:
    """Note the deliberation: a meeting logged in the portal, or its name and day."""
    rule = lock(rule)
    require(access.can_approve(by, rule))
    if meeting is not None:
        _check_meeting(rule, meeting)
        deliberated_by, deliberated_on = meeting.title, meeting.date
    rule.meeting, rule.deliberated_by = meeting, deliberated_by.strip()
    rule.deliberated_on, rule.decision = deliberated_on, decision.strip()
    _check_deliberation(rule)
    log = RULE.apply(
        rule,
        "approve",
        by=by,
        reason=rule.decision,
        save=["meeting", "deliberated_by", "deliberated_on", "decision"],
    )
    clocks.settle(rule)
    tell_of_rule(RuleToIssue, rule, people.of_unit(rule.unit, Role.UNIT_HEAD), log)
    return rule


@transaction.atomic
def redraft(*, rule: Rule, by: Actor, reason: str) -> Rule:
    """Back to the draft: opinions or the meeting want it changed."""
    rule = lock(rule)
    rule.meeting, rule.deliberated_by = None, ""
    rule.deliberated_on, rule.decision = None, ""
    RULE.apply(
        rule,
        "redraft",
        by=by,
        reason=reason,
        save=["meeting", "deliberated_by", "deliberated_on", "decision"],
    )
    clocks.settle(rule)
    return rule


@transaction.atomic
def issue(*, rule: Rule, by: Actor, facts: Issue) -> Rule:
    """The unit head issues; on the day given the rule comes into force, today or by the sweep."""
    rule = lock(rule)
    require(access.can_issue(by, rule))
    _set_issue(rule, facts)
    if rule.deliberated_on and rule.issued_on and rule.issued_on < rule.deliberated_on:
        raise DomainError(
            _("The rule was approved on %(day)s; it cannot have been issued before.")
            % {"day": rule.deliberated_on.isoformat()},
            "early",
            "issued_on",
        )
    RULE.apply(rule, "issue", by=by, reason=rule.doc_no, save=_ISSUE)
    clocks.await_effect(rule)
    tasks.hand_in(Evidence.RULE, by=by, **_record(rule))
    if facts["effective_on"] <= clock.today():
        return take_effect(rule=rule, by=SYSTEM)
    return rule


@transaction.atomic
def confirm(*, rule: Rule, by: Actor, facts: Issue) -> Rule:
    """The unit head confirms a rule that stays as it was issued once."""
    rule = lock(rule)
    require(access.can_confirm(by, rule))
    _set_issue(rule, facts)
    if facts["effective_on"] > clock.today():
        raise DomainError(
            _("A rule that is kept is in force already. Enter the day since when."),
            "future",
            "effective_on",
        )
    RULE.apply(rule, "confirm", by=by, reason=rule.doc_no, save=_ISSUE)
    _in_force(rule, by)
    return rule


@transaction.atomic
def take_effect(*, rule: Rule, by: Actor) -> Rule:
    """It comes into force: the unit's task is done with it, and its first check is awaited."""
    rule = lock(rule)
    log = RULE.apply(rule, "take_effect", by=by)
    _in_force(rule, by)
    to = people.of_unit(rule.unit, Role.LIAISON, Role.UNIT_HEAD)
    tell_of_rule(RuleInForce, rule, to, log)
    return rule


@transaction.atomic
def check(*, rule: Rule, by: Actor, checked_on: dt.date, result: str, note: str) -> RuleCheck:
    """Somebody has looked whether the rule is kept (R-026)."""
    rule = lock(rule)
    require(access.can_check(by, rule))
    _between(rule, checked_on, "checked_on")
    row = RuleCheck.objects.create(
        rule=rule, checked_on=checked_on, result=result, note=note.strip(), added_by_id=by.pk
    )
    RULE.apply(rule, "check", by=by, reason=note, extra={"result": result})
    clocks.stop(rule, "checked")
    return row


@transaction.atomic
def evaluate(*, rule: Rule, by: Actor, verdict: str, evaluation: str) -> Rule:
    """Say whether the rule has worked; it stays in force."""
    rule = lock(rule)
    require(access.can_evaluate(by, rule))
    rule.verdict, rule.evaluation = verdict, evaluation.strip()
    RULE.apply(rule, "evaluate", by=by, reason=evaluation, save=["verdict", "evaluation"])
    return rule


@transaction.atomic
def abolish(*, rule: Rule, by: Actor, reason: str, document: str = "") -> Rule:
    """The unit head takes the rule out of force."""
    rule = lock(rule)
    rule.abolition = document.strip()
    log = RULE.apply(rule, "abolish", by=by, reason=reason, save=["abolition"])
    clocks.stop(rule, "abolished")
    tasks.unfulfil(kind=RULE_KIND, object_id=rule.pk, by=by)
    tell_of_rule(RuleAbolished, rule, people.of_unit(rule.unit, Role.LIAISON), log)
    return rule


@transaction.atomic
def drop(*, rule: Rule, by: Actor, reason: str) -> Rule:
    """Give the plan up; the record stays."""
    rule = lock(rule)
    RULE.apply(rule, "drop", by=by, reason=reason)
    clocks.stop(rule, "dropped")
    return rule


def _in_force(rule: Rule, by: Actor) -> None:
    """What a rule in force sets going; an abolition has nothing to be kept and checked."""
    if rule.change not in RULE_HOLDS:
        clocks.stop(rule, "in-force")
    else:
        clocks.await_check(rule)
    tasks.fulfil(Evidence.RULE, by=by, **_record(rule))


def _record(rule: Rule) -> dict[str, Any]:
    """The rule as what fulfils a task; the day on which it is issued decides."""
    return {
        "unit": rule.unit,
        "kind": RULE_KIND,
        "object_id": rule.pk,
        "number": rule.number,
        "on": clock.today(),
        "campaign": rule.campaign,
    }


def _set_issue(rule: Rule, facts: Issue) -> None:
    for name in _ISSUE:
        setattr(rule, name, facts[name])  # type: ignore[literal-required]
    if rule.disclosure == Scope.PUBLIC:
        rule.disclosure_reason = ""
    elif not rule.disclosure_reason.strip():
        raise DomainError(
            _("Say why not everybody may read the rule."), "reason", "disclosure_reason"
        )
    if facts["issued_on"] > clock.today():
        raise DomainError(
            _("The rule is dated later than today. Issue it when that day has come."),
            "future",
            "issued_on",
        )
    if facts["effective_on"] < facts["issued_on"]:
        raise DomainError(
            _("The rule comes into force before it is issued. Correct one of the days."),
            "early",
            "effective_on",
        )
    if facts["effective_on"] - facts["issued_on"] > LONGEST_WAIT:
        raise DomainError(
            _("The rule comes into force more than a year later. Check the year of the day."),
            "far",
            "effective_on",
        )


def _check_meeting(rule: Rule, meeting: Meeting) -> None:
    if meeting.state != MeetingState.HELD or meeting.unit_id not in (None, rule.unit_id):
        raise DomainError(
            _("Choose a meeting of the unit that has been held, or name it below."),
            "meeting",
            "meeting",
        )


def _check_deliberation(rule: Rule) -> None:
    day = rule.deliberated_on
    if not rule.deliberated_by:
        raise DomainError(
            _("Choose the meeting, or write which body approved the rule."),
            "who",
            "deliberated_by",
        )
    if day is None:
        raise DomainError(_("Enter the day of the deliberation."), "when", "deliberated_on")
    if day > clock.today():
        raise DomainError(
            _("The deliberation lies in the future. Note it when it has taken place."),
            "future",
            "deliberated_on",
        )
    if rule.consult_to and day < rule.consult_to:
        raise DomainError(
            _(
                "Opinions are asked for until %(day)s. The meeting decides afterwards: enter its"
                " day, or take the draft back to change the dates."
            )
            % {"day": rule.consult_to.isoformat()},
            "early",
            "deliberated_on",
        )


def _between(rule: Rule, day: dt.date, field: str) -> None:
    if rule.effective_on and day < rule.effective_on:
        raise DomainError(
            _("The rule is in force since %(day)s; enter that day or a later one.")
            % {"day": rule.effective_on.isoformat()},
            "early",
            field,
        )
    if day > clock.today():
        raise DomainError(_("Enter today or a day that has passed."), "future", field)
