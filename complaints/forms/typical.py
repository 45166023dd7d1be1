"""Writing a typical case."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.models import TypicalCase
from complaints.models.typical import TEXTS
from core.forms import PortalForm, PortalModelForm, VersionedFormMixin


class TypicalForm(VersionedFormMixin, PortalModelForm):
    """Four texts that the public reads. Names, numbers and the person's own words are refused."""

    class Meta:
        model = TypicalCase
        fields = TEXTS
        widgets = {name: forms.Textarea(attrs={"rows": 5}) for name in TEXTS[1:]}
        help_texts = {
            "situation": _("In your own words, without names, numbers, hours and exact places."),
            "lesson": _("What the unit does differently, for example a rule or a routine."),
        }

    def values(self) -> dict[str, Any]:
        """The arguments of the action: the texts."""
        return {name: self.cleaned_data[name] for name in TEXTS}


class ReasonForm(PortalForm):
    """Why it is sent back or taken down."""

    reason = forms.CharField(
        label=_("Reason"), min_length=2, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
