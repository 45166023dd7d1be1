"""What a form looked like when it was opened: a short digest of each field (R28)."""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.db.models import Model

# The form's own machinery, never compared.
MACHINERY = frozenset({"version", "opened"})


def plain(value: Any) -> str:
    """A field's value as one comparable text: dates in ISO, records by key, lists sorted."""
    if value is None or value is False:
        return ""
    if value is True:
        return "1"
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Iterable) and not isinstance(value, str):
        return ",".join(sorted(plain(one) for one in value))
    return str(value).replace("\r\n", "\n").strip()


def digest(value: Any) -> str:
    return hashlib.sha256(plain(value).encode()).hexdigest()[:12]


def digests(form: forms.Form, value_of: Callable[[forms.Field, str], Any]) -> str:
    """The digests of all fields as JSON, for the hidden field `opened`."""
    return json.dumps(
        {
            name: digest(value_of(field, name))
            for name, field in form.fields.items()
            if name not in MACHINERY
        },
        separators=(",", ":"),
    )


def read_digests(text: str) -> dict[str, str]:
    """Parse `opened`; anything odd counts as «not known», which only asks more questions."""
    try:
        parsed = json.loads(text or "{}")
    except ValueError:
        return {}
    return {str(k): str(v) for k, v in parsed.items()} if isinstance(parsed, dict) else {}
