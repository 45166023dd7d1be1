"""No pattern of ours hangs on a long text (ASVS 1.3.12)."""

import re
import sys
import time
from collections.abc import Iterator

import pytest
from django import forms
from django.core.validators import RegexValidator

from tests.house.test_forms import FORMS
from tests.house.test_layers import OURS

LENGTH = 50_000
FILLS = ["a", "1", " ", "-", "、", '="', "a-", "1 ", "<"]
SECONDS = 0.25  # of processor time; a pattern that goes back over its steps needs minutes


def _ours() -> Iterator[tuple[str, re.Pattern[str]]]:
    for name, module in sorted(sys.modules.items()):
        if name.split(".")[0] in OURS:
            for label, value in vars(module).items():
                values = value if isinstance(value, (tuple, list, set, frozenset)) else [value]
                for each in values:
                    if isinstance(each, re.Pattern) and isinstance(each.pattern, str):
                        yield f"{name}.{label}", each


def _validators() -> Iterator[tuple[str, re.Pattern[str]]]:
    for form in FORMS:
        for name, field in form.base_fields.items():
            if isinstance(field, forms.CharField):
                for validator in field.validators:
                    if isinstance(validator, RegexValidator):
                        yield f"{form.__name__}.{name}", validator.regex


PATTERNS = {pattern.pattern: (label, pattern) for label, pattern in [*_ours(), *_validators()]}


@pytest.mark.asvs("1.3.12")
@pytest.mark.parametrize("label", sorted(label for label, _pattern in PATTERNS.values()))
def test_a_long_text_is_judged_at_once(label: str) -> None:
    pattern = next(p for name, p in PATTERNS.values() if name == label)
    for fill in FILLS:
        text = (fill * LENGTH)[:LENGTH] + "!"
        began = time.process_time()
        pattern.search(text)
        assert time.process_time() - began < SECONDS, f"{pattern.pattern} on {fill!r}"
