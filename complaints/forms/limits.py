"""The time limits of a track, for the head of the office."""

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.models import Policy
from core.forms import PortalModelForm, VersionedFormMixin


class PolicyForm(VersionedFormMixin, PortalModelForm):
    """Working days for each step, and the legal basis."""

    class Meta:
        model = Policy
        fields = (
            "triage_days",
            "sign_days",
            "return_days",
            "contact_days",
            "reply_days",
            "extension_days",
            "call_back_days",
            "rating_days",
            "review_days",
            "basis",
        )

    def clean_triage_days(self) -> int:
        days: int = self.cleaned_data["triage_days"]
        if not 1 <= days <= 10:
            raise forms.ValidationError(
                _("“Accept and dispatch” must be 1 to 10 working days: the law gives 15 days")
            )
        return days

    def clean_reply_days(self) -> int:
        days: int = self.cleaned_data["reply_days"]
        if not 1 <= days <= 60:
            raise forms.ValidationError(
                _("“Reply” must be 1 to 60 days: no answer may take longer than 60 days")
            )
        return days
