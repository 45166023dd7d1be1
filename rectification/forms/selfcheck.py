"""One of the three checks as a form: each question with its answer, problems with their words."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from campaign.models import Category
from core.forms import PortalForm, VersionedFormMixin
from rectification.actions.selfcheck import Answer
from rectification.enums import CheckResult, Source
from rectification.models import CheckAnswer
from rectification.promise import MIN_DESCRIPTION
from rectification.three_checks import OCCASIONS, Part, Question


@dataclass(frozen=True)
class Row:
    """A question with its fields, for the template."""

    question: Question
    result: BoundField
    problem: BoundField
    category: BoundField
    occasion: BoundField | None


class PartForm(VersionedFormMixin, PortalForm):
    """Made of the questions of a part; a problem needs words and a category."""

    def __init__(
        self, *args: Any, part: Part, given: dict[str, CheckAnswer], **kwargs: Any
    ) -> None:
        self.part = part
        super().__init__(*args, **kwargs)
        categories = list(Category.objects.leaves())
        for question in part.questions:
            self._add(question, given.get(question.code), categories)
        self.word_errors()

    def _add(
        self, question: Question, kept: CheckAnswer | None, categories: list[Category]
    ) -> None:
        code = question.code
        choices = [("", gettext("choose a category")), *[(c.code, c.name) for c in categories]]
        self.fields[f"result-{code}"] = forms.ChoiceField(
            label=str(question.text), choices=CheckResult.choices, widget=forms.RadioSelect
        )
        self.fields[f"problem-{code}"] = forms.CharField(
            label=_("What is wrong"),
            max_length=500,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
        )
        self.fields[f"category-{code}"] = forms.ChoiceField(
            label=_("Category of the problem"), choices=choices, required=False
        )
        if self.part.source == Source.CHECK_THREE:
            self.fields[f"occasion-{code}"] = forms.ChoiceField(
                label=pgettext_lazy("self-check", "On what occasion"),
                choices=[("", gettext("not given")), *OCCASIONS],
                required=False,
            )
        if kept is not None:
            self.initial = {
                **self.initial,
                f"result-{code}": kept.result,
                f"problem-{code}": kept.problem,
                f"category-{code}": kept.category.code if kept.category else "",
                f"occasion-{code}": kept.occasion,
            }

    @property
    def rows(self) -> list[Row]:
        """The questions with their bound fields, in order."""
        return [
            Row(
                question,
                self[f"result-{question.code}"],
                self[f"problem-{question.code}"],
                self[f"category-{question.code}"],
                self[f"occasion-{question.code}"]
                if f"occasion-{question.code}" in self.fields
                else None,
            )
            for question in self.part.questions
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for question in self.part.questions:
            if cleaned.get(f"result-{question.code}") != CheckResult.PROBLEM:
                continue
            if len(cleaned.get(f"problem-{question.code}", "").strip()) < MIN_DESCRIPTION:
                self.add_error(
                    f"problem-{question.code}",
                    gettext(
                        "Describe the problem in at least 15 characters: who, what, when, where."
                    ),
                )
            if not cleaned.get(f"category-{question.code}"):
                self.add_error(
                    f"category-{question.code}", gettext("Choose the category of the problem.")
                )
        return cleaned

    def answers(self) -> list[Answer]:
        """The cleaned answers as the action takes them."""
        chosen = Category.objects.in_bulk(
            [self.cleaned_data[f"category-{q.code}"] for q in self.part.questions],
            field_name="code",
        )
        return [
            Answer(
                question=q.code,
                result=self.cleaned_data[f"result-{q.code}"],
                problem=self.cleaned_data[f"problem-{q.code}"],
                occasion=self.cleaned_data.get(f"occasion-{q.code}", ""),
                category=chosen.get(self.cleaned_data[f"category-{q.code}"]),
            )
            for q in self.part.questions
        ]
