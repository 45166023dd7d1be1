"""Describes a bound form field to the one field template (`includes/field.html`)."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField, BoundWidget
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

_KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.HiddenInput, "hidden"),
    (forms.MultipleHiddenInput, "hidden"),
    (forms.CheckboxInput, "checkbox"),
    (forms.RadioSelect, "choices"),  # also CheckboxSelectMultiple
    (forms.FileInput, "file"),
    (forms.Textarea, "textarea"),
    (forms.Select, "select"),
)

_CLASSES = {"select": "form-select", "checkbox": "form-check-input", "choices": "form-check-input"}


def kind_of(field: BoundField) -> str:
    """`hidden`, `checkbox`, `choices`, `file`, `textarea`, `select` or `input`."""
    widget = field.field.widget
    return next((kind for cls, kind in _KINDS if isinstance(widget, cls)), "input")


@dataclass(frozen=True, slots=True)
class Choice:
    """One radio button or tick box as a card."""

    control: SafeString
    label: str
    hint: str


@dataclass(frozen=True, slots=True)
class FieldView:
    """Everything the field template shows."""

    kind: str
    id: str
    label: str
    hint: str
    errors: list[str]
    optional: bool
    control: SafeString
    choices: list[Choice]
    limit: int | None
    note: str
    css: str

    @property
    def hint_id(self) -> str:
        return f"{self.id}_hint"

    @property
    def error_id(self) -> str:
        return f"{self.id}_error"

    @property
    def count_id(self) -> str:
        return f"{self.id}_count"


def first_control_id(field: BoundField) -> str:
    """Where a link of the error summary leads: the control, or the first of a group."""
    if kind_of(field) == "choices":
        return f"{field.auto_id}_0"
    return field.id_for_label or field.auto_id


def describe(field: BoundField, *, note: str = "", label: str = "") -> FieldView:
    """Prepare a field: label, hint, errors, the control with its `aria-describedby`.

    `note` is a reviewer's remark on the field; the template shows it in yellow above the control.
    """
    kind = kind_of(field)
    limit = _limit(field, kind)
    ids = [f"{field.auto_id}_hint"] if field.help_text else []
    ids += [f"{field.auto_id}_note"] if note else []
    ids += [f"{field.auto_id}_error"] if field.errors else []
    ids += [f"{field.auto_id}_count"] if limit else []
    attrs = _attributes(field, kind, ids)
    return FieldView(
        kind=kind,
        id=field.auto_id,
        label=str(label or field.label),
        hint=str(field.help_text),
        errors=[str(error) for error in field.errors],
        optional=not field.field.required,
        control=field.as_widget(attrs=attrs) if kind != "choices" else SafeString(""),
        choices=_choices(field, attrs) if kind == "choices" else [],
        limit=limit,
        note=note,
        css=field.css_classes(),
    )


def _limit(field: BoundField, kind: str) -> int | None:
    """Long texts count down; short inputs need no counter."""
    limit = getattr(field.field, "max_length", None)
    return limit if limit and kind == "textarea" else None


def _attributes(field: BoundField, kind: str, described_by: list[str]) -> dict[str, Any]:
    own = field.field.widget.attrs
    base = _CLASSES.get(kind, "form-control")
    attrs: dict[str, Any] = {"class": f"{base} {own.get('class', '')}".strip(), "required": False}
    # The hint and the error stand before the control in reading order; both are named here.
    if described_by:
        attrs["aria-describedby"] = " ".join(described_by)
    if field.errors and kind not in ("choices", "hidden"):
        attrs["aria-invalid"] = "true"
    if kind in ("textarea", "input"):
        # The browser must not cut a long paste silently: the server says how long it is (R2).
        attrs["maxlength"] = False
    if limit := _limit(field, kind):
        attrs["data-limit"] = limit
    if kind == "file":
        attrs |= _file_words()
    return attrs


def _file_words() -> dict[str, str]:
    """The words that the upload script needs, as data attributes."""
    return {
        "data-word-list": _("Chosen files"),
        "data-word-remove": _("Delete"),
        "data-word-done": _("uploaded"),
        "data-word-failed": _("The file did not arrive. Choose it again."),
    }


def _choices(field: BoundField, attrs: dict[str, Any]) -> list[Choice]:
    hints = getattr(field.field, "choice_hints", {})
    return [
        Choice(
            _control(widget, attrs),
            str(widget.choice_label),
            str(hints.get(str(widget.data["value"]), "")),
        )
        for widget in field.subwidgets
        if widget.data["value"] not in ("", None)
    ]


def _control(widget: BoundWidget, attrs: dict[str, Any]) -> SafeString:
    data = widget.data
    every = {"type": data["type"], "name": data["name"], "value": data["value"]}
    return format_html("<input{}>", flatatt({**every, **data["attrs"], **attrs}))
