"""The filters of the ledger; all of them live in the URL (R22)."""

from typing import Any, ClassVar

from django import forms
from django.db.models import F, Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.enums import Permission as P
from accounts.enums import UnitKind
from accounts.models import Unit, User
from campaign.enums import BattleTag
from campaign.models import Category
from core.forms import DateField, UnitSelect
from core.http import FilterForm
from core.search import folded, matching
from core.ui.lists import OthersField, Rows
from rectification.duties import of_person
from rectification.enums import DONE_STATES, Klass, Light, Rank, Source, State
from rectification.lights import Day, lit
from rectification.queries import VERIFIED

OPEN, DONE, MINE = "open", "done", "mine"
_NUMBER = "zg-"

# What the dashboards count and link to; shown as chips, not as fields of the form.
MARKS: dict[str, tuple[Any, Q]] = {
    "relapsed": (_("relapsed"), Q(relapse_count__gt=0)),
    "extended": (_("with an extension"), Q(extensions_granted__gt=0)),
    "rejected": (_("returned at verification"), Q(rejected=True)),
    "key": (_("key items"), Q(is_key=True)),
    "strong": (_("strong reaction of the public"), Q(strong_reaction=True)),
    "repeat": (_("repeated during rectification"), Q(repeat_offence=True)),
    "first-pass": (_("accepted at once"), Q(first_pass=True)),
    "verified": (_("verified at least once"), VERIFIED),
    "in-time": (
        _("struck off in time"),
        Q(state__in=DONE_STATES) & (Q(due_date=None) | Q(closed_at__date__lte=F("due_date"))),
    ),
}


class LedgerFilter(FilterForm):
    """Number or keyword, unit, light, state, source, class, category, deadline, and a mark."""

    default: ClassVar = {"state": OPEN}

    q = forms.CharField(label=_("Number or keyword"), max_length=60, widget=forms.SearchInput)
    unit = forms.ChoiceField(label=_("Responsible unit"))
    kind = forms.ChoiceField(label=_("Kind of unit"))
    lamp = forms.ChoiceField(label=_("Light"))
    state = forms.ChoiceField(label=_("State"))
    source = forms.ChoiceField(label=_("Source of the problem"))
    klass = forms.ChoiceField(label=_("Class"))
    category = forms.ChoiceField(label=_("Category"))
    mark = forms.ChoiceField(label=_("Mark"))
    due_from = DateField(label=_("Deadline from"))
    due_to = DateField(label=_("Deadline to"))
    beyond = OthersField(label=_("the other units"))

    def __init__(self, data: QueryDict, *, user: User, day: Day, **kwargs: Any) -> None:
        self.day, self.user = day, user
        super().__init__(data, **kwargs)
        self._choose("kind", _("all kinds of unit"), UnitKind.choices)
        self._fill_unit(user)
        self._choose("lamp", _("all lights"), [(x.value, x.label) for x in Light])
        groups = [(OPEN, _("not struck off")), (DONE, _("struck off for good"))]
        self._choose("state", _("all states"), [*groups, *State.choices])
        self._choose("source", _("all sources"), Source.choices)
        self._choose("klass", _("all classes"), Klass.choices)
        self._choose("category", _("all categories"), _categories())
        marks = [(MINE, _("mine")), *[(code, words) for code, (words, _q) in MARKS.items()]]
        self._choose("mark", _("no mark"), [*marks, *BattleTag.choices])

    def _choose(self, name: str, nothing: Any, choices: Any) -> None:
        self.fields[name].choices = [("", nothing), *choices]  # type: ignore[attr-defined]

    def _fill_unit(self, user: User) -> None:
        if not (user.reads_zone or user.may(P.ITEM_INSPECT)) and len(_own(user)) < 2:
            del self.fields["unit"], self.fields["kind"]
            return
        units = Unit.objects.active().in_order()
        self.fields["unit"].widget = UnitSelect(
            initials={u.code: u.initials for u in units}.__getitem__
        )
        self._choose("unit", _("all units"), [(u.code, u.short_name) for u in units])

    def apply(self, rows: Rows) -> Rows:
        """Narrow the rows by every filter that has a value."""
        plain = {"source": "source", "klass": "klass", "unit": "unit__code", "kind": "unit__kind"}
        for name, lookup in plain.items():
            if name in self.fields and (value := self.value(name)):
                rows = rows.filter(**{lookup: value})
        for q in (self._lamp(), self._state(), self._due(), self._mark()):
            rows = rows.filter(q)
        rows = self._found(rows)
        if code := self.value("category"):
            rows = rows.filter(Q(category__code=code) | Q(category__parent__code=code))
        if codes := self.value("beyond"):
            rows = rows.exclude(unit__code__in=codes)
        return rows

    def _found(self, rows: Rows) -> Rows:
        """By the beginning of a number, or by words in the problem and the origin."""
        text = self.value("q") or ""
        if folded(text).startswith(_NUMBER):
            return rows.filter(number__startswith=folded(text).upper())
        return matching(rows, "search_text", text)

    def _lamp(self) -> Q:
        lamp = self.value("lamp")
        if not lamp:
            return Q()
        if lamp == Light.AMBER:
            # Says nothing new, but lets the list begin at today in its own order, where amber
            # items lie, and not with all that are red.
            return lit(lamp, self.day) & Q(rank=Rank.OPEN, due_key__gte=self.day.today)
        return lit(lamp, self.day)

    def _state(self) -> Q:
        state = self.value("state")
        if state == OPEN:
            return Q(rank=Rank.OPEN)
        if state == DONE:
            return Q(state__in=DONE_STATES, rank=Rank.SETTLED)
        return Q(state=state) if state else Q()

    def _due(self) -> Q:
        found = Q()
        if start := self.value("due_from"):
            found &= Q(due_key__gte=start)
        if end := self.value("due_to"):
            found &= Q(due_key__lte=end)
        return found

    def _mark(self) -> Q:
        mark = self.value("mark")
        if not mark:
            return Q()
        if mark == MINE:
            return of_person(self.user)
        return MARKS[mark][1] if mark in MARKS else Q(tags__contains=[mark])


def _own(user: User) -> set[Unit]:
    return set(user.units_with(P.UNIT_READ))


def _categories() -> list[tuple[str, str]]:
    rows = Category.objects.active().order_by("order").values_list("code", "name", "parent")
    return [(code, name if parent is None else f"　{name}") for code, name, parent in rows]
