"""Forms of the thread on an item."""

from django import forms
from django.utils.translation import pgettext_lazy

from rectification.forms.steps import ItemStepForm


class AskForm(ItemStepForm):
    text = forms.CharField(
        label=pgettext_lazy("question", "Question"),
        min_length=5,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AnswerForm(ItemStepForm):
    text = forms.CharField(
        label=pgettext_lazy("question", "Answer"),
        min_length=2,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
