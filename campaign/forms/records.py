"""Forms of the study record and of meetings: plan, log, move."""

from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Unit
from campaign.enums import Awareness, ResultKind, SessionState
from campaign.models import Category, Meeting, StudyLine, StudySession
from core.forms import (
    LONGEST_TEXT,
    DateField,
    PortalForm,
    PortalModelForm,
    VersionedFormMixin,
)


class SessionForm(VersionedFormMixin, PortalModelForm):
    """What a session will be."""

    class Meta:
        model = StudySession
        fields = [
            "line",
            "topic",
            "form",
            "date",
            "speaker",
            "hours",
            "expected",
            "guests",
            "make_up_of",
        ]
        widgets = {"topic": forms.TextInput(attrs={"list": "topics"})}
        help_texts = {
            "line": _("Which line of your study plan does it carry out?"),
            "expected": _("How many people of your unit should come."),
        }

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = StudyLine.objects.filter(plan__unit=unit).order_by("date")
        missed = StudySession.objects.filter(unit=unit).exclude(state=SessionState.CANCELLED)
        self._narrow("line", lines, _("Not from the plan"))
        self._narrow("make_up_of", missed.order_by("-date"), _("Not a make-up session"))
        if not self.instance.pk:
            self.initial.setdefault("expected", unit.headcount)
        self.word_errors()

    def _narrow(self, name: str, rows: Any, empty: Any) -> None:
        field: Any = self.fields[name]
        field.queryset, field.empty_label = rows, empty

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class SessionRecordForm(VersionedFormMixin, PortalForm):
    """What came of a session."""

    attended = forms.IntegerField(label=_("attended"), min_value=0)
    guests = forms.IntegerField(label=_("guests"), min_value=0, required=False)
    summary = forms.CharField(
        label=_("summary"),
        max_length=300,
        help_text=_("What was studied, in one or two sentences. No photos needed."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    outcome = forms.CharField(
        label=_("outcome"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    tags = forms.MultipleChoiceField(
        label=_("awareness"),
        choices=Awareness.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    @property
    def values(self) -> dict[str, Any]:
        record = ("attended", "guests", "summary", "outcome", "tags")
        values = {name: self.cleaned_data[name] for name in record}
        return {**values, "guests": values["guests"] or 0}


class MoveForm(PortalForm):
    """Another day, and why."""

    date = DateField(label=_("new day"))
    reason = forms.CharField(label=_("Reason"), max_length=300)


class MeetingForm(VersionedFormMixin, PortalModelForm):
    """What a meeting will be."""

    class Meta:
        model = Meeting
        fields = [
            "kind",
            "title",
            "date",
            "place",
            "host",
            "recorder",
            "invited",
            "guests",
            "agenda",
        ]
        widgets = {"agenda": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, unit: Unit | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if unit and not self.instance.pk:
            self.initial.setdefault("invited", unit.headcount)

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class MeetingRecordForm(VersionedFormMixin, PortalForm):
    """What came of a meeting."""

    attended = forms.IntegerField(label=_("attended"), min_value=0)
    guests = forms.IntegerField(label=_("guests"), min_value=0, required=False)
    minutes = forms.CharField(
        label=_("minutes"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 5})
    )
    outcome = forms.CharField(
        label=_("outcome"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    @property
    def values(self) -> dict[str, Any]:
        record = ("attended", "guests", "minutes", "outcome")
        values = {name: self.cleaned_data[name] for name in record}
        return {**values, "guests": values["guests"] or 0}


class ResultForm(PortalForm):
    """What a meeting has brought to light."""

    kind = forms.ChoiceField(
        label=_("What is it?"), choices=ResultKind.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=pgettext_lazy("meeting", "In one or two sentences"),
        help_text=_("A fact that one can check: who, what, when, where."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    category = forms.ModelChoiceField(
        label=_("What is the problem about?"),
        queryset=Category.objects.none(),
        required=False,
        empty_label=_("a highlight has none"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = Category.objects.leaves()  # type: ignore[attr-defined]


def at_version(row: Model) -> dict[str, Any]:
    """The initial value of a record form's hidden version."""
    return {"version": row.version, "guests": row.guests}  # type: ignore[attr-defined]
