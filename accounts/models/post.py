"""Who holds which role in which unit, from when to when (domain.md §4.0)."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models.unit import Unit
from accounts.roles import UNIT_ROLES
from core import clock


class PostQuerySet(models.QuerySet["Post"]):
    def current(self, on: dt.date | None = None) -> "PostQuerySet":
        """Posts held on a day (today)."""
        day = on or clock.today()
        return self.filter(start__lte=day).filter(Q(end=None) | Q(end__gte=day))

    def in_unit(self, unit: Unit, *roles: Role) -> "PostQuerySet":
        """Present posts of the given roles in a unit."""
        return self.current().filter(unit=unit, role__in=roles)


class Post(models.Model):
    """A person's post. Tasks belong to posts, so a hand-over moves them with one step."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="posts", verbose_name=_("person")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="posts", verbose_name=_("unit")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    job = models.CharField(_("job title"), max_length=60, blank=True)
    start = models.DateField(_("from"))
    end = models.DateField(_("until"), null=True, blank=True)
    is_primary = models.BooleanField(_("main post"), default=False)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints = [
            models.CheckConstraint(
                name="post_ends_after_start", condition=Q(end=None) | Q(end__gte=F("start"))
            ),
            models.CheckConstraint(
                name="unit_role_has_unit",
                condition=Q(unit__isnull=False) | ~Q(role__in=sorted(r.value for r in UNIT_ROLES)),
            ),
            models.UniqueConstraint(
                name="one_main_post", fields=["user"], condition=Q(is_primary=True, end=None)
            ),
        ]
        indexes = [models.Index(fields=["unit", "role"], name="post_unit_role")]

    def __str__(self) -> str:
        return f"{self.user} {self.title}"

    @property
    def title(self) -> str:
        """«Economic Development Bureau, liaison», or the job title if one is given."""
        what = self.job or self.get_role_display()
        return f"{self.unit.short_name} {what}" if self.unit else str(what)
