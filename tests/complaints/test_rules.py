"""Rules C1 to C15 of domain.md §3.4: `docs/security.md` names the tests of each, and they exist."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from complaints.forms import public, tracking

ROOT = Path(settings.BASE_DIR)
_ROW = re.compile(r"^\| (C\d+) \|.*\| (.+) \|$", re.MULTILINE)
_TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def _rules() -> dict[str, list[tuple[str, str]]]:
    page = (ROOT / "docs" / "security.md").read_text()
    return {rule: _TEST.findall(cells) for rule, cells in _ROW.findall(page)}


def test_every_rule_has_a_row():
    assert list(_rules()) == [f"C{number}" for number in range(1, 16)]


@pytest.mark.parametrize("rule", [f"C{number}" for number in range(1, 16)])
def test_the_tests_of_a_rule_are_there(rule):
    named = _rules()[rule]
    assert named
    for path, name in named:
        assert re.search(rf"^def {name}\(", (ROOT / path).read_text(), re.MULTILINE), (path, name)


def test_the_form_asks_for_nothing_else():
    """C1: what happened, about whom, what one wants; name, telephone and mail if one likes."""
    asked = {name for form in _forms(public) for name in form.base_fields}
    assert asked == {
        *("unit", "window", "person"),
        *("category", "happened_on", "place", "content", "wish", "attachments"),
        *("anonymous", "name", "phone", "email", "is_minor"),
        *("wants_secrecy", "consent_contact", "consent_public"),
        *("confirm", "token", "proof", "code"),
    }
    later = {name for form in _forms(tracking) for name in form.base_fields}
    assert later == {"score", "solved", "reason", "text", "attachments"}


def _forms(module):
    found = [one for one in vars(module).values() if hasattr(one, "base_fields")]
    return [one for one in found if one.__module__ == module.__name__]


def test_no_table_of_complaints_has_a_place_for_an_address_or_a_browser():
    """C8: what is not there cannot be kept."""
    words = re.compile(r"(^|_)(ip|addr|agent|browser|host|source|fingerprint)(_|$)")
    found = [
        f"{model._meta.label}.{column.name}"
        for model in apps.get_app_config("complaints").get_models()
        for column in model._meta.fields
        if isinstance(column, models.GenericIPAddressField) or words.search(column.name)
    ]
    assert found == []
