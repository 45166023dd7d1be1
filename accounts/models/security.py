"""What stands behind a sign-in: old passwords, one-time links, recovery codes."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core import clock


class PasswordHistory(models.Model):
    """A password the account had: the last five may not come back (GB/T 22239 8.1.4.1 a)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="old_passwords")
    password = models.CharField(max_length=128)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["user", "-id"], name="password_history_of_user")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.at:%Y-%m-%d}"


class PasswordLinkQuerySet(models.QuerySet["PasswordLink"]):
    def open(self) -> "PasswordLinkQuerySet":
        """Links that still work."""
        return self.filter(used_at=None, expires_at__gt=clock.now(), user__is_active=True)


class PasswordLink(models.Model):
    """A one-time link with which a person sets a password; only its hash is stored."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="password_links"
    )
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField(_("valid until"))
    used_at = models.DateTimeField(null=True)

    objects = PasswordLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_open_password_link", fields=["user"], condition=Q(used_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.expires_at:%Y-%m-%d %H:%M}"


class RecoveryCode(models.Model):
    """A code that replaces the second factor once; only its keyed hash is stored."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="recovery_codes"
    )
    digest = models.CharField(max_length=64, db_index=True)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.user_id} {'used' if self.used_at else 'open'}"
