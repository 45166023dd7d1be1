"""The short forms of the steps of a case, and the enterprise's own."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from campaign.models import Category
from core import clock
from core.forms import ChoiceCards, DateField, PortalForm, VersionedFormMixin
from outreach.dates import PARTLY_DAYS, PROMISE_DAYS, in_days
from outreach.enums import Outcome, Stars
from outreach.forms.fields import UnitField
from outreach.models import EnterpriseCase

_LONG = forms.Textarea(attrs={"rows": 4})
_SHORT = forms.Textarea(attrs={"rows": 3})
YES, NO = "yes", "no"
DUE_DAYS = 30


class CaseStepForm(PortalForm):
    """A form about one case."""

    def __init__(self, *args: Any, case: EnterpriseCase, **kwargs: Any) -> None:
        self.case = case
        super().__init__(*args, **kwargs)
        self.prepare()

    def prepare(self) -> None:
        """Choices and first values that depend on the case."""


class AssignForm(CaseStepForm):
    """The office: to which unit."""

    unit = UnitField(label=gettext_lazy("Handling unit"))

    def prepare(self) -> None:
        self.fields["unit"].offer()  # type: ignore[attr-defined]
        self.initial.setdefault("unit", self.case.unit.code)


class ReasonForm(CaseStepForm):
    """One reason, shown to whoever is concerned."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"), min_length=4, max_length=500, widget=_SHORT
    )


class PromiseForm(VersionedFormMixin, CaseStepForm):
    """Measures, the day of the result, the first follow-up."""

    measures = forms.CharField(
        label=gettext_lazy("Measures promised"),
        min_length=5,
        max_length=1000,
        widget=_LONG,
        help_text=gettext_lazy("What your unit does, with whom. The enterprise reads it later."),
    )
    due_on = DateField(label=gettext_lazy("Promised by"))
    next_on = DateField(
        label=gettext_lazy("Next follow-up"),
        help_text=gettext_lazy("Within a month; you are reminded the day before."),
    )

    def prepare(self) -> None:
        self.initial.update(
            {
                "version": self.case.version,
                "due_on": in_days(DUE_DAYS),
                "next_on": in_days(PROMISE_DAYS),
            }
        )


class ReviseForm(VersionedFormMixin, CaseStepForm):
    """Other measures or another day, and why."""

    measures = forms.CharField(
        label=gettext_lazy("Measures promised"), min_length=5, max_length=1000, widget=_LONG
    )
    due_on = DateField(
        label=gettext_lazy("Promised by"),
        help_text=gettext_lazy("The day first promised stays on record."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"), min_length=4, max_length=500, widget=_SHORT
    )

    def prepare(self) -> None:
        case = self.case
        self.initial.update(
            {
                "version": case.version,
                "measures": case.measures,
                "due_on": case.due_on,
            }
        )


class FollowForm(CaseStepForm):
    """One follow-up and the day of the next."""

    on = DateField(label=gettext_lazy("Day of the follow-up"))
    progress = forms.CharField(
        label=gettext_lazy("What has moved"), min_length=4, max_length=1000, widget=_LONG
    )
    next_on = DateField(
        label=gettext_lazy("Next follow-up"),
        help_text=gettext_lazy("Every open case has one; you are reminded the day before."),
    )

    def prepare(self) -> None:
        self.initial.update({"on": clock.today(), "next_on": in_days(PARTLY_DAYS)})


class LaterForm(CaseStepForm):
    """Why, and when it is looked at again."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"), min_length=4, max_length=500, widget=_SHORT
    )
    next_on = DateField(label=gettext_lazy("Next follow-up"))

    def prepare(self) -> None:
        self.initial.update({"next_on": in_days(PARTLY_DAYS)})


class AskForm(CaseStepForm):
    """The result as the enterprise reads it."""

    result = forms.CharField(
        label=pgettext_lazy("enterprise case", "Result"),
        min_length=5,
        max_length=1000,
        widget=_LONG,
        help_text=gettext_lazy("The enterprise reads it on its page and says whether it is so."),
    )

    def prepare(self) -> None:
        self.initial["result"] = self.case.result


class ClaimForm(CaseStepForm):
    """The unit's explanation to the office."""

    note = forms.CharField(
        label=gettext_lazy("Explanation"),
        min_length=10,
        max_length=500,
        widget=_LONG,
        help_text=gettext_lazy("Whom you asked, when and how, and what was answered."),
    )


class DecideForm(CaseStepForm):
    """The office on an explanation."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Decision"),
        widget=ChoiceCards,
        choices=[
            (YES, gettext_lazy("Accept: the case ends without the enterprise's word")),
            (NO, gettext_lazy("Do not accept: the unit goes on")),
        ],
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        required=False,
        widget=_SHORT,
        help_text=gettext_lazy("Needed if you do not accept; the unit reads it."),
    )

    @property
    def agrees(self) -> bool:
        return bool(self.cleaned_data["decision"] == YES)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("decision") == NO and not data.get("reason"):
            self.add_error("reason", _("Say why the unit has to go on; it reads this."))
        return data


class ItemForm(CaseStepForm):
    """The category under which the problem behind the case goes onto the ledger."""

    category = forms.ModelChoiceField(
        Category.objects.none(),
        label=gettext_lazy("Category of the problem"),
        to_field_name="code",
        initial="7.1",
    )

    def prepare(self) -> None:
        self.fields["category"].queryset = Category.objects.leaves()  # type: ignore[attr-defined]


class AnswerForm(PortalForm):
    """The enterprise's own word; nothing is chosen beforehand."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Has your request been solved?"), choices=Outcome, widget=ChoiceCards
    )
    stars = forms.TypedChoiceField(
        label=gettext_lazy("How do you rate the service?"),
        choices=Stars.choices,
        coerce=int,
        widget=ChoiceCards,
    )
    words = forms.CharField(
        label=gettext_lazy("What you want to say"),
        max_length=500,
        required=False,
        widget=_LONG,
        help_text=gettext_lazy(
            "If something is left to do, write what. The unit and the office read it."
        ),
    )
