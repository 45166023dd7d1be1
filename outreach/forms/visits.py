"""The forms of a field visit, of an opinion's disposition, and the filters of the list."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import User
from campaign.models import Category
from core.forms import ChoiceCards, DateField, PortalForm, VersionedFormMixin, rows_formset
from core.http import FilterForm
from core.search import matching
from core.ui.lists import Rows
from outreach import access
from outreach.actions.opinions import DEFAULT_CATEGORY
from outreach.enums import Demand, Nature, VisitKind, Way
from outreach.forms.fields import EnterpriseField, UnitField
from outreach.models import FieldVisit, Opinion
from outreach.models.visit import MOST_MET

_SHORT = forms.Textarea(attrs={"rows": 2})
ANSWER, GIVE_BACK = "answer", "give_back"


class VisitForm(VersionedFormMixin, PortalForm):
    """Where, when, who, how many, what it showed. No photos, no position."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of visit"), choices=VisitKind, widget=ChoiceCards
    )
    on = DateField(label=gettext_lazy("Day of the visit"))
    enterprise = EnterpriseField(
        label=gettext_lazy("Enterprise"),
        required=False,
        help_text=gettext_lazy("Only for a visit to an enterprise."),
    )
    place = forms.CharField(
        label=gettext_lazy("Site or village"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("For a visit to an enterprise it may stay empty."),
    )
    visitors = forms.CharField(label=gettext_lazy("Who went"), max_length=200)
    met = forms.IntegerField(label=gettext_lazy("People met"), min_value=0, max_value=MOST_MET)
    summary = forms.CharField(
        label=gettext_lazy("What the visit showed"),
        min_length=10,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("A few sentences. Photos and positions are not asked for."),
    )

    def __init__(self, *args: Any, visit: FieldVisit | None = None, **kwargs: Any) -> None:
        if visit is not None:
            kwargs["initial"] = values_of(visit)
        super().__init__(*args, **kwargs)
        self.fields["version"].required = visit is not None
        self.fields["enterprise"].offer()  # type: ignore[attr-defined]

    @property
    def values(self) -> dict[str, Any]:
        """What the action takes."""
        return {k: v for k, v in self.cleaned_data.items() if k not in ("version", "opened")}


def values_of(visit: FieldVisit) -> dict[str, Any]:
    """The saved values as the form holds them."""
    names = ("kind", "on", "place", "visitors", "met", "summary", "version")
    return {
        **{name: getattr(visit, name) for name in names},
        "enterprise": visit.enterprise_id,
    }


class OpinionForm(PortalForm):
    """One thing that was said."""

    text = forms.CharField(
        label=gettext_lazy("What was said"), min_length=4, max_length=500, widget=_SHORT
    )
    # An initial value: a row whose text is empty counts as empty whatever the browser preselects.
    nature = forms.ChoiceField(label=gettext_lazy("Nature"), choices=Nature, initial=Nature.PROBLEM)


OpinionRows = rows_formset(OpinionForm, max_rows=20)


class DisposeForm(PortalForm):
    """One of five ways; each asks only for what it needs."""

    way = forms.ChoiceField(
        label=gettext_lazy("What becomes of it?"), choices=Way, widget=ChoiceCards
    )
    note = forms.CharField(
        label=gettext_lazy("What was done, explained, or why it is handed on"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Needed to adopt, to explain and to hand on."),
    )
    category = forms.ModelChoiceField(
        Category.objects.none(),
        to_field_name="code",
        label=gettext_lazy("Category of the item"),
        required=False,
        initial=DEFAULT_CATEGORY,
    )
    enterprise = EnterpriseField(label=gettext_lazy("Enterprise that needs help"), required=False)
    demand = forms.ChoiceField(
        label=gettext_lazy("Kind of demand"),
        choices=Demand,
        required=False,
        initial=Demand.OTHER,
    )
    unit = UnitField(label=gettext_lazy("Unit whose business it is"), required=False)

    def __init__(self, *args: Any, opinion: Opinion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("enterprise", opinion.visit.enterprise_id)
        self.fields["category"].queryset = Category.objects.leaves()  # type: ignore[attr-defined]
        self.fields["enterprise"].offer()  # type: ignore[attr-defined]
        self.fields["unit"].offer()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        way = data.get("way")
        if way in (Way.ADOPT, Way.EXPLAIN, Way.HAND) and not data.get("note"):
            self.add_error("note", _NOTES[way])
        if way == Way.HAND and not data.get("unit"):
            self.add_error("unit", _("Choose the unit whose business it is."))
        return data


_NOTES = {
    Way.ADOPT: gettext_lazy("Write what was or will be done."),
    Way.EXPLAIN: gettext_lazy("Write what was explained."),
    Way.HAND: gettext_lazy("Write why it is the other unit's business."),
}


class AnswerOpinionForm(PortalForm):
    """The other unit takes it, or gives it back once."""

    said = forms.ChoiceField(
        label=gettext_lazy("Your unit's answer"),
        choices=[
            (ANSWER, gettext_lazy("we take it and answer")),
            (GIVE_BACK, gettext_lazy("not our business, give it back")),
        ],
        widget=ChoiceCards,
    )
    note = forms.CharField(
        label=gettext_lazy("Answer or reason"),
        min_length=4,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, opinion: Opinion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if opinion.given_back:  # only once
            self.fields["said"].choices = [  # type: ignore[attr-defined]
                (ANSWER, gettext_lazy("we take it and answer"))
            ]
            self.initial["said"] = ANSWER


class VisitFilter(FilterForm):
    """Number or words, unit, kind, and visits with opinions that wait."""

    q = forms.CharField(
        label=gettext_lazy("Number or keyword"), max_length=60, widget=forms.SearchInput
    )
    unit = UnitField(label=gettext_lazy("Unit"), empty_label=gettext_lazy("all units"))
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of visit"),
        choices=[("", pgettext_lazy("visits", "all kinds")), *VisitKind.choices],
    )
    waiting = forms.BooleanField(label=gettext_lazy("Only with waiting opinions"))

    def __init__(self, data: Any, *, user: User, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if units := access.units_to_choose(user):
            self.fields["unit"].offer(units)  # type: ignore[attr-defined]
        else:
            del self.fields["unit"]

    def apply(self, rows: Rows) -> Rows:
        """Narrow the rows by every filter that has a value."""
        if text := self.value("q") or "":
            found = matching(rows.model._default_manager.all(), "search_text", text)
            rows = rows.filter(Q(pk__in=found.values("pk")))
        for name in ("unit", "kind"):
            if name in self.fields and (value := self.value(name)):
                rows = rows.filter(**{name: value})
        return rows.filter(waiting__gt=0) if self.value("waiting") else rows
