"""Signing in and out: lock-out, fresh session key, one audit row for each try."""

import datetime as dt
from dataclasses import dataclass

from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.db.models import Sum
from django.http import HttpRequest
from django.utils import timezone

from accounts import client
from accounts.actions.second_factor import device_of
from accounts.models import User
from accounts.sessions import DEVICE, HAS_DEVICE, SEEN, STARTED
from core import audit, clock
from core.actors import Actor
from core.models import AuditEvent

# Many accounts from one address: slower for that address, nobody else is locked out.
ADDRESS_FAILURES = 60
ADDRESS_WINDOW = dt.timedelta(minutes=15)


@dataclass(frozen=True)
class Attempt:
    """How a try ended: `user`, or how many minutes to wait (0: wrong, try again)."""

    user: User | None
    wait_minutes: int = 0


@dataclass
class Visitor:
    """Somebody at the door. The name typed is kept only if such an account exists."""

    username: str
    pk: None = None
    name: str = ""
    post_title: str = ""

    def may(self, permission: str, unit_code: str | None = None) -> bool:
        return False


def attempt(*, request: HttpRequest, username: str, password: str) -> Attempt:
    """Try a name and a password; on success the request carries a new session."""
    username = username.strip().lower()
    waiting = _waiting(request, username)
    if waiting:
        _record("account.locked", username, request, AuditEvent.Result.DENIED)
        return Attempt(None, waiting)
    user = authenticate(request, username=username, password=password)
    if user is None:
        _record("account.sign-in", username, request, AuditEvent.Result.FAILED)
        return Attempt(None, _waiting(request, username))
    assert isinstance(user, User)  # noqa: S101 -- narrows for the type checker
    begin(request=request, user=user)
    return Attempt(user)


def begin(*, request: HttpRequest, user: User) -> None:
    """Start a session for a person who has proved who they are; its key is new."""
    moment = clock.now().timestamp()
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    request.session[STARTED] = request.session[SEEN] = moment
    request.session[DEVICE] = client.device(request)
    request.session[HAS_DEVICE] = device_of(user) is not None
    audit.record("account.sign-in", by=user, kind="accounts.user", object_id=user.pk)


def sign_out(*, request: HttpRequest, by: User, why: str = "asked") -> None:
    """End the session on the server. `why`: `asked`, `idle` or `old`."""
    audit.record(
        "account.sign-out", by=by, kind="accounts.user", object_id=by.pk, detail={"why": why}
    )
    logout(request)


def _waiting(request: HttpRequest, username: str) -> int:
    """Minutes until the next try is answered; 0 if it is answered now."""
    address = client.address(request)
    if not AxesProxyHandler.is_allowed(request, {"username": username}):
        last = AccessAttempt.objects.filter(username=username, ip_address=address)
        began = last.order_by("-attempt_time").values_list("attempt_time", flat=True).first()
        return _minutes_left(began, settings.AXES_COOLOFF_TIME)
    tries = AccessAttempt.objects.filter(
        ip_address=address, attempt_time__gt=timezone.now() - ADDRESS_WINDOW
    ).order_by("attempt_time")
    if (tries.aggregate(n=Sum("failures_since_start"))["n"] or 0) < ADDRESS_FAILURES:
        return 0
    return _minutes_left(tries.values_list("attempt_time", flat=True).first(), ADDRESS_WINDOW)


def _minutes_left(began: dt.datetime | None, length: dt.timedelta) -> int:
    left = (began or timezone.now()) + length - timezone.now()
    return max(1, -int(-left.total_seconds() // 60))


def _record(action: str, username: str, request: HttpRequest, result: str) -> None:
    user = User.objects.filter(username=username).first()
    by: Actor = user or Visitor("unknown")
    audit.record(
        action,
        by=by,
        kind="accounts.user",
        object_id=user.pk if user else None,
        result=result,
        detail={"address": client.address(request)},
    )
