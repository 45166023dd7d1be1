"""The office's review of a plan: a note and its severity at every section."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from campaign.actions.reviews import NoteRow
from campaign.enums import PlanField, Severity
from campaign.snapshot import Content, Section, sections
from core.forms import PortalForm


class ReviewForm(PortalForm):
    """`comment_<section>` and `severity_<section>`; the version that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    phone = forms.CharField(
        label=_("Phone number for the unit's questions"),
        help_text=_("Needed from the second return on, so that the unit can ask what is meant."),
        max_length=40,
        required=False,
    )

    def __init__(self, *args: Any, content: Content, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.content = content
        for field in PlanField:
            self.fields[f"comment_{field.value}"] = forms.CharField(
                label=_("Note on “%(section)s”") % {"section": field.label},
                required=False,
                max_length=500,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
            self.fields[f"severity_{field.value}"] = forms.ChoiceField(
                label=_("How serious is the note on “%(section)s”?") % {"section": field.label},
                choices=Severity.choices,
                initial=Severity.MUST,
                required=False,
            )
        self.word_errors()

    def parts(self) -> Iterator[tuple[Section, BoundField, BoundField]]:
        """Each section with its two fields, in the order of the plan."""
        for section in sections(self.content):
            key = section.field.value
            yield section, self[f"comment_{key}"], self[f"severity_{key}"]

    @property
    def notes(self) -> list[NoteRow]:
        """The notes that were written."""
        return [
            NoteRow(
                field,
                self.cleaned_data[f"comment_{field.value}"],
                Severity(self.cleaned_data[f"severity_{field.value}"] or Severity.MUST),
            )
            for field in PlanField
            if self.cleaned_data[f"comment_{field.value}"].strip()
        ]
