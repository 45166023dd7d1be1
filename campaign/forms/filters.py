"""Filters of the campaign's lists."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.enums import UnitKind
from accounts.models import Unit
from campaign.enums import LifeMeetingState, MeetingKind, PhaseKind, SessionState, StudyForm
from core.http import FilterForm
from core.ui.lists import Rows


def _units() -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        Unit.objects.active().in_order(),
        label=_("Unit"),
        empty_label=_("All units"),
        to_field_name="code",
    )


def _all(choices: Any) -> list[tuple[str, Any]]:
    return [("", _("All")), *choices]


class UnitFilter(FilterForm):
    """By unit and kind of unit; for rows with a `unit`."""

    unit = _units()
    kind = forms.ChoiceField(label=_("Kind of unit"), choices=_all(UnitKind.choices))

    def apply(self, rows: Rows) -> Rows:
        if unit := self.value("unit"):
            rows = rows.filter(unit=unit)
        if kind := self.value("kind"):
            rows = rows.filter(unit__kind=kind)
        return rows


class StandingFilter(FilterForm):
    """Who is missing, late, returned: by unit, kind of unit and phase."""

    unit = _units()
    kind = forms.ChoiceField(label=_("Kind of unit"), choices=_all(UnitKind.choices))
    phase = forms.ChoiceField(label=_("Phase"), choices=_all(PhaseKind.choices))

    def apply(self, rows: Rows) -> Rows:
        if unit := self.value("unit"):
            rows = rows.filter(unit=unit)
        if kind := self.value("kind"):
            rows = rows.filter(unit__kind=kind)
        if phase := self.value("phase"):
            rows = rows.filter(task__phase__kind=phase)
        return rows


class SessionFilter(FilterForm):
    """Of the study record."""

    unit = _units()
    form = forms.ChoiceField(label=_("Form of study"), choices=_all(StudyForm.choices))
    state = forms.ChoiceField(label=_("State"), choices=_all(SessionState.choices))

    def apply(self, rows: Rows) -> Rows:
        if unit := self.value("unit"):
            rows = rows.filter(unit=unit)
        if form := self.value("form"):
            rows = rows.filter(form=form)
        if state := self.value("state"):
            rows = rows.filter(state=state)
        return rows


class MeetingFilter(FilterForm):
    """Of the meetings."""

    unit = _units()
    kind = forms.ChoiceField(label=_("Kind of meeting"), choices=_all(MeetingKind.choices))

    def apply(self, rows: Rows) -> Rows:
        if unit := self.value("unit"):
            rows = rows.filter(unit=unit)
        if kind := self.value("kind"):
            rows = rows.filter(kind=kind)
        return rows


class LifeMeetingFilter(FilterForm):
    """Of the democratic life meetings."""

    unit = _units()
    state = forms.ChoiceField(label=_("State"), choices=_all(LifeMeetingState.choices))

    def apply(self, rows: Rows) -> Rows:
        if unit := self.value("unit"):
            rows = rows.filter(unit=unit)
        if state := self.value("state"):
            rows = rows.filter(state=state)
        return rows
