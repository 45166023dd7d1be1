"""The name of a saved view."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.base import PortalForm


class SaveViewForm(PortalForm):
    """What to call the present filters, and who else may use them."""

    name = forms.CharField(
        label=_("Name of the view"),
        max_length=20,
        help_text=_("Short, as a colleague would call it. The same name again replaces the view."),
    )
    shared = forms.BooleanField(
        label=_("Share with colleagues"),
        required=False,
        help_text=_("They see what their own post allows, never more."),
    )
    query = forms.CharField(required=False, max_length=1000, widget=forms.HiddenInput)
