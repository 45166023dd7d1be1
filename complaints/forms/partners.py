"""The form for a key of another system."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from complaints.actions.partners import Terms
from complaints.enums import Channel
from core.forms import DateField, PortalForm


class PartnerForm(PortalForm):
    """What the key is for."""

    organisation = forms.CharField(label=pgettext_lazy("partner", "Organisation"), max_length=100)
    name = forms.CharField(
        label=_("System"), max_length=60, help_text=_("For example “12345 work order platform”.")
    )
    channel = forms.ChoiceField(
        label=_("Channel"),
        choices=[(one.value, one.label) for one in Channel if one not in {Channel.WEB, Channel.QR}],
        initial=Channel.HOTLINE,
        help_text=_("How the desk sees what comes by this key."),
    )
    may_read = forms.BooleanField(
        label=_("May ask for states"),
        required=False,
        initial=True,
        help_text=_("Numbers, kinds, states and days; never words, persons or accusations."),
    )
    may_post = forms.BooleanField(label=_("May hand in complaints"), required=False)
    per_minute = forms.IntegerField(
        label=_("Requests a minute"), min_value=1, max_value=6000, initial=60
    )
    per_day = forms.IntegerField(
        label=_("Requests a day"), min_value=1, max_value=1_000_000, initial=5000
    )
    active_until = DateField(
        label=_("Good until"), required=False, help_text=_("Empty: until it is revoked.")
    )

    def terms(self) -> Terms:
        """The argument of the action."""
        values: dict[str, Any] = self.cleaned_data
        return Terms(**values)
