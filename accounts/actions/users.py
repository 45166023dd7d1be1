"""The system administrator's work: accounts without rights, and units."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts import access
from accounts.actions import units
from accounts.models import Session, Unit, User
from core import audit
from core.access import require
from core.errors import DomainError

UNIT_FIELDS = (
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


@transaction.atomic
def create(*, by: User, username: str, name: str, email: str = "") -> User:
    """A new account: no password, no post, so no right until the security administrator acts."""
    require(access.can_manage_users(by))
    username = username.strip().lower()
    if User.objects.filter(username=username).exists():
        raise DomainError(
            _("There is already an account of this name. Choose another name."),
            "username-taken",
            "username",
        )
    user = User.objects.create_user(username, name.strip())
    user.email = email
    user.must_change_password = True
    user.save(update_fields=["email", "must_change_password"])
    _record("account.create", by, user)
    return user


@transaction.atomic
def edit(*, user: User, by: User, name: str, email: str) -> User:
    """Change what an account shows; the account name itself never changes."""
    require(access.can_manage_users(by))
    user.name, user.email = name.strip(), email
    user.save(update_fields=["name", "email"])
    _record("account.edit", by, user)
    return user


@transaction.atomic
def set_active(*, user: User, by: User, active: bool) -> User:
    """Disable an account (its sessions end at once) or enable it again."""
    require(access.can_manage_users(by))
    if user.pk == by.pk:
        raise DomainError(_("Nobody disables their own account."), "own-account")
    user.is_active = active
    user.save(update_fields=["is_active"])
    if not active:
        Session.objects.filter(user=user).delete()
    _record("account.enable" if active else "account.disable", by, user)
    return user


@transaction.atomic
def save_unit(*, by: User, unit: Unit | None = None, **fields: Any) -> Unit:
    """Enter or change a unit. `code` only for a new one: numbers are made of it."""
    require(access.can_manage_units(by))
    new = unit is None
    if unit is None:
        unit = Unit(code=fields["code"].strip().upper())
    else:
        _check_active(unit, bool(fields.get("active", unit.active)))
    for name in UNIT_FIELDS:
        if name in fields:
            setattr(unit, name, fields[name])
    try:
        with transaction.atomic():
            unit.save()
    except IntegrityError as fault:
        raise DomainError(
            _("There is already a unit with this code. Choose another code."), "code-taken", "code"
        ) from fault
    audit.record(
        "unit.create" if new else "unit.edit",
        by=by,
        kind="accounts.unit",
        object_id=unit.pk,
        unit_code=unit.code,
    )
    return unit


def _check_active(unit: Unit, active: bool) -> None:
    """The tick of the form dissolves a unit by the same rules as a merger, and undoes none."""
    if unit.active and not active:
        units.check_nobody_left(unit, "active")
    if active and unit.successor is not None:
        raise DomainError(
            _("This unit was merged into %(unit)s. Enter a new unit instead of using it again.")
            % {"unit": unit.successor.short_name},
            "merged",
            "active",
        )


def _record(action: str, by: User, user: User) -> None:
    audit.record(
        action,
        by=by,
        kind="accounts.user",
        object_id=user.pk,
        detail={"account": user.username},
    )
