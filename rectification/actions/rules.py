"""Plan a rule, change its plan, write its draft, link problems to it."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Unit
from campaign.models import Campaign
from core import audit, clock, numbering
from core.access import require
from core.actors import Actor
from core.errors import DomainError
from core.models import Attachment, StatusLog
from core.workflow import lock
from rectification import rule_access as access
from rectification import rule_clocks as clocks
from rectification.enums import LEFT_STATES, RuleAspect, RuleChange, RuleState
from rectification.models import RectificationItem, Rule, RuleAbsence, RuleFile
from rectification.rule_gaps import plan_gaps
from rectification.workflow import RULE, RULE_KIND

PLAN_FIELDS = ("title", "kind", "change", "former", "preventive", "due_on")
FIGURES = ("steps", "days", "materials")
DRAFT_FIELDS = (
    *(aspect.value for aspect in RuleAspect),
    *(f"{name}_{when}" for name in FIGURES for when in ("before", "after")),
    "text",
)


@transaction.atomic
def plan(*, unit: Unit, by: Actor, items: Iterable[RectificationItem] = (), **fields: Any) -> Rule:
    """Put a rule on the unit's list. `fields`: those of `PLAN_FIELDS`.

    Raises `DomainError` at `items` when it answers no problem and is not preventive either.
    """
    require(access.can_plan_rule(by, unit))
    campaign = Campaign.objects.current()
    rule = Rule(campaign=campaign, unit=unit, created_by_id=by.pk)
    _set(rule, fields, PLAN_FIELDS)
    _check_plan(rule, fresh=True)
    scope = f"ZD-{campaign.year}-{unit.code}"
    rule.number = f"{scope}-{numbering.take(scope):03d}"
    rule.save(force_insert=True)
    _set_items(rule, items)
    for gap in plan_gaps(rule):
        raise DomainError(gap.message, "gap", gap.field)
    _log_plan(rule, by)
    _audit("plan", rule, by)
    clocks.await_issue(rule)
    return rule


@transaction.atomic
def edit(
    *,
    rule: Rule,
    by: Actor,
    items: Iterable[RectificationItem] | None = None,
    version: int | None = None,
    **fields: Any,
) -> Rule:
    """Change what is planned. Raises `Conflict` if somebody else has changed it meanwhile."""
    rule = lock(rule, version)
    require(access.can_edit_rule(by, rule))
    before = rule.due_on
    _set(rule, fields, PLAN_FIELDS)
    _check_plan(rule, fresh=rule.due_on != before)
    if items is not None:
        _set_items(rule, items)
    for gap in plan_gaps(rule):
        raise DomainError(gap.message, "gap", gap.field)
    rule.version += 1
    rule.save(update_fields=[*fields, "version", "updated_at"])
    if rule.due_on != before:
        clocks.move_issue(rule)
    _audit("edit", rule, by, fields=sorted(fields))
    return rule


@transaction.atomic
def write(
    *,
    rule: Rule,
    by: Actor,
    fields: Mapping[str, Any],
    files: Sequence[Attachment] = (),
    drop_files: Iterable[RuleFile] = (),
    version: int | None = None,
) -> Rule:
    """Save the draft (`DRAFT_FIELDS`) with its files; the first time the drafting begins.

    Raises `DomainError` at the figure whose counterpart of before or after is missing.
    """
    rule = lock(rule, version)
    require(access.can_edit_rule(by, rule))
    _set(rule, fields, DRAFT_FIELDS)
    _check_figures(rule)
    rule.files.filter(pk__in=[file.pk for file in drop_files]).update(in_use=False)
    RuleFile.objects.bulk_create(RuleFile(rule=rule, attachment=file) for file in files)
    if rule.state == RuleState.PLANNED:
        RULE.apply(rule, "start", by=by, save=list(fields))
    else:
        rule.version += 1
        rule.save(update_fields=[*fields, "version", "updated_at"])
    _audit("write", rule, by, files=len(files))
    return rule


@transaction.atomic
def link(*, rule: Rule, item: RectificationItem, by: Actor) -> Rule:
    """Let a rule answer one more problem of its unit."""
    rule = lock(rule)
    require(access.can_link(by, rule))
    require(access.can_link_item(by, item))
    if not linkable(rule.unit).filter(pk=item.pk).exists():
        raise DomainError(_OTHERS, "unit", "rules")
    rule.items.add(item)
    rule.preventive = False
    rule.version += 1
    rule.save(update_fields=["preventive", "version", "updated_at"])
    _audit("link", rule, by, item=item.number)
    return rule


@transaction.atomic
def excuse(*, unit: Unit, kind: str, reason: str, by: Actor) -> RuleAbsence:
    """Say why the unit makes no rule of a kind (R-094); said again, the new reason counts."""
    require(access.can_plan_rule(by, unit))
    if not reason.strip():
        raise DomainError(_("Say why the unit makes no rule of this type."), "reason", "reason")
    row, _new = RuleAbsence.objects.update_or_create(
        campaign=Campaign.objects.current(),
        unit=unit,
        kind=kind,
        defaults={"reason": reason.strip(), "created_by_id": by.pk},
    )
    audit.record(
        f"{RULE_KIND}.excuse",
        by=by,
        kind=RULE_KIND,
        object_id=row.pk,
        unit_code=unit.code,
        detail={"kind": kind},
    )
    return row


def linkable(unit: Unit) -> Any:
    """The problems of a unit that a rule can answer: not those of persons, nor merged ones."""
    rows = RectificationItem.objects.filter(unit=unit, campaign=Campaign.objects.current())
    return rows.exclude(owner_kind="person").exclude(state__in=LEFT_STATES)


BOTH = gettext_lazy("Fill in both figures, before and after, or leave both empty.")
_OTHERS = gettext_lazy("A rule answers problems of its own unit only; choose among those.")


def _set(rule: Rule, values: Mapping[str, Any], allowed: Sequence[str]) -> None:
    for name, value in values.items():
        if name not in allowed:
            raise TypeError(f"{name} cannot be set here")
        setattr(rule, name, value.strip() if isinstance(value, str) else value)


def _set_items(rule: Rule, items: Iterable[RectificationItem]) -> None:
    chosen = {item.pk for item in items}
    if linkable(rule.unit).filter(pk__in=chosen).count() != len(chosen):
        raise DomainError(_OTHERS, "unit", "items")
    rule.items.set(chosen)
    if chosen:
        rule.preventive = False


def _check_plan(rule: Rule, *, fresh: bool) -> None:
    if rule.change != RuleChange.NEW and not rule.former:
        raise DomainError(
            _("Name the present rule and its document number: it is revised, abolished or kept."),
            "former",
            "former",
        )
    if not fresh:
        return
    if rule.due_on < clock.today():
        raise DomainError(
            _("The day by which the rule is issued lies in the past. Choose today or later."),
            "past",
            "due_on",
        )
    if rule.due_on > rule.campaign.end + dt.timedelta(days=365):
        raise DomainError(
            _("The rule is to be issued within a year after the campaign. Choose an earlier day."),
            "far",
            "due_on",
        )


def half_counted(values: Mapping[str, Any]) -> list[str]:
    """The figures that are missing while their counterpart of before or after is there."""
    found = []
    for name in FIGURES:
        before, after = values.get(f"{name}_before"), values.get(f"{name}_after")
        if (before is None) != (after is None):
            found.append(f"{name}_{'before' if before is None else 'after'}")
    return found


def _check_figures(rule: Rule) -> None:
    for name in half_counted(vars(rule)):
        raise DomainError(BOTH, "pair", name)


def _log_plan(rule: Rule, by: Actor) -> None:
    StatusLog.objects.create(
        kind=RULE_KIND,
        object_id=rule.pk,
        number=rule.number,
        transition="plan",
        from_state="",
        to_state=rule.state,
        actor=by.username,
        actor_name=by.name,
        actor_post=by.post_title,
        at=clock.now(),
    )


def _audit(what: str, rule: Rule, by: Actor, **detail: Any) -> None:
    audit.record(
        f"{RULE_KIND}.{what}",
        by=by,
        kind=RULE_KIND,
        object_id=rule.pk,
        number=rule.number,
        unit_code=rule.unit_code,
        detail=detail,
    )
