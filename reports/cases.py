"""Which complaints count, and the terms that the overview counts them by.

The same terms are the filters of the list behind the numbers, so a number and its list cannot
come to differ. Everything is within what the reader may see: accusations count for nobody else.
"""

import datetime as dt
from collections.abc import Iterator

from django import forms
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.enums import UnitKind
from accounts.models import Unit, User
from campaign.models import Category
from complaints.enums import State
from complaints.models import Complaint
from core.forms import DateField
from core.http import FilterForm
from core.ui.lists import OthersField

# What never became a case of its own.
LEFT = (State.REFUSED, State.MERGED, State.WITHDRAWN)
GOOD, LOW, RATED = "good", "low", "rated"
IN_TIME, LATE, DUE, UNANSWERED = "in-time", "late", "due", "unanswered"
# The best three of five levels count as satisfied.
SATISFIED_FROM = 3


def counted(user: User) -> QuerySet[Complaint]:
    """The complaints of the statistics: accepted, not merged, refused or withdrawn."""
    rows = Complaint.objects.visible_to(user).filter(accepted_at__isnull=False)
    return rows.exclude(state__in=LEFT)


def accepted(start: dt.date | None, end: dt.date | None) -> Q:
    """Accepted from `start` to `end`, both days included (in Shanghai)."""
    term = Q()
    if start:
        term &= Q(accepted_at__gte=_midnight(start))
    if end:
        term &= Q(accepted_at__lt=_midnight(end + dt.timedelta(days=1)))
    return term


def due(start: dt.date | None, end: dt.date | None) -> Q:
    """To be answered from `start` to `end`, both days included."""
    term = Q(due_reply__isnull=False)
    if start:
        term &= Q(due_reply__gte=start)
    if end:
        term &= Q(due_reply__lte=end)
    return term


def answer(kind: str, today: dt.date) -> Q:
    """In time, late, either of them, or late and still unanswered.

    The first reply decides. What is due today or later and not answered is none of these.
    """
    in_time = Q(first_reply_on__lte=F("due_reply"))
    unanswered = Q(first_reply_on=None, due_reply__lt=today)
    late = unanswered | Q(first_reply_on__gt=F("due_reply"))
    return {IN_TIME: in_time, LATE: late, DUE: in_time | late, UNANSWERED: unanswered}[kind]


def rating(kind: str) -> Q:
    """Rated at all, satisfied, or dissatisfied."""
    return {
        RATED: Q(score__isnull=False),
        GOOD: Q(score__gte=SATISFIED_FROM),
        LOW: Q(score__lt=SATISFIED_FROM),
    }[kind]


def category(code: str) -> Q:
    """A category with the ones below it."""
    return Q(category__code=code) | Q(category__parent__code=code)


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


class CaseFilter(FilterForm):
    """The terms above as a form: what the overview links to."""

    start = DateField(label=_("Accepted from"))
    end = DateField(label=_("Accepted until"))
    due_from = DateField(label=_("To be answered from"))
    due_to = DateField(label=_("To be answered until"))
    unit = forms.ModelChoiceField(
        Unit.objects.in_order(),
        label=_("Unit complained about"),
        empty_label=_("All units"),
        to_field_name="code",
    )
    lead = forms.ModelChoiceField(
        Unit.objects.in_order(),
        label=_("Handling unit"),
        empty_label=_("All units"),
        to_field_name="code",
    )
    cat = forms.ModelChoiceField(
        Category.objects.filter(parent=None),
        label=_("Category"),
        empty_label=_("All categories"),
        to_field_name="code",
    )
    answer = forms.ChoiceField(
        label=pgettext_lazy("filter", "Answer"),
        choices=[
            ("", _("All")),
            (IN_TIME, _("answered in time")),
            (LATE, _("late")),
            (DUE, _("answered or late")),
            (UNANSWERED, _("late and not answered")),
        ],
    )
    score = forms.ChoiceField(
        label=_("Rating"),
        choices=[
            ("", _("All")),
            (RATED, _("rated")),
            (GOOD, _("satisfied")),
            (LOW, _("dissatisfied")),
        ],
    )
    beyond = OthersField(label=_("about the other units"))
    lead_beyond = OthersField(label=_("handled by the other units"))
    kind = forms.ChoiceField(label=_("Kind of unit"), choices=[("", _("All")), *UnitKind.choices])

    def rows(self, user: User, today: dt.date) -> QuerySet[Complaint]:
        """The cases that a number of the overview counts."""
        found = counted(user)
        for term in self._terms(today):
            found = found.filter(term)
        return found

    def _terms(self, today: dt.date) -> Iterator[Q]:
        yield accepted(self.value("start"), self.value("end"))
        if self.value("due_from") or self.value("due_to"):
            yield due(self.value("due_from"), self.value("due_to"))
        yield from self._unit_terms()
        if head := self.value("cat"):
            yield category(head.code)
        if kind := self.value("answer"):
            yield answer(kind, today)
        if level := self.value("score"):
            yield rating(level)

    def _unit_terms(self) -> Iterator[Q]:
        if unit := self.value("unit"):
            yield Q(target_unit=unit)
        if lead := self.value("lead"):
            yield Q(lead_unit=lead)
        if codes := self.value("beyond"):
            yield Q(target_unit=None) | ~Q(target_unit__code__in=codes)
        if codes := self.value("lead_beyond"):
            yield Q(lead_unit__isnull=False) & ~Q(lead_unit__code__in=codes)
        if kind := self.value("kind"):
            yield of_kind(kind)


def of_kind(kind: str) -> Q:
    """About a unit of this kind."""
    return Q(target_unit__kind=kind)
