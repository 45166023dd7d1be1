"""Rows in a form (measures, milestones, study lines) that grow and shrink without script.

A submit button named `add_<prefix>` gives one more row, one named `<prefix>-<n>-remove` takes a
row out; both only show the form again, with everything typed still there. Script does the same in
place.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, ngettext_lazy

from core.text import clean_input

REMOVE = "remove"


class PortalFormSet(BaseFormSet):  # type: ignore[type-arg]
    """Rows with `add_<prefix>` and `<prefix>-<n>-remove` buttons.

    A view asks `if formset.changed_rows: render again` before it validates (and makes the form
    beside it `quiet()`). `rows` are the cleaned rows in order, empty ones left out.
    """

    default_error_messages: ClassVar[dict[str, Any]] = {
        "missing_management_form": _("Reload the page and fill in the rows again"),
        "too_many_forms": ngettext_lazy(
            "Keep at most %(num)d row", "Keep at most %(num)d rows", "num"
        ),
    }

    def __init__(self, data: Mapping[str, Any] | None = None, *args: Any, **kwargs: Any) -> None:
        prefix = kwargs.get("prefix") or self.get_default_prefix()
        self.changed_rows = False
        if data is not None:
            data = clean_input(data)
            data, self.changed_rows = _change_rows(data, prefix)
        super().__init__(data, *args, **kwargs)

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form = super()._construct_form(i, **kwargs)  # type: ignore[misc]
        form.row_number = i + 1
        form.word_errors()
        if self.changed_rows:
            form.quiet()
        return form

    def full_clean(self) -> None:
        super().full_clean()
        if self.changed_rows:
            self._non_form_errors = self.error_class()

    @property
    def add_name(self) -> str:
        """The name of the submit button that adds a row."""
        return f"add_{self.prefix}"

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Cleaned rows that have content, in order."""
        return [form.cleaned_data for form in self.forms if form.has_changed()]

    def clean(self) -> None:
        if not self.management_form.is_valid():
            return
        if self.min_num and len(self.rows) < self.min_num:
            words = ngettext(
                "Fill in at least %(num)d row", "Fill in at least %(num)d rows", self.min_num
            )
            raise forms.ValidationError(words % {"num": self.min_num}, code="too_few")


def rows_formset(
    form: type[forms.Form],
    *,
    extra: int | None = None,
    min_rows: int = 0,
    max_rows: int = 50,
    base: type[PortalFormSet] = PortalFormSet,
) -> type[PortalFormSet]:
    """A formset class of rows; at least one (empty) row is always shown."""
    return formset_factory(  # type: ignore[return-value]
        form,
        formset=base,
        extra=(0 if min_rows else 1) if extra is None else extra,
        min_num=min_rows,
        max_num=max_rows,
        absolute_max=max_rows + 1,
        validate_max=True,
    )


def _change_rows(data: Mapping[str, Any], prefix: str) -> tuple[Mapping[str, Any], bool]:
    """Apply a pressed add or remove button to the posted data."""
    removed = [
        index for index in range(_total(data, prefix)) if f"{prefix}-{index}-{REMOVE}" in data
    ]
    if removed:
        return _without(data, prefix, removed[0]), True
    if f"add_{prefix}" in data:
        grown = QueryDict(mutable=True)
        for name, values in _lists(data):
            grown.setlist(name, values)
        grown[f"{prefix}-TOTAL_FORMS"] = str(_total(data, prefix) + 1)
        return grown, True
    return data, False


def _total(data: Mapping[str, Any], prefix: str) -> int:
    number = str(data.get(f"{prefix}-TOTAL_FORMS", "0"))
    return min(int(number), 1000) if number.isascii() and number.isdigit() else 0


def _without(data: Mapping[str, Any], prefix: str, gone: int) -> Mapping[str, Any]:
    """The data with one row taken out and the later ones moved up."""
    row = re.compile(rf"{re.escape(prefix)}-(\d+)-(.+)", re.DOTALL)
    kept = QueryDict(mutable=True)
    for name, values in _lists(data):
        match = row.fullmatch(name)
        if match and int(match[1]) == gone:
            continue
        if match and int(match[1]) > gone:
            kept.setlist(f"{prefix}-{int(match[1]) - 1}-{match[2]}", values)
        else:
            kept.setlist(name, values)
    kept[f"{prefix}-TOTAL_FORMS"] = str(max(1, _total(data, prefix) - 1))
    return kept


def _lists(data: Mapping[str, Any]) -> Iterator[tuple[str, list[Any]]]:
    if isinstance(data, MultiValueDict):
        yield from data.lists()
    else:
        yield from ((name, [value]) for name, value in data.items())
