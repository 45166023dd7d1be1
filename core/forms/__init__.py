"""Forms of the portal: error sentences, cleaned input, dates as people write them, rows."""

from core.forms.base import (
    LONGEST_TEXT,
    PortalForm,
    PortalModelForm,
    VersionedFormMixin,
    form_of_draft,
)
from core.forms.fields import ChoiceCards, DateField, FilesField, FilesInput, UnitSelect
from core.forms.rows import PortalFormSet, rows_formset

__all__ = [
    "LONGEST_TEXT",
    "ChoiceCards",
    "DateField",
    "FilesField",
    "FilesInput",
    "PortalForm",
    "PortalFormSet",
    "PortalModelForm",
    "UnitSelect",
    "VersionedFormMixin",
    "form_of_draft",
    "rows_formset",
]
