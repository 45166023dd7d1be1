"""Who writes, signs and approves a unit's rectification plan (domain.md §4.7)."""

from django.utils.translation import gettext_lazy as _

from accounts.enums import Permission as P
from accounts.models import Unit
from core.access import Allowed, Answer, Denied
from core.actors import Actor
from rectification.enums import PlanState
from rectification.models import RectificationPlan
from rectification.plan_workflow import PLAN


def can_write(by: Actor, unit: Unit, plan: RectificationPlan | None) -> Answer:
    """The unit, before its head has it."""
    if not by.may(P.ITEM_EDIT, unit.code):
        return Denied(_("Only the unit itself writes its rectification plan."))
    if plan is not None and plan.state != PlanState.DRAFT:
        return Denied(_("The plan has been handed on. It can be changed when it is returned."))
    return Allowed()


def can_send(by: Actor, plan: RectificationPlan) -> Answer:
    """Put it before the head: not without an item."""
    if not plan.items().exists():
        return Denied(_("Send at least one item of the ledger first: the plan consists of them."))
    return PLAN.can(plan, "send", by)


def can_sign(by: Actor, plan: RectificationPlan) -> Answer:
    """The head of the unit."""
    return PLAN.can(plan, "sign", by)


def can_send_back(by: Actor, plan: RectificationPlan) -> Answer:
    """The head of the unit."""
    return PLAN.can(plan, "send_back", by)


def can_approve(by: Actor, plan: RectificationPlan) -> Answer:
    """The office."""
    return PLAN.can(plan, "approve", by)


def can_return(by: Actor, plan: RectificationPlan) -> Answer:
    """The office."""
    return PLAN.can(plan, "return", by)


def can_finish(by: Actor, plan: RectificationPlan) -> Answer:
    """The office, when every item has been struck off."""
    if plan.items().open().exists():
        return Denied(_("Some items of the plan are still open."))
    return PLAN.can(plan, "finish", by)
