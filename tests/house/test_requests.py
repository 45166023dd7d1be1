"""Every address: forms need a token, reading writes nothing, every answer is guarded."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from portal.middleware import PERMISSIONS
from tests.access.types import ANYBODY, Route
from tests.cast import PASSWORD, Cast
from tests.house.doors import inside
from tests.house.test_access_matrix import PARTS, ROUTES

_WRITES = re.compile(r'(?:INSERT INTO|(?<!FOR )UPDATE|DELETE FROM)\s+"?(\w+)')
# What a visit itself leaves: the session, and who looked at what.
TRACES = {"accounts_session", "core_auditevent"}
READING_WRITES = {
    # The key of the device being set up is made once, so that a reload shows the same picture.
    "accounts:second-factor-setup": {"otp_totp_totpdevice"},
    # Bulk acts take only cases that the person has opened.
    "complaints:intake-case": {"complaints_readmark"},
    # The person reads since when the leader knows.
    "complaints:retaliation-case": {"complaints_retaliationreport"},
    # A poster's scans are counted.
    "complaints:entry": {"complaints_entrycode"},
    # Opening a message reads it.
    "portal:message": {"core_notice"},
}
GUARDS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS,
    "Server": "portal",
}


def _visitor(route: Route, cast: Cast, **client: Any) -> Client:
    """The first of those who may open the address, signed in."""
    parts = sorted(route.allowed - ANYBODY) or ["liaison"]
    if route.allowed == ANYBODY:
        return Client(**client)
    return inside(getattr(cast, parts[0]), **client)


@contextmanager
def _writes() -> Iterator[set[str]]:
    """The tables that statements inside the block write to."""
    written: set[str] = set()

    def watch(execute: Any, sql: str, *rest: Any) -> Any:
        written.update(_WRITES.findall(sql))
        return execute(sql, *rest)

    with connection.execute_wrapper(watch):
        yield written


def _finish(response: HttpResponseBase) -> HttpResponseBase:
    if response.streaming:
        list(response.streaming_content)  # type: ignore[attr-defined]
    return response


def _read(visitor: Client, path: str) -> tuple[HttpResponseBase, set[str]]:
    """The answer to GET, and the tables that GET, HEAD and OPTIONS wrote to."""
    with _writes() as written:
        response = _finish(visitor.get(path))
        _finish(visitor.head(path))
        _finish(visitor.options(path))
    return response, written - TRACES


def _unguarded(response: HttpResponseBase) -> list[str]:
    wrong = [name for name, value in GUARDS.items() if response.headers.get(name) != value]
    policy = response.headers.get("Content-Security-Policy", "")
    # A file is shut into a box of its own; a page lets in nothing but our own files.
    page = "unsafe-inline" not in policy and "frame-ancestors 'none'" in policy
    if "sandbox" not in policy and not page:
        wrong.append(f"Content-Security-Policy: {policy}")
    if "X-Powered-By" in response.headers or not response.headers.get("Cache-Control"):
        wrong.append("version or cache")
    return wrong


@pytest.mark.asvs("3.2.1")
@pytest.mark.asvs("3.4.6")
@pytest.mark.asvs("3.5.1")
@pytest.mark.asvs("3.5.3")
@pytest.mark.asvs("13.4.6")
@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(ROUTES))
def test_reading_changes_nothing_and_writing_needs_a_token(name: str, cast: Cast) -> None:
    route = ROUTES[name]
    path = route.path(cast)
    visitor = _visitor(route, cast, enforce_csrf_checks=True)
    response, written = _read(visitor, path)
    assert written - READING_WRITES.get(name, set()) == set()
    assert _unguarded(response) == []
    with _writes() as written:
        refused = visitor.post(path, route.data)
    assert refused.status_code in {403, 405}
    assert written - TRACES == set()
    assert _unguarded(refused) == []


def _without_token(found: list[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    """The names of addresses that take a POST without its token."""
    for one in found:
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from _without_token(one.url_patterns, inner)
        elif getattr(one.callback, "csrf_exempt", False):
            yield f"{space}{one.name}"


@pytest.mark.asvs("3.5.1")
@pytest.mark.django_db
def test_only_what_a_key_opens_takes_a_post_without_its_token(cast: Cast) -> None:
    exempt = set(_without_token(get_resolver().url_patterns))
    assert exempt == {"complaints:open311-requests"}
    assert all(ROUTES[name].by_key for name in exempt)
    for name in exempt:
        path = ROUTES[name].path(cast)
        for part in sorted(PARTS):
            visitor = inside(getattr(cast, part))
            with _writes() as written:
                assert visitor.post(path, {"service_code": "2"}).status_code == 403, (name, part)
            assert written - TRACES == set()


@pytest.mark.asvs("3.3.1")
@pytest.mark.django_db
def test_every_cookie_is_kept_from_scripts_and_from_other_sites(cast: Cast) -> None:
    visitor = Client()
    visitor.post("/prefs/size/", {"size": "large"})
    visitor.post("/prefs/language/", {"language": "en"})
    visitor.get("/accounts/sign-in/")
    visitor.post("/accounts/sign-in/", {"username": "liaison", "password": PASSWORD})
    assert len(visitor.cookies) == 4
    for cookie in visitor.cookies.values():
        assert cookie["httponly"], cookie.key
        assert cookie["samesite"] == "Lax", cookie.key
        assert not cookie["domain"], cookie.key
