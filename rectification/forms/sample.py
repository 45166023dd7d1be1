"""The form of the random draw."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import PortalForm


class SampleForm(PortalForm):
    SHARE: ClassVar[int] = 10

    share = forms.IntegerField(
        label=_("Share of what waits, in percent"), min_value=1, max_value=100, initial=SHARE
    )
