"""The forms of rules: plan, draft, consultation, deliberation, issue, checks, evaluation."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from campaign.enums import MeetingState
from campaign.models import Meeting
from core import clock
from core.forms import (
    ChoiceCards,
    DateField,
    FilesField,
    PortalForm,
    PortalModelForm,
    VersionedFormMixin,
    rows_formset,
)
from rectification.actions import reviews, rules
from rectification.enums import (
    ASPECTS,
    OpinionOutcome,
    RuleAspect,
    RuleChange,
    RuleCheckResult,
    RuleKind,
    Scope,
    Verdict,
)
from rectification.models import RectificationItem, Rule
from rectification.rule_queries import LEFT

_LONG = forms.Textarea(attrs={"rows": 4})
_SHORT = forms.Textarea(attrs={"rows": 2})


class ProblemTicks(forms.ModelMultipleChoiceField):
    """Problems of a unit to tick, by number and first words."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, item: Any) -> str:
        return f"{item.number} {item.headline}"


class PlanForm(VersionedFormMixin, PortalModelForm):
    """What rule, why, until when."""

    kind = forms.ChoiceField(
        label=pgettext_lazy("rule", "type"), choices=RuleKind.choices, widget=ChoiceCards
    )
    change = forms.ChoiceField(
        label=pgettext_lazy("rule", "what is done"), choices=RuleChange.choices, widget=ChoiceCards
    )
    items = ProblemTicks(
        label=pgettext_lazy("rule", "problems it answers"), queryset=None, required=False
    )
    due_on = DateField(label=_("to be issued by"))
    field_order = ("title", "kind", "change", "former", "due_on", "items", "preventive")

    class Meta:
        model = Rule
        fields = (*rules.PLAN_FIELDS, "items")
        help_texts = {
            "former": _("Only if a present rule is revised, abolished or kept."),
            "preventive": _("Only if no problem of the ledger has led to it."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = rules.linkable(self.instance.unit).order_by("rank", "number")
        self.fields["items"].queryset = rows  # type: ignore[attr-defined]

    def plan(self) -> dict[str, Any]:
        """The cleaned values that the actions take."""
        return {name: self.cleaned_data[name] for name in (*rules.PLAN_FIELDS, "items")}


class FileTicks(forms.ModelMultipleChoiceField):
    """Files of a draft to take out."""

    widget = forms.CheckboxSelectMultiple


class DraftForm(VersionedFormMixin, PortalModelForm):
    """What the rule lays down, what it saves, its text and files."""

    drop_files = FileTicks(label=_("Take these files out"), queryset=None, required=False)
    files = FilesField(  # type: ignore[assignment]
        label=_("Rule as a file"),
        required=False,
        accept=".docx,.pdf",
        help_text=_("Word or PDF, at most 20 MB each. Enough if the text is not written below."),
    )

    class Meta:
        model = Rule
        fields = rules.DRAFT_FIELDS
        widgets = {
            **{aspect.value: forms.Textarea(attrs={"rows": 3}) for aspect in RuleAspect},
            "text": forms.Textarea(attrs={"rows": 14}),
        }
        help_texts = {
            "steps_before": _("Steps that somebody who applies has to go through."),
            "text": _("One article a line. The printed rule is made of it."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted = ASPECTS[RuleKind(self.instance.kind)]
        for aspect in RuleAspect:
            if aspect not in wanted:
                del self.fields[aspect.value]
        kept = self.instance.files.filter(in_use=True).select_related("attachment")
        if kept:
            self.fields["drop_files"].queryset = kept  # type: ignore[attr-defined]
        else:
            del self.fields["drop_files"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in rules.half_counted(cleaned):
            self.add_error(name, str(rules.BOTH))
        return cleaned

    @property
    def aspect_fields(self) -> list[Any]:
        """The fields of what a rule of this kind must lay down."""
        return [self[aspect.value] for aspect in ASPECTS[RuleKind(self.instance.kind)]]

    def draft(self) -> dict[str, Any]:
        """The cleaned values that the action takes."""
        return {name: self.cleaned_data[name] for name in rules.DRAFT_FIELDS if name in self.fields}


class RuleStepForm(PortalForm):
    """A form about one rule; most ignore it."""

    def __init__(self, *args: Any, rule: Rule, user: User, **kwargs: Any) -> None:
        self.rule, self.user = rule, user
        super().__init__(*args, **kwargs)


class ConsultForm(RuleStepForm):
    consulted = forms.CharField(
        label=_("who was asked"),
        max_length=200,
        help_text=_("For example: all sections, three enterprises, representatives of the public."),
    )
    start = DateField(label=_("asked from"))
    end = DateField(label=_("asked until"))


class OpinionRow(PortalForm):
    """One opinion: who, what, what became of it."""

    giver = forms.CharField(label=_("who says so"), max_length=60, required=False)
    content = forms.CharField(
        label=pgettext_lazy("rule", "opinion"), max_length=300, required=False
    )
    outcome = forms.ChoiceField(
        label=pgettext_lazy("rule", "what became of it"),
        choices=[("", "—"), *OpinionOutcome.choices],
        required=False,
    )
    note = forms.CharField(
        label=pgettext_lazy("rule", "how or why not"), max_length=200, required=False
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not any(cleaned.values()):
            return cleaned
        words = {
            "giver": gettext("Say who gave the opinion of row %(n)d."),
            "content": gettext("Write the opinion of row %(n)d."),
            "outcome": gettext("Choose what became of the opinion of row %(n)d."),
        }
        for name, sentence in words.items():
            if not cleaned.get(name):
                self.add_error(name, sentence % {"n": self.row_number})
        if cleaned.get("outcome") == OpinionOutcome.NOT_TAKEN and not cleaned.get("note"):
            sentence = gettext("Say why the opinion of row %(n)d was not taken over.")
            self.add_error("note", sentence % {"n": self.row_number})
        return cleaned


OpinionRows = rows_formset(OpinionRow, extra=2, max_rows=40)


class MeetingChoice(forms.ModelChoiceField):
    """Meetings that have been held, by day and subject."""

    def label_from_instance(self, meeting: Any) -> str:
        return f"{meeting.date} {meeting.title}"


class ApproveForm(RuleStepForm):
    meeting = MeetingChoice(
        label=_("meeting in the portal"),
        queryset=Meeting.objects.none(),
        required=False,
        empty_label=_("Another one, named below"),
        help_text=_("A logged meeting of the unit gives name and day by itself."),
    )
    deliberated_by = forms.CharField(label=_("deliberated by"), max_length=100, required=False)
    deliberated_on = DateField(label=_("deliberated on"), required=False)
    decision = forms.CharField(label=_("what the meeting decided"), max_length=500, widget=_SHORT)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = Meeting.objects.filter(unit=self.rule.unit, state=MeetingState.HELD)
        held = held.filter(date__gte=self.rule.consult_to or dt.date.min)
        self.fields["meeting"].queryset = held.order_by("-date")  # type: ignore[attr-defined]


class IssueForm(RuleStepForm):
    doc_no = forms.CharField(
        label=pgettext_lazy("rule", "document number"),
        max_length=60,
        help_text=_("As the unit's register has it, with hexagonal brackets: 青经发〔2011〕12号."),
    )
    issued_on = DateField(label=_("issued on"))
    effective_on = DateField(label=_("in force from"))
    disclosure = forms.ChoiceField(
        label=pgettext_lazy("rule", "may be read by"), choices=Scope.choices, widget=ChoiceCards
    )
    disclosure_reason = forms.CharField(
        label=_("why not everybody may read it"),
        max_length=200,
        required=False,
        help_text=_("Only if the rule is not for the whole public."),
    )


class CheckForm(RuleStepForm):
    checked_on = DateField(label=_("checked on"))
    result = forms.ChoiceField(
        label=pgettext_lazy("rule", "found"), choices=RuleCheckResult.choices, widget=ChoiceCards
    )
    note = forms.CharField(
        label=pgettext_lazy("rule", "what was seen"),
        min_length=8,
        max_length=300,
        widget=_SHORT,
        help_text=_("In figures where there are any: 10 files looked at, 9 complete."),
    )


class EvaluateForm(RuleStepForm):
    verdict = forms.ChoiceField(
        label=pgettext_lazy("rule", "result of the evaluation"),
        choices=Verdict.choices,
        widget=ChoiceCards,
    )
    evaluation = forms.CharField(
        label=pgettext_lazy("rule", "evaluation"), min_length=10, max_length=1000, widget=_LONG
    )


class RuleReasonForm(RuleStepForm):
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=_SHORT)


class AbolishForm(RuleReasonForm):
    document = forms.CharField(
        label=_("document that abolishes it"), max_length=120, required=False
    )


class AbsenceForm(PortalForm):
    reason = forms.CharField(
        label=_("why there is none"),
        min_length=8,
        max_length=300,
        widget=_SHORT,
        help_text=_("For example: the unit follows the rule of a higher body, named here."),
    )


class LinkForm(PortalForm):
    """A rule of the unit that answers a problem."""

    rule = forms.ModelChoiceField(
        label=pgettext_lazy("rule", "rule"),
        queryset=Rule.objects.none(),
        empty_label=_("Choose a rule"),
    )

    def __init__(self, *args: Any, item: RectificationItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Rule.objects.filter(unit=item.unit).exclude(state__in=LEFT).exclude(items=item)
        self.fields["rule"].queryset = rows.order_by("-pk")  # type: ignore[attr-defined]


PASSED, FAILED = "passed", "failed"


class ReviewForm(PortalForm):
    """The quarterly review of a long-term item."""

    held_on = DateField(label=_("reviewed on"))
    outcome = forms.ChoiceField(
        label=_("Does the result hold?"),
        choices=[
            (PASSED, pgettext_lazy("review", "passed")),
            (FAILED, pgettext_lazy("review", "not passed")),
        ],
        widget=ChoiceCards,
    )
    note = forms.CharField(
        label=pgettext_lazy("review", "what was found"), min_length=8, max_length=300, widget=_SHORT
    )
    next_on = DateField(label=_("next review"))

    def __init__(self, *args: Any, item: RectificationItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = clock.today()
        self.initial.setdefault("held_on", today)
        self.initial.setdefault("next_on", today + dt.timedelta(days=reviews.USUAL_GAP))
