"""Every address × every part of the cast: who gets through, and who must not."""

import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.access.types import ANYBODY, Route
from tests.cast import Cast
from tests.crawler import text_of
from tests.factories.outreach import CONTACT, PHONE
from tests.factories.secrets import ACCUSATION, PERSON, WORDS
from tests.house.doors import bare_refusals, inside

PARTS = sorted(
    name
    for name, kind in Cast.__annotations__.items()
    if name not in {"unit", "other_unit"} and kind
)


# They read what a complainant wrote; the person itself is behind a reason even for them.
HANDLERS = {"desk", "desk2", "discipline"}


def _tables() -> dict[str, Route]:
    routes: dict[str, Route] = {}
    for path in sorted(Path(settings.BASE_DIR, "tests", "access").glob("*.py")):
        if path.stem not in {"__init__", "types"}:
            module = importlib.import_module(f"tests.access.{path.stem}")
            twice = routes.keys() & module.ROUTES.keys()
            assert not twice, f"{path.stem} repeats {twice}"
            routes |= module.ROUTES
    return routes


ROUTES = _tables()


def _named(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _named(pattern.url_patterns, inner)
        else:
            yield f"{space}{pattern.name}"


@pytest.mark.asvs("8.1.1")
def test_every_address_has_a_row() -> None:
    addresses = set(_named(get_resolver().url_patterns))
    assert addresses - ROUTES.keys() == set()


def test_every_row_has_an_address() -> None:
    assert ROUTES.keys() - set(_named(get_resolver().url_patterns)) == set()


def _answer(client: Client, route: Route, path: str) -> tuple[int, str]:
    """The status, and everything readable in the answer: pages, sheets, papers."""
    response = getattr(client, route.method)(path, route.data)
    text = text_of(response)  # a file that nobody reads stays open
    if response.status_code == 302 and response["Location"].startswith("/accounts/sign-in/"):
        return 401, text
    return int(response.status_code), text


def _status(client: Client, route: Route, path: str) -> int:
    return _answer(client, route, path)[0]


def _told(name: str, part: str, text: str) -> list[str]:
    """What no address tells (rules C2, C3): persons nobody, their words only who handles them,
    and the contacts of enterprises only the pages that are about enterprises."""
    secret = {*PERSON, *((CONTACT, PHONE) if not name.startswith("outreach:") else ())}
    if part not in HANDLERS:
        secret |= WORDS | {ACCUSATION}
    return [f"{part}: is told {word}" for word in sorted(secret) if word in text]


@pytest.mark.asvs("8.2.2")
@pytest.mark.asvs("8.2.1")
@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(ROUTES))
def test_only_those_named_get_through(
    name: str, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare_refusals(monkeypatch)
    route = ROUTES[name]
    path = route.path(cast)
    wrong = []
    if route.allowed != ANYBODY:
        anonymous = _status(Client(), route, path)
        if anonymous not in ({403} if route.by_key else {401, 404}):
            wrong.append(f"anonymous: {anonymous}")
    for part in PARTS:
        # A refusal changes nothing, so those who must be refused come first.
        if route.allowed == ANYBODY or part in route.allowed:
            continue
        status = _status(inside(getattr(cast, part)), route, path)
        if status not in {403, 404}:
            wrong.append(f"{part}: {status}, must be refused")
    wrong += _refused_but_named(name, route, path, cast)
    assert wrong == []


def _refused_but_named(name: str, route: Route, path: str, cast: Cast) -> list[str]:
    """Those of the allowed who are turned away, or told too much; after a POST the first one must
    do."""
    wrong = []
    named = ["anonymous"] if route.allowed == ANYBODY else sorted(route.allowed)
    for part in named[:1] if route.method == "post" else named:
        client = Client() if part == "anonymous" else inside(getattr(cast, part))
        status, text = _answer(client, route, path)
        if status in {401, 403, 404} or status >= 500:
            wrong.append(f"{part}: {status}, must get through")
        wrong += _told(name, part, text)
    return wrong
