"""The runtime of all tests: no network, no undefined template variables, a clean cache."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import connections

from campaign.models import Campaign
from portal.catalogs import compile_catalogs
from tests.cast import Cast, make_cast
from tests.factories.campaign import make_campaign
from tests.strict import ROOT, block_network


def pytest_configure() -> None:
    """Translations are compiled here too, so that plain `pytest` sees the newest texts."""
    compile_catalogs(ROOT / "locale")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that commit empty all tables at their end; the next one gets the seeds back."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        names: list[str] = item.fixturenames  # type: ignore[attr-defined]
        if marker and marker.kwargs.get("transaction"):
            marker.kwargs["serialized_rollback"] = True  # type: ignore[index]
        elif "transactional_db" in names:
            names.append("django_db_serialized_rollback")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> None:
    """Every connection knows what the migrations put into the database, not only the first one:
    while Playwright's loop runs, this thread has another connection object."""
    default = connections["default"]
    # Only there when a test of this run commits.
    contents = getattr(default, "_test_serialized_contents", None)
    if contents is not None:
        type(default)._test_serialized_contents = contents


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        block_network(patch)
        yield


@pytest.fixture(autouse=True)
def _clean_cache() -> None:
    cache.clear()


@pytest.fixture
def cast(db: None) -> Cast:
    """One person for each role, in units JFJ and GJJ."""
    return make_cast()


@pytest.fixture
def campaign(cast: Cast) -> Campaign:
    """The campaign of 2011, running, with the tasks of units JFJ and GJJ."""
    return make_campaign(cast.office_head)
