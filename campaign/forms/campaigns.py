"""Forms of the office's campaigns."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campaign.actions.cloning import Days, same_days
from campaign.enums import PhaseKind
from campaign.models import Campaign
from core.forms import DateField, PortalForm


class CloneForm(PortalForm):
    """The next campaign: its year, its title, the days of its phases."""

    year = forms.IntegerField(label=_("year"), min_value=2004, max_value=2100)
    title = forms.CharField(label=_("title"), max_length=200)

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        year = campaign.year + 1
        initial = {
            "year": year,
            "title": campaign.title.replace(str(campaign.year), str(year)),
        }
        for phase in campaign.phase_list:
            days = same_days(phase, year, campaign.year)
            initial |= {f"{phase.kind}_start": days[0], f"{phase.kind}_end": days[1]}
        super().__init__(*args, initial=initial, **kwargs)
        for phase in campaign.phase_list:
            name = {"phase": phase.name}
            self.fields[f"{phase.kind}_start"] = DateField(
                label=_("First day of “%(phase)s”") % name
            )
            self.fields[f"{phase.kind}_end"] = DateField(label=_("Last day of “%(phase)s”") % name)
        self.word_errors()

    @property
    def days(self) -> dict[str, Days]:
        """First and last day by kind of phase."""
        data = self.cleaned_data
        return {kind: (data[f"{kind}_start"], data[f"{kind}_end"]) for kind in PhaseKind.values}

    @property
    def pairs(self) -> list[tuple[Any, Any]]:
        """The bound fields of each phase, side by side."""
        return [(self[f"{kind}_start"], self[f"{kind}_end"]) for kind in PhaseKind.values]
