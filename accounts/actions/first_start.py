"""The three administrators of a fresh installation: nobody could make them from a page."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions.passwords import open_link
from accounts.enums import Role
from accounts.models import Post, User
from accounts.roles import ADMIN_ROLES
from core import audit, clock
from core.actors import SYSTEM
from core.errors import DomainError


@dataclass(frozen=True)
class First:
    """An administrator who has been made, and the token of the link that sets the password."""

    username: str
    role: Role
    token: str


@transaction.atomic
def make_administrators(names: dict[Role, str]) -> list[First]:
    """One account for each of the three roles, each with a link that works once, for 72 hours.

    Only once: `DomainError` as soon as somebody holds one of these posts, or when a name is taken.
    """
    if set(names) != ADMIN_ROLES or len(set(names.values())) != len(names):
        raise DomainError(_("Name three different accounts, one for each administrator."), "names")
    held = Post.objects.current().filter(role__in=ADMIN_ROLES, user__is_active=True)
    if held.exists():
        raise DomainError(
            _("There are administrators already. They make further accounts on their pages."),
            "exists",
        )
    if taken := User.objects.filter(username__in=names.values()).first():
        raise DomainError(
            _("The account %(name)s exists already. Choose another name.")
            % {"name": taken.username},
            "username-taken",
        )
    return [_make(role, username) for role, username in names.items()]


def _make(role: Role, username: str) -> First:
    user = User.objects.create_user(username, str(role.label))
    user.must_change_password = True
    user.save(update_fields=["must_change_password"])
    Post.objects.create(user=user, role=role, start=clock.today(), is_primary=True)
    for action in ("account.create", "post.grant"):
        audit.record(
            action,
            by=SYSTEM,
            kind="accounts.user",
            object_id=user.pk,
            detail={"account": username, "role": role.value, "first": True},
        )
    return First(username, role, open_link(user))
