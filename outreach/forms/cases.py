"""The form of a new case and the filters of the lists."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from campaign.enums import BattleTag
from core import clock
from core.forms import ChoiceCards, PortalForm
from core.http import FilterForm
from core.search import folded, matching
from core.ui.lists import Rows
from outreach import access
from outreach.enums import (
    ENDED_STATES,
    PROACTIVE,
    WORKING_STATES,
    CaseState,
    Demand,
    Origin,
    Outcome,
)
from outreach.forms.fields import EnterpriseField, UnitField
from outreach.models import Confirmation

OPEN, ENDED = "open", "ended"
_NUMBER = "bf-"
_BRIEF = forms.Textarea(attrs={"rows": 4})


class CaseForm(PortalForm):
    """What an enterprise needs, from whom it was heard, and who is to handle it."""

    enterprise = EnterpriseField(label=_("Enterprise"))
    demand = forms.ChoiceField(label=_("Kind of demand"), choices=Demand)
    description = forms.CharField(
        label=_("What the enterprise needs"),
        min_length=10,
        max_length=1000,
        widget=_BRIEF,
        help_text=_("What, how much, by when. No names and no telephone numbers."),
    )
    # What comes from a complaint is registered there, with its number.
    origin = forms.ChoiceField(
        label=_("How it came up"),
        choices=[(x.value, x.label) for x in Origin if x != Origin.COMPLAINT],
        widget=ChoiceCards,
    )
    unit = UnitField(
        label=_("Handling unit"),
        help_text=_("A case for another unit is handed over by the office."),
    )
    tags = forms.MultipleChoiceField(
        label=_("Serves"),
        choices=BattleTag.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    is_real_thing = forms.BooleanField(
        label=_("On the list of real things for enterprises"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].offer()  # type: ignore[attr-defined]
        self.fields["unit"].offer()  # type: ignore[attr-defined]


def late(day: Any) -> Q:
    """Past the promised day without having asked, or past the day for measures."""
    return Q(state__in=WORKING_STATES, due_on__lt=day) | Q(
        state=CaseState.ASSIGNED, promise_due__lt=day
    )


def marks(day: Any) -> dict[str, tuple[Any, Q]]:
    """Marks to filter by: words and condition."""
    return {
        "due": (_("to be looked at by today"), Q(next_on__lte=day)),
        "late": (_("late"), late(day)),
        "claim": (_("explanation to judge"), ~Q(claim="") & ~Q(state__in=ENDED_STATES)),
        "confirmed": (
            _("confirmed by the enterprise"),
            Q(state=CaseState.CLOSED, closed_by=None),
        ),
        "refused": (
            _("concluded without the enterprise's word"),
            Q(state=CaseState.CLOSED, closed_by__isnull=False),
        ),
        "again": (
            _("not solved at first"),
            Q(pk__in=Confirmation.objects.filter(outcome=Outcome.UNSOLVED).values("case_id")),
        ),
        "real": (_("real things for enterprises"), Q(is_real_thing=True)),
        "proactive": (_("found by going out"), Q(origin__in=PROACTIVE)),
    }


class CaseFilter(FilterForm):
    """Number or words, unit, state, demand, origin, tag and mark."""

    q = forms.CharField(label=_("Number or keyword"), max_length=60, widget=forms.SearchInput)
    unit = UnitField(label=_("Handling unit"), empty_label=_("all units"))
    state = forms.ChoiceField(label=_("State"))
    demand = forms.ChoiceField(label=_("Kind of demand"))
    origin = forms.ChoiceField(label=_("How it came up"))
    mark = forms.ChoiceField(label=_("Mark"))

    def __init__(self, data: Any, *, user: User, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        units = access.units_to_choose(user)
        if units:
            self.fields["unit"].offer(units)  # type: ignore[attr-defined]
        else:
            del self.fields["unit"]
        groups = [(OPEN, _("not concluded")), (ENDED, _("concluded for good"))]
        self._choose("state", _("all states"), [*groups, *CaseState.choices])
        self._choose("demand", _("all demands"), Demand.choices)
        self._choose("origin", _("all origins"), Origin.choices)
        self.marks = marks(clock.today())
        named = [(code, words) for code, (words, _q) in self.marks.items()]
        self._choose("mark", _("no mark"), [*named, *BattleTag.choices])

    def _choose(self, name: str, nothing: Any, choices: Any) -> None:
        self.fields[name].choices = [("", nothing), *choices]  # type: ignore[attr-defined]

    def apply(self, rows: Rows) -> Rows:
        """Narrow the rows by every filter that has a value."""
        for name in ("unit", "demand", "origin"):
            if name in self.fields and (value := self.value(name)):
                rows = rows.filter(**{name: value})
        rows = self._found(rows.filter(self._state()))
        if mark := self.value("mark"):
            condition = self.marks[mark][1] if mark in self.marks else Q(tags__contains=[mark])
            rows = rows.filter(condition)
        return rows

    def _found(self, rows: Rows) -> Rows:
        """By the beginning of a number, by words of the demand, or by the firm's name."""
        text = self.value("q") or ""
        if folded(text).startswith(_NUMBER):
            return rows.filter(number__startswith=folded(text).upper())
        if not text:
            return rows
        firm = Q(enterprise__name__icontains=text.strip())
        words = matching(rows.model._default_manager.all(), "search_text", text)
        return rows.filter(firm | Q(pk__in=words.values("pk")))

    def _state(self) -> Q:
        state = self.value("state")
        if state in (OPEN, ENDED):
            ended = Q(state__in=ENDED_STATES)
            return ended if state == ENDED else ~ended
        return Q(state=state) if state else Q()
