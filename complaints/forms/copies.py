"""Covering a file, and passing a supplement on to the unit."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.files import POLICY
from complaints.forms.desk import CaseForm, RedactForm
from core.forms import FilesField


class CoverForm(CaseForm):
    """Which file, and the copy in which something is covered."""

    file = forms.ChoiceField(label=_("File of the complainant"))
    upload = FilesField(
        label=_("Covered copy"),
        max_files=1,
        accept=POLICY.accept,
        help_text=_("Faces, plates, names, handwriting. The unit sees only this copy."),
    )

    def prepare(self) -> None:
        field = self.fields["file"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        rows = self.complaint.files.from_person().select_related("attachment")
        field.choices = [(str(row.pk), row.attachment.original_name) for row in rows]

    def values(self) -> dict[str, Any]:
        return {
            "file": int(self.cleaned_data["file"]),
            "upload": self.cleaned_data["upload"][0],
        }


class SupplementForm(RedactForm):
    """What the complainant added, for the unit."""

    text = forms.CharField(
        label=_("Supplement for the unit"),
        min_length=4,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Suggestions are filled in. Read all of it: you confirm every word."),
    )
