"""The base of every form: cleaned input and error sentences; the version against lost updates."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, TypeVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.db import models
from django.forms.models import ModelFormMetaclass
from django.forms.utils import ErrorDict, pretty_name
from django.http import QueryDict
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.forms.digests import MACHINERY, digests
from core.forms.fields import DateField
from core.forms.messages import sentences
from core.text import clean_input

_DASHES = "---------"
# Where nothing shorter is said: a text of 20,000 characters is a third of a second of PDF, one of
# 100,000 three seconds.
LONGEST_TEXT = 20_000

F = TypeVar("F", bound="PortalForm | PortalModelForm")


class _PortalMixin:
    """What forms and model forms share."""

    # Fields whose text is taken as typed: passwords.
    raw_fields: ClassVar[frozenset[str]] = frozenset()
    use_required_attribute = False
    fields: dict[str, forms.Field]
    # The number of a row in a formset; 0 outside one.
    row_number: int = 0

    def __init__(self, data: Mapping[str, Any] | None = None, *args: Any, **kwargs: Any) -> None:
        if data is not None:
            prefix = kwargs.get("prefix") or getattr(self, "prefix", None)
            raw = {f"{prefix}-{name}" if prefix else name for name in self.raw_fields}
            data = clean_input(data, frozenset(raw))
        kwargs.setdefault("label_suffix", "")
        super().__init__(data, *args, **kwargs)  # type: ignore[call-arg]
        for form_field in self.fields.values():
            _name_the_blank(form_field)
        self.word_errors()

    def word_errors(self) -> None:
        """Give every field its error sentences; messages set on the field itself win."""
        for name, form_field in self.fields.items():
            label = str(form_field.label or pretty_name(name))
            if self.row_number:
                label = _("%(label)s in row %(n)d") % {"label": label, "n": self.row_number}
            own = getattr(form_field, "own_messages", None)
            if own is None:
                own = _declared_messages(form_field)
                form_field.own_messages = own  # type: ignore[attr-defined]
            form_field.error_messages.update({**sentences(label, form_field), **own})

    def quiet(self) -> None:
        """Show what was typed without judging it: a row was added, a file removed."""
        self._errors = ErrorDict()
        self.cleaned_data: dict[str, Any] = {}

    def add_domain_error(self, error: DomainError) -> None:
        """Show a refusal of an action at the field it names, or above the form."""
        name = error.field if error.field in self.fields else None
        self.add_error(name or NON_FIELD_ERRORS, str(error.message))  # type: ignore[attr-defined]


def _name_the_blank(form_field: forms.Field) -> None:
    """Let the empty line of a select say what to do, where Django only draws dashes."""
    if isinstance(form_field, forms.ModelChoiceField):
        if form_field.empty_label == _DASHES:
            form_field.empty_label = _("please choose")
    elif isinstance(form_field, forms.ChoiceField) and isinstance(form_field.choices, list):
        form_field.choices = [
            (value, _("please choose") if label == _DASHES else label)
            for value, label in form_field.choices
        ]


def _declared_messages(form_field: forms.Field) -> dict[str, Any]:
    """The messages given to this field where it was declared, not Django's defaults."""
    defaults: dict[str, Any] = {}
    for cls in reversed(type(form_field).__mro__):
        defaults.update(getattr(cls, "default_error_messages", {}))
    return {
        code: text
        for code, text in form_field.error_messages.items()
        if defaults.get(code) is not text
    }


class PortalForm(_PortalMixin, forms.Form):
    """A form of the portal. Render it with `{% field form.name %}` or crispy."""


def _form_field(model_field: "models.Field[Any, Any]", **kwargs: Any) -> forms.Field | None:
    if type(model_field) is models.DateField:
        kwargs["form_class"] = DateField
    if isinstance(model_field, models.TextField) and model_field.max_length is None:
        kwargs["max_length"] = LONGEST_TEXT
    return model_field.formfield(**kwargs)


class _PortalModelFormMeta(ModelFormMetaclass):
    """Gives every model form our date field without each `Meta` naming it."""

    def __new__(mcs, name: str, bases: tuple[type, ...], attrs: dict[str, Any]) -> type:
        meta = attrs.get("Meta")
        if meta is not None and not hasattr(meta, "formfield_callback"):
            meta.formfield_callback = staticmethod(_form_field)
        return super().__new__(mcs, name, bases, attrs)


class PortalModelForm(_PortalMixin, forms.ModelForm, metaclass=_PortalModelFormMeta):  # type: ignore[type-arg]
    """A model form of the portal. It never saves what an action owns: read `cleaned_data`."""


class VersionedFormMixin(forms.Form):
    """Carries the version of the record that the form was opened on (R28).

    Pass `form.cleaned_data["version"]` to the action; it raises `Conflict` when somebody has
    saved meanwhile, and `core.http.conflict_response` shows both values. `opened` holds a short
    digest of each field as it stood then, so that only real conflicts are asked about.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    opened = forms.CharField(widget=forms.HiddenInput, required=False, max_length=LONGEST_TEXT)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        instance = getattr(self, "instance", None)
        if instance is not None and "version" not in self.initial:
            self.initial["version"] = getattr(instance, "version", 0)
        if not self.is_bound:
            self.initial["opened"] = digests(self, self.get_initial_for_field)


def form_of_draft(
    make: Callable[[Mapping[str, Any] | None], F], typed: Mapping[str, list[str]]
) -> F:
    """A form that shows a saved draft (`core.drafts.load(…).data`) without judging it.

    `make(data)` builds the form; it is called once without data for the present version, so that
    a record which has changed since the draft was typed still ends in the conflict page.
    """
    fresh, data = make(None), QueryDict(mutable=True)
    for name, values in typed.items():
        data.setlist(name, list(values))
    for name in MACHINERY & fresh.fields.keys():
        data[fresh.add_prefix(name)] = str(fresh[name].value() or "")
    form = make(data)
    form.quiet()
    return form
