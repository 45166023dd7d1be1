"""The rectification plan of a unit: written, signed, approved, completed (R-065, §4.7).

One signature for the plan signs the items in it that wait for the head, and one approval
confirms those that wait for the office: nobody presses a button for each item.
"""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import Unit
from campaign.actions import tasks
from campaign.enums import Evidence
from campaign.models import Campaign
from core import beginnings as log
from core.access import require
from core.actors import Actor
from core.errors import DomainError
from core.workflow import lock
from rectification import people
from rectification import plan_access as access
from rectification.actions import items
from rectification.enums import EDITABLE_STATES, State
from rectification.models import RectificationPlan
from rectification.plan_notices import PlanApproved, PlanSentBack, PlanToApprove, PlanToSign, tell
from rectification.plan_workflow import PLAN, PLAN_KIND


@transaction.atomic
def write(*, unit: Unit, by: Actor, aims: str, version: int | None = None) -> RectificationPlan:
    """Begin the plan of the present campaign, or change its draft.

    Raises `DomainError` without aims, `Conflict` if somebody else has changed the draft.
    """
    campaign = Campaign.objects.current()
    # Two people who begin at once wait for each other here; the second finds the first's draft.
    lock(unit)
    plan = RectificationPlan.objects.filter(campaign=campaign, unit=unit).first()
    if not aims.strip():
        raise DomainError(_("Write what the rectification is to achieve."), "aims", "aims")
    if plan is None:
        require(access.can_write(by, unit, None))
        plan = RectificationPlan.objects.create(
            campaign=campaign,
            unit=unit,
            number=f"ZF-{campaign.year}-{unit.code}",
            aims=aims.strip(),
            created_by_id=by.pk,
        )
        log.started(PLAN_KIND, plan, by, "begin-plan")
        return plan
    plan = lock(plan, version)
    require(access.can_write(by, unit, plan))
    plan.aims = aims.strip()
    plan.version += 1
    plan.save(update_fields=["aims", "version", "updated_at"])
    log.noted(PLAN_KIND, plan, by, "edit")
    return plan


@transaction.atomic
def send(*, plan: RectificationPlan, by: Actor) -> RectificationPlan:
    """Put the plan with its items before the unit head."""
    plan = lock(plan)
    require(access.can_send(by, plan))
    step = PLAN.apply(plan, "send", by=by)
    tell(PlanToSign, plan, people.of_unit(plan.unit, Role.UNIT_HEAD), step)
    return plan


@transaction.atomic
def sign(*, plan: RectificationPlan, by: Actor) -> RectificationPlan:
    """The head stands for the plan and for each item in it; it goes to the office."""
    plan = lock(plan)
    require(access.can_sign(by, plan))
    for item in plan.items().filter(state=State.UNIT_REVIEW):
        items.sign(item=item, by=by)
    step = PLAN.apply(plan, "sign", by=by)
    tell(PlanToApprove, plan, people.office(), step)
    tasks.hand_in(Evidence.RECTIFICATION_PLAN, by=by, **_record(plan))
    return plan


@transaction.atomic
def send_back(*, plan: RectificationPlan, by: Actor, reason: str) -> RectificationPlan:
    """The head wants changes."""
    plan = lock(plan)
    step = PLAN.apply(plan, "send_back", by=by, reason=reason)
    tell(PlanSentBack, plan, people.of_unit(plan.unit, Role.LIAISON), step)
    return plan


@transaction.atomic
def return_for_changes(*, plan: RectificationPlan, by: Actor, reason: str) -> RectificationPlan:
    """The office wants changes; single items are returned on their own pages."""
    plan = lock(plan)
    step = PLAN.apply(plan, "return", by=by, reason=reason)
    tell(PlanSentBack, plan, people.of_unit(plan.unit, Role.LIAISON), step)
    tasks.give_back(kind=PLAN_KIND, object_id=plan.pk, by=by)
    return plan


@transaction.atomic
def approve(*, plan: RectificationPlan, by: Actor) -> RectificationPlan:
    """The office approves: what waits for its confirmation in the plan is confirmed with it.

    Raises `DomainError` while an item is still with the unit.
    """
    plan = lock(plan)
    require(access.can_approve(by, plan))
    with_unit = plan.items().filter(state__in=(State.UNIT_REVIEW, *EDITABLE_STATES)).count()
    if with_unit:
        raise DomainError(
            _("%(n)d items of the plan are still with the unit. Wait for them, or return the plan.")
            % {"n": with_unit},
            "items",
        )
    for item in plan.items().filter(state=State.SUBMITTED):
        items.accept(item=item, by=by, is_key=item.is_key)
    step = PLAN.apply(plan, "approve", by=by)
    tell(PlanApproved, plan, people.of_unit(plan.unit, Role.LIAISON, Role.UNIT_HEAD), step)
    tasks.fulfil(Evidence.RECTIFICATION_PLAN, by=by, **_record(plan))
    return plan


@transaction.atomic
def finish(*, plan: RectificationPlan, by: Actor) -> RectificationPlan:
    """Every item has been struck off."""
    plan = lock(plan)
    require(access.can_finish(by, plan))
    PLAN.apply(plan, "finish", by=by)
    return plan


def _record(plan: RectificationPlan) -> dict[str, Any]:
    return {
        "unit": plan.unit,
        "kind": PLAN_KIND,
        "object_id": plan.pk,
        "number": plan.number,
    }
