"""The forms of a research report: writing, reviewing, the original file, filters."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import Unit, User
from core.forms import ChoiceCards, FilesField, PortalForm, VersionedFormMixin, rows_formset
from core.http import FilterForm
from core.search import matching
from core.ui.lists import Rows
from outreach import access
from outreach.actions.reports import FIELDS, POLICY
from outreach.enums import ReportField, ReportState
from outreach.forms.fields import UnitField
from outreach.models import FieldVisit, ResearchReport
from outreach.models.report import LONGEST

ADOPT, RETURN = "adopt", "return"
MOST_VISITS = 100


class VisitsField(forms.ModelMultipleChoiceField):
    """Visits of the unit, by day and place."""

    def label_from_instance(self, visit: FieldVisit) -> str:  # type: ignore[override]
        return f"{visit.on.isoformat()} {visit.place}（{visit.number}）"


class ReportForm(VersionedFormMixin, PortalForm):
    """The report; only the title is needed to save it."""

    title = forms.CharField(label=gettext_lazy("Title of the report"), max_length=100)
    authors = forms.CharField(label=gettext_lazy("Authors"), max_length=200, required=False)
    visits = VisitsField(
        FieldVisit.objects.none(),
        label=gettext_lazy("Visits it rests on"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    background = forms.CharField(
        label=gettext_lazy("Background of the research"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    findings = forms.CharField(
        label=pgettext_lazy("research report", "What was found"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=gettext_lazy("Facts from your own visits, with places and figures."),
    )
    proposals = forms.CharField(
        label=gettext_lazy("What is proposed"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Who does what by when."),
    )

    def __init__(
        self, *args: Any, unit: Unit, report: ResearchReport | None = None, **kwargs: Any
    ) -> None:
        if report is not None:
            kwargs["initial"] = values_of(report)
        super().__init__(*args, **kwargs)
        self.fields["version"].required = report is not None
        own = FieldVisit.objects.filter(unit=unit).order_by("-on", "-id")
        recent = own.values("pk")[:MOST_VISITS]
        self.fields["visits"].queryset = own.filter(pk__in=recent)  # type: ignore[attr-defined]

    @property
    def values(self) -> dict[str, Any]:
        """What the action takes."""
        values = {name: self.cleaned_data[name] for name in FIELDS}
        return {**values, "visits": list(self.cleaned_data["visits"])}


def values_of(report: ResearchReport) -> dict[str, Any]:
    """The saved values as the form holds them."""
    return {
        **{name: getattr(report, name) for name in (*FIELDS, "version")},
        "visits": list(report.visits.values_list("pk", flat=True)),
    }


class ProblemForm(PortalForm):
    """One problem that was found."""

    text = forms.CharField(
        label=gettext_lazy("Problem found"),
        min_length=4,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


ProblemRows = rows_formset(ProblemForm, max_rows=30)


class BackForm(PortalForm):
    """The unit head says what has to be changed."""

    reason = forms.CharField(
        label=gettext_lazy("What has to be changed"),
        min_length=4,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class OriginalForm(PortalForm):
    """The original Word or PDF file."""

    original = FilesField(
        label=gettext_lazy("Original file"),
        required=True,
        accept=POLICY.accept,
        help_text=gettext_lazy("Word (docx) or PDF, no macros. A new file replaces the old one."),
    )


class ReviewForm(PortalForm):
    """The office adopts it with a score, or returns it with notes at the fields."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Decision"),
        choices=[
            (ADOPT, gettext_lazy("adopt the report")),
            (RETURN, gettext_lazy("return it for changes")),
        ],
        widget=ChoiceCards,
    )
    score = forms.IntegerField(
        label=gettext_lazy("Score"),
        min_value=0,
        max_value=100,
        required=False,
        help_text=gettext_lazy("0 to 100, only to adopt it."),
    )
    comment = forms.CharField(
        label=gettext_lazy("Comment"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in ReportField:
            self.fields[f"note_{field.value}"] = forms.CharField(
                label=_("Note on: %(field)s") % {"field": field.label},
                max_length=500,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        self.word_errors()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        decision = data.get("decision")
        if decision == ADOPT and data.get("score") is None and "score" not in self.errors:
            self.add_error("score", _("Give a score from 0 to 100."))
        if decision == RETURN and not any(self.notes.values()):
            self.add_error("note_findings", _("Write a note at the field that has to be changed."))
        return data

    @property
    def notes(self) -> dict[str, str]:
        """Notes by field, empty ones too."""
        return {
            field.value: self.cleaned_data.get(f"note_{field.value}", "") for field in ReportField
        }


class ReportFilter(FilterForm):
    """Number or words, unit, state."""

    q = forms.CharField(
        label=gettext_lazy("Number or keyword"), max_length=60, widget=forms.SearchInput
    )
    unit = UnitField(label=gettext_lazy("Unit"), empty_label=gettext_lazy("all units"))
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        choices=[("", pgettext_lazy("reports", "all states")), *ReportState.choices],
    )

    def __init__(self, data: Any, *, user: User, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if units := access.units_to_choose(user):
            self.fields["unit"].offer(units)  # type: ignore[attr-defined]
        else:
            del self.fields["unit"]

    def apply(self, rows: Rows) -> Rows:
        """Narrow the rows by every filter that has a value."""
        rows = matching(rows, "search_text", self.value("q") or "")
        for name in ("unit", "state"):
            if name in self.fields and (value := self.value(name)):
                rows = rows.filter(**{name: value})
        return rows
