"""Setting passwords: by oneself, or with a one-time link. Nobody sets another person's."""

import datetime as dt
import hashlib
import secrets

from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts import access
from accounts.models import PasswordHistory, PasswordLink, Session, User
from core import audit, clock
from core.access import require
from core.errors import DomainError
from core.models import AuditEvent

LINK_LIFE = dt.timedelta(hours=72)


def change(*, by: User, old: str, new: str, request: HttpRequest | None = None) -> User:
    """A person changes their own password; all their other sessions end.

    Raises `DomainError` with the field `old` or `new`.
    """
    if not by.check_password(old):
        # Outside the transaction: the failed try stays in the trail.
        _record("account.password", by, AuditEvent.Result.FAILED)
        raise DomainError(
            _("This is not your present password. Type it again."), "password-old", "old"
        )
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=by.pk)
        _set(user, new)
        _record("account.password", user)
        keep = ""
        if request is not None:
            update_session_auth_hash(request, user)
            keep = request.session.session_key or ""
        Session.objects.filter(user=user).exclude(session_key=keep).delete()
    return user


@transaction.atomic
def issue_link(*, user: User, by: User) -> str:
    """Make a one-time link for an account; older links stop working. Answers the token."""
    require(access.can_manage_users(by))
    if user.pk == by.pk:
        raise DomainError(_("Change your own password on the page «My account»."), "own-link")
    token = open_link(user)
    audit.record(
        "account.password-link",
        by=by,
        kind="accounts.user",
        object_id=user.pk,
        detail={"account": user.username},
    )
    return token


def open_link(user: User) -> str:
    """A new link for an account instead of its older ones; answers the token.

    Whoever calls it has asked whether it may be, and writes the trail.
    """
    PasswordLink.objects.filter(user=user, used_at=None).delete()
    token = secrets.token_urlsafe(32)
    PasswordLink.objects.create(user=user, digest=digest(token), expires_at=clock.now() + LINK_LIFE)
    return token


@transaction.atomic
def use_link(*, token: str, new: str) -> User:
    """Set the password of the link's account once; raises `DomainError` if it has expired."""
    link = (
        PasswordLink.objects.open()
        .select_for_update(of=("self",))
        .filter(digest=digest(token))
        .select_related("user")
        .first()
    )
    if link is None:
        raise DomainError(
            _("This link has been used or has expired. Ask the system administrator for another."),
            "link",
        )
    user = User.objects.select_for_update().get(pk=link.user_id)
    _set(user, new)
    link.used_at = clock.now()
    link.save(update_fields=["used_at"])
    Session.objects.filter(user=user).delete()
    _record("account.password-set", user)
    return user


def digest(token: str) -> str:
    """What is stored of a link's token (256 random bits need no slow hash)."""
    return hashlib.sha256(token.encode()).hexdigest()


def _record(action: str, by: User, result: str = AuditEvent.Result.OK) -> None:
    audit.record(action, by=by, kind="accounts.user", object_id=by.pk, result=result)


def _set(user: User, new: str) -> None:
    try:
        validate_password(new, user)
    except ValidationError as fault:
        raise DomainError(" ".join(fault.messages), "password", "new") from fault
    if user.has_usable_password():
        PasswordHistory.objects.create(user=user, password=user.password)
    user.set_password(new)
    user.password_changed_at = clock.now()
    user.must_change_password = False
    user.save(update_fields=["password", "password_changed_at", "must_change_password"])
