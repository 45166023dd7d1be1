"""House rules for forms: every text has an end, and no control sign gets through."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from django import forms
from django.apps import apps

from core.forms import LONGEST_TEXT, PortalForm, PortalModelForm, VersionedFormMixin
from core.ui.lists import FilterForm
from tests.house.test_layers import OURS


def _load_everything() -> None:
    for package in OURS:
        config = apps.get_app_config(package)
        for module in pkgutil.walk_packages([config.path], f"{package}."):
            if ".migrations" not in module.name and "__main__" not in module.name:
                importlib.import_module(module.name)


def _below(kind: type) -> Iterator[type]:
    for child in kind.__subclasses__():
        yield child
        yield from _below(child)


def _forms() -> list[type[forms.BaseForm]]:
    _load_everything()
    kinds = set(_below(forms.BaseForm)) - {
        PortalForm,
        PortalModelForm,
        FilterForm,
        VersionedFormMixin,
    }
    ours = [kind for kind in kinds if kind.__module__.split(".")[0] in OURS]
    return sorted(ours, key=lambda kind: (kind.__module__, kind.__qualname__))


FORMS = _forms()
RECORDS = [form for form in FORMS if issubclass(form, PortalModelForm)]
# What only an action writes (a version travels in a field of its own).
OWNED = {"id", "state", "version", "number", "user", "password", "is_active"}


@pytest.mark.asvs("2.2.1")
@pytest.mark.parametrize("form", FORMS, ids=lambda form: f"{form.__module__}.{form.__name__}")
def test_every_text_has_an_end(form: type[forms.BaseForm]) -> None:
    boundless = [
        name
        for name, field in form.base_fields.items()
        if isinstance(field, forms.CharField) and not 0 < (field.max_length or 0) <= LONGEST_TEXT
    ]
    assert boundless == []


@pytest.mark.asvs("2.2.1")
@pytest.mark.parametrize("form", FORMS, ids=lambda form: f"{form.__module__}.{form.__name__}")
def test_every_form_takes_its_text_cleaned(form: type[forms.BaseForm]) -> None:
    assert issubclass(form, PortalForm | PortalModelForm | FilterForm)


@pytest.mark.asvs("15.3.3")
@pytest.mark.parametrize("form", RECORDS, ids=lambda form: f"{form.__module__}.{form.__name__}")
def test_a_form_of_a_record_names_its_fields_and_none_that_actions_own(
    form: type[PortalModelForm],
) -> None:
    names = form._meta.fields  # type: ignore[attr-defined]
    assert isinstance(names, list | tuple)
    assert form._meta.exclude is None  # type: ignore[attr-defined]
    owned = {name for name in names if name in OWNED or name.endswith(("_at", "_by"))}
    assert owned == set()


def test_forms_were_found() -> None:
    assert len(FORMS) > 40
    assert len(RECORDS) > 3
