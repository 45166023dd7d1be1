"""The words of one matter out of a letter that holds several."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campaign.models import Category
from complaints import choices
from complaints.forms.desk import CaseForm, UnitField
from core.forms import VersionedFormMixin


class SplitForm(VersionedFormMixin, CaseForm):
    """What goes into the new case."""

    content = forms.CharField(
        label=_("The words of this matter"),
        help_text=_("Copied from the letter; leave out what belongs to the other matter."),
        min_length=10,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    category = forms.ModelChoiceField(
        Category.objects.leaves(), label=_("Category"), to_field_name="code"
    )
    target_unit = UnitField(label=_("Unit complained about"), required=False)

    def prepare(self) -> None:
        found = choices.units()
        target = self.fields["target_unit"]
        assert isinstance(target, UnitField)  # noqa: S101
        target.offer(found, found, _("not known"))
        self.initial.update(content=self.complaint.content, version=self.complaint.version)

    def values(self) -> dict[str, Any]:
        target = self.fields["target_unit"]
        assert isinstance(target, UnitField)  # noqa: S101
        data = self.cleaned_data
        return {
            "content": data["content"],
            "category": data["category"],
            "version": data["version"],
            "target_unit": target.unit(data["target_unit"]),
        }
