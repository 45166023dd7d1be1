"""What the desk confirms before a reply reaches the complainant."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.actions import review
from complaints.forms.desk import CaseForm


class ApproveForm(CaseForm):
    """Three points, each checked by a person, and the rectification item that a fault asks for."""

    facts = forms.BooleanField(
        label=_("Facts: what is said was checked, and the finding follows from it"), required=False
    )
    complete = forms.BooleanField(
        label=_("Completeness: every question and wish is answered"), required=False
    )
    secrecy = forms.BooleanField(
        label=_("Secrecy: nothing tells who complained or names third persons"), required=False
    )
    item = forms.ChoiceField(
        label=_("Rectification item"),
        choices=[("open", _("open one now")), ("none", _("not needed, because"))],
        widget=forms.RadioSelect,
        help_text=_("The complaint is founded: what has to change belongs into the ledger."),
    )
    no_item = forms.CharField(label=_("Why no item is needed"), required=False, max_length=200)

    def prepare(self) -> None:
        if not review.asks_for_item(self.complaint):
            del self.fields["item"], self.fields["no_item"]

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "checked": [point for point in review.POINTS if data[point]],
            "open_item": data.get("item") == "open",
            "no_item": data.get("no_item", ""),
        }
