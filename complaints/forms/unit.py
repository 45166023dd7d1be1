"""Forms of the handling unit."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from complaints import choices, policies
from complaints.actions.replies import ReplyText
from complaints.enums import Result, ReturnReason, Verified
from complaints.files import POLICY
from complaints.forms.desk import CaseForm, UnitField
from complaints.models import ReplyTemplate
from complaints.models.reply import PARTS
from core.forms import FilesField, VersionedFormMixin


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ContactForm(CaseForm):
    """What was done to find the facts."""

    text = forms.CharField(
        label=_("What was checked, with whom and how"),
        min_length=4,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReturnForm(CaseForm):
    """Hand back: a reason of the list, the right unit, and an explanation."""

    reason = forms.ChoiceField(label=_("Reason"), choices=ReturnReason)
    suggested_unit = UnitField(label=_("Unit that should handle it"))
    text = forms.CharField(
        label=_("Explanation"),
        min_length=4,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def prepare(self) -> None:
        field = self.fields["suggested_unit"]
        assert isinstance(field, UnitField)  # noqa: S101
        others = [unit for unit in choices.units() if unit.pk != self.complaint.lead_unit_id]
        field.offer(others, others, _("choose a unit"))

    def values(self) -> dict[str, Any]:
        field = self.fields["suggested_unit"]
        assert isinstance(field, UnitField)  # noqa: S101
        return {
            **self.cleaned_data,
            "suggested_unit": field.unit(self.cleaned_data["suggested_unit"]),
        }


class ExtendForm(CaseForm):
    """More time, before the day due."""

    days = forms.IntegerField(label=_("Working days more"), min_value=1)
    reason = forms.CharField(
        label=_("Reason"),
        min_length=4,
        max_length=300,
        help_text=_("The complainant reads it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def prepare(self) -> None:
        most = policies.limits(self.complaint).extension_days
        field = self.fields["days"]
        field.help_text = _("At most %(most)d; possible once.") % {"most": most}


class ReplyForm(VersionedFormMixin, CaseForm):
    """The reply in four headed parts."""

    facts = forms.CharField(label=_("What was found"), max_length=2000, widget=_area(5))
    handling = forms.CharField(label=_("What was done"), max_length=2000, widget=_area(5))
    improvement = forms.CharField(
        label=_("What changes"), max_length=2000, required=False, widget=_area(4)
    )
    basis = forms.CharField(label=_("The basis"), max_length=500, required=False, widget=_area(2))
    verified = forms.ChoiceField(label=pgettext_lazy("complaint", "Facts"), choices=Verified)
    result = forms.ChoiceField(label=pgettext_lazy("complaint", "Result"), choices=Result)
    keep = forms.MultipleChoiceField(
        label=_("Files of the former version"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    uploads = FilesField(
        label=_("Files for the complainant"),
        required=False,
        accept=POLICY.accept,
        help_text=_(
            "Photos of what was done, copies of papers. The complainant reads their names."
        ),
    )
    template = forms.ModelChoiceField(
        ReplyTemplate.objects.filter(active=True), required=False, widget=forms.HiddenInput
    )

    def prepare(self) -> None:
        self.initial.setdefault("version", self.complaint.version)
        rows = self.complaint.files.filter(reply__round=self.complaint.redo_count)
        former = [
            (str(row.pk), row.attachment.original_name) for row in rows.select_related("attachment")
        ]
        field = self.fields["keep"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101
        field.choices = former
        self.initial.setdefault("keep", [pk for pk, _name in former])
        if not former:
            del self.fields["keep"]

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "text": ReplyText(**{part: data[part] for part in PARTS}),
            "verified": data["verified"],
            "result": data["result"],
            "template": data["template"],
            "version": data["version"],
            "uploads": data["uploads"],
            "keep": [int(pk) for pk in data.get("keep", [])],
        }
