"""Where a case goes that is not for the bodies of the zone."""

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.actions.transfer import OUTSIDE
from complaints.forms.desk import CaseForm


class TransferForm(CaseForm):
    """To whom, and what the person reads about it."""

    where = forms.ChoiceField(
        label=_("Transfer to"),
        choices=[(mode.value, mode.label) for mode in OUTSIDE],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("What the person reads"),
        help_text=_("Where it went, why, on which day, and whom to ask there."),
        min_length=20,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
