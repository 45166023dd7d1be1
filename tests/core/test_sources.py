"""Where a request comes from, without keeping it."""

import datetime as dt

import pytest
from django.test import RequestFactory

from core import clock, sources

AN_HOUR = dt.datetime(2011, 8, 19, 10, tzinfo=dt.UTC)


def _from(address: str):
    return RequestFactory().get("/", REMOTE_ADDR=address)


@pytest.mark.parametrize(
    ("given", "seen"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::9", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "::ffff:192.0.2.7"),
        ("unix:", "unix:"),
    ],
)
def test_a_network_of_ipv6_is_one_source(given, seen):
    assert sources.address_of(_from(given)) == seen


@pytest.mark.parametrize(
    ("address", "here"),
    [("127.0.0.1", True), ("::1", True), ("192.0.2.7", False), ("", False)],
)
def test_the_machine_itself(address, here):
    assert sources.is_this_machine(_from(address)) is here


def test_a_key_says_nothing_and_lives_a_day():
    with clock.at(AN_HOUR):
        key = sources.key_of(_from("192.0.2.7"), "flood")
        assert key == sources.key_of(_from("192.0.2.7"), "flood")
        assert key != sources.key_of(_from("192.0.2.8"), "flood")
        assert key != sources.key_of(_from("192.0.2.7"), "flood", "browser")
        assert "192" not in key
    with clock.at(AN_HOUR + dt.timedelta(days=1)):
        assert key != sources.key_of(_from("192.0.2.7"), "flood")
