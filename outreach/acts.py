"""Which steps a person can take with a case now, as links; the first one is the next step."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from core.access import Answer
from core.text import Text
from outreach import access
from outreach.enums import Claim
from outreach.models import EnterpriseCase
from outreach.workflow import CASE

Question = Callable[[User, EnterpriseCase], Answer]


@dataclass(frozen=True)
class Act:
    """A step: its words, the address of its page, and whether it is one press (a POST)."""

    name: str
    label: Text
    url: str
    at_once: bool = False


def by_table(step: str) -> Question:
    """Ask the transition table alone."""
    return lambda user, case: CASE.can(case, step, user)


def claims(claim: Claim) -> Question:
    """May this person explain so?"""
    return lambda user, case: access.can_claim(user, case, claim)


# In the order in which they come up; the address is named after the act.
ACTS: tuple[tuple[str, Text, Question], ...] = (
    ("decide", _("Judge the explanation"), access.can_decide),
    ("assign", pgettext_lazy("enterprise case", "Hand to the unit"), access.can_assign),
    ("take", pgettext_lazy("enterprise case", "Take it on"), access.can_take),
    ("promise", _("Lay down measures"), by_table("promise")),
    ("follow", _("Log a follow-up"), access.can_follow),
    ("ask", _("Ask the enterprise"), access.can_ask),
    ("renew", _("Make a new link"), access.can_renew),
    ("refusal", _("The enterprise does not confirm"), claims(Claim.REFUSAL)),
    ("go-on", _("Go on serving"), access.can_go_on),
    ("revise", _("Change measures or date"), by_table("revise")),
    ("long", _("Follow it up for long"), access.can_keep_long),
    ("unsolvable", _("It cannot be solved"), claims(Claim.UNSOLVABLE)),
    (
        "hand-back",
        pgettext_lazy("enterprise case", "Hand back to the office"),
        by_table("hand_back"),
    ),
    ("item", _("Turn into a rectification item"), access.can_open_item),
)
AT_ONCE = frozenset({"take", "renew"})


def acts(user: User, case: EnterpriseCase) -> list[Act]:
    """Everything the person can do with the case, the next step first."""
    return [
        Act(name, label, reverse(f"outreach:{name}", args=[case.number]), name in AT_ONCE)
        for name, label, question in ACTS
        if question(user, case)
    ]
