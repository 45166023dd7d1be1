"""The portal's own forms."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.base import PortalForm
from core.notices import NoticeKind


class MailChoiceForm(PortalForm):
    """Which mails a person wants."""

    digest = forms.BooleanField(
        label=_("One e-mail in the morning of a working day"),
        help_text=_("It says how many things wait, never what."),
        required=False,
    )
    urgent = forms.BooleanField(
        label=_("An e-mail at once when something is urgent"),
        help_text=_("Only for red: a complaint that is due today, a slip of urging."),
        required=False,
    )
    muted = forms.MultipleChoiceField(
        label=_("Not counted in the morning"),
        help_text=_("These messages still reach you here, without an e-mail."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, kinds: Sequence[NoticeKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kinds:
            self.fields["muted"].choices = [(kind.code, kind.label) for kind in kinds]  # type: ignore[attr-defined]
        else:
            del self.fields["muted"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned.setdefault("muted", [])
        return cleaned
