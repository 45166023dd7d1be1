"""Nobody learns who complained: each part of the cast walks every page it can reach."""

import io
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client

from core import clock
from portal import finders
from tests.cast import PARTS, Cast
from tests.crawler import crawl
from tests.factories import complaints as make
from tests.factories.secrets import (
    ACCUSATION,
    FILE_NAME,
    PERSON,
    REASON,
    WORDS,
    Secrets,
    make_secrets,
)

BACKEND = "django.contrib.auth.backends.ModelBackend"
DESK = {"desk", "desk2", "leader"}
# Everybody whose pages differ: of two people with the same post one is enough.
WALKERS = sorted(set(PARTS) - {"desk2", "inspector_lead", "outsider", "unit_deputy"})
# More than any walk has: each named address is met twice at most.
LIMIT = 400
ALL = PERSON | WORDS | {ACCUSATION, FILE_NAME, REASON}

pytestmark = pytest.mark.django_db


@pytest.fixture
def secrets(cast: Cast) -> Iterator[Secrets]:
    with clock.at(make.TODAY):
        yield make_secrets(cast)


def _cached() -> str:
    client = cache._cache.get_client(None)  # type: ignore[attr-defined]
    return " ".join(f"{key} {client.get(key)}" for key in client.scan_iter())


def _may_read(part: str) -> frozenset[str]:
    """What the office of a part lets it read; the person is behind a reason even at the desk."""
    if part in DESK:
        return WORDS | {FILE_NAME, "欧阳测试", REASON}
    if part == "discipline":
        return frozenset({ACCUSATION, "请一次说清楚"})
    return frozenset({REASON}) if part == "office_head" else frozenset()


@pytest.mark.asvs("8.2.3")
@pytest.mark.parametrize("part", ["anonymous", *WALKERS])
def test_no_page_tells_who_complained(
    part: str, cast: Cast, secrets: Secrets, log: io.StringIO
) -> None:
    """Nor do the log lines and cache entries of the walk. Pages that open by hand only, and each
    address for each part, are in the access matrix."""
    client = Client()
    if part != "anonymous":
        client.force_login(getattr(cast, part), backend=BACKEND)
    start = "/" if part == "anonymous" else "/staff/"
    pages = crawl(client, start, limit=LIMIT, per_path=2, per_name=2)
    secret = (ALL | secrets.codes) - _may_read(part)
    # The trail names cases by their numbers, and nothing of them.
    if part not in DESK | {"discipline", "auditor"}:
        secret |= {secrets.accusation.number}
    found = [(address, word) for address, text in pages.items() for word in secret if word in text]
    assert found == []
    assert 4 < len(pages) < LIMIT, "the walk came to its end by itself"
    assert [word for word in sorted(ALL | secrets.codes) if word in _cached()] == []
    leaked = [word for word in sorted(ALL | secrets.codes) if word in log.getvalue()]
    assert leaked == []


def test_the_search_would_find_what_is_there(cast: Cast, secrets: Secrets) -> None:
    """The control: the desk's own walk meets the words that the others must not meet."""
    client = Client()
    client.force_login(cast.desk, backend=BACKEND)
    text = "\n".join(crawl(client, limit=250).values())
    assert {word for word in WORDS | {FILE_NAME} if word not in text} == set()


@pytest.mark.asvs("8.2.2")
def test_the_accused_unit_finds_no_accusation_by_its_number(cast: Cast, secrets: Secrets) -> None:
    for part in ("liaison", "unit_head", "unit_deputy", "owner", "contact"):
        client = Client()
        client.force_login(getattr(cast, part), backend=BACKEND)
        number = secrets.accusation.number
        for place in ("complaints", "intake", "discipline"):
            assert client.get(f"/staff/{place}/{number}/").status_code in {403, 404}
        assert finders.find(getattr(cast, part), number) == []


@pytest.mark.parametrize("part", sorted(set(PARTS) - DESK))
def test_searching_tells_nothing_about_the_original(
    part: str, cast: Cast, secrets: Secrets
) -> None:
    for word in PERSON | WORDS:
        assert finders.find(getattr(cast, part), word) == [], word
