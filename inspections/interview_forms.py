"""Forms of the record of an interview."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.enums import Role
from accounts.models import Post, Unit, User
from core.forms import DateField, FilesField, PortalForm, VersionedFormMixin
from inspections.actions.interviews import SCAN, Talk
from inspections.forms import TimeField, moment, people_in
from inspections.models import Interview

_TEXTS = ("reasons", "content", "commitments")


class PostField(forms.ModelChoiceField):
    """A person with the post that is held."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.user.name}（{obj.title}）"


class InterviewForm(VersionedFormMixin, PortalForm):
    """Time, place, who talked to whom, why, what was said and promised (domain.md §4.12)."""

    held_on = DateField(label=pgettext_lazy("interview", "Day"))
    held_time = TimeField(label=pgettext_lazy("interview", "Time"))
    place = forms.CharField(label=pgettext_lazy("interview", "Place"), max_length=100)
    talkers = forms.ModelMultipleChoiceField(
        User.objects.none(), label=_("Who talked"), widget=forms.CheckboxSelectMultiple
    )
    talked_to = PostField(
        Post.objects.none(), label=_("Who was talked to"), empty_label=_("choose a person")
    )
    reasons = forms.CharField(
        label=pgettext_lazy("interview", "Reasons"),
        max_length=2000,
        min_length=10,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    content = forms.CharField(
        label=pgettext_lazy("interview", "What was said"),
        max_length=6000,
        min_length=10,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Requirements of the leadership group, and the answer of the person."),
    )
    commitments = forms.CharField(
        label=_("Commitments"),
        max_length=2000,
        min_length=5,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    deadline = DateField(label=_("Commitments to be kept by"))

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].required = False
        heads = Post.objects.in_unit(unit, Role.UNIT_HEAD, Role.UNIT_DEPUTY)
        querysets: dict[str, Any] = {
            "talkers": people_in(Role.LEADER, Role.OFFICE_ADMIN, Role.DISCIPLINE),
            "talked_to": heads.select_related("user", "unit").order_by("pk"),
        }
        for name, queryset in querysets.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]

    def talk(self) -> Talk:
        """The record; only for a valid form."""
        data = self.cleaned_data
        return Talk(
            held=moment(data["held_on"], data["held_time"]),
            place=data["place"],
            talkers=list(data["talkers"]),
            talked_to=data["talked_to"],
            deadline=data["deadline"],
            **{name: data[name].strip() for name in _TEXTS},
        )


def initial(interview: Interview) -> dict[str, Any]:
    """The form's values of a stored record."""
    held = timezone.localtime(interview.held)
    names = ("place", *_TEXTS, "deadline", "version")
    return {
        **{name: getattr(interview, name) for name in names},
        "held_on": held.date(),
        "held_time": held.time(),
        "talkers": [person.pk for person in interview.talkers.all()],
        "talked_to": interview.talked_to_id,
    }


class ScanForm(PortalForm):
    """The record as it was signed by hand."""

    scan = FilesField(
        label=_("Record signed by hand"),
        required=True,
        accept=SCAN.accept,
        help_text=_("A photo or a PDF of the printed record with both signatures."),
    )
