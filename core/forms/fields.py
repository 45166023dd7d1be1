"""Form fields and widgets that the portal needs beyond Django's."""

import datetime as dt
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.text import Text

DATE_FORMATS = ("%Y-%m-%d", "%Y.%m.%d", "%Y/%m/%d", "%Y年%m月%d日", "%Y%m%d")


class DateInput(forms.DateInput):
    """The browser's date picker; its value is always YYYY-MM-DD."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "w-date", **(attrs or {})}, format="%Y-%m-%d")


class DateField(forms.DateField):
    """A date as people write it: 2011-9-3, 2011.9.3, 2011/9/3, 2011年9月3日, full width too."""

    widget = DateInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", DATE_FORMATS)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> dt.date | None:
        if isinstance(value, str):
            value = unicodedata.normalize("NFKC", value).replace(" ", "")
        return super().to_python(value)


class ChoiceCards(forms.RadioSelect):
    """Radio buttons drawn as cards; give the field `choice_hints = {value: example}`."""


class UnitSelect(forms.Select):
    """A native select that script turns into a searchable list (R10).

    `initials(value)` answers the pinyin initials under which an option is found, if any.
    """

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Iterable[Any] = (),
        initials: Callable[[str], str | None] | None = None,
    ) -> None:
        words = {"data-searchable": "", "data-none": _("Nothing found. Try fewer characters.")}
        super().__init__({**words, **(attrs or {})}, choices)
        self.initials = initials

    def create_option(self, name: str, value: Any, label: Any, *args: Any, **kwargs: Any) -> Any:
        option = super().create_option(name, value, label, *args, **kwargs)
        found = self.initials(str(value)) if self.initials and value else ""
        if found:
            option["attrs"]["data-initials"] = found
        return option


class FilesInput(forms.FileInput):
    """A visible native input for several files (R12)."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[Any]:
        getter = getattr(files, "getlist", None)
        return list(getter(name)) if getter else [files[name]] if name in files else []


class FilesField(forms.FileField):
    """Several files at once. Only collects them: `core.attachments` judges each one."""

    widget = FilesInput

    def __init__(self, *, max_files: int = 6, accept: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.max_files = max_files
        if accept:
            self.widget.attrs["accept"] = accept

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = [file for file in data or [] if file]
        if not files and self.required and not initial:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return files


def hint_choices(field: forms.ChoiceField, hints: Mapping[str, Text]) -> None:
    """Give the options of a choice field the examples that their cards show."""
    field.choice_hints = dict(hints)  # type: ignore[attr-defined]
