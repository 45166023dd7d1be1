"""Real pages in a real Chromium, on a live server with the test database.

    def test_ledger(visit, cast):
        page = visit.open("/staff/ledger/", cast.office, width=390)
        assert_fine(page)

A test fails by itself when a page logged an error, asked another host for something or failed to
load one of its parts. Tests here are marked `browser`.
"""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.browser.visitor import Visitor

HERE = Path(__file__).parent
CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--lang=zh-CN"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)
            # Who leaves in the middle of an answer breaks a pipe in a thread of the test server.
            item.add_marker(
                pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
            )


@pytest.fixture(scope="session")
def chromium(django_db_setup: None) -> Iterator[Browser]:
    """One browser for all tests of a worker."""
    with pytest.MonkeyPatch.context() as patch:
        # Playwright's own loop runs in this thread; Django takes that for asynchronous code.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            yield browser
            browser.close()


@pytest.fixture
def visit(
    chromium: Browser, django_db_serialized_rollback: None, live_server: LiveServer
) -> Iterator[Visitor]:
    """Somebody who opens pages; what they would complain about fails the test."""
    visitor = Visitor(chromium, live_server.url)
    yield visitor
    visitor.close()
    wait_for_server()
    assert visitor.complaints == []


def wait_for_server(patience: float = 30) -> None:
    """Until the live server has answered all: who empties the tables while a request still reads
    them meets it in a deadlock."""
    deadline, quiet = time.monotonic() + patience, 0
    while quiet < 3:
        assert time.monotonic() < deadline, "the live server is still answering"
        quiet = 0 if any(map(_answers, threading.enumerate())) else quiet + 1
        time.sleep(0.02)


def _answers(thread: threading.Thread) -> bool:
    """Whether this is one of the threads that socketserver makes for each connection."""
    return "process_request_thread" in thread.name
