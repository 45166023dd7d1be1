"""What a person has to do with rectification plans, for the workbench (P16)."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import pgettext, pgettext_lazy

from accounts.enums import Permission as P
from accounts.models import User
from core.duties import Duties
from core.todo import Todo
from rectification.enums import PlanState
from rectification.models import RectificationPlan

_KIND = pgettext_lazy("to-do", "Rectification plan")


def todos(user: User) -> list[Duties]:
    """To send for the liaison, to sign for the head, to approve for the office: one list."""
    wanted = Q(pk__in=[])
    for permission, state in ((P.ITEM_EDIT, PlanState.DRAFT), (P.ITEM_SIGN, PlanState.UNIT_REVIEW)):
        if units := user.units_with(permission):
            wanted |= Q(unit__in=units, state=state)
    if user.may(P.ITEM_REVIEW):
        wanted |= Q(state=PlanState.SUBMITTED)
    if wanted == Q(pk__in=[]):
        return []
    rows = RectificationPlan.objects.visible_to(user).filter(wanted).select_related("unit")
    return [Duties(_KIND, rows, _todo)]


def _todo(plan: RectificationPlan) -> Todo:
    verbs = {
        PlanState.DRAFT: pgettext("rectification plan", "Complete and send"),
        PlanState.UNIT_REVIEW: pgettext("rectification plan", "Sign"),
        PlanState.SUBMITTED: pgettext("rectification plan", "Approve"),
    }
    return Todo(
        kind=_KIND,
        title=plan.aims[:60],
        number=plan.number,
        meta=plan.unit.short_name,
        due_on=None,
        verb=verbs[PlanState(plan.state)],
        url=reverse("rectification:plan", args=[plan.unit_code]),
    )
