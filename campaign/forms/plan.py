"""The plan's form: its texts, its rows, the answers to the office's notes."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaign.enums import MemberRole, StudyForm
from campaign.models import LeadershipGroup, Phase, ReturnNote, UnitPlan
from core.forms import (
    DateField,
    PortalForm,
    PortalFormSet,
    PortalModelForm,
    VersionedFormMixin,
    rows_formset,
)

EMPTY = ("", "")


class PlanForm(VersionedFormMixin, PortalModelForm):
    """The texts of a plan; one `answer_<id>` for each open note."""

    class Meta:
        model = UnitPlan
        fields = [
            "title",
            "goals",
            "features",
            "keypoints",
            "difficulties",
            "highlights",
            "measures",
            "disclosure",
        ]
        widgets = {
            "goals": forms.Textarea(attrs={"rows": 8}),
            "features": forms.Textarea(attrs={"rows": 3}),
            "keypoints": forms.Textarea(attrs={"rows": 3}),
            "difficulties": forms.Textarea(attrs={"rows": 3}),
            "highlights": forms.Textarea(attrs={"rows": 3}),
            "measures": forms.Textarea(attrs={"rows": 5}),
            "disclosure": forms.RadioSelect,
        }
        help_texts = {
            "goals": _("Which concrete problems of your unit will be solved, and by what measure?"),
            "highlights": _("Highlights go into the summary report by themselves."),
        }

    def __init__(self, *args: Any, notes: Iterable[ReturnNote] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for note in notes:
            name = f"answer_{note.pk}"
            self.fields[name] = forms.CharField(
                label=_("How the note was dealt with"),
                required=False,
                max_length=500,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
            self.initial.setdefault(name, note.answer)
        self.word_errors()

    @property
    def answers(self) -> dict[int, str]:
        """Note id to answer, from the cleaned form."""
        return {
            int(name.removeprefix("answer_")): value
            for name, value in self.cleaned_data.items()
            if name.startswith("answer_")
        }

    @property
    def texts(self) -> dict[str, Any]:
        """The cleaned texts of the plan."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class RowForm(PortalForm):
    """A row that counts as empty until one of its `essential` fields is filled in.

    So rows may come with a phase and dates set, and still be left out.
    """

    essential: ClassVar[tuple[str, ...]] = ()

    def has_changed(self) -> bool:
        if not self.is_bound:
            return bool(super().has_changed())
        typed = (self.data.get(self.add_prefix(name), "") for name in self.essential)
        return any(str(value).strip() for value in typed)


class RowFormSet(PortalFormSet):
    """Rows of which any may stay empty."""

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form = super()._construct_form(i, **kwargs)
        form.empty_permitted = True
        return form


class MemberForm(RowForm):
    """A member of the unit's leadership group."""

    essential = ("name", "post")

    role = forms.ChoiceField(label=_("part in the group"), choices=[EMPTY, *MemberRole.choices])
    name = forms.CharField(label=_("person’s name"), max_length=60)
    post = forms.CharField(label=pgettext_lazy("group member", "post"), max_length=60)
    in_charge_of = forms.CharField(label=_("in charge of"), max_length=200, required=False)


class GroupForm(VersionedFormMixin, PortalModelForm):
    """What a leadership group is called, since when, and by which paper."""

    class Meta:
        model = LeadershipGroup
        fields = ["title", "established_on", "doc_no"]
        field_classes = {"established_on": DateField}


class StepForm(RowForm):
    """A step of a phase."""

    essential = ("content", "person")

    phase = forms.ChoiceField(label=_("phase"))
    start = DateField(label=_("from"))
    end = DateField(label=_("until"))
    person = forms.CharField(label=_("person in charge"), max_length=60)
    content = forms.CharField(
        label=pgettext_lazy("plan", "step"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, phases: Iterable[Phase] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.phases = {str(phase.pk): phase for phase in phases}
        choices = [EMPTY, *((key, phase.name) for key, phase in self.phases.items())]
        self.fields["phase"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end < start:
            self.add_error("end", _("The step must end after it begins."))
        return cleaned


class LineForm(RowForm):
    """A line of the study plan; `line` is the id of the row it changes."""

    essential = ("topic", "person", "audience")

    line = forms.IntegerField(widget=forms.HiddenInput, required=False)
    topic = forms.CharField(
        label=_("topic"), max_length=100, widget=forms.TextInput(attrs={"list": "topics"})
    )
    form = forms.ChoiceField(label=_("form of study"), choices=[EMPTY, *StudyForm.choices])
    date = DateField(label=_("date"))
    person = forms.CharField(label=_("person in charge"), max_length=60)
    audience = forms.CharField(label=_("audience"), max_length=60)


MemberRows = rows_formset(MemberForm, max_rows=30, base=RowFormSet)
StepRows = rows_formset(StepForm, max_rows=40, base=RowFormSet)
LineRows = rows_formset(LineForm, max_rows=60, base=RowFormSet)


class ReasonForm(PortalForm):
    """A reason, for steps that need one."""

    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
