"""The form of an item: the four elements first, the rest can follow (domain.md §2.10)."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import Post, Unit, User
from campaign.enums import BattleTag
from campaign.models import Campaign, Category
from core.forms import (
    DateField,
    PortalForm,
    PortalModelForm,
    UnitSelect,
    VersionedFormMixin,
    rows_formset,
)
from rectification.actions.items import PROMISE_FIELDS
from rectification.dates import class_problem, due_hint, due_problem, suggested_due
from rectification.models import RectificationItem
from rectification.people import members

__all__ = [
    "ItemForm",
    "MeasureRows",
    "MilestoneRows",
    "PersonChoice",
    "UnitForm",
    "due_hint",
    "members",
    "suggested_due",
]


class PersonChoice(forms.ModelChoiceField):
    """People of a unit, by name and post."""

    def label_from_instance(self, post: Post) -> str:  # type: ignore[override]
        return f"{post.user.name}（{post.job or post.get_role_display()}）"


class ItemForm(VersionedFormMixin, PortalModelForm):
    """Everything of the promise but its rows. Drafts may have gaps; sending may not."""

    tags = forms.MultipleChoiceField(
        label=_("Serves"),
        choices=BattleTag.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    responsible = PersonChoice(label=_("Responsible person"), queryset=None, required=False)
    lead = PersonChoice(label=_("Leading person"), queryset=None, required=False)

    # As the page asks, so that the error summary keeps that order.
    field_order = ("description", "cause", "source", "category", "owner_kind", "scope")

    class Meta:
        model = RectificationItem
        fields = (*PROMISE_FIELDS, "co_units")
        widgets = {
            "description": forms.Textarea(attrs={"rows": 3}),
            "cause": forms.Textarea(attrs={"rows": 3}),
            "target": forms.Textarea(attrs={"rows": 2}),
            "co_units": forms.SelectMultiple(attrs={"size": 5}),
        }
        help_texts = {
            "description": _(
                "Who, what, when, where, how often: so that anybody can see later whether it is "
                "solved."
            ),
            "due_date": _("Leave empty only for long-term items."),
            "review_on": _("Long-term items are reviewed every quarter."),
            "co_units": _("Units that must help. Hold Ctrl to choose several."),
        }

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = members(unit)
        for name in ("responsible", "lead"):
            self.fields[name].queryset = people  # type: ignore[attr-defined]
        self.fields["category"].queryset = Category.objects.leaves(  # type: ignore[attr-defined]
            keep=self.instance.category_id
        )
        # Where it comes from is known; no unit turns a complaint into its own finding.
        self.fields["source"].disabled = bool(self.instance.origin_kind)
        others = Unit.objects.active().in_order().exclude(pk=unit.pk)
        self.fields["co_units"].queryset = others  # type: ignore[attr-defined]
        self.fields["co_units"].required = False

    def clean_due_date(self) -> dt.date | None:
        due: dt.date | None = self.cleaned_data["due_date"]
        if due is None or due == self.instance.due_date:
            return due
        campaign = Campaign.objects.current()
        problem = due_problem(due, campaign)
        if problem:
            raise forms.ValidationError(problem)
        return due

    def clean(self) -> dict[str, Any]:
        """Class and deadline go together."""
        cleaned = super().clean() or self.cleaned_data
        due, klass = cleaned.get("due_date"), cleaned.get("klass", "")
        if due is not None and {"due_date", "klass"} & set(self.changed_data):
            problem = class_problem(klass, due, Campaign.objects.current())
            if problem:
                self.add_error("due_date", problem)
        return cleaned

    def promise(self) -> dict[str, Any]:
        """The cleaned values that the actions take."""
        return {name: self.cleaned_data[name] for name in (*PROMISE_FIELDS, "co_units")}


class MeasureRow(PortalForm):
    """One measure: what, who, by when."""

    text = forms.CharField(label=_("Measure"), max_length=300, required=False)
    owner = PersonChoice(label=_("Carried out by"), queryset=None, required=False)
    due = DateField(label=_("To be done by"), required=False)

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = members(unit)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if (cleaned.get("owner") or cleaned.get("due")) and not cleaned.get("text"):
            self.add_error(
                "text", gettext("Write the measure of row %(n)d.") % {"n": self.row_number}
            )
        return cleaned


class MilestoneRow(PortalForm):
    """One milestone: name and date."""

    name = forms.CharField(label=_("Milestone"), max_length=100, required=False)
    due = DateField(label=_("Reached by"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("due") and not cleaned.get("name"):
            self.add_error(
                "name", gettext("Name the milestone of row %(n)d.") % {"n": self.row_number}
            )
        if cleaned.get("name") and not cleaned.get("due"):
            self.add_error(
                "due",
                gettext("Give a date to the milestone of row %(n)d.") % {"n": self.row_number},
            )
        return cleaned


MeasureRows = rows_formset(MeasureRow, extra=2, max_rows=20)
MilestoneRows = rows_formset(MilestoneRow, extra=1, max_rows=20)


class UnitForm(PortalForm):
    """Which unit the item belongs to, for people who act for several."""

    unit = forms.ModelChoiceField(
        label=pgettext_lazy("rectification", "Unit"),
        queryset=Unit.objects.none(),
        to_field_name="code",
        widget=UnitSelect,
    )

    def __init__(self, *args: Any, user: User, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
