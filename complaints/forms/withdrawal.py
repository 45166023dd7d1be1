"""What the person said about a withdrawal."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.forms.desk import CaseForm

_ANSWERS = {"yes": True, "no": False, "unknown": None}


class WithdrawalForm(CaseForm):
    """Whether it was voluntary, and how it was asked."""

    voluntary = forms.ChoiceField(
        label=_("Was it voluntary?"),
        choices=[
            ("yes", _("yes, by the person's own wish")),
            ("no", _("no, the person was pressed or promised something")),
            ("unknown", _("not known: not reached")),
        ],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("How it was asked and what was said"),
        min_length=4,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"voluntary": _ANSWERS[data["voluntary"]], "text": data["text"]}
