"""Two people saved the same record: what differs, and what merges by itself (R28)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from core.forms.digests import MACHINERY, digest, digests, plain, read_digests
from core.ui.parts import ConflictField


@dataclass(frozen=True, slots=True)
class Merge:
    """`conflicts` must be decided by the person; `hidden` are the other posted pairs, merged."""

    conflicts: list[ConflictField]
    hidden: list[tuple[str, str]]


def value_of(current: object, name: str) -> Any:
    """A field's saved value, from a record or a mapping."""
    if isinstance(current, Mapping):
        return current.get(name)
    return getattr(current, name, None)


def _has(current: object, name: str) -> bool:
    """Whether the record has such a field at all."""
    return name in current if isinstance(current, Mapping) else hasattr(current, name)


def merge(form: forms.Form, posted: Any, current: object) -> Merge:
    """Compare a stale form with the saved record, using the digests of its opening."""
    opened = read_digests(str(posted.get(form.add_prefix("opened"), "")))
    conflicts: list[ConflictField] = []
    taken: dict[str, list[str]] = {}
    for bound in form:
        if bound.name in MACHINERY or isinstance(bound.field, forms.FileField):
            continue
        if not _has(current, bound.name):
            continue  # the reason of a step, a new password: nobody else has saved one
        theirs = value_of(current, bound.name)
        mine = _mine(form, bound)
        if plain(mine) == plain(theirs) or opened.get(bound.name) == digest(theirs):
            continue
        if opened.get(bound.name) == digest(mine):
            taken[bound.html_name] = _raw(bound, theirs)
        else:
            conflicts.append(_conflict(bound, mine, theirs))
    return Merge(conflicts, _hidden(form, posted, current, conflicts, taken))


def _mine(form: forms.Form, bound: BoundField) -> Any:
    """What was typed: cleaned if it makes sense, as typed otherwise."""
    return getattr(form, "cleaned_data", {}).get(bound.name, bound.data)


def _raw(bound: BoundField, value: Any) -> list[str]:
    """A value as the browser would post it."""
    prepared = bound.field.prepare_value(value)
    if prepared is None or prepared is False:
        return []
    if isinstance(prepared, (list, tuple, set)):
        return [plain(one) for one in prepared]
    return ["on" if prepared is True else plain(prepared)]


def _conflict(bound: BoundField, mine: Any, theirs: Any) -> ConflictField:
    return ConflictField(
        name=bound.html_name,
        label=str(bound.label),
        theirs=_words(bound, theirs),
        mine=_words(bound, mine),
        their_raw=_raw(bound, theirs),
        my_raw=_raw(bound, mine),
    )


def _words(bound: BoundField, value: Any) -> str:
    """A value as people read it."""
    if value is True:
        return _("ticked")
    if value in (None, "", False) or value == []:
        return _("(empty)")
    labels = {str(k): str(v) for k, v in getattr(bound.field, "choices", None) or []}
    values = value if isinstance(value, (list, tuple, set)) else [value]
    return "、".join(labels.get(plain(one), str(one)) for one in values)


def _hidden(
    form: forms.Form,
    posted: Any,
    current: object,
    conflicts: list[ConflictField],
    taken: dict[str, list[str]],
) -> list[tuple[str, str]]:
    """Everything else that was posted, with the others' changes set in and the new version."""
    decided = {conflict.name for conflict in conflicts} | set(taken)
    machinery = {form.add_prefix(name) for name in MACHINERY} | {"csrfmiddlewaretoken"}
    kept = [
        (name, value)
        for name, values in posted.lists()
        if name not in decided | machinery
        for value in values
    ]
    merged = [(name, value) for name, values in taken.items() for value in values]
    return [
        *kept,
        *merged,
        (form.add_prefix("version"), str(value_of(current, "version") or 0)),
        (form.add_prefix("opened"), digests(form, lambda _f, name: value_of(current, name))),
    ]
