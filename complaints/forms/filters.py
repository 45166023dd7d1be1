"""Filters of the list of complaints; dashboards link to them, so every name is kept."""

import datetime as dt
import re

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Unit
from campaign.models import Category
from complaints import queries
from complaints.enums import Nature, Score, State
from complaints.models import Complaint
from core import clock
from core.ui.lists import FilterForm, Rows

_WEEK = re.compile(r"(\d{4})-W(\d{2})")
LOW, GOOD = "low", "good"


def week_start(text: str) -> dt.date | None:
    """The Monday of an ISO week such as 2011-W33."""
    found = _WEEK.fullmatch(text.strip())
    if not found:
        return None
    try:
        return dt.date.fromisocalendar(int(found[1]), int(found[2]), 1)
    except ValueError:
        return None


class ComplaintFilter(FilterForm):
    """`week` (of acceptance), `cat`, `unit`, `state`, `nature`, `score`, `late`, `q`."""

    q = forms.CharField(label=_("Number"), max_length=20)
    unit = forms.ModelChoiceField(
        Unit.objects.in_order(), label=_("Unit"), empty_label=_("all units"), to_field_name="code"
    )
    cat = forms.ModelChoiceField(
        Category.objects.filter(parent=None),
        label=_("Category"),
        empty_label=_("all categories"),
        to_field_name="code",
    )
    state = forms.ChoiceField(label=_("State"), choices=[("", _("all states")), *State.choices])
    nature = forms.ChoiceField(
        label=pgettext_lazy("complaint", "Nature"), choices=[("", _("all kinds")), *Nature.choices]
    )
    score = forms.ChoiceField(
        label=_("Rating"),
        choices=[
            ("", _("any rating")),
            ("rated", _("rated")),
            (GOOD, _("satisfied (three best levels)")),
            (LOW, _("dissatisfied (two lowest levels)")),
            *((str(value), label) for value, label in Score.choices),
        ],
    )
    late = forms.ChoiceField(
        label=pgettext_lazy("filter", "In time"),
        choices=[("", _("in time or late")), ("1", _("late")), ("0", _("answered in time"))],
    )
    week = forms.CharField(label=_("Week"), max_length=8, widget=forms.HiddenInput)

    def apply(self, rows: Rows) -> Rows:
        assert isinstance(rows, QuerySet)  # noqa: S101
        for name in ("q", "unit", "cat", "state", "nature", "score", "late", "week"):
            value = self.value(name)
            if value is not None:
                rows = getattr(self, f"_{name}")(rows, value)
        return rows

    def _q(self, rows: QuerySet[Complaint], value: str) -> QuerySet[Complaint]:
        return rows.filter(number__icontains=value.strip())

    def _unit(self, rows: QuerySet[Complaint], value: Unit) -> QuerySet[Complaint]:
        return queries.of_unit(rows, value)

    def _cat(self, rows: QuerySet[Complaint], value: Category) -> QuerySet[Complaint]:
        return queries.of_category(rows, value)

    def _state(self, rows: QuerySet[Complaint], value: str) -> QuerySet[Complaint]:
        return rows.filter(state=value)

    def _nature(self, rows: QuerySet[Complaint], value: str) -> QuerySet[Complaint]:
        return rows.filter(nature=value)

    def _score(self, rows: QuerySet[Complaint], value: str) -> QuerySet[Complaint]:
        if value == "rated":
            return rows.filter(score__isnull=False)
        if value == GOOD:
            return rows.filter(score__gte=Score.FAIR)
        if value == LOW:
            return rows.filter(score__lte=Score.BAD)
        return rows.filter(score=int(value))

    def _late(self, rows: QuerySet[Complaint], value: str) -> QuerySet[Complaint]:
        return queries.late(rows, clock.today()) if value == "1" else queries.on_time(rows)

    def _week(self, rows: QuerySet[Complaint], value: str) -> QuerySet[Complaint]:
        start = week_start(value)
        return queries.accepted_in_week(rows, start) if start else rows
