"""The filters of the register of rules and of the matrix; all of them live in the URL (R22)."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Unit, User
from core import clock
from core.http import FilterForm
from core.ui.lists import Rows
from rectification import rule_queries as queries
from rectification.enums import Klass, RuleChange, RuleKind, RuleState
from rectification.models.item import ItemQuerySet
from rectification.models.rule import RuleQuerySet

# What numbers count and link to.
MARKS: dict[str, tuple[Any, Callable[[RuleQuerySet], RuleQuerySet]]] = {
    "issued": (pgettext_lazy("rule", "issued and valid"), lambda rows: rows.issued()),
    "overdue": (pgettext_lazy("rule", "overdue"), lambda rows: rows.overdue(clock.today())),
    "unchecked": (pgettext_lazy("rule", "in force, not checked"), lambda rows: rows.unchecked()),
    "simplified": (
        pgettext_lazy("rule", "with fewer steps or days"),
        lambda rows: rows.simplified(),
    ),
    "relapsed": (pgettext_lazy("rule", "problem came back"), queries.relapsed),
    "preventive": (pgettext_lazy("rule", "preventive"), lambda rows: rows.filter(preventive=True)),
    "public": (pgettext_lazy("rule", "public"), lambda rows: rows.public()),
}


class _UnitFilter(FilterForm):
    """With a unit for those who read the zone."""

    unit = forms.ModelChoiceField(
        Unit.objects.active().in_order(),
        label=_("Unit"),
        empty_label=_("All units"),
        to_field_name="code",
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not user.reads_zone:
            del self.fields["unit"]

    def _in_unit(self, rows: Rows) -> Rows:
        if "unit" in self.fields and (unit := self.value("unit")):
            return rows.filter(unit=unit)
        return rows


class RuleFilter(_UnitFilter):
    """Number or name, unit, kind, change, state, and a mark."""

    q = forms.CharField(label=_("Number or keyword"), max_length=60, widget=forms.SearchInput)
    kind = forms.ChoiceField(
        label=pgettext_lazy("rule", "type"), choices=[("", _("All")), *RuleKind.choices]
    )
    change = forms.ChoiceField(
        label=pgettext_lazy("rule", "what is done"), choices=[("", _("All")), *RuleChange.choices]
    )
    state = forms.ChoiceField(label=_("State"), choices=[("", _("All")), *RuleState.choices])
    mark = forms.ChoiceField(
        label=_("Mark"),
        choices=[("", _("All")), *[(code, words) for code, (words, _rows) in MARKS.items()]],
    )
    field_order = ("q", "unit", "kind", "change", "state", "mark")

    def apply(self, rows: Any) -> Any:
        """Narrow the rules by every filter that has a value."""
        rows = self._in_unit(rows)
        for name in ("kind", "change", "state"):
            if value := self.value(name):
                rows = rows.filter(**{name: value})
        if text := self.value("q"):
            rows = rows.filter(Q(title__icontains=text) | Q(number__icontains=text))
        if mark := self.value("mark"):
            rows = MARKS[mark][1](rows)
        return rows


CHAINS: dict[str, tuple[Any, Callable[[ItemQuerySet], ItemQuerySet]]] = {
    "without": (pgettext_lazy("matrix", "without a rule"), queries.without_rule),
    "with": (pgettext_lazy("matrix", "with a rule"), queries.with_rule),
    "failed": (pgettext_lazy("matrix", "came back despite a rule"), queries.back_despite_rule),
}


class MatrixFilter(_UnitFilter):
    """Unit, class, and how the chain of problem, rule and relapse stands."""

    chain = forms.ChoiceField(
        label=_("Problem and rule"),
        choices=[("", _("All")), *[(code, words) for code, (words, _rows) in CHAINS.items()]],
    )
    klass = forms.ChoiceField(label=_("Class"), choices=[("", _("All")), *Klass.choices])

    def apply(self, rows: Any) -> Any:
        """Narrow the items by every filter that has a value."""
        rows = self._in_unit(rows)
        if klass := self.value("klass"):
            rows = rows.filter(klass=klass)
        if chain := self.value("chain"):
            rows = CHAINS[chain][1](rows)
        return rows
