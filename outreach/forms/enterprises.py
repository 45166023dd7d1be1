"""The form of an enterprise and the filters of the list."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from core.forms import PortalForm, VersionedFormMixin
from core.http import FilterForm
from core.search import matching
from core.ui.lists import Rows
from outreach import people
from outreach.enums import Industry, Size
from outreach.forms.fields import LeaderField, UnitField
from outreach.models import Enterprise
from outreach.phones import is_credit_code, is_phone, tidy_phone

# Never shown in a form once they are on record: an empty field keeps what is there.
SECRET = ("contact", "phone")


class EnterpriseForm(VersionedFormMixin, PortalForm):
    """A firm. Contact and phone are only written here, never read."""

    name = forms.CharField(label=gettext_lazy("Name of the enterprise"), max_length=100)
    credit_code = forms.CharField(
        label=gettext_lazy("Credit code"),
        max_length=30,
        required=False,
        help_text=gettext_lazy("18 characters as on the licence, or 15 digits on an old one."),
    )
    industry = forms.ChoiceField(label=gettext_lazy("Industry"), choices=Industry)
    size = forms.ChoiceField(label=gettext_lazy("Size"), choices=Size)
    address = forms.CharField(label=gettext_lazy("Address"), max_length=100, required=False)
    unit = UnitField(label=gettext_lazy("Assigned unit"))
    leader = LeaderField(label=gettext_lazy("Assigned leader"), required=False)
    contact = forms.CharField(label=gettext_lazy("Contact person"), max_length=40, required=False)
    phone = forms.CharField(
        label=gettext_lazy("Contact phone"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    is_project = forms.BooleanField(label=gettext_lazy("Key project of the zone"), required=False)
    active = forms.BooleanField(
        label=gettext_lazy("In the zone at present"), required=False, initial=True
    )

    def __init__(self, *args: Any, enterprise: Enterprise | None = None, **kwargs: Any) -> None:
        if enterprise is not None:
            kwargs["initial"] = values_of(enterprise)
        super().__init__(*args, **kwargs)
        self.fields["version"].required = enterprise is not None
        self.fields["unit"].offer()  # type: ignore[attr-defined]
        self.fields["leader"].queryset = people.leaders_of_firms()  # type: ignore[attr-defined]
        for name in SECRET:
            on_record = enterprise is not None and getattr(enterprise, name)
            self.fields[name].help_text = (
                _("On record. Leave empty to keep it; write a new one to replace it.")
                if on_record
                else _("Kept encrypted; only the serving unit sees it, and each look is recorded.")
            )

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean_credit_code(self) -> str:
        code: str = "".join(self.cleaned_data["credit_code"].split()).upper()
        if code and not is_credit_code(code):
            raise forms.ValidationError(
                _("A character of the credit code is wrong; compare it with the licence.")
            )
        return code

    def clean_phone(self) -> str:
        phone = tidy_phone(self.cleaned_data["phone"])
        if phone and not is_phone(phone):
            raise forms.ValidationError(
                _("Write a mobile number of 11 digits, or a number with its area code.")
            )
        return phone

    def values(self) -> dict[str, Any]:
        """What the action takes; an empty secret keeps what is on record."""
        data = {k: v for k, v in self.cleaned_data.items() if k not in ("version", "opened")}
        return {k: v for k, v in data.items() if v or k not in SECRET}


def values_of(enterprise: Enterprise) -> dict[str, Any]:
    """The saved values as the form holds them, without the secrets."""
    names = ("name", "credit_code", "industry", "size", "address", "is_project", "active")
    return {
        **{name: getattr(enterprise, name) for name in names},
        "unit": enterprise.unit.code,
        "leader": enterprise.leader_id,
        "version": enterprise.version,
    }


class EnterpriseFilter(FilterForm):
    """Name or credit code, industry, unit, key projects, firms with open cases."""

    q = forms.CharField(label=gettext_lazy("Name or code"), max_length=60, widget=forms.SearchInput)
    industry = forms.ChoiceField(
        label=gettext_lazy("Industry"),
        choices=[("", gettext_lazy("all industries")), *Industry.choices],
    )
    unit = UnitField(label=gettext_lazy("Assigned unit"), empty_label=gettext_lazy("all units"))
    project = forms.BooleanField(label=gettext_lazy("Only key projects"))
    open = forms.BooleanField(label=gettext_lazy("Only with open cases"))

    def __init__(self, data: Any, *, user: User, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.user = user
        self.fields["unit"].offer()  # type: ignore[attr-defined]

    def apply(self, rows: Rows) -> Rows:
        rows = matching(rows, "search_text", self.value("q") or "")
        for name in ("industry", "unit"):
            if value := self.value(name):
                rows = rows.filter(**{name: value})
        if self.value("project"):
            rows = rows.filter(is_project=True)
        if self.value("open"):
            rows = rows.filter(open_cases__gt=0)
        return rows
