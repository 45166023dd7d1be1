"""The number of a printed paper."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.documents import slips
from core.forms.base import PortalForm


class VerifyForm(PortalForm):
    """As it stands on the paper; spaces, case and full width do not matter."""

    number = forms.CharField(
        label=_("Number on the paper"),
        max_length=80,
        help_text=_("For example ZJ-2011-JFJ or TS20110512-0007-7K4M92QX3H."),
        error_messages={"required": _("Fill in the number that is printed on the paper")},
    )

    def clean_number(self) -> str:
        """The number as addresses have it."""
        number = slips.normalise(self.cleaned_data["number"])
        if not number or "/" in number:
            raise forms.ValidationError(
                _("Type the number as it is printed: letters, digits and dashes.")
            )
        return number
