"""Forms of summary reports and the filters of their list."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Unit
from core.forms import PortalForm, PortalModelForm, VersionedFormMixin
from core.http import FilterForm
from reports.actions.summary import TEXT_FIELDS
from reports.enums import ReportState, Section
from reports.models import SummaryReport, ZoneReport

NONE = "none"

_HINTS = {
    Section.BASICS: _("The unit, its staff, how the campaign was organised."),
    Section.PRACTICE: _("What the unit did, in the order of the phases."),
    Section.RESULTS: _("The portal writes the figures itself; add what they do not say."),
    Section.EXPERIENCE: _("What worked and why; others will read it."),
    Section.SHORTCOMINGS: _("What is not solved yet. Say it plainly."),
    Section.NEXT_STEPS: _("Measures, persons responsible and dates."),
}


class ReportForm(VersionedFormMixin, PortalModelForm):
    """The written parts of a report. A draft may have gaps."""

    class Meta:
        model = SummaryReport
        fields = TEXT_FIELDS

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for part, hint in _HINTS.items():
            field = self.fields[part.value]
            field.help_text = hint
            field.widget = forms.Textarea(attrs={"rows": 8, "class": "form-control"})

    @property
    def texts(self) -> dict[str, str]:
        """What the action saves."""
        return {name: self.cleaned_data[name] for name in TEXT_FIELDS}


class ZoneForm(VersionedFormMixin, PortalModelForm):
    """The written parts of the zone's report. A draft may have gaps."""

    class Meta:
        model = ZoneReport
        fields = TEXT_FIELDS
        widgets = {part.value: forms.Textarea(attrs={"rows": 10}) for part in Section}


class ReasonForm(PortalForm):
    """Why a report goes back."""

    reason = forms.CharField(
        label=_("What has to be changed"),
        max_length=500,
        min_length=4,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReturnForm(ReasonForm):
    """Why a report goes back, with a remark on each part that needs one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part in Section:
            self.fields[f"note_{part.value}"] = forms.CharField(
                label=_("Remark on “%(part)s”") % {"part": part.label},
                required=False,
                max_length=500,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        self.word_errors()

    @property
    def notes(self) -> dict[str, str]:
        """The remarks by the name of the part."""
        return {
            part.value: text
            for part in Section
            if (text := self.cleaned_data[f"note_{part.value}"])
        }


class ReportFilter(FilterForm):
    """Filters of the list of units and their reports."""

    state = forms.ChoiceField(
        label=_("State"),
        choices=[
            ("", _("All states")),
            (NONE, pgettext_lazy("summary", "not begun")),
            *ReportState.choices,
        ],
    )

    def narrow(self, units: QuerySet[Unit], reports: QuerySet[SummaryReport]) -> QuerySet[Unit]:
        """The units whose report (of those that may be seen) is in the chosen state."""
        state = self.value("state")
        if state == NONE:
            return units.exclude(pk__in=reports.values("unit_id"))
        if state:
            return units.filter(pk__in=reports.filter(state=state).values("unit_id"))
        return units
