"""Forms of inspections: parsing only, the rules are in the actions."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.enums import Role
from accounts.models import Post, Unit, User
from campaign.models import Category
from core import clock
from core.forms import ChoiceCards, DateField, FilesField, PortalForm, VersionedFormMixin
from core.http import FilterForm
from core.ui.lists import Rows
from inspections.actions.plans import Plan
from inspections.actions.visits import Seen
from inspections.enums import Kind, Nature, Severity, State
from inspections.models import ChecklistTemplate, Inspection, SupervisionGroup

PICTURES = "image/*,video/mp4,.pdf"
CAMERA = {"accept": PICTURES, "capture": "environment"}


def people_in(*roles: Role) -> QuerySet[User]:
    """Active people who hold one of the roles today."""
    posts = Post.objects.current().filter(role__in=roles)
    active = User.objects.filter(is_active=True, pk__in=posts.values("user_id"))
    return active.order_by("username")


class TimeField(forms.TimeField):
    """A time of the day as HH:MM."""

    widget = forms.TimeInput(attrs={"type": "time", "class": "w-date"}, format="%H:%M")

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", ["%H:%M", "%H:%M:%S", "%H：%M"])
        super().__init__(**kwargs)


class PlanForm(VersionedFormMixin, PortalForm):
    """The plan of an inspection (domain.md §4.13). `seen_load` comes back once the load is read."""

    title = forms.CharField(label=_("Name of the inspection"), max_length=100)
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=Kind,
        widget=ChoiceCards,
        help_text=_("A covert visit stays invisible to all units until its result is fed back."),
    )
    plan = forms.CharField(
        label=_("Inspection plan"),
        max_length=4000,
        min_length=10,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Content, objects, scope and the discipline of the team."),
    )
    start_on = DateField(label=_("First day"))
    start_time = TimeField(label=_("Start time"))
    end_on = DateField(label=_("Last day"))
    end_time = TimeField(label=_("End time"))
    lead = forms.ModelChoiceField(
        User.objects.none(), label=_("Team leader"), empty_label=_("choose a person")
    )
    team = forms.ModelMultipleChoiceField(
        User.objects.none(), label=_("Team"), widget=forms.CheckboxSelectMultiple, required=False
    )
    group = forms.ModelChoiceField(
        SupervisionGroup.objects.none(),
        label=_("Supervision group that goes along"),
        required=False,
        empty_label=_("none"),
    )
    units = forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        label=_("Units to be inspected"),
        widget=forms.CheckboxSelectMultiple,
        to_field_name="code",
    )
    draw_seed = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    draw_pool = forms.CharField(max_length=2000, required=False, widget=forms.HiddenInput)
    seen_load = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].required = False
        querysets: dict[str, Any] = {
            "lead": people_in(Role.INSPECTOR_LEAD),
            "team": people_in(Role.INSPECTOR, Role.INSPECTOR_LEAD),
            "group": SupervisionGroup.objects.filter(active=True),
            "units": Unit.objects.active().in_order(),
        }
        for name, queryset in querysets.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]

    def plan_data(self) -> Plan:
        """The plan; only for a valid form."""
        data = self.cleaned_data
        return Plan(
            title=data["title"],
            kind=data["kind"],
            plan=data["plan"],
            lead=data["lead"],
            team=list(data["team"]),
            units=list(data["units"]),
            start=moment(data["start_on"], data["start_time"]),
            end=moment(data["end_on"], data["end_time"]),
            group=data["group"],
            draw_seed=data["draw_seed"],
            draw_pool=[code for code in data["draw_pool"].split(",") if code],
        )


def plan_initial(inspection: Inspection) -> dict[str, Any]:
    """The form's values of a stored plan."""
    start, end = timezone.localtime(inspection.start), timezone.localtime(inspection.end)
    return {
        "title": inspection.title,
        "kind": inspection.kind,
        "plan": inspection.plan,
        "start_on": start.date(),
        "start_time": start.time(),
        "end_on": end.date(),
        "end_time": end.time(),
        "lead": inspection.lead_id,
        "team": [person.pk for person in inspection.team.all()],
        "group": inspection.group_id,
        "units": [unit.code for unit in inspection.units.all()],
        "draw_seed": inspection.draw_seed,
        "draw_pool": ",".join(inspection.draw_pool),
        "version": inspection.version,
    }


class DrawForm(PortalForm):
    """A random draw; the same three answers always draw the same units."""

    pool = forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        label=_("Units in the pot"),
        widget=forms.CheckboxSelectMultiple,
        to_field_name="code",
    )
    count = forms.IntegerField(label=_("How many to draw"), min_value=1, max_value=40)
    seed = forms.CharField(
        label=_("Seed"),
        max_length=64,
        help_text=_("Made at random; written into the minutes so that anybody can draw again."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pool"].queryset = Unit.objects.active().in_order()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "pool" in data and data.get("count", 0) > len(data["pool"]):
            self.add_error("count", _("There are fewer units in the pot than you want to draw."))
        return data


class RecordForm(PortalForm):
    """Where the team is now."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Unit"), to_field_name="code", empty_label=None
    )
    place = forms.CharField(
        label=_("Place"), max_length=100, help_text=_("Floor and window or room, such as 2F-3.")
    )
    template = forms.ModelChoiceField(
        ChecklistTemplate.objects.filter(active=True), label=_("Checklist"), empty_label=None
    )

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = inspection.units.in_order()  # type: ignore[attr-defined]


class FindingForm(PortalForm):
    """Time, place, behaviour, headcount; no names."""

    nature = forms.ChoiceField(label=_("Nature"), choices=Nature, widget=ChoiceCards)
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Unit"), to_field_name="code", empty_label=None
    )
    found_on = DateField(label=_("Day"))
    time = TimeField(label=_("Time"))
    place = forms.CharField(label=_("Place"), max_length=100)
    category = forms.ModelChoiceField(
        Category.objects.none(),
        label=_("Behaviour"),
        required=False,
        empty_label=_("choose a behaviour"),
        help_text=_("Needed for a problem."),
    )
    description = forms.CharField(
        label=_("What was seen"),
        min_length=5,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Facts only, no names: “one member of staff was shopping on the web”."),
    )
    headcount = forms.IntegerField(
        label=_("People concerned"), min_value=0, max_value=500, required=False
    )
    severity = forms.ChoiceField(label=_("Severity"), choices=Severity, required=False)
    wants_item = forms.BooleanField(label=_("Turn into a rectification item"), required=False)
    photos = FilesField(label=_("Photos or video"), required=False)

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = inspection.units.in_order()  # type: ignore[attr-defined]
        self.fields["category"].queryset = Category.objects.leaves()  # type: ignore[attr-defined]
        self.fields["photos"].widget.attrs.update(CAMERA)
        now = timezone.localtime(clock.now())
        self.fields["found_on"].initial = now.date
        self.fields["time"].initial = now.time().replace(second=0, microsecond=0)
        self.fields["nature"].initial = Nature.PROBLEM

    def clean_found_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["found_on"]
        if day > clock.today():
            raise forms.ValidationError(_("The day lies in the future. Give the day of the visit."))
        return day

    def seen(self) -> Seen:
        """The finding; only for a valid form."""
        names = (
            "unit",
            "time",
            "place",
            "description",
            "category",
            "nature",
            "headcount",
            "wants_item",
            "found_on",
        )
        data = self.cleaned_data
        severity = data["severity"] or Severity.MINOR
        return Seen(**{name: data[name] for name in names}, severity=severity)


class ConclusionForm(PortalForm):
    """What came of the inspection; written by the team leader."""

    summary = forms.CharField(
        label=_("Overall picture"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )
    conclusion = forms.CharField(
        label=_("Conclusion"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Facts clear, evidence sufficient; the units read exactly this."),
    )


class ReasonForm(PortalForm):
    """A reason that is shown to whom it concerns."""

    reason = forms.CharField(
        label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class StatementForm(PortalForm):
    """The unit's side."""

    text = forms.CharField(
        label=_("Statement of the unit"),
        max_length=2000,
        min_length=4,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What happened from your point of view, and what you have done since."),
    )


class DecisionForm(PortalForm):
    """Upheld, too slight, not upheld."""

    decision = forms.ChoiceField(
        label=pgettext_lazy("finding", "Decision"),
        widget=ChoiceCards,
        choices=[
            ("uphold", _("Uphold")),
            ("item", _("Uphold and open a rectification item")),
            ("trivial", _("Too slight to be upheld")),
            ("dismiss", _("Do not uphold")),
        ],
    )
    note = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed unless you uphold the finding; the unit reads it."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("decision") in {"trivial", "dismiss"} and not data.get("note"):
            self.add_error("note", _("Say why the finding is not upheld; the unit reads it."))
        return data


class InspectionFilter(FilterForm):
    """Filters of the list."""

    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("all")), *Kind.choices])
    unit = forms.ModelChoiceField(
        Unit.objects.all(), label=_("Unit"), empty_label=_("all"), to_field_name="code"
    )

    def apply(self, rows: Rows) -> Rows:
        if kind := self.value("kind"):
            rows = rows.filter(kind=kind)
        if unit := self.value("unit"):
            rows = rows.filter(units=unit)
        return rows


VIEWS: dict[str, tuple[Any, tuple[State, ...]]] = {
    "open": (
        _("Under way"),
        (State.DRAFT, State.PLANNED, State.APPROVED, State.RUNNING, State.CONCLUDING),
    ),
    "fed-back": (_("Fed back"), (State.RELEASED, State.RECTIFYING)),
    "closed": (_("Closed"), (State.CLOSED, State.CANCELLED)),
}


def moment(day: dt.date, time: dt.time) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, time))
