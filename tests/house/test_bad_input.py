"""Whatever is typed into an address, a filter or a form: an answer, never a fault."""

import re
from collections.abc import Iterator
from urllib.parse import quote, urlencode

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.access.types import ANYBODY, Route
from tests.cast import Cast
from tests.crawler import body_of
from tests.house.doors import bare_refusals, inside
from tests.house.test_access_matrix import ROUTES

STRANGE = (
    "\x00",
    "²",
    "9" * 30,
    "2011-02-30",
    "x" * 3000,
    "'\"<svg>%s{{7*7}}\u202e../../etc/passwd",
)
IN_ADDRESSES = ("\x00", "²", "9" * 30)
# Names that pages know without showing a field for them.
NAMES = {"page", "sort", "q", "view", "unit", "kind", "state", "version", "next", "post", "remove"}
NAMES |= {"remove_file", "decision", "verdict", "seed", "week", "code", "token", "tab"}
_FIELD = re.compile(rb"""<(?:input|select|textarea|button)[^>]*?\bname="([^"]+)\"""")
_GAP = re.compile(r"<(?:\w+:)?\w+>")


def _patterns(found: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for one in found:
        here = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _patterns(one.url_patterns, here)
        else:
            yield here


ADDRESSES = sorted({here for here in _patterns(get_resolver().url_patterns) if _GAP.search(here)})


def _client(route: Route, cast: Cast) -> Client:
    parts = sorted(route.allowed - ANYBODY)
    if parts and route.allowed != ANYBODY:
        return inside(getattr(cast, parts[0]))
    return Client()


def _fault(client: Client, method: str, path: str, data: dict[str, str] | None = None) -> str:
    """What went wrong, if anything; what the request did is taken back."""
    point = transaction.savepoint()
    try:
        response = getattr(client, method)(path, data)
        body_of(response)
        return f"{response.status_code}" if response.status_code >= 500 else ""
    except Exception as fault:  # every one of them is the finding
        return f"{type(fault).__name__}: {fault}"[:120]
    finally:
        transaction.savepoint_rollback(point)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_strange_address_is_not_found(
    address: str, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare_refusals(monkeypatch)
    faults = []
    for part in ("office", "liaison", ""):
        client = inside(getattr(cast, part)) if part else Client()
        for value in IN_ADDRESSES:
            path = "/" + _GAP.sub(quote(value, safe=""), address)
            for method in ("get", "post"):
                if found := _fault(client, method, path, {}):
                    faults.append(f"{part} {method} {value[:12]!r}: {found}")
    assert faults == []


@pytest.mark.django_db
@pytest.mark.parametrize("value", IN_ADDRESSES)
@pytest.mark.parametrize("part", ["office", "liaison", ""])
def test_the_page_about_a_strange_address_can_be_read(part: str, value: str, cast: Cast) -> None:
    client = inside(getattr(cast, part)) if part else Client()
    for before in ("/staff/items/", "/track/", "/verify/", "/units/"):
        answer = client.get(f"{before}{quote(value, safe='')}/")
        assert answer.status_code in {302, 404}
        assert answer.status_code == 302 or "<h1" in answer.text


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(ROUTES))
def test_strange_values_get_an_answer(name: str, cast: Cast) -> None:
    route = ROUTES[name]
    path = route.path(cast)
    client = _client(route, cast)
    point = transaction.savepoint()
    page = body_of(client.get(path))
    transaction.savepoint_rollback(point)
    names = NAMES | {match.decode() for match in _FIELD.findall(page)} | set(route.data)
    names.discard("csrfmiddlewaretoken")
    faults = []
    for value in STRANGE:
        values = dict.fromkeys(names, value)
        query = f"{path}{'&' if '?' in path else '?'}{urlencode(values)}"
        faults += [found for found in [_fault(client, "get", query)] if found]
        faults += [found for found in [_fault(client, "post", path, values)] if found]
    assert faults == []


@pytest.mark.asvs("5.2.1")
@pytest.mark.django_db
def test_a_form_with_a_hundred_thousand_fields_is_refused(client: Client) -> None:
    many = urlencode({f"f{n}": "1" for n in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)})
    answer = client.post(
        "/accounts/sign-in/", many, content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 400
