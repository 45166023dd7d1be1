"""The desk writes down what somebody says on the telephone, in a letter or in person."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaign.models import Category
from complaints import choices
from complaints.enums import Channel
from complaints.files import POLICY
from complaints.forms.desk import UnitField
from core import clock
from core.forms import DateField, FilesField, PortalForm

# What reaches the desk other than by the public form itself.
CHANNELS = [
    (channel.value, channel.label)
    for channel in Channel
    if channel not in {Channel.WEB, Channel.QR}
]


class RegisterForm(PortalForm):
    """Everything on one page: the desk knows its way."""

    channel = forms.ChoiceField(label=_("Channel"), choices=CHANNELS)
    unit = UnitField(label=_("Unit complained about"), required=False)
    window = forms.CharField(label=_("Window or section"), required=False, max_length=60)
    person = forms.CharField(label=_("Member of staff"), required=False, max_length=60)
    category = forms.ModelChoiceField(
        Category.objects.leaves(), label=_("Category"), to_field_name="code"
    )
    foreign_number = forms.CharField(
        label=_("Number at the sender"),
        required=False,
        max_length=40,
        help_text=_("For example of the 12345 work order or of the letter."),
    )
    happened_on = DateField(label=_("Date of the event"), required=False)
    place = forms.CharField(label=_("Place"), required=False, max_length=100)
    content = forms.CharField(
        label=pgettext_lazy("complaint form", "What happened"),
        min_length=10,
        max_length=2000,
        help_text=_("In the words of the person, as far as possible."),
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    wish = forms.CharField(
        label=_("How should it be solved"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    attachments = FilesField(
        label=_("Letters, mails and other files"),
        required=False,
        accept=POLICY.accept,
        help_text=_("At most 6, each up to 20 MB: JPG, PNG, WEBP, PDF, DOCX, XLSX, MP4."),
    )
    name = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=40,
        help_text=_("Empty: the complaint is anonymous."),
    )
    phone = forms.CharField(label=_("Telephone"), required=False, max_length=30)
    email = forms.EmailField(label=_("E-mail"), required=False, max_length=100)
    address = forms.CharField(label=_("Town or street"), required=False, max_length=60)
    organisation = forms.CharField(label=_("Enterprise"), required=False, max_length=60)
    consent_contact = forms.BooleanField(
        label=_("The person agrees that the unit makes contact"), required=False
    )
    wants_secrecy = forms.BooleanField(
        label=_("The person asks for secrecy"), required=False, initial=True
    )
    consent_public = forms.BooleanField(
        label=_("The person agrees that the answer is published without personal data"),
        required=False,
    )
    is_minor = forms.BooleanField(
        label=_("The person is under 14; a parent or guardian agrees"), required=False
    )
    token = forms.CharField(widget=forms.HiddenInput, max_length=100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field, found = self.fields["unit"], choices.units()
        assert isinstance(field, UnitField)  # noqa: S101
        field.offer(found, found, _("not known"))
        self.fields["happened_on"].widget.attrs["max"] = clock.today().isoformat()
