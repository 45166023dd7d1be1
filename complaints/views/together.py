"""Acts of the desk on where a case belongs: with which other cases, and with which body."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from complaints import access, likeness
from complaints.actions import links, recall, split, transfer, triage
from complaints.enums import State
from complaints.forms import desk as forms
from complaints.forms.split import SplitForm
from complaints.forms.transfer import TransferForm
from complaints.models import Complaint
from complaints.views.acts import Act, step
from core.access import Answer, Denied

_NOT_NOW = Denied(_("Nothing of this kind waits for a decision."))


def _can_write(user: User, complaint: Complaint) -> Answer:
    return access.can_read_original(user, complaint)


def _can_transfer(user: User, complaint: Complaint) -> Answer:
    if complaint.is_accusation or complaint.state not in (State.ACCEPTED, State.TRIAGED):
        return _NOT_NOW
    return step("answer")(user, complaint)


def _has_links(user: User, complaint: Complaint) -> Answer:
    if not links.linked(complaint, user).exists():
        return _NOT_NOW
    return access.can_read_original(user, complaint)


def alike(user: User, complaint: Complaint, original: bool) -> dict[str, Any]:
    """Hints at the same matter, while the case can still be merged."""
    if not original or not step("merge")(user, complaint):
        return {"duplicates": [], "mass": 0, "may_merge": False}
    found, many = likeness.hints(complaint, user), likeness.mass(complaint, user)
    return {"duplicates": found, "mass": many, "may_merge": True}


ACTS: dict[str, Act] = {
    "recall": Act(
        _("Take the case from the unit"),
        _("Taken from the unit:"),
        step("recall"),
        recall.recall,
        forms.ReasonForm,
        _(
            "The unit loses the case at once and does not read the reason. Then classify it, and"
            " transfer, investigate or dispatch it anew."
        ),
    ),
    "transfer": Act(
        _("Transfer to the petition office or 12345"),
        _("Transferred:"),
        _can_transfer,
        transfer.transfer_out,
        TransferForm,
    ),
    "merge": Act(
        _("Merge into a main case"),
        pgettext_lazy("complaint", "Merged:"),
        step("merge"),
        triage.merge,
        forms.MergeForm,
    ),
    "split": Act(
        _("Split off a matter"),
        _("Split off from:"),
        step("split"),
        split.split,
        SplitForm,
        _("A letter with two matters becomes two cases; the person finds both with one code."),
    ),
    "unmerge": Act(
        _("Take out of the main case"),
        _("Taken out of the main case:"),
        step("unmerge"),
        links.unmerge,
        forms.ReasonForm,
    ),
    "link": Act(
        _("Link with another case"),
        _("Linked:"),
        _can_write,
        links.link,
        forms.MergeForm,
        _("Each case goes its own way; both pages show the other."),
    ),
    "unlink": Act(
        _("Take a link away"), _("No longer linked:"), _has_links, links.unlink, forms.MergeForm
    ),
}
