"""Collects the errors of forms and formsets for the error summary (R1)."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.forms.formsets import BaseFormSet

from core.ui.fields import first_control_id


@dataclass(frozen=True, slots=True)
class ErrorLine:
    """A sentence and the id of the control it is about (or nothing: the whole form)."""

    text: str
    target: str = ""


def error_lines(judged: forms.BaseForm | BaseFormSet) -> Iterator[ErrorLine]:  # type: ignore[type-arg]
    """All errors, in the order of the fields; unbound forms have none."""
    if not judged.is_bound:
        return
    if isinstance(judged, BaseFormSet):
        for error in judged.non_form_errors():
            yield ErrorLine(str(error))
        for form in judged.forms:
            yield from error_lines(form)
        return
    for error in judged.non_field_errors():
        yield ErrorLine(str(error))
    for bound in judged:
        for error in bound.errors:
            yield ErrorLine(str(error), "" if bound.is_hidden else first_control_id(bound))


def has_errors(judged: object) -> bool:
    """Whether a form or formset has anything to report."""
    if isinstance(judged, (forms.BaseForm, BaseFormSet)):
        return next(error_lines(judged), None) is not None
    return False
