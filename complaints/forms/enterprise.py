"""What a firm that complains needs."""

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.forms.desk import CaseForm
from outreach.enums import Demand
from outreach.forms.fields import EnterpriseField, UnitField


class EnterpriseCaseForm(CaseForm):
    """The firm, its demand, and the unit that handles it; the redacted copy to begin with."""

    enterprise = EnterpriseField(label=_("Enterprise"))
    demand = forms.ChoiceField(label=_("Kind of demand"), choices=Demand)
    description = forms.CharField(
        label=_("What the enterprise needs"),
        min_length=10,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What, how much, by when. No names and no telephone numbers."),
    )
    unit = UnitField(label=_("Handling unit"))

    def prepare(self) -> None:
        self.fields["enterprise"].offer()  # type: ignore[attr-defined]
        self.fields["unit"].offer()  # type: ignore[attr-defined]
        self.initial = {
            "description": self.complaint.redacted_text[:1000],
            "unit": self.complaint.lead_unit,
            **self.initial,
        }
