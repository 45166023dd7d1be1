"""A question to the complainant for which the clock waits."""

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.actions import pauses
from complaints.forms.desk import CaseForm


class PauseForm(CaseForm):
    """What is asked, and how long the clock waits for the answer."""

    text = forms.CharField(
        label=_("Question to the complainant"),
        min_length=4,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("It appears in the mailbox of the tracking page."),
    )
    days = forms.IntegerField(label=_("Working days to wait at most"), min_value=1, initial=5)

    def prepare(self) -> None:
        self.fields["days"].help_text = _(
            "At most %(left)d in this case. The clock runs again when the answer comes."
        ) % {"left": pauses.days_left(self.complaint)}
