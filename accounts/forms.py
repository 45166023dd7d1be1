"""Forms of accounts: parsing only, the rules are in the actions."""

import datetime as dt
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts import passwords
from accounts.enums import Role
from accounts.models import Unit, User
from accounts.roles import UNIT_ROLES
from core import clock
from core.errors import DomainError
from core.forms import PortalForm, PortalModelForm
from core.forms.fields import DateField


class SignInForm(PortalForm):
    """Name and password; which of them is wrong is never said."""

    raw_fields = frozenset({"password"})

    username = forms.CharField(
        label=_("Account"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
        error_messages={"required": _("Type your account name.")},
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Type your password.")},
    )


class CodeForm(PortalForm):
    """Six digits of the app, or a recovery code."""

    code = forms.CharField(
        label=_("Code"),
        max_length=16,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "w-code"}
        ),
        error_messages={"required": _("Type the six digits that your app shows now.")},
    )


class NewPasswordForm(PortalForm):
    """A new password, typed twice."""

    raw_fields = frozenset({"new", "again", "old"})

    new = forms.CharField(
        label=_("New password"),
        max_length=passwords.LONGEST,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Type the new password.")},
    )
    again = forms.CharField(
        label=_("New password again"),
        max_length=passwords.LONGEST,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Type the new password a second time.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new"].help_text = "；".join(passwords.help_texts())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("new") and data.get("again") and data["new"] != data["again"]:
            self.add_error(
                "again", _("The two passwords differ. Type the same one in both fields.")
            )
        return data


class ChangePasswordForm(NewPasswordForm):
    """The present password first (ASVS 6.2.3)."""

    old = forms.CharField(
        label=_("Present password"),
        max_length=passwords.LONGEST,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Type your present password.")},
    )
    field_order = ("old", "new", "again")


class UserForm(PortalForm):
    """What the system administrator may change of an account."""

    name = forms.CharField(label=_("Name"), max_length=60)
    email = forms.EmailField(label=_("E-mail"), max_length=254, required=False)


class NewUserForm(UserForm):
    """A new account; its name never changes afterwards."""

    username = forms.CharField(
        label=_("Account"),
        max_length=40,
        help_text=_("Small letters, digits and underscores; cannot be changed later."),
        validators=[
            RegexValidator(
                r"^[a-z][a-z0-9_]{2,39}\Z",
                _("Use 3 to 40 small letters, digits or underscores, beginning with a letter."),
                "account-name",
            )
        ],
    )
    field_order = ("username", "name", "email")


class PostForm(PortalForm):
    """A post for a person."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    unit = forms.ModelChoiceField(
        label=_("Unit"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("the whole zone"),
        help_text=_("Only roles inside a unit need one."),
    )
    job = forms.CharField(label=_("Job title"), max_length=60, required=False)
    start = DateField(label=_("From"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.active().in_order()  # type: ignore[attr-defined]
        self.fields["start"].initial = clock.today

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("role") in {role.value for role in UNIT_ROLES} and not data.get("unit"):
            self.add_error("unit", _("Choose the unit of this post."))
        return data


class HandOverForm(PortalForm):
    """Who takes a post over."""

    to = forms.ModelChoiceField(
        label=_("Successor"),
        queryset=User.objects.none(),
        empty_label=_("choose a person"),
        error_messages={"required": _("Choose who takes the post over.")},
    )

    def __init__(self, *args: Any, holder: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(is_active=True).order_by("username")
        self.fields["to"].queryset = people.exclude(pk=holder.pk) if holder else people  # type: ignore[attr-defined]


class UnitForm(PortalModelForm):
    """A unit as the zone keeps it."""

    class Meta:
        model = Unit
        fields = (
            "code",
            "name",
            "short_name",
            "order",
            "kind",
            "group",
            "party_org",
            "headcount",
            "is_window",
            "is_key",
            "phone",
            "address",
            "duty",
            "active",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["duty"].widget.attrs["rows"] = 3
        if self.instance.pk:
            # The names are changed on a page of their own, which keeps the old ones.
            for name in ("code", "name", "short_name"):
                del self.fields[name]
        elif "code" in self.fields:
            self.fields["code"].validators.append(
                RegexValidator(
                    r"^[A-Za-z]{2,12}\Z",
                    _("Use 2 to 12 Latin letters, such as JFJ."),
                    "unit-code",
                )
            )


class AuditFilterForm(PortalForm):
    """Which rows of the trail to show; every field may stay empty."""

    actor = forms.CharField(label=_("Account"), max_length=40, required=False)
    action = forms.CharField(label=_("Action"), max_length=60, required=False)
    number = forms.CharField(label=_("Number"), max_length=40, required=False)
    result = forms.ChoiceField(
        label=_("Result"),
        required=False,
        choices=[
            ("", _("all")),
            ("ok", pgettext_lazy("audit log", "done")),
            ("denied", _("refused")),
            ("failed", _("failed")),
        ],
    )
    since = DateField(label=_("From"), required=False)
    until = DateField(label=_("Until"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        since, until = data.get("since"), data.get("until")
        if isinstance(since, dt.date) and isinstance(until, dt.date) and until < since:
            self.add_error("until", _("The last day lies before the first one. Swap the two."))
        return data


def apply_action(form: Any, act: Any) -> Any:
    """Run an action; a refusal is shown in the form and answers None."""
    try:
        return act()
    except DomainError as fault:
        form.add_domain_error(fault)
        return None
