"""The forms of an import: the sheet itself, its columns, and what its unknown words mean."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from campaign.models import Category
from core.forms import PortalForm, UnitSelect
from core.forms.base import LONGEST_TEXT
from core.sheets.cells import Table
from core.sheets.reader import letters_of
from rectification.enums import Source
from rectification.importing.columns import KEYS, NAMES, TAKEN, Header
from rectification.importing.entries import EMPTY, plain
from rectification.people import members

_SAMPLES = 2
_SAMPLE_LENGTH = 16


class SheetForm(PortalForm):
    """A workbook or a pasted block, and whose ledger it is."""

    unit = forms.ModelChoiceField(
        label=_("Whose ledger is it?"),
        queryset=Unit.objects.none(),
        to_field_name="code",
        widget=UnitSelect,
    )
    file = forms.FileField(
        label=_("Workbook"),
        required=False,
        help_text=_(
            "An .xlsx file up to 10 MB: an exported ledger, the template, or your own. Tables "
            "that other systems write as .xls or .csv are read too."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv,.mht"}),
    )
    text = forms.CharField(
        label=_("Or cells copied out of a spreadsheet"),
        required=False,
        strip=False,
        max_length=LONGEST_TEXT,
        help_text=_("Select the rows with their heads in Excel or WPS, copy, and paste them here."),
        widget=forms.Textarea(attrs={"rows": 8, "class": "form-control grid-paste"}),
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        field.queryset = units  # type: ignore[attr-defined]
        only = list(units[:2])
        if len(only) == 1:
            field.initial = only[0].code
            field.widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "file" in self.errors or "text" in self.errors:
            return cleaned
        if not cleaned.get("file") and not (cleaned.get("text") or "").strip():
            self.add_error("file", gettext("Choose a workbook, or paste the cells below."))
        elif cleaned.get("file") and (cleaned.get("text") or "").strip():
            self.add_error("text", gettext("Upload a workbook or paste cells, not both at once."))
        return cleaned


class ColumnsForm(PortalForm):
    """Which column of the sheet holds what; each column at most once."""

    def __init__(
        self, *args: Any, table: Table, header: Header, columns: Mapping[str, int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", gettext("not in the sheet")), *_columns(table, header)]
        for key in KEYS:
            if key != "number" and key not in TAKEN:
                continue
            self.fields[key] = forms.ChoiceField(
                label=NAMES[key],
                choices=choices,
                required=False,
                initial=str(columns[key]) if key in columns else "",
            )
        self.word_errors()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        used: dict[str, str] = {}
        for key, column in list(cleaned.items()):
            if column and column in used:
                message = gettext("This column is chosen for “%(other)s” already. Choose another.")
                self.add_error(key, message % {"other": NAMES[used[column]]})
            used.setdefault(column, key)
        return cleaned

    @property
    def columns(self) -> dict[str, int]:
        """The chosen column of each key, from 0."""
        return {key: int(column) for key, column in self.cleaned_data.items() if column}


def _columns(table: Table, header: Header) -> list[tuple[str, str]]:
    """«C 存在问题: 窗口办件超过…» for every column that holds anything."""
    found = []
    rows = [n for n in sorted(table.rows) if n >= header.first]
    for column in range(table.width):
        values = (plain(table.at(row, column)) for row in rows[:20])
        samples = [v[:_SAMPLE_LENGTH].replace("\n", " ") for v in values if v][:_SAMPLES]
        head = header.heads.get(column, "").replace("\n", "")
        words = "：".join(part for part in (head, "、".join(samples)) if part)
        if words:
            found.append((str(column), f"{letters_of(column)} {words}"))
    return found


class WordsForm(PortalForm):
    """What each unknown word of the sheet means."""

    def __init__(self, *args: Any, asks: list[str], unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asks = {f"word-{n}": ask for n, ask in enumerate(asks)}
        options: dict[str, list[tuple[Any, Any]]] = {
            "source": list(Source.choices),
            "category": [(row.code, str(row)) for row in Category.objects.leaves()],
            "person": [
                (EMPTY, gettext("nobody: leave the field empty")),
                *((str(post.pk), f"{post.user.name}（{post.title}）") for post in members(unit)),
            ],
        }
        for name, ask in self.asks.items():
            kind, _colon, word = ask.partition(":")
            self.fields[name] = forms.ChoiceField(
                label=gettext("“%(word)s” means") % {"word": word},
                choices=[("", gettext("not decided")), *options[kind]],
                required=False,
            )
        self.word_errors()

    @property
    def choices(self) -> dict[str, str]:
        """What has been decided, by the word that asked."""
        return {ask: self.cleaned_data.get(name, "") for name, ask in self.asks.items()}
