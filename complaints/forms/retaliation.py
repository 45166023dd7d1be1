"""What the leader fills in about a report of retaliation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.forms.desk import CaseForm


class EndForm(CaseForm):
    """What was done, in words for the person."""

    text = forms.CharField(
        label=_("What was done"),
        min_length=10,
        max_length=2000,
        help_text=_("The person reads this; nothing in it may tell others who complained."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
