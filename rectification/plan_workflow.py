"""The transitions of a unit's rectification plan, as data (domain.md §4.7)."""

from django.utils.translation import pgettext_lazy

from accounts.enums import Permission as P
from core.workflow import Transition, Workflow
from rectification.enums import PlanState as S

PLAN_KIND = "rectification.plan"

PLAN = Workflow(
    PLAN_KIND,
    [
        Transition(
            "send",
            (S.DRAFT,),
            S.UNIT_REVIEW,
            P.ITEM_EDIT,
            pgettext_lazy("rectification plan", "Put before the unit head"),
            stamp="sent",
        ),
        Transition(
            "send_back",
            (S.UNIT_REVIEW,),
            S.DRAFT,
            P.ITEM_SIGN,
            pgettext_lazy("rectification plan", "Send back"),
            reason=True,
        ),
        Transition(
            "sign",
            (S.UNIT_REVIEW,),
            S.SUBMITTED,
            P.ITEM_SIGN,
            pgettext_lazy("rectification plan", "Sign and file"),
            stamp="signed",
        ),
        Transition(
            "return",
            (S.SUBMITTED,),
            S.DRAFT,
            P.ITEM_REVIEW,
            pgettext_lazy("rectification plan", "Return for changes"),
            reason=True,
        ),
        Transition(
            "approve",
            (S.SUBMITTED,),
            S.APPROVED,
            P.ITEM_REVIEW,
            pgettext_lazy("rectification plan", "Approve"),
            stamp="approved",
        ),
        # By the publication of its items, and by its withdrawal: no button of its own.
        Transition(
            "disclose",
            (S.APPROVED,),
            S.PUBLIC,
            "",
            pgettext_lazy("rectification plan", "Made public"),
        ),
        Transition(
            "withdraw",
            (S.PUBLIC,),
            S.APPROVED,
            "",
            pgettext_lazy("rectification plan", "Publication withdrawn"),
        ),
        Transition(
            "finish",
            (S.APPROVED, S.PUBLIC),
            S.DONE,
            P.ITEM_VERIFY,
            pgettext_lazy("rectification plan", "Find it completed"),
            stamp="finished",
        ),
        # A relapse, or an item that was added.
        Transition(
            "resume",
            (S.DONE,),
            S.APPROVED,
            "",
            pgettext_lazy("rectification plan", "Goes on"),
        ),
    ],
)
