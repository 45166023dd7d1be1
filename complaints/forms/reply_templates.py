"""A reply template."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.models import ReplyTemplate
from complaints.models.reply import PARTS
from complaints.reply_templates import VARIABLES, unknown
from core.forms import PortalModelForm

LONGEST_PART = 2000


class ReplyTemplateForm(PortalModelForm):
    """Title, nature and the four parts; a variable that does not exist is refused at its part."""

    class Meta:
        model = ReplyTemplate
        fields = ("title", "nature", *PARTS, "active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part in PARTS:
            self.fields[part] = forms.CharField(
                label=self.fields[part].label,
                required=False,
                max_length=LONGEST_PART,
                widget=forms.Textarea({"rows": 4}),
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for part in PARTS:
            wrong = unknown(data.get(part) or "")
            if wrong:
                self.add_error(
                    part,
                    _("“%(wrong)s” is no variable; those that are filled in: %(known)s")
                    % {"wrong": "、".join(wrong), "known": "、".join(VARIABLES)},
                )
        if not any(data.get(part) or part in self.errors for part in PARTS):
            self.add_error(PARTS[0], _("Write at least one part: an empty template helps nobody"))
        return data
