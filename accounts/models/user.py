"""People who sign in."""

from collections.abc import Callable, Iterable
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.enums import Permission, Role
from accounts.models.post import Post
from accounts.models.unit import Unit
from accounts.roles import PERMISSIONS, UNIT_ROLES
from core import clock
from core.crypto import EncryptedTextField


class UserManager(BaseUserManager["User"]):
    """Creates accounts. There is no superuser: rights come from posts only."""

    def create_user(self, username: str, name: str, password: str | None = None) -> "User":
        user = self.model(username=username.strip().lower(), name=name)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=(username or "").strip().lower())


class User(AbstractBaseUser):
    """An account. What it may do follows from the posts it holds today."""

    username = models.CharField(_("account"), max_length=40, unique=True)
    name = models.CharField(pgettext_lazy("person", "name"), max_length=60)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = EncryptedTextField(_("phone"), blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    must_change_password = models.BooleanField(default=False)
    password_changed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()
    is_verified: Callable[[], bool]  # put on the user of a request by django_otp's middleware

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    @cached_property
    def current_posts(self) -> list[Post]:
        """The posts held today, main post first; one query per request."""
        posts = Post.objects.current().filter(user=self).select_related("unit")
        return list(posts.order_by("-is_primary", "id"))

    def act_in(self, post_id: int) -> None:
        """Put one of the present posts first: the person acts in it."""
        self.current_posts.sort(key=lambda post: post.pk != post_id)

    @property
    def main_post(self) -> Post | None:
        return self.current_posts[0] if self.current_posts else None

    @property
    def post_title(self) -> str:
        """The main post in words, for timelines and the audit trail."""
        return self.main_post.title if self.main_post else ""

    @cached_property
    def roles(self) -> frozenset[str]:
        return frozenset(post.role for post in self.current_posts)

    def has_role(self, *roles: Role) -> bool:
        return not self.roles.isdisjoint(roles)

    def may(self, permission: str, unit_code: str | None = None) -> bool:
        """Whether a present post gives the permission, for that unit if one is named.

        Roles of the zone count for every unit; roles of a unit only for their own.
        """
        return self.is_active and any(
            permission in PERMISSIONS[Role(post.role)]
            and (
                unit_code is None
                or Role(post.role) not in UNIT_ROLES
                or (post.unit is not None and post.unit.code == unit_code)
            )
            for post in self.current_posts
        )

    def units_with(self, permission: Permission) -> list[Unit]:
        """The units in which a post of a unit role gives the permission."""
        return [
            post.unit
            for post in self.current_posts
            if post.unit is not None
            and Role(post.role) in UNIT_ROLES
            and permission in PERMISSIONS[Role(post.role)]
        ]

    @property
    def unit(self) -> Unit | None:
        """The unit of the main unit post; nothing for people of the zone."""
        for post in self.current_posts:
            if post.unit is not None and Role(post.role) in UNIT_ROLES:
                return post.unit
        return None

    @property
    def reads_zone(self) -> bool:
        """Whether the person reads the records of all units."""
        return self.may(Permission.ZONE_READ)

    @property
    def is_staff_of_a_unit(self) -> bool:
        return bool(UNIT_ROLES & {Role(role) for role in self.roles})


def holders(role: Role, units: Iterable[Unit] = ()) -> models.QuerySet[User]:
    """Active people who hold a role today, in any of the units if some are named."""
    posts = Post.objects.current().filter(role=role)
    units = list(units)
    if units:
        posts = posts.filter(unit__in=units)
    return User.objects.filter(is_active=True, pk__in=posts.values("user_id")).order_by("id")
