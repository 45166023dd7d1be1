"""Sessions that know their owner, so that a person can see and end them."""

from typing import ClassVar

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models

from core import clock


class SessionManager(BaseSessionManager["Session"]):
    """Django's manager, with the sessions of one person."""

    def of(self, user_id: int) -> models.QuerySet["Session"]:
        """Live sessions of a person, last used first."""
        rows = self.filter(user_id=user_id, expire_date__gt=clock.now())
        return rows.order_by("-seen_at")


class Session(AbstractBaseSession):
    """A session row of `accounts.sessions`; `device` is coarse words, never the raw agent."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="sessions"
    )
    started_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    device = models.CharField(max_length=60, blank=True)

    objects: ClassVar[SessionManager] = SessionManager()

    class Meta:
        indexes = [models.Index(fields=["user", "-seen_at"], name="session_of_user")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.device}"
