"""Filters of the list of complaints; dashboards link to them, so every name is kept."""

import datetime as dt
import re
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Unit, User
from campaign.models import Category
from complaints import list_views, queries
from complaints.enums import Channel, Nature, Score, State, Urgency
from complaints.models import Complaint
from complaints.models.complaint import UNANSWERED, ComplaintQuerySet
from core import clock as now
from core.forms import DateField
from core.todo import SOON_WORKDAYS
from core.ui.lists import FilterForm, LinkedField, Rows
from core.workdays import calendar

_WEEK = re.compile(r"(\d{4})-W(\d{2})")
LOW, GOOD = "low", "good"
TODAY, SOON = "today", "soon"


def week_start(text: str) -> dt.date | None:
    """The Monday of an ISO week such as 2011-W33."""
    found = _WEEK.fullmatch(text.strip())
    if not found:
        return None
    try:
        return dt.date.fromisocalendar(int(found[1]), int(found[2]), 1)
    except ValueError:
        return None


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))


def _states() -> list[tuple[str, Any]]:
    groups = [(name, words) for name, (words, _states) in list_views.GROUPS.items()]
    return [("", _("all states")), *groups, *State.choices]


class ComplaintFilter(FilterForm):
    """`q` finds only what the person may read; `week` is that of acceptance."""

    default: ClassVar = {"state": list_views.OPEN}

    q = forms.CharField(label=_("Number or keyword"), max_length=60, widget=forms.SearchInput)
    unit = forms.ModelChoiceField(
        Unit.objects.in_order(), label=_("Unit"), empty_label=_("all units"), to_field_name="code"
    )
    cat = forms.ModelChoiceField(
        Category.objects.order_by("order"),
        label=_("Category"),
        empty_label=_("all categories"),
        to_field_name="code",
    )
    state = forms.ChoiceField(label=_("State"), choices=_states)
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
    channel = forms.ChoiceField(
        label=_("Channel"), choices=[("", _("all channels")), *Channel.choices]
    )
    urgency = forms.ChoiceField(
        label=_("Urgency"), choices=[("", _("any urgency")), *Urgency.choices]
    )
    clock = forms.ChoiceField(
        label=pgettext_lazy("complaints", "Clock"),
        choices=[
            ("", _("any clock")),
            (list_views.OVERDUE, _("overdue")),
            (TODAY, _("due today")),
            (SOON, _("due within three working days")),
        ],
    )
    start = DateField(label=_("Received from"))
    end = DateField(label=_("Received until"))
    week = LinkedField(label=_("Week"), max_length=8)

    def __init__(self, data: QueryDict, *, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(data, **kwargs)

    def apply(self, rows: Rows) -> Rows:
        assert isinstance(rows, QuerySet)  # noqa: S101
        for name in self.fields:
            value = self.value(name)
            if value is not None:
                rows = getattr(self, f"_{name}")(rows, value)
        return rows

    def _q(self, rows: ComplaintQuerySet, value: str) -> QuerySet[Complaint]:
        return rows.found(self.user, value)

    def _unit(self, rows: QuerySet[Complaint], value: Unit) -> QuerySet[Complaint]:
        return queries.of_unit(rows, value)

    def _cat(self, rows: QuerySet[Complaint], value: Category) -> QuerySet[Complaint]:
        return queries.of_category(rows, value)

    def _state(self, rows: ComplaintQuerySet, value: str) -> QuerySet[Complaint]:
        return list_views.in_state(rows, value)

    def _channel(self, rows: QuerySet[Complaint], value: str) -> QuerySet[Complaint]:
        return rows.filter(channel=value)

    def _urgency(self, rows: QuerySet[Complaint], value: str) -> QuerySet[Complaint]:
        return rows.filter(urgency=value)

    def _clock(self, rows: ComplaintQuerySet, value: str) -> QuerySet[Complaint]:
        today = now.today()
        if value == list_views.OVERDUE:
            return rows.overdue(today)
        last = today if value == TODAY else calendar().add(today, SOON_WORKDAYS)
        return rows.filter(due_key__range=(today, last), **UNANSWERED)

    def _start(self, rows: QuerySet[Complaint], value: dt.date) -> QuerySet[Complaint]:
        return rows.filter(received_at__gte=_midnight(value))

    def _end(self, rows: QuerySet[Complaint], value: dt.date) -> QuerySet[Complaint]:
        return rows.filter(received_at__lt=_midnight(value + dt.timedelta(days=1)))

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
        return queries.late(rows, now.today()) if value == "1" else queries.on_time(rows)

    def _week(self, rows: QuerySet[Complaint], value: str) -> QuerySet[Complaint]:
        start = week_start(value)
        return queries.accepted_in_week(rows, start) if start else rows


class QueueFilter(ComplaintFilter):
    """Of the queue of the desk: the tabs say what waits, and nothing there has an answer yet."""

    default: ClassVar = {}
    score = late = week = None  # type: ignore[assignment]
