"""The public form, step by step. Field names are part of the contract."""

import re
import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Unit
from campaign.models import Category
from complaints import choices
from complaints.files import POLICY
from core import clock
from core.forms import ChoiceCards, DateField, FilesField, PortalForm, UnitSelect
from core.forms.fields import hint_choices

_PHONE = re.compile(r"1[3-9]\d{9}")


class UnitStep(PortalForm):
    """① Whom is it about?"""

    unit = forms.ChoiceField(label=_("Unit"), required=False, widget=UnitSelect)
    window = forms.CharField(
        label=_("Window or section"),
        required=False,
        max_length=60,
        help_text=_("For example: window 3 of the service hall."),
    )
    person = forms.CharField(
        label=_("Name or number of the member of staff"),
        required=False,
        max_length=60,
        help_text=_("Never published. Leave it empty if you do not know."),
    )

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = choices.public(units)
        field.widget.initials = choices.initials(units).get  # type: ignore[attr-defined]


class DetailStep(PortalForm):
    """② What happened?"""

    category = forms.ChoiceField(
        label=_("Kind of problem"),
        help_text=_("Choose the nearest; our staff check it again."),
        widget=ChoiceCards,
    )
    happened_on = DateField(
        label=_("Date of the event"),
        required=False,
        help_text=_("If you do not remember exactly, give the approximate date."),
    )
    place = forms.CharField(
        label=_("Place"),
        required=False,
        max_length=100,
        help_text=_("For example: the east gate of the industrial park."),
    )
    content = forms.CharField(
        label=pgettext_lazy("complaint form", "What happened"),
        min_length=10,
        max_length=2000,
        help_text=_(
            "Time, place and course of events, 10 to 2,000 characters. No ID card or bank card"
            " numbers, please."
        ),
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    attachments = FilesField(
        label=_("Photos, videos or documents"),
        required=False,
        accept=POLICY.accept,
        help_text=_("At most 6, each up to 20 MB: JPG, PNG, WEBP, PDF, DOCX, XLSX, MP4."),
    )
    wish = forms.CharField(
        label=_("How should it be solved"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, categories: list[Category], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["category"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = [(row.code, row.public_label) for row in categories]
        hint_choices(field, {row.code: row.public_example for row in categories})
        self.fields["happened_on"].widget.attrs["max"] = clock.today().isoformat()

    def clean_happened_on(self) -> Any:
        day = self.cleaned_data["happened_on"]
        if day and day > clock.today():
            raise forms.ValidationError(
                _("“Date of the event” cannot be later than today; write the day it happened")
            )
        return day


class ContactStep(PortalForm):
    """③ How do you hear back?"""

    anonymous = forms.ChoiceField(
        label=_("Do you give your name?"),
        choices=[("1", _("Anonymous")), ("0", _("With my name"))],
        widget=ChoiceCards,
    )
    name = forms.CharField(label=_("Name"), required=False, max_length=40)
    phone = forms.CharField(
        label=_("Mobile phone"),
        required=False,
        max_length=30,
        help_text=_("Only the complaint desk can see it, and each look is recorded for you."),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    email = forms.EmailField(label=_("E-mail"), required=False, max_length=100)
    is_minor = forms.BooleanField(
        label=_("I am under 14, and a parent or guardian agrees to this"), required=False
    )
    wants_secrecy = forms.BooleanField(
        label=_("Keep my identity secret"), required=False, initial=True
    )
    consent_contact = forms.BooleanField(
        label=_("The handling unit may contact me"),
        required=False,
        help_text=_("Then the desk arranges it; the unit still does not see your number here."),
    )
    consent_public = forms.BooleanField(
        label=_("The answer may be published without personal data"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["anonymous"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        hint_choices(
            field,
            {
                "1": _("We cannot call you; you follow the case with the query code"),
                "0": _("We can call you to check facts and ask about the answer"),
            },
        )

    def clean_phone(self) -> str:
        phone = re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", self.cleaned_data["phone"]))
        phone = phone.removeprefix("+86")
        if phone and not _PHONE.fullmatch(phone):
            raise forms.ValidationError(
                _("“Mobile phone” should be a number of 11 digits; check it")
            )
        return phone

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("anonymous") == "0" and not data.get("name") and "name" not in self.errors:
            self.add_error("name", _("Fill in “Name”, or choose “Anonymous”"))
        if data.get("anonymous") == "1":
            # What was typed before choosing «anonymous» is not kept (C8).
            data |= {"name": "", "phone": "", "email": "", "consent_contact": False}
            data["is_minor"] = False
        return data


class CheckStep(PortalForm):
    """④ Is it right?"""

    confirm = forms.BooleanField(
        label=_("This is what I know to be true; I agree to its handling as the privacy page says"),
        error_messages={"required": _("Tick that this is what you know to be true, then send")},
    )
    token = forms.CharField(widget=forms.HiddenInput, max_length=100)
    # Filled in by script (`proof.js`); empty without it.
    proof = forms.CharField(widget=forms.HiddenInput, max_length=1000, required=False)


class CodeForm(PortalForm):
    """The query code. Whatever is wrong with it, the answer is the same (R14)."""

    code = forms.CharField(
        label=_("Query code"),
        max_length=100,
        help_text=_("16 characters; case and spaces do not matter."),
        error_messages={
            "required": _("Fill in the query code from the page you saw after sending")
        },
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "placeholder": "7K4M 92QX P3HD 5TWZ",
            }
        ),
    )
