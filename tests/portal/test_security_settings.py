"""What the settings promise about passwords, cookies and the broker."""

import json
import os
import subprocess
import sys
import time

import pytest
from celery import current_app
from django.contrib.auth.hashers import check_password, identify_hasher

from portal.configuration import ROOT
from portal.hashers import TunedArgon2
from script.lib.checks import production

NAMES = """
    SESSION_COOKIE_NAME CSRF_COOKIE_NAME LANGUAGE_COOKIE_NAME SESSION_COOKIE_SECURE
    CSRF_COOKIE_SECURE SESSION_COOKIE_HTTPONLY CSRF_COOKIE_HTTPONLY SESSION_COOKIE_SAMESITE
    SECURE_HSTS_SECONDS SECURE_HSTS_INCLUDE_SUBDOMAINS SECURE_SSL_REDIRECT DEBUG ADMINS
    PASSWORD_HASHERS
"""


@pytest.fixture(scope="module")
def in_production(tmp_path_factory):
    """The settings of a real installation, as a fresh process sees them."""
    code = (
        "import json; from django.conf import settings; "
        f"print(json.dumps({{n: getattr(settings, n) for n in {NAMES.split()!r}}}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=os.environ
        | production()
        | {
            "DATA_DIR": str(tmp_path_factory.mktemp("data")),
            "DJANGO_SETTINGS_MODULE": "portal.settings",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


@pytest.mark.asvs("3.3.1")
def test_cookies_are_bound_to_this_host_and_to_tls(in_production):
    for name in ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "LANGUAGE_COOKIE_NAME"):
        assert in_production[name].startswith("__Host-")
    assert in_production["SESSION_COOKIE_SECURE"]
    assert in_production["CSRF_COOKIE_SECURE"]
    assert in_production["SESSION_COOKIE_HTTPONLY"]
    assert in_production["CSRF_COOKIE_HTTPONLY"]
    assert in_production["SESSION_COOKIE_SAMESITE"] == "Lax"


@pytest.mark.asvs("3.4.1")
def test_browsers_are_told_to_come_by_tls_only(in_production):
    assert in_production["SECURE_SSL_REDIRECT"]
    assert in_production["SECURE_HSTS_SECONDS"] >= 365 * 24 * 3600
    assert in_production["SECURE_HSTS_INCLUDE_SUBDOMAINS"]


@pytest.mark.asvs("16.5.1")
def test_no_error_leaves_by_page_or_mail(in_production):
    assert in_production["DEBUG"] is False
    assert in_production["ADMINS"] == []


@pytest.mark.asvs("11.4.2")
def test_passwords_are_hashed_with_argon2id(in_production):
    assert in_production["PASSWORD_HASHERS"] == ["portal.hashers.TunedArgon2"]
    encoded = TunedArgon2().encode("Long-enough-1", TunedArgon2().salt())
    assert encoded.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert identify_hasher(encoded).verify("Long-enough-1", encoded)
    assert not check_password("Long-enough-2", encoded)


def test_a_sign_in_costs_less_than_a_tenth_of_a_second_of_processor_time():
    hasher = TunedArgon2()
    encoded = hasher.encode("Long-enough-1", hasher.salt())
    began = time.process_time()
    for _ in range(3):
        hasher.verify("Long-enough-1", encoded)
    assert (time.process_time() - began) / 3 < 0.1


@pytest.mark.asvs("1.5.2")
def test_messages_are_json_and_results_are_not_kept():
    assert current_app.conf.accept_content == ["json"]
    assert current_app.conf.task_serializer == "json"
    assert current_app.conf.task_ignore_result


def test_a_web_page_never_waits_long_for_the_broker():
    options = current_app.conf.broker_transport_options
    assert options["socket_connect_timeout"] <= 1
    assert options["socket_timeout"] <= 1
    assert current_app.conf.task_publish_retry_policy["max_retries"] == 1


def test_a_message_in_work_is_not_handed_out_twice():
    visible_again = current_app.conf.broker_transport_options["visibility_timeout"]
    assert visible_again > current_app.conf.task_time_limit > current_app.conf.task_soft_time_limit


def test_every_scheduled_task_exists():
    current_app.loader.import_default_modules()
    scheduled = {entry["task"] for entry in current_app.conf.beat_schedule.values()}
    assert scheduled <= set(current_app.tasks)


def test_no_tick_waits_longer_than_till_the_next_few():
    for name, entry in current_app.conf.beat_schedule.items():
        assert entry["options"]["expires"] <= max(entry["schedule"] * 1.5, 3), name
