"""Guessing the second factor: slower with each try, one at a time, and no code twice."""

import datetime as dt
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.sessions.backends.cache import SessionStore
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.actions import second_factor
from accounts.models import RecoveryCode, User
from core.errors import DomainError
from core.models import AuditEvent
from tests.cast import make_cast


def _device(user: User) -> TOTPDevice:
    return TOTPDevice.objects.create(user=user, name="app", confirmed=True)


def _code(device: TOTPDevice) -> str:
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    totp.time = time.time()
    return f"{totp.token():06d}"


def _wrong(device: TOTPDevice) -> str:
    return f"{(int(_code(device)) + 1) % 1_000_000:06d}"


def _verify(user: User, code: str) -> str:
    """«ok», or the code of the refusal."""
    request = RequestFactory().post("/accounts/second-factor/")
    request.session = SessionStore()
    request.user = user
    try:
        second_factor.verify(request=request, by=user, code=code)
    except DomainError as fault:
        return fault.code
    return "ok"


def _passed(device: TOTPDevice, seconds: int) -> None:
    """Let time pass since the last wrong code."""
    TOTPDevice.objects.filter(pk=device.pk).update(
        throttling_failure_timestamp=timezone.now() - dt.timedelta(seconds=seconds)
    )


@pytest.mark.asvs("6.3.1")
def test_after_a_wrong_code_even_the_right_one_has_to_wait(cast):
    device = _device(cast.office)
    assert _verify(cast.office, _wrong(device)) == "second-factor"
    assert _verify(cast.office, _code(device)) == "second-factor-wait"
    _passed(device, 2)
    assert _verify(cast.office, _code(device)) == "ok"


def test_the_wait_doubles_with_each_wrong_code_and_is_told_in_seconds(cast):
    device = _device(cast.office)
    for _turn in range(5):
        _passed(device, 3600)
        _verify(cast.office, _wrong(device))
    request = RequestFactory().post("/")
    with pytest.raises(DomainError, match="16 秒"):
        second_factor.verify(request=request, by=cast.office, code="000000")
    _passed(device, 15)
    assert _verify(cast.office, _code(device)) == "second-factor-wait"
    _passed(device, 17)
    assert _verify(cast.office, _code(device)) == "ok"


def test_recovery_codes_are_guessed_no_faster(cast):
    device = _device(cast.office)
    first, second = second_factor.new_codes(by=cast.office)[:2]
    assert _verify(cast.office, "AAAAA-AAAAA") == "second-factor"
    assert _verify(cast.office, first) == "second-factor-wait"
    assert RecoveryCode.objects.filter(user=cast.office, used_at=None).count() == 8
    _passed(device, 2)
    assert _verify(cast.office, first) == "ok"
    # A right code clears the count of wrong ones.
    assert _verify(cast.office, second) == "ok"


def test_trying_while_waiting_makes_the_wait_no_longer(cast):
    device = _device(cast.office)
    _verify(cast.office, _wrong(device))
    for _turn in range(5):
        assert _verify(cast.office, _wrong(device)) == "second-factor-wait"
    device.refresh_from_db()
    assert device.throttling_failure_count == 1


def test_a_code_that_was_used_opens_no_second_session(cast):
    device = _device(cast.office)
    code = _code(device)
    assert _verify(cast.office, code) == "ok"
    assert _verify(cast.office, code) == "second-factor"


def test_the_trail_tells_wrong_codes_from_those_not_looked_at(cast):
    device = _device(cast.office)
    _verify(cast.office, _wrong(device))
    _verify(cast.office, _code(device))
    rows = AuditEvent.objects.filter(action="account.second-factor").order_by("id")
    assert list(rows.values_list("actor", "result")) == [("office", "failed"), ("office", "denied")]


def test_new_recovery_codes_end_the_old_ones(cast):
    _device(cast.office)
    old = second_factor.new_codes(by=cast.office)[0]
    new = second_factor.new_codes(by=cast.office)[0]
    assert _verify(cast.office, new) == "ok"
    assert _verify(cast.office, old) == "second-factor"


def test_without_a_device_there_is_nothing_to_prove(cast):
    assert _verify(cast.office, "123456") == "no-device"


@pytest.mark.asvs("15.4.2")
@pytest.mark.django_db(transaction=True)
def test_the_same_code_sent_eight_times_at_once_opens_one_session():
    office = make_cast().office
    code = _code(_device(office))

    def send(_turn: int) -> str:
        try:
            return _verify(office, code)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        outcomes = sorted(pool.map(send, range(8)))
    assert outcomes.count("ok") == 1
    assert set(outcomes) == {"ok", "second-factor", "second-factor-wait"}
