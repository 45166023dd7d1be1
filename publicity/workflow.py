"""The transitions of publications and of opinions on them, as data (domain.md §4.9)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.enums import Permission as P
from core.workflow import Transition, Workflow
from publicity.enums import OpinionState as O
from publicity.enums import State as S

KIND = "publicity.publication"
OPINION_KIND = "publicity.opinion"

PUBLICATION = Workflow(
    KIND,
    [
        Transition(
            "submit", (S.DRAFT,), S.UNIT_REVIEW, P.ITEM_EDIT, _("Send to review"), stamp="submitted"
        ),
        Transition(
            "pass_first",
            (S.UNIT_REVIEW,),
            S.OFFICE_REVIEW,
            P.ITEM_SIGN,
            _("Pass the first review"),
            stamp="first",
        ),
        Transition(
            "pass_second",
            (S.OFFICE_REVIEW,),
            S.FINAL_REVIEW,
            P.ITEM_REVIEW,
            _("Pass the second review"),
            stamp="second",
        ),
        Transition(
            "publish",
            (S.FINAL_REVIEW,),
            S.PUBLIC,
            P.CAMPAIGN_MANAGE,
            _("Make public"),
            stamp="third",
        ),
        Transition(
            "send_back_unit",
            (S.UNIT_REVIEW,),
            S.DRAFT,
            P.ITEM_SIGN,
            pgettext_lazy("publication", "Send back"),
            reason=True,
        ),
        Transition(
            "send_back",
            (S.OFFICE_REVIEW, S.FINAL_REVIEW),
            S.DRAFT,
            P.ITEM_REVIEW,
            pgettext_lazy("publication", "Send back to the unit"),
            reason=True,
        ),
        Transition(
            "withdraw",
            (S.PUBLIC,),
            S.WITHDRAWN,
            P.ITEM_REVIEW,
            _("Take out of public view"),
            reason=True,
            stamp="withdrawn",
        ),
    ],
)

OPINION = Workflow(
    OPINION_KIND,
    [
        Transition(
            "handle",
            (O.NEW,),
            O.HANDLED,
            P.COMPLAINT_INTAKE,
            _("Deal with the opinion"),
            reason=True,
            stamp="handled",
        )
    ],
)
