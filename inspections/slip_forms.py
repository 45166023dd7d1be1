"""Forms of supervision slips."""

from typing import Any, TypeVar

from django import forms
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Unit
from core import clock
from core.forms import ChoiceCards, DateField, PortalForm, VersionedFormMixin
from core.http import FilterForm
from core.workdays import calendar
from inspections.actions import slips
from inspections.actions.slips import Draft
from inspections.enums import Evaluation, SlipKind, SlipState
from inspections.models import Finding
from rectification.models import RectificationItem

REPLY_DAYS = 5
Row = TypeVar("Row", RectificationItem, Finding)


class SlipForm(VersionedFormMixin, PortalForm):
    """A paper to a unit."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=SlipKind,
        widget=ChoiceCards,
        help_text=gettext_lazy("The last three are red: a leader signs them."),
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=gettext_lazy("Unit"),
        to_field_name="code",
        empty_label=gettext_lazy("choose a unit"),
    )
    title = forms.CharField(label=gettext_lazy("Subject"), max_length=100)
    facts = forms.CharField(
        label=gettext_lazy("Facts"),
        max_length=2000,
        min_length=10,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    demand = forms.CharField(
        label=gettext_lazy("What is demanded"),
        max_length=2000,
        min_length=5,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    reply_due = DateField(label=gettext_lazy("Answer until"))
    items = forms.CharField(
        label=gettext_lazy("Rectification items"),
        max_length=400,
        required=False,
        help_text=gettext_lazy("Numbers, separated by spaces; they are printed on the paper."),
    )
    findings = forms.CharField(
        label=gettext_lazy("Findings"),
        max_length=400,
        required=False,
        help_text=gettext_lazy("Numbers, separated by spaces; the unit sees them with the paper."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].required = False
        self.fields["unit"].queryset = Unit.objects.active().in_order()  # type: ignore[attr-defined]
        self.fields["reply_due"].initial = calendar().add(clock.today(), REPLY_DAYS)

    def clean_items(self) -> list[RectificationItem]:
        return _numbered(
            RectificationItem.objects.all(),
            self.cleaned_data["items"],
            _("There is no item %(number)s. Check the number."),
        )

    def clean_findings(self) -> list[Finding]:
        return _numbered(
            Finding.objects.all(),
            self.cleaned_data["findings"],
            _("There is no finding %(number)s. Check the number."),
        )

    def draft(self) -> Draft:
        """The paper; only for a valid form."""
        names = (*slips.FIELDS, "items", "findings")
        return Draft(**{name: self.cleaned_data[name] for name in names})


def _numbered(rows: "models.QuerySet[Row]", typed: str, missing: str) -> list[Row]:
    """The rows whose numbers were typed, in any order."""
    numbers = typed.replace("、", " ").replace("，", " ").split()
    found = {row.number: row for row in rows.filter(number__in=numbers)}
    for number in numbers:
        if number not in found:
            raise forms.ValidationError(missing % {"number": number})
    return list(found.values())


class ReplyForm(PortalForm):
    """The unit's answer."""

    text = forms.CharField(
        label=gettext_lazy("Answer of the unit"),
        max_length=4000,
        min_length=10,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("What was done, by whom, with what result."),
    )


class JudgeForm(PortalForm):
    """The office's judgement on an answer (six points of domain.md §2.2)."""

    verdict = forms.ChoiceField(
        label=gettext_lazy("Judgement"),
        widget=ChoiceCards,
        choices=[*Evaluation.choices, ("return", gettext_lazy("Return to be done again"))],
    )
    note = forms.CharField(
        label=gettext_lazy("Remark"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Facts clear, problem solved, task done, conclusion right, measures lawful, form"
            " correct? Needed for a return."
        ),
    )
    reply_due = DateField(label=gettext_lazy("New date, for a return"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("verdict") == "return":
            if not data.get("note"):
                self.add_error("note", _("Say what is missing; the unit reads it."))
            if not data.get("reply_due") and "reply_due" not in self.errors:
                self.add_error("reply_due", _("Give the day by which the unit answers again."))
        return data


class SlipFilter(FilterForm):
    """Filters of the list."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=[("", gettext_lazy("all")), *SlipKind.choices]
    )
    state = forms.ChoiceField(
        label=gettext_lazy("State"), choices=[("", gettext_lazy("all")), *SlipState.choices]
    )
    unit = forms.ModelChoiceField(
        Unit.objects.all(),
        label=gettext_lazy("Unit"),
        empty_label=gettext_lazy("all"),
        to_field_name="code",
    )

    def apply(self, rows: Any) -> Any:
        for name in ("kind", "state", "unit"):
            if value := self.value(name):
                rows = rows.filter(**{name: value})
        return rows
