"""The short forms of the steps: progress, closing, review, verification, extension."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from core import clock
from core.forms import ChoiceCards, DateField, FilesField, PortalForm, VersionedFormMixin
from core.workdays import calendar
from rectification.actions.closing import LOOK_BACK_DAYS, Checklist
from rectification.enums import ExtensionReason, Result
from rectification.forms.promise import PersonChoice, members
from rectification.models import RectificationItem

_LONG = forms.Textarea(attrs={"rows": 4})
_SHORT = forms.Textarea(attrs={"rows": 2})

YES, NO = "yes", "no"


class ItemStepForm(PortalForm):
    """A form about one item; most ignore it."""

    def __init__(self, *args: Any, item: RectificationItem, **kwargs: Any) -> None:
        self.item = item
        super().__init__(*args, **kwargs)


class RowTicks(forms.ModelMultipleChoiceField):
    """Rows of an item to tick."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, row: Any) -> str:
        return str(getattr(row, "text", "") or row.name)


class ReportForm(VersionedFormMixin, ItemStepForm):
    """Progress: percent, what was done, what is finished, files, and help if needed."""

    progress = forms.IntegerField(
        label=_("Progress in percent"), min_value=0, max_value=100, required=False
    )
    content = forms.CharField(
        label=pgettext_lazy("progress", "What was done"),
        min_length=20,
        max_length=300,
        widget=_LONG,
        help_text=_("What has changed since the last report, in figures where there are any."),
    )
    figure_reason = forms.CharField(
        label=_("Reason for the figure"),
        max_length=200,
        required=False,
        help_text=_("If it is lower than last time, or other than the milestones reached say."),
    )
    done_measures = RowTicks(label=_("Measures done now"), queryset=None, required=False)
    done_milestones = RowTicks(label=_("Milestones reached now"), queryset=None, required=False)
    difficulties = forms.CharField(
        label=_("Difficulties"), max_length=300, required=False, widget=_SHORT
    )
    help_needed = forms.CharField(
        label=_("Help needed"),
        max_length=300,
        required=False,
        widget=_SHORT,
        help_text=_("Goes to the leading person in charge."),
    )
    files = FilesField(  # type: ignore[assignment]
        label=_("Evidence"),
        required=False,
        help_text=_("Photos, documents or tables, at most 6 files of 20 MB each. Optional."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._rows("done_measures", self.item.measures.filter(done_on=None))
        self._rows("done_milestones", self.item.milestones.filter(done_on=None))
        if self.item.milestones.exists():
            self.fields["progress"].help_text = _(
                "Leave empty to have it computed from the milestones reached."
            )
        else:
            self.fields["progress"].required = True
            if not self.item.progress:
                del self.fields["figure_reason"]

    def _rows(self, name: str, rows: Any) -> None:
        if rows.exists():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
        else:
            del self.fields[name]


class AskClosingForm(ItemStepForm):
    """The unit's account of the result, with the proof."""

    result = forms.ChoiceField(
        label=_("Rectification result"), choices=Result.choices, widget=ChoiceCards
    )
    note = forms.CharField(
        label=_("What was done and achieved"), min_length=20, max_length=1000, widget=_LONG
    )
    files = FilesField(  # type: ignore[assignment]
        label=_("Evidence"),
        required=False,
        help_text=_("At most 6 files of 20 MB each. Files of earlier reports count too."),
    )


class DecideForm(ItemStepForm):
    """Yes, or no with a reason. Subclasses name both answers."""

    yes_label, no_label = _("Yes"), _("No")
    reason_label = _("Reason")
    decision = forms.ChoiceField(label=_("Your decision"), widget=ChoiceCards)
    reason = forms.CharField(label=_("Reason"), max_length=500, required=False, widget=_SHORT)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(YES, self.yes_label), (NO, self.no_label)]
        self.fields["decision"].choices = choices  # type: ignore[attr-defined]
        self.fields["reason"].label = self.reason_label

    @property
    def agrees(self) -> bool:
        return bool(self.cleaned_data.get("decision") == YES)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("decision") == NO and not cleaned.get("reason", "").strip():
            self.add_error("reason", gettext("Say why, so that the other side knows what to do."))
        return cleaned


class SignForm(DecideForm):
    """The unit head on the promise."""

    yes_label = _("Sign and send to the office")
    no_label = _("Send back to the liaison")
    reason_label = _("Reason for sending back")


class SignClosingForm(DecideForm):
    """The unit head on the closing."""

    yes_label = _("I have checked the result; ask the office for acceptance")
    no_label = _("Not yet; the work goes on")
    reason_label = _("What is still missing")


class ReviewForm(DecideForm):
    """The office on the promise."""

    yes_label = _("Confirm; rectification begins")
    no_label = _("Return for changes")
    reason_label = _("What must be changed")
    is_key = forms.BooleanField(
        label=_("Key item"), required=False, help_text=_("Will be accepted on site.")
    )


class VerifyForm(DecideForm):
    """The verifier's checklist, then strike off or return (ux.md P28)."""

    yes_label = _("Strike off")
    no_label = _("Return to be done again")
    reason_label = _("Reason, or remark on the acceptance")
    measures_done = forms.BooleanField(label=_("The measures are done"), required=False)
    evidence_holds = forms.BooleanField(label=_("The evidence holds"), required=False)
    public_agrees = forms.BooleanField(label=_("The public agrees"), required=False)
    rules_follow = forms.BooleanField(label=_("Rules have been made"), required=False)
    result = forms.ChoiceField(
        label=_("Rectification result"), choices=Result.choices, required=False
    )
    look_back_on = DateField(
        label=_("Look-back on"), required=False, help_text=_("One to three months ahead.")
    )
    new_due = DateField(label=_("New deadline if returned"), required=False)

    field_order = (
        "measures_done",
        "evidence_holds",
        "public_agrees",
        "rules_follow",
        "decision",
        "reason",
        "result",
        "look_back_on",
        "new_due",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("result", self.item.claimed_result)
        ahead = clock.today() + dt.timedelta(days=LOOK_BACK_DAYS)
        self.initial.setdefault("look_back_on", calendar().next_workday(ahead))

    @property
    def checklist(self) -> Checklist:
        ticked = self.cleaned_data
        return {
            "measures_done": ticked["measures_done"],
            "evidence_holds": ticked["evidence_holds"],
            "public_agrees": ticked["public_agrees"],
            "rules_follow": ticked["rules_follow"],
        }


class LookBackForm(DecideForm):
    """Does the result hold, or has the problem come back?"""

    yes_label = _("The result holds: consolidated")
    no_label = _("The problem has come back: reopen the same number")
    reason_label = pgettext_lazy("look-back", "What was found")
    new_due = DateField(label=_("New deadline if reopened"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("decision") == NO and not cleaned.get("new_due"):
            self.add_error("new_due", gettext("Give the new deadline of the reopened item."))
        return cleaned


class ExtendForm(ItemStepForm):
    """Three fields: why, how far, until when."""

    reason_kind = forms.ChoiceField(label=_("Kind of reason"), choices=ExtensionReason.choices)
    reason = forms.CharField(label=_("Reason"), min_length=10, max_length=500, widget=_SHORT)
    progress_so_far = forms.CharField(
        label=_("Progress so far"), min_length=10, max_length=500, widget=_SHORT
    )
    new_due = DateField(label=_("New deadline"))


class OpinionForm(ItemStepForm):
    opinion = forms.CharField(label=_("First opinion"), max_length=300, widget=_SHORT)


class ExtensionDecisionForm(DecideForm):
    yes_label = _("Approve the new deadline")
    no_label = _("Do not approve")
    reason_label = _("Remark, or reason for refusing")


class ReasonForm(ItemStepForm):
    reason = forms.CharField(label=_("Reason"), min_length=5, max_length=500, widget=_SHORT)


class MergeForm(ReasonForm):
    into = forms.ModelChoiceField(
        label=_("Merge into"), queryset=RectificationItem.objects.none(), to_field_name="number"
    )
    field_order = ("into", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = RectificationItem.objects.open().filter(unit=self.item.unit)
        others = others.exclude(pk=self.item.pk).order_by("number")
        self.fields["into"].queryset = others  # type: ignore[attr-defined]


class AssignForm(ItemStepForm):
    responsible = PersonChoice(label=_("Responsible person"), queryset=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["responsible"].queryset = members(self.item.unit)  # type: ignore[attr-defined]
        self.initial.setdefault("responsible", self.item.responsible_id)


class ReopenForm(ReasonForm):
    new_due = DateField(label=_("New deadline"))
