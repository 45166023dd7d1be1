"""The second factor: who must, how it is set up, and the day the phone is lost."""

import re
import time

import pytest
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.actions import second_factor
from accounts.models import RecoveryCode, Session
from core.errors import NotAllowed
from core.models import AuditEvent
from tests.cast import PASSWORD

SETUP, VERIFY = "/accounts/second-factor/set-up/", "/accounts/second-factor/"


def _sign_in(who):
    client = Client()
    client.post("/accounts/sign-in/", {"username": who, "password": PASSWORD})
    return client


def _code(user, *, confirmed, shift=0):
    device = TOTPDevice.objects.get(user=user, confirmed=confirmed)
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    totp.time = time.time() + shift * device.step
    return f"{totp.token():06d}"


def _set_up(client, user):
    client.get(SETUP)
    page = client.post(SETUP, {"code": _code(user, confirmed=False)}).content.decode()
    return re.findall(r"<code>(\w{5}-\w{5})</code>", page)


@pytest.mark.asvs("6.3.3")
@pytest.mark.parametrize(
    ("who", "held"),
    [
        ("office", True),
        ("leader", True),
        ("desk", True),
        ("sysadmin", True),
        ("secadmin", True),
        ("auditor", True),
        ("liaison", False),
        ("inspector", False),
    ],
)
def test_where_required_nothing_opens_without_it(cast, settings, who, held):
    settings.REQUIRE_SECOND_FACTOR = True
    client = _sign_in(who)
    response = client.get("/staff/account/")
    if held:
        assert response["Location"].startswith(SETUP)
        assert client.get("/staff/settings/users/")["Location"].startswith(SETUP)
        assert client.post("/accounts/sign-out/").status_code == 302
    else:
        assert response.status_code == 200


def test_nobody_is_held_where_it_is_not_required(cast):
    assert _sign_in("office").get("/staff/account/").status_code == 200


def test_setting_it_up_shows_eight_recovery_codes_once(cast):
    client = _sign_in("office")
    page = client.get(SETUP).content.decode()
    assert "/accounts/second-factor/picture/" in page
    picture = client.get("/accounts/second-factor/picture/")
    assert picture["Content-Type"] == "image/svg+xml"
    codes = _set_up(client, cast.office)
    assert len(set(codes)) == 8
    assert RecoveryCode.objects.filter(user=cast.office).count() == 8
    stored = "".join(RecoveryCode.objects.values_list("digest", flat=True))
    assert not any(code.replace("-", "") in stored for code in codes)
    assert client.get("/accounts/second-factor/picture/").status_code == 404


def test_a_wrong_first_code_sets_nothing_up(cast):
    client = _sign_in("office")
    client.get(SETUP)
    page = client.post(SETUP, {"code": "000000"}).content.decode()
    assert "验证码不对" in page
    assert not TOTPDevice.objects.filter(user=cast.office, confirmed=True).exists()
    assert AuditEvent.objects.filter(action="account.second-factor", result="failed").exists()


def test_the_next_sign_in_asks_for_it(cast):
    _set_up(_sign_in("office"), cast.office)
    client = _sign_in("office")
    before = client.cookies["session"].value
    response = client.get("/staff/slips/?kind=order")
    assert response["Location"] == f"{VERIFY}?next=%2Fstaff%2Fslips%2F%3Fkind%3Dorder"
    code = _code(cast.office, confirmed=True, shift=1)
    done = client.post(VERIFY, {"code": code, "next": "/staff/slips/?kind=order"})
    assert done["Location"] == "/staff/slips/?kind=order"
    assert client.cookies["session"].value != before
    assert client.get("/staff/account/").status_code == 200


def test_a_wrong_code_is_told_and_audited(cast):
    _set_up(_sign_in("office"), cast.office)
    client = _sign_in("office")
    page = client.post(VERIFY, {"code": "123"}).content.decode()
    assert "验证码不对" in page
    assert client.get("/staff/account/").status_code == 302


def test_a_recovery_code_works_once(cast):
    codes = _set_up(_sign_in("office"), cast.office)
    client = _sign_in("office")
    assert client.post(VERIFY, {"code": codes[0].lower()}).status_code == 302
    assert client.get("/staff/account/").status_code == 200
    again = _sign_in("office")
    assert again.post(VERIFY, {"code": codes[0]}).status_code == 200
    assert again.get("/staff/account/").status_code == 302


def test_somebody_elses_recovery_code_does_not_fit(cast):
    codes = _set_up(_sign_in("office"), cast.office)
    _set_up(_sign_in("desk"), cast.desk)
    client = _sign_in("desk")
    client.post(VERIFY, {"code": codes[0]})
    assert client.get("/staff/account/").status_code == 302


def test_a_session_with_the_password_alone_cannot_replace_the_device(cast):
    _set_up(_sign_in("office"), cast.office)
    thief = _sign_in("office")
    assert thief.get(SETUP)["Location"].startswith(VERIFY)
    assert thief.post(SETUP, {"code": "123456"})["Location"].startswith(VERIFY)
    assert thief.post("/staff/account/recovery-codes/").status_code == 302
    assert RecoveryCode.objects.filter(user=cast.office).count() == 8


def test_setting_it_up_ends_the_other_sessions(cast):
    _sign_in("office")
    client = _sign_in("office")
    _set_up(client, cast.office)
    assert Session.objects.filter(user=cast.office).count() == 1


def test_the_security_administrator_takes_a_lost_one_away(cast):
    client = _sign_in("office")
    _set_up(client, cast.office)
    with pytest.raises(NotAllowed):
        second_factor.reset(user=cast.office, by=cast.sysadmin)
    second_factor.reset(user=cast.office, by=cast.secadmin)
    assert client.get("/staff/account/").status_code == 302
    assert _sign_in("office").get("/staff/account/").status_code == 200
