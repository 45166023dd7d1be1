"""Where a plan goes by itself: with its publication, and with what becomes of its items (§4.7).

Each function is called inside the transaction of the step that it follows from.
"""

from accounts.models import Unit
from campaign.models import Campaign
from core.actors import SYSTEM
from rectification.enums import PlanState
from rectification.models import RectificationItem, RectificationPlan
from rectification.plan_workflow import PLAN


def disclosed(unit: Unit, campaign: Campaign) -> None:
    """Items of an approved plan have been made public."""
    _move(unit, campaign, PlanState.APPROVED, "disclose")


def withdrawn(unit: Unit, campaign: Campaign) -> None:
    """Nothing of the plan is public any more."""
    _move(unit, campaign, PlanState.PUBLIC, "withdraw")


def goes_on(item: RectificationItem) -> None:
    """An item is open again or was added: a completed plan is not complete any more."""
    _move(item.unit, item.campaign, PlanState.DONE, "resume")


def _move(unit: Unit, campaign: Campaign, state: PlanState, step: str) -> None:
    rows = RectificationPlan.objects.select_for_update(of=("self",)).select_related("unit")
    for plan in rows.filter(unit=unit, campaign=campaign, state=state):
        PLAN.apply(plan, step, by=SYSTEM)
