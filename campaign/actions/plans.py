"""A unit writes its plan, its head signs and sends it, and later amends or publishes it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Unit, User
from campaign import access, completeness, notices, people
from campaign.actions import groups, plan_rows, tasks
from campaign.actions.plan_rows import LineRow, MemberRow, StepRow
from campaign.enums import Evidence, GroupLevel, PlanState
from campaign.models import Campaign, LeadershipGroup, PlanVersion, UnitPlan
from campaign.snapshot import snapshot
from campaign.workflow import PLAN
from core import audit, clock
from core.access import require
from core.errors import DomainError
from core.workflow import lock

TEXT_FIELDS = (
    "title",
    "goals",
    "features",
    "keypoints",
    "difficulties",
    "highlights",
    "measures",
    "disclosure",
)


@transaction.atomic
def open_plan(*, unit: Unit, by: User, campaign: Campaign | None = None) -> UnitPlan:
    """The unit's plan for the campaign (the running one), as an empty draft if there is none."""
    campaign = campaign or Campaign.objects.current()
    present = UnitPlan.objects.filter(campaign=campaign, unit=unit).first()
    if present:
        return present
    require(access.can_open_plan(by, unit))
    group, _new = LeadershipGroup.objects.get_or_create(
        campaign=campaign,
        unit=unit,
        defaults={
            "level": GroupLevel.UNIT,
            "title": _("%(unit)s leadership group of the campaign") % {"unit": unit.short_name},
            "created_by": by,
        },
    )
    plan, new = UnitPlan.objects.get_or_create(
        campaign=campaign,
        unit=unit,
        defaults={
            "number": f"FA-{campaign.year}-{unit.code}",
            "title": _("%(unit)s plan for the %(campaign)s")
            % {"unit": unit.name, "campaign": campaign.title},
            "group": group,
            "created_by": by,
        },
    )
    if new:
        _audit("open", plan, by)
    return plan


@transaction.atomic
def save(
    *,
    plan: UnitPlan,
    by: User,
    version: int,
    fields: Mapping[str, Any],
    members: Sequence[MemberRow] = (),
    steps: Sequence[StepRow] = (),
    lines: Sequence[LineRow] = (),
    answers: Mapping[int, str] | None = None,
) -> UnitPlan:
    """Save the whole text of a plan. Raises `Conflict` if it was saved since `version`.

    `fields`: values of `TEXT_FIELDS`; `answers`: note id to answer. Drafts may have gaps.
    """
    plan = lock(plan, version)
    require(access.can_edit_plan(by, plan))
    for name in TEXT_FIELDS:
        if name in fields:
            setattr(plan, name, fields[name])
    plan_rows.replace_members(plan.group, members)
    groups.settle(plan.group, by)
    plan_rows.replace_steps(plan, steps)
    plan_rows.replace_lines(plan, lines)
    plan_rows.answer_notes(plan, answers or {})
    plan.version += 1
    plan.save(update_fields=[*TEXT_FIELDS, "version", "updated_at"])
    _audit("edit", plan, by)
    return plan


@transaction.atomic
def send_to_head(*, plan: UnitPlan, by: User, version: int | None = None) -> UnitPlan:
    """Hand the plan to the unit head for signing; it must be complete."""
    plan = lock(plan, version)
    _require_complete(plan)
    PLAN.apply(plan, "send_to_head", by=by)
    notices.to_sign(plan, people.heads(plan.unit))
    return plan


@transaction.atomic
def send_back(*, plan: UnitPlan, by: User, reason: str) -> UnitPlan:
    """The unit head wants changes first."""
    plan = lock(plan)
    PLAN.apply(plan, "send_back", by=by, reason=reason)
    notices.settle(plan)
    notices.sent_back(plan, people.liaisons(plan.unit))
    return plan


@transaction.atomic
def submit(*, plan: UnitPlan, by: User, version: int | None = None) -> UnitPlan:
    """The unit head signs and sends the plan; a frozen version is kept.

    The first sending decides whether the unit is in time.
    """
    plan = lock(plan, version)
    _require_complete(plan)
    if plan.first_submitted_on is None:
        plan.first_submitted_on = clock.today()
    PLAN.apply(plan, "submit", by=by, save=["first_submitted_on"])
    PlanVersion.objects.create(
        plan=plan,
        edition=plan.versions.count() + 1,
        content=snapshot(plan),
        sent_by_name=by.name,
        sent_by_post=by.post_title,
    )
    tasks.hand_in(
        Evidence.PLAN,
        unit=plan.unit,
        by=by,
        kind=PLAN.kind,
        object_id=plan.pk,
        number=plan.number,
        on=plan.first_submitted_on,
        campaign=plan.campaign,
    )
    notices.settle(plan)
    notices.submitted(plan, people.office())
    return plan


@transaction.atomic
def withdraw(*, plan: UnitPlan, by: User) -> UnitPlan:
    """Take a plan back that the office has not judged yet."""
    plan = lock(plan)
    PLAN.apply(plan, "withdraw", by=by)
    notices.settle(plan)
    return plan


@transaction.atomic
def amend(*, plan: UnitPlan, by: User, reason: str) -> UnitPlan:
    """Open a plan on file for changes; the filed version stays readable."""
    plan = lock(plan)
    PLAN.apply(plan, "amend", by=by, reason=reason)
    notices.sent_back(plan, people.liaisons(plan.unit))
    return plan


@transaction.atomic
def publish(*, plan: UnitPlan, by: User) -> UnitPlan:
    """Show the filed plan on the public pages."""
    plan = lock(plan)
    require(access.can_publish_plan(by, plan))
    step = "publish" if PLAN.can(plan, "publish", by) else "publish_by_office"
    plan.public_edition = plan.versions.latest("edition").edition
    PLAN.apply(plan, step, by=by, save=["public_edition"])
    return plan


def _require_complete(plan: UnitPlan) -> None:
    for gap in [*completeness.gaps(plan), *completeness.unanswered(plan)]:
        raise DomainError(gap.message, "incomplete", gap.field.value)


def _audit(what: str, plan: UnitPlan, by: User) -> None:
    audit.record(
        f"{PLAN.kind}.{what}",
        by=by,
        kind=PLAN.kind,
        object_id=plan.pk,
        number=plan.number,
        unit_code=plan.unit_code,
        detail={"state": PlanState(plan.state).value},
    )
