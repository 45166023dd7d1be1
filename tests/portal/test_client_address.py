"""Whose address counts: the one that our own proxies saw."""

import pytest
from django.http import HttpRequest, HttpResponse

from portal.middleware import ClientAddress, client_address, is_from_this_machine


@pytest.fixture
def seen(rf, settings):
    """What the views see for a header, a number of proxies and a peer."""

    def look(forwarded: str | None, proxies: int, peer: str = "10.0.0.1") -> HttpRequest:
        settings.PROXY_COUNT = proxies
        extra = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
        request = rf.get("/", REMOTE_ADDR=peer, **extra)
        ClientAddress(lambda request: HttpResponse())(request)
        return request

    return look


@pytest.mark.asvs("15.3.4")
@pytest.mark.parametrize(
    ("forwarded", "proxies", "expected"),
    [
        (None, 0, "10.0.0.1"),
        (None, 1, "10.0.0.1"),
        ("203.0.113.9", 1, "203.0.113.9"),
        ("6.6.6.6, 203.0.113.9", 1, "203.0.113.9"),
        ("6.6.6.6,203.0.113.9,10.0.0.2", 2, "203.0.113.9"),
        ("203.0.113.9", 0, "10.0.0.1"),
        ("203.0.113.9", 2, "10.0.0.1"),
        ("6.6.6.6, not an address", 1, "10.0.0.1"),
        ("2001:db8::7", 1, "2001:db8::7"),
    ],
)
def test_only_what_our_proxies_wrote_counts(seen, forwarded, proxies, expected):
    assert client_address(seen(forwarded, proxies)) == expected


def test_no_view_sees_the_header_itself(seen):
    assert "HTTP_X_FORWARDED_FOR" not in seen("6.6.6.6, 203.0.113.9", 1).META


@pytest.mark.parametrize(
    ("forwarded", "peer", "expected"),
    [
        (None, "127.0.0.1", True),
        (None, "::1", True),
        (None, "10.0.0.1", False),
        ("127.0.0.1", "127.0.0.1", False),
        ("203.0.113.9", "127.0.0.1", False),
        (None, "", False),
    ],
)
def test_a_request_handed_on_by_a_proxy_is_not_from_this_machine(seen, forwarded, peer, expected):
    assert is_from_this_machine(seen(forwarded, 0, peer)) is expected
