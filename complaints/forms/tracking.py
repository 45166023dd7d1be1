"""What the complainant fills in on the tracking pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from complaints.enums import Score
from complaints.files import POLICY
from core.forms import ChoiceCards, FilesField, PortalForm


class RatingForm(PortalForm):
    """Five levels, none chosen beforehand (R19)."""

    score = forms.TypedChoiceField(
        label=_("Are you satisfied with the result?"),
        choices=Score.choices,
        coerce=int,
        widget=ChoiceCards,
    )
    solved = forms.TypedChoiceField(
        label=_("Has the problem been solved?"),
        choices=[("1", pgettext_lazy("solved", "Yes")), ("0", _("Not yet"))],
        coerce=lambda value: value == "1",
        empty_value=None,
        required=False,
        widget=ChoiceCards,
    )
    reason = forms.CharField(
        label=_("What you want to say"),
        help_text=_("If you are dissatisfied, please write why."),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class MessageForm(PortalForm):
    """Something to add, or a word to the desk; files too."""

    text = forms.CharField(
        label=_("Your message"),
        min_length=2,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("The complaint desk reads it; the unit does not."),
    )
    attachments = FilesField(
        label=_("Photos, videos or documents"),
        required=False,
        accept=POLICY.accept,
        help_text=_("At most 6, each up to 20 MB: JPG, PNG, WEBP, PDF, DOCX, XLSX, MP4."),
    )


class SealedMessageForm(MessageForm):
    """The same, once discipline has the case."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].help_text = _("Discipline reads it; the desk and the unit do not.")


class WithdrawForm(PortalForm):
    """Why it is taken back; the desk asks whether that was voluntary."""

    reason = forms.CharField(
        label=_("Why do you withdraw it?"),
        required=False,
        max_length=500,
        help_text=_("If somebody asked or pressed you to, say so here: we protect you."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RecheckForm(PortalForm):
    """Ask for re-examination by other people."""

    reason = forms.CharField(
        label=_("What is not right with the answer?"),
        min_length=10,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class RetaliationForm(PortalForm):
    """«I am being retaliated against because of my complaint.»"""

    text = forms.CharField(
        label=_("What is being done to you?"),
        min_length=4,
        max_length=2000,
        help_text=_("The leader of the leadership group reads it at once."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    attachments = FilesField(
        label=_("Photos, videos or documents"),
        required=False,
        accept=POLICY.accept,
        help_text=_("At most 6, each up to 20 MB: JPG, PNG, WEBP, PDF, DOCX, XLSX, MP4."),
    )
