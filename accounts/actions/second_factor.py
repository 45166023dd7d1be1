"""The second factor: an authenticator app (TOTP), and recovery codes for the day it is lost."""

import datetime as dt
import math
import secrets

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_otp import login as otp_login
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts import access
from accounts.models import RecoveryCode, Session, User
from core import audit, clock, crypto
from core.access import require
from core.errors import DomainError
from core.models import AuditEvent

CODES, RECOVERY_LENGTH = 8, 10
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_PURPOSE = "recovery-code"


def device_of(user: User) -> TOTPDevice | None:
    """The confirmed device of a person."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).order_by("id").first()


@transaction.atomic
def pending_device(*, user: User) -> TOTPDevice:
    """The device being set up: made once, so that a reload shows the same picture."""
    device = TOTPDevice.objects.filter(user=user, confirmed=False).order_by("id").first()
    return device or TOTPDevice.objects.create(user=user, name="app", confirmed=False)


def confirm(*, request: HttpRequest, by: User, code: str) -> list[str]:
    """Finish the set-up with the first code of the app; answers the recovery codes, once."""
    device = pending_device(user=by)
    if not device.verify_token(code.strip()):
        raise _wrong(by)
    with transaction.atomic():
        TOTPDevice.objects.filter(user=by, confirmed=True).delete()
        device.confirmed = True
        device.save(update_fields=["confirmed"])
        otp_login(request, device)
        here = request.session.session_key
        Session.objects.filter(user=by).exclude(session_key=here).delete()
        _record("account.second-factor-set", by)
        return new_codes(by=by)


@transaction.atomic
def new_codes(*, by: User) -> list[str]:
    """Eight fresh recovery codes; the old ones stop working."""
    codes = [
        "".join(secrets.choice(_ALPHABET) for _n in range(RECOVERY_LENGTH)) for _m in range(CODES)
    ]
    RecoveryCode.objects.filter(user=by).delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(user=by, digest=crypto.keyed_hash(_PURPOSE, f"{by.pk}:{code}"))
        for code in codes
    )
    _record("account.recovery-codes", by)
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def verify(*, request: HttpRequest, by: User, code: str) -> None:
    """Prove the second factor for this session, by app or by recovery code.

    After a wrong code the next one is looked at a second later, then two, four, eight: guessing
    gets slower with each try, and guesses sent at once wait for each other at the device's row.
    """
    device = device_of(by)
    if device is None:
        raise DomainError(_("Set up the second factor first."), "no-device")
    # The transaction ends before the refusal: the count of wrong codes stays.
    with transaction.atomic():
        device = TOTPDevice.objects.select_for_update().get(pk=device.pk)
        waiting = _seconds_left(device)
        fits = not waiting and _fits(device, code)
    if waiting:
        raise _too_soon(by, waiting)
    if not fits:
        raise _wrong(by)
    otp_login(request, device)
    request.session.cycle_key()
    _record("account.second-factor", by)


@transaction.atomic
def reset(*, user: User, by: User) -> None:
    """Take a lost device away; the person sets up another at the next sign-in."""
    require(access.can_grant(by, user))
    TOTPDevice.objects.filter(user=user).delete()
    RecoveryCode.objects.filter(user=user).delete()
    Session.objects.filter(user=user).delete()
    audit.record(
        "account.second-factor-reset",
        by=by,
        kind="accounts.user",
        object_id=user.pk,
        detail={"account": user.username},
    )


def _fits(device: TOTPDevice, code: str) -> bool:
    text = "".join(sign for sign in code.upper() if sign.isalnum())
    if len(text) != RECOVERY_LENGTH:
        return bool(device.verify_token(text))
    if _by_recovery(device.user, text):
        device.throttle_reset()
        return True
    device.throttle_increment()
    return False


def _seconds_left(device: TOTPDevice) -> int:
    """How long the device takes no code after wrong ones; 0 if it takes one now."""
    allowed, reason = device.verify_is_allowed()
    if allowed:
        return 0
    left: dt.timedelta = reason["locked_until"] - timezone.now()
    return max(1, math.ceil(left.total_seconds()))


def _by_recovery(user: User, code: str) -> bool:
    digests = crypto.keyed_hashes(_PURPOSE, f"{user.pk}:{code}")
    used = RecoveryCode.objects.filter(user=user, digest__in=digests, used_at=None)
    return bool(used.update(used_at=clock.now()))


def _too_soon(by: User, seconds: int) -> DomainError:
    _record("account.second-factor", by, AuditEvent.Result.DENIED)
    words = ngettext(
        "Too many wrong codes. Wait %(n)d second, then type the code that your app shows.",
        "Too many wrong codes. Wait %(n)d seconds, then type the code that your app shows.",
        seconds,
    )
    return DomainError(words % {"n": seconds}, "second-factor-wait", "code")


def _wrong(by: User) -> DomainError:
    _record("account.second-factor", by, AuditEvent.Result.FAILED)
    return DomainError(
        _("This code does not fit. Wait for the next one in your app and type its six digits."),
        "second-factor",
        "code",
    )


def _record(action: str, by: User, result: str = AuditEvent.Result.OK) -> None:
    audit.record(action, by=by, kind="accounts.user", object_id=by.pk, result=result)
