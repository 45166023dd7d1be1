"""Forms of the office's campaigns."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.enums import UnitKind
from campaign.actions.campaigns import TaskDraft
from campaign.actions.cloning import Days, same_days
from campaign.actions.phases import TaskLine
from campaign.actions.setting_up import PLAN_POLICY
from campaign.enums import Evidence, PhaseKind
from campaign.forms.plan import RowForm, RowFormSet
from campaign.models import Campaign
from core.forms import (
    DateField,
    FilesField,
    PortalForm,
    PortalModelForm,
    VersionedFormMixin,
    rows_formset,
)


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


class YearForm(PortalForm):
    """The year of a campaign that starts from the template."""

    year = forms.IntegerField(label=_("year"), min_value=2004, max_value=2100)


class WordsForm(VersionedFormMixin, PortalModelForm):
    """What the issuing document says, and where people turn."""

    class Meta:
        model = Campaign
        fields = [
            "title", "theme", "policy", "guiding_thought", "issuer", "doc_no", "office_host",
            "hotline", "address", "hours", "email", "reminder_budget",
        ]  # fmt: skip
        widgets = {
            "policy": forms.Textarea(attrs={"rows": 2}),
            "guiding_thought": forms.Textarea(attrs={"rows": 6}),
        }
        help_texts = {
            "guiding_thought": _("It stands on the public page and opens every summary report."),
            "doc_no": _("With hexagonal brackets: 青开党发〔2011〕6号."),
            "reminder_budget": _(
                "A promise to the units, shown to everybody. More takes a leader's reason."
            ),
            "hotline": _("One place to change it: every public page shows this number."),
        }


class ListsForm(VersionedFormMixin, PortalForm):
    """The version of a page that has rows only."""


class ReferenceForm(RowForm):
    """A document that the campaign is based on."""

    essential = ("title", "doc_no")

    title = forms.CharField(label=_("title"), max_length=200)
    doc_no = forms.CharField(label=_("document number"), max_length=50, required=False)


class TargetForm(RowForm):
    """An economic target, with the actual figure once it is known."""

    essential = ("name", "value")

    name = forms.CharField(label=_("target"), max_length=100)
    value = forms.DecimalField(label=_("value"), max_digits=14, decimal_places=2)
    measure = forms.CharField(label=_("unit of measure"), max_length=20)
    growth_pct = forms.DecimalField(
        label=_("growth in %"), max_digits=6, decimal_places=1, required=False
    )
    actual = forms.DecimalField(label=_("actual"), max_digits=14, decimal_places=2, required=False)


class PhaseForm(VersionedFormMixin, PortalForm):
    """Name and days of a phase; whether its tasks move along."""

    name = forms.CharField(label=_("name"), max_length=60)
    start = DateField(label=_("first day"))
    end = DateField(label=_("last day"))
    carry = forms.BooleanField(
        label=_("Move the tasks along with the last day"),
        required=False,
        help_text=_("Tasks whose day you leave as it is move by as many days as the phase's end."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end < start:
            self.add_error("end", _("The phase must end after it begins."))
        return cleaned


class TaskForm(RowForm):
    """A task of a phase; `task` is the id of the row it changes."""

    essential = ("title",)

    task = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("task"), max_length=100)
    evidence = forms.ChoiceField(label=_("shown by"), choices=[("", ""), *Evidence.choices])
    due = DateField(label=_("due"))
    quantity = forms.IntegerField(label=_("records needed"), min_value=1, max_value=99, initial=1)
    weight = forms.IntegerField(label=_("weight"), min_value=1, max_value=99, initial=1)
    kinds = forms.MultipleChoiceField(
        label=_("kinds of unit"),
        choices=UnitKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing ticked: every unit."),
    )

    @property
    def line(self) -> TaskLine:
        """The row as the action takes it."""
        data = self.cleaned_data
        return TaskLine(
            TaskDraft(
                title=data["title"],
                evidence=Evidence(data["evidence"]),
                due=data["due"],
                weight=data["weight"],
                quantity=data["quantity"],
                kinds=tuple(data["kinds"]),
            ),
            data["task"] or 0,
        )


class PlanDocumentForm(PortalForm):
    """The plan as issued."""

    plan = FilesField(
        label=_("the plan as issued"),
        help_text=_("PDF or Word (docx), at most 20 MB; no macros."),
        accept=PLAN_POLICY.accept,
    )


ReferenceRows = rows_formset(ReferenceForm, max_rows=20, base=RowFormSet)
TargetRows = rows_formset(TargetForm, max_rows=20, base=RowFormSet)
TaskRows = rows_formset(TaskForm, max_rows=40, base=RowFormSet)
