"""Forms of publications: prepare, review, withdraw; the public's opinion."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Unit
from core import clock
from core.forms import DateField, PortalForm, VersionedFormMixin
from core.http import FilterForm
from core.workdays import calendar
from publicity.enums import Channel
from publicity.models import Publication
from publicity.snapshot import publishable
from publicity.terms import LEAST_WORKDAYS
from rectification.enums import RuleKind, Scope
from rectification.models import RectificationItem


class ItemTicks(forms.ModelMultipleChoiceField):
    """The items of a unit that may become public."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, item: RectificationItem) -> str:  # type: ignore[override]
        if item.scope == Scope.PUBLIC:
            return f"{item.number} {item.headline}"
        return f"{item.number} {item.headline}（{item.get_scope_display()}）"


class PublicationForm(VersionedFormMixin, PortalForm):
    """Title, days, a word to the reader, for whom, and which items."""

    title = forms.CharField(label=_("Title"), max_length=100)
    intro = forms.CharField(
        label=_("Words to the reader"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What this is about, and that opinions are welcome."),
    )
    start_on = DateField(label=_("Public from"))
    end_on = DateField(
        label=_("Public until"),
        help_text=_("At least 5 working days, the first day not counted."),
    )
    scope = forms.ChoiceField(
        label=_("May be read by"),
        choices=Scope,
        widget=forms.RadioSelect,
        help_text=_("Only what is for the whole public stands on the public pages."),
    )
    channels = forms.MultipleChoiceField(
        label=_("Made known by"), choices=Channel, widget=forms.CheckboxSelectMultiple
    )
    items = ItemTicks(
        label=_("Items to make public"),
        queryset=RectificationItem.objects.none(),
        to_field_name="number",
        help_text=_(
            "Confirmed items whose readers include those of the notice; those of persons never are."
        ),
    )

    def __init__(
        self, *args: Any, unit: Unit, publication: Publication | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        rows = publishable(unit, Scope.UNIT).order_by("number")
        self.fields["items"].queryset = rows  # type: ignore[attr-defined]
        self.fields["version"].required = publication is not None
        self.initial = {**_first(unit, rows), **_kept(publication), **self.initial}


def _first(unit: Unit, rows: Any) -> dict[str, Any]:
    start = calendar().add(clock.today(), LEAST_WORKDAYS)
    return {
        "title": _("Rectification plan of %(unit)s") % {"unit": unit.name},
        "start_on": start,
        "end_on": calendar().add(start, LEAST_WORKDAYS * 2 - 1),
        "scope": Scope.PUBLIC,
        "channels": [Channel.WEBSITE, Channel.BOARD],
        "items": [item.number for item in rows if item.scope == Scope.PUBLIC],
        "version": 1,
    }


def _kept(publication: Publication | None) -> dict[str, Any]:
    if publication is None:
        return {}
    return {
        "title": publication.title,
        "intro": publication.intro,
        "start_on": publication.start_on,
        "end_on": publication.end_on,
        "scope": publication.scope,
        "channels": publication.channels,
        "items": list(publication.items.values_list("number", flat=True)),
        "version": publication.version,
    }


class StepForm(PortalForm):
    """A step with nothing to say."""


class ReasonForm(StepForm):
    """Send back or withdraw: why."""

    reason = forms.CharField(
        label=_("Reason"), min_length=5, max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


class ChecksForm(StepForm):
    """The second review: both checks."""

    privacy = forms.BooleanField(
        label=_("I have looked for personal data: there is none"), required=False
    )
    secrecy = forms.BooleanField(
        label=_("I have looked for secrets: there are none"), required=False
    )


class OpinionForm(PortalForm):
    """What somebody thinks; nothing about who it is."""

    content = forms.CharField(
        label=_("Your opinion"),
        min_length=10,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Anonymous: write no names and no telephone numbers, yours or others'."),
    )


class HandleForm(PortalForm):
    """What became of an opinion."""

    note = forms.CharField(
        label=pgettext_lazy("opinion", "What became of it"), min_length=5, max_length=300
    )


class PublicRuleFilter(FilterForm):
    """Words in the name, a unit, a type."""

    q = forms.CharField(label=_("Keyword"), max_length=60, widget=forms.SearchInput)
    unit = forms.ModelChoiceField(
        Unit.objects.active().in_order(),
        label=_("Unit"),
        empty_label=_("All units"),
        to_field_name="code",
    )
    kind = forms.ChoiceField(
        label=pgettext_lazy("rule", "type"), choices=[("", _("All")), *RuleKind.choices]
    )

    def apply(self, rows: Any) -> Any:
        """Narrow the rules by every filter that has a value."""
        for name in ("unit", "kind"):
            if value := self.value(name):
                rows = rows.filter(**{name: value})
        if text := self.value("q"):
            rows = rows.filter(title__icontains=text)
        return rows
