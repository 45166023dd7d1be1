"""The dead-man light: it comes on when the reminders have stopped, which no reminder could say."""

import datetime as dt
import time
from dataclasses import dataclass

import redis
from django.core.cache import cache
from django.utils import timezone

from accounts.enums import Permission
from accounts.models import User
from core.tasks import SWEEP_KEY

TOO_OLD = 15 * 60.0
"""Seconds. The reminders run every minute, on rest days too."""


@dataclass(frozen=True)
class Silence:
    """No reminder has run since then; `since` empty: none yet."""

    since: dt.datetime | None


def silence(user: User) -> Silence | None:
    """What the light says to a person: that they must look at dates themselves.

    That nothing has run yet concerns only those who set the portal up.
    """
    try:
        last = cache.get(SWEEP_KEY)
    except redis.RedisError:
        return None
    if last is None:
        told = user.may(Permission.PLAN_REVIEW) or user.may(Permission.SETTINGS_MANAGE)
        return Silence(None) if told else None
    if time.time() - float(last) <= TOO_OLD:
        return None
    return Silence(dt.datetime.fromtimestamp(float(last), tz=timezone.get_current_timezone()))
