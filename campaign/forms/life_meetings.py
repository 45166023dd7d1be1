"""Forms of democratic life meetings."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.enums import Role
from accounts.models import Post, Unit, User
from accounts.roles import UNIT_ROLES
from campaign.models import Category, LifeMeeting, LifeMember
from core.forms import DateField, PortalForm, VersionedFormMixin

LONG = forms.Textarea(attrs={"rows": 4})
_FIRST = (Role.UNIT_HEAD, Role.UNIT_DEPUTY)


def _text(label: Any, help_text: Any = "", rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class LifeMeetingForm(VersionedFormMixin, PortalForm):
    """The papers of a meeting, in the order in which it is prepared and held."""

    date = DateField(label=_("date"))
    place = forms.CharField(label=_("place"), max_length=100, required=False)
    host = forms.CharField(label=_("chaired by"), max_length=60, required=False)
    theme = forms.CharField(label=pgettext_lazy("life meeting", "theme"), max_length=200)
    members = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label=_("members"),
        help_text=_("Only they and the head of the unit can read what is written here."),
        widget=forms.CheckboxSelectMultiple,
    )
    opinions = _text(_("opinions collected beforehand"), _("One opinion per line, without names."))
    talks = _text(_("talks beforehand"), _("Who talked with whom, and when."))
    last_measures = _text(_("what came of the last meeting's measures"))
    measures = _text(_("measures decided"))
    report = _text(_("report and announcement inside the unit"))

    def __init__(
        self, *args: Any, unit: Unit, meeting: LifeMeeting | None = None, **kwargs: Any
    ) -> None:
        if meeting is not None:
            kwargs["initial"] = {**values_of(meeting), **kwargs.get("initial", {})}
        else:
            kwargs.setdefault("initial", {"version": 0, "members": _leaders(unit)})
        super().__init__(*args, **kwargs)
        people: Any = self.fields["members"]
        seated = list(meeting.members.values_list("user_id", flat=True)) if meeting else []
        serving = Post.objects.in_unit(unit, *UNIT_ROLES).values_list("user_id", flat=True)
        people.queryset = User.objects.filter(
            Q(is_active=True, pk__in=list(serving)) | Q(pk__in=seated)
        ).order_by("pk")
        people.label_from_instance = _name
        if meeting is not None and meeting.state != "preparing":
            for name in ("date", "members"):
                self.fields[name].disabled = True

    @property
    def values(self) -> dict[str, Any]:
        return {
            name: self.cleaned_data[name]
            for name in self.fields
            if name not in {"version", "opened"}
        }


def _name(person: User) -> str:
    return f"{person.name}（{person.post_title}）" if person.post_title else person.name


def _leaders(unit: Unit) -> list[int]:
    return list(Post.objects.in_unit(unit, *_FIRST).values_list("user_id", flat=True))


def values_of(meeting: LifeMeeting) -> dict[str, Any]:
    """What is saved now, by field of the form."""
    paper = meeting.paper
    names = ("theme", "place", "host", "opinions", "talks", "last_measures", "measures", "report")
    return {
        "version": meeting.version,
        "date": meeting.date,
        "members": list(meeting.members.values_list("user_id", flat=True)),
        **{name: getattr(paper, name) for name in names},
    }


class ReviewForm(VersionedFormMixin, PortalForm):
    """What a member says about themselves."""

    problems = _text(_("my problems"), _("One problem per line; the office sees only how many."))
    causes = _text(_("their causes"))
    commitments = _text(_("what I promise"))

    def __init__(self, *args: Any, member: LifeMember, **kwargs: Any) -> None:
        names = ("version", "problems", "causes", "commitments")
        kwargs["initial"] = {name: getattr(member, name) for name in names}
        super().__init__(*args, **kwargs)

    @property
    def values(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("problems", "causes", "commitments")}


class CriticismForm(PortalForm):
    """What a member says about another; empty takes it back."""

    about = forms.ModelChoiceField(
        LifeMember.objects.none(), label=_("about whom"), empty_label=None
    )
    content = _text(_("criticism"), _("About the matter, with an example; empty takes it back."), 3)

    def __init__(self, *args: Any, member: LifeMember, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        about: Any = self.fields["about"]
        about.queryset = (
            LifeMember.objects.filter(meeting=member.meeting)
            .exclude(pk=member.pk)
            .select_related("user")
        )


class AgreedForm(PortalForm):
    """A problem in words meant for the ledger."""

    text = forms.CharField(
        label=_("problem in words for the ledger"),
        help_text=_("Those who keep the unit's ledger will read this sentence: name no person."),
        min_length=15,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class LedgerForm(PortalForm):
    """Where on the ledger a problem belongs."""

    category = forms.ModelChoiceField(
        Category.objects.none(), label=_("problem category"), empty_label=None
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        category: Any = self.fields["category"]
        category.queryset = Category.objects.leaves()
