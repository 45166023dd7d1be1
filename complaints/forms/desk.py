"""Forms of the desk's acts. Each is one small page; the rules are in the actions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Unit
from campaign.models import Category
from complaints import choices, conflict, recusal, returns, routing
from complaints.enums import (
    LookPurpose,
    Nature,
    Refusal,
    Result,
    Urgency,
    Verified,
)
from complaints.errors import NO_SUCH_CASE
from complaints.files import POLICY
from complaints.models import Complaint
from complaints.models.reply import PARTS, Reply
from core.forms import FilesField, PortalForm, UnitSelect, VersionedFormMixin


def _area(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class CaseForm(PortalForm):
    """A form about one case. `values()` are the arguments of its action."""

    def __init__(self, *args: Any, complaint: Complaint, **kwargs: Any) -> None:
        self.complaint = complaint
        super().__init__(*args, **kwargs)
        self.prepare()

    def prepare(self) -> None:
        """Fill in choices that depend on the case."""

    def values(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class EmptyForm(CaseForm):
    """An act that needs nothing but its button."""


class ReasonForm(CaseForm):
    """An act that needs a reason."""

    reason = forms.CharField(label=_("Reason"), max_length=500, min_length=2, widget=_area())


class RecuseForm(CaseForm):
    """Whom the desk flags as interested, and why."""

    person = forms.ChoiceField(
        label=_("Person"),
        help_text=_("Everybody who could come across this case; who is recused is not listed."),
        error_messages={"required": _("Choose the person who is interested in the case.")},
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        min_length=2,
        widget=_area(),
        help_text=_("Such as: relative of the person complained about. Only the desk reads it."),
    )

    def prepare(self) -> None:
        self.posts = {post.user.username: post for post in recusal.candidates(self.complaint)}
        named = [(name, f"{post.user.name}，{post.title}") for name, post in self.posts.items()]
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = [("", _("choose a person")), *named]

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"person": self.posts[data["person"]].user, "reason": data["reason"]}


class UnitField(forms.ChoiceField):
    """A unit by its code. `offered` narrows what is shown; what is posted is judged by rules.

    So a forged choice meets the rule, which refuses and records it, not only the form (C4).
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=UnitSelect, **kwargs)
        self.units: dict[str, Unit] = {}

    def offer(self, found: list[Unit], offered: list[Unit], empty: Any = "") -> None:
        self.units = {unit.code: unit for unit in found}
        blank = [("", empty)]
        self.choices = blank + [(unit.code, unit.name) for unit in found]
        self.widget.choices = blank + choices.grouped(offered)  # type: ignore[operator]
        self.widget.initials = choices.initials(offered).get  # type: ignore[attr-defined]

    def unit(self, code: str) -> Unit | None:
        return self.units.get(code)


class ClassifyForm(VersionedFormMixin, CaseForm):
    """Nature, category, urgency, and whom it is really about."""

    nature = forms.ChoiceField(label=pgettext_lazy("complaint", "Nature"), choices=Nature)
    category = forms.ModelChoiceField(
        Category.objects.leaves(), label=_("Category"), to_field_name="code"
    )
    urgency = forms.ChoiceField(label=_("Urgency"), choices=Urgency)
    target_unit = UnitField(label=_("Unit complained about"), required=False)
    is_complex = forms.BooleanField(
        label=_("Complex, or several units"),
        required=False,
        help_text=_("Then the longer time limits apply."),
    )
    reason = forms.CharField(label=_("Reason of the change"), required=False, max_length=200)

    def prepare(self) -> None:
        case, found = self.complaint, choices.units()
        self.initial.update(
            nature=case.nature or (Nature.ACCUSATION if case.is_accusation else Nature.COMPLAINT),
            category=case.category.code,
            urgency=case.urgency,
            target_unit=case.target_unit.code if case.target_unit else "",
            is_complex=case.is_complex,
            version=case.version,
        )
        field = self.fields["category"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        # What citizens choose from may be a head of the tree: it stays possible.
        field.queryset = Category.objects.leaves() | Category.objects.filter(
            pk=case.category_id
        ).select_related("parent")
        target = self.fields["target_unit"]
        assert isinstance(target, UnitField)  # noqa: S101
        target.offer(found, found, _("not known"))

    def values(self) -> dict[str, Any]:
        target = self.fields["target_unit"]
        assert isinstance(target, UnitField)  # noqa: S101
        data = self.cleaned_data
        return {
            **{k: v for k, v in data.items() if k not in {"target_unit", "opened"}},
            "target_unit": target.unit(data["target_unit"]),
        }


class RefuseForm(CaseForm):
    """Why it is not accepted, where to go, and in words for the person."""

    reason = forms.ChoiceField(label=_("Reason"), choices=Refusal)
    channel = forms.CharField(label=_("Where to go instead"), max_length=100)
    text = forms.CharField(
        label=_("Explanation for the person"), min_length=10, max_length=500, widget=_area()
    )


class MergeForm(CaseForm):
    """The number of the main case."""

    into = forms.CharField(label=_("Number of the other case"), max_length=20)

    def clean_into(self) -> Complaint:
        number = self.cleaned_data["into"].strip().upper()
        found = Complaint.objects.filter(number=number).first()
        if found is None:
            raise forms.ValidationError(NO_SUCH_CASE)
        return found


class RedactForm(VersionedFormMixin, CaseForm):
    """The redacted copy, and which files go with it."""

    text = forms.CharField(
        label=_("Redacted copy for the unit"),
        min_length=10,
        max_length=2500,
        widget=_area(12),
        help_text=_("Suggestions are filled in. Read all of it: you confirm every word."),
    )
    files = forms.MultipleChoiceField(  # type: ignore[assignment]
        label=_("Files for the unit"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Look at each: faces, plates, handwriting. The unit sees a neutral name."),
    )

    checked = forms.BooleanField(
        label=_("Names, plates and places that stay do not tell who complained"),
        required=False,
        help_text=_("Needed only if the copy or a file still has some; you are asked then."),
    )

    def prepare(self) -> None:
        field = self.fields["files"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101
        rows = list(self.complaint.files.from_person().select_related("attachment"))
        field.choices = [(str(row.pk), row.attachment.original_name) for row in rows]
        self.initial.update(
            version=self.complaint.version,
            files=[str(row.pk) for row in rows if row.released],
        )
        if not rows:
            del self.fields["files"]

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "text": data["text"],
            "files": [int(pk) for pk in data.get("files", [])],
            "checked": data["checked"],
            "version": data["version"],
        }


class DispatchForm(CaseForm):
    """To which unit. The accused unit of an accusation is not among them (C4)."""

    unit = UnitField(label=_("Handling unit"))
    co_unit_1 = UnitField(label=_("Assisting unit"), required=False)
    co_unit_2 = UnitField(label=_("Another assisting unit"), required=False)

    def prepare(self) -> None:
        field, found = self.fields["unit"], choices.units()
        assert isinstance(field, UnitField)  # noqa: S101
        blocked = conflict.blocked(self.complaint, found)
        offered = [unit for unit in found if unit.pk not in blocked]
        field.offer(found, offered, _("choose a unit"))
        for name in ("co_unit_1", "co_unit_2"):
            more = self.fields[name]
            assert isinstance(more, UnitField)  # noqa: S101
            more.offer(found, offered, _("none"))
        target = self.complaint.target_unit
        # Whom the last unit named, the unit of a rule, the unit complained about, or the one above
        # it; never one that C4 is against.
        self.returned = returns.last_granted(self.complaint)
        named = self.returned.suggested_unit if self.returned else None
        self.advice = routing.advise(self.complaint)
        advised = self.advice.unit if self.advice else None
        likely = [u for u in (named, advised, target, target and target.parent) if u in offered]
        if likely and likely[0]:
            self.initial["unit"] = likely[0].code

    def values(self) -> dict[str, Any]:
        field = self.fields["unit"]
        assert isinstance(field, UnitField)  # noqa: S101
        others = [field.unit(self.cleaned_data[name]) for name in ("co_unit_1", "co_unit_2")]
        return {
            "unit": field.unit(self.cleaned_data["unit"]),
            "co_units": [unit for unit in others if unit],
        }


class AnswerForm(CaseForm):
    """The desk answers itself."""

    text = forms.CharField(label=_("Answer"), min_length=20, max_length=2000, widget=_area(8))
    verified = forms.ChoiceField(label=pgettext_lazy("complaint", "Facts"), choices=Verified)
    result = forms.ChoiceField(label=pgettext_lazy("complaint", "Result"), choices=Result)


class OutcomeForm(CaseForm):
    """What discipline tells the accuser."""

    text = forms.CharField(label=_("Outcome"), min_length=10, max_length=1000, widget=_area(6))
    verified = forms.ChoiceField(label=pgettext_lazy("complaint", "Facts"), choices=Verified)


class DecideForm(CaseForm):
    """Grant or deny what a unit asked for."""

    grant = forms.ChoiceField(
        label=_("Decision"), choices=[("1", _("Grant")), ("0", _("Deny"))], widget=forms.RadioSelect
    )
    answer = forms.CharField(label=_("Reason"), max_length=500, required=False, widget=_area(3))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("grant") == "0" and not data.get("answer"):
            self.add_error("answer", _("Say why it is denied"))
        return data

    def values(self) -> dict[str, Any]:
        return {"grant": self.cleaned_data["grant"] == "1", "answer": self.cleaned_data["answer"]}


class SendBackForm(CaseForm):
    """What has to change, part by part."""

    def prepare(self) -> None:
        for part in PARTS:
            self.fields[part] = forms.CharField(
                label=Reply._meta.get_field(part).verbose_name,  # type: ignore[union-attr]
                required=False,
                max_length=300,
                widget=_area(2),
            )
        self.word_errors()

    def values(self) -> dict[str, Any]:
        return {"remarks": {part: self.cleaned_data.get(part, "") for part in PARTS}}


class CallBackForm(CaseForm):
    """Whether the person was reached, and what came of it."""

    reached = forms.BooleanField(label=_("Reached"), required=False)
    outcome = forms.CharField(label=_("Outcome"), max_length=200)


class MessageForm(CaseForm):
    """A word to the complainant."""

    text = forms.CharField(
        label=pgettext_lazy("complaint", "Message"), min_length=2, max_length=2000, widget=_area()
    )
    attachments = FilesField(label=_("Files"), required=False, accept=POLICY.accept)

    def values(self) -> dict[str, Any]:
        return {
            "text": self.cleaned_data["text"],
            "uploads": self.cleaned_data["attachments"],
        }


class LookForm(CaseForm):
    """Why somebody has to look at the identity. The complainant reads it."""

    purpose = forms.ChoiceField(label=_("Purpose"), choices=LookPurpose)
    reason = forms.CharField(
        label=_("Reason"),
        min_length=4,
        max_length=200,
        help_text=_("The complainant reads this on the tracking page."),
    )
