"""Which steps a person can take with an item now, as links; the first one is the next step."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from core.access import Answer
from core.text import Text
from rectification import access, rule_access
from rectification.enums import EXTENSION_OPEN, State
from rectification.models import ExtensionRequest, RectificationItem


@dataclass(frozen=True)
class Act:
    """A step: its words and the address of its page."""

    name: str
    label: Text
    url: str


Question = Callable[[User, RectificationItem], Answer]

# In the order in which they come up; the address is named after the act.
_ACTS: tuple[tuple[str, Text, Question], ...] = (
    ("sign", _("Review and sign"), access.can_sign),
    ("review", _("Confirm or return"), access.can_review),
    ("sign-closing", _("Sign the closing"), access.can_vouch),
    ("verify", _("Verify"), access.can_verify),
    ("edit", _("Edit"), access.can_edit),
    ("report", _("Report progress"), access.can_report),
    ("close", _("Ask for closing"), access.can_ask_closing),
    (
        "quarter",
        pgettext_lazy("rectification", "Quarterly review"),
        rule_access.can_review_quarter,
    ),
    ("look-back", _("Look back"), access.can_look_back),
    ("reopen", _("Reopen after a relapse"), access.can_reopen),
    ("extend", _("Ask for an extension"), access.can_ask_extension),
    ("ask", _("Ask a question"), access.can_ask),
    ("assign", _("Change the responsible person"), access.can_reassign),
    ("suspend", _("Suspend"), access.can_suspend),
    ("merge", _("Merge into another item"), access.can_merge),
)


def acts(user: User, item: RectificationItem) -> list[Act]:
    """Everything the person can do with the item, the next step first."""
    found = [
        Act(name, label, reverse(f"rectification:{name}", args=[item.number]))
        for name, label, question in _ACTS
        if question(user, item)
    ]
    names = {act.name for act in found}
    if "close" in names and ready_to_close(item):
        found.sort(key=lambda act: act.name != "close")
    # Whoever looks back can reopen on the same page.
    return [act for act in found if not (act.name == "reopen" and "look-back" in names)]


def ready_to_close(item: RectificationItem) -> bool:
    """Everything is reported as done: the next step is the closing."""
    return item.state == State.IN_PROGRESS and item.progress == 100


def extension_acts(user: User, item: RectificationItem) -> list[Act]:
    """Steps of the undecided extension request, if there is one."""
    request = undecided(item)
    if request is None:
        return []
    questions = (
        ("extension-opinion", pgettext_lazy("extension", "Give an opinion"), access.can_opine),
        ("extension-decision", _("Decide"), access.can_decide_extension),
        ("extension-withdraw", _("Withdraw the request"), access.can_withdraw),
    )
    return [
        Act(name, label, reverse(f"rectification:{name}", args=[item.number]))
        for name, label, question in questions
        if question(user, request)
    ]


def undecided(item: RectificationItem) -> ExtensionRequest | None:
    """The extension request that waits for the office, if any."""
    return item.extensions.filter(state__in=EXTENSION_OPEN).select_related("item__unit").first()
