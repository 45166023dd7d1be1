"""A person at a real browser: opens pages, and notices what a person would complain about."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response

WIDE, NARROW = 1280, 390
AXE_RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],
}
# Controls that a finger must hit: 44 px, with 4 px of grace for borders (R36). Links inside a
# sentence and controls inside their label are excepted.
SMALL_CONTROLS = """() => [...document.querySelectorAll('a,button,input,select,textarea,summary')]
  .filter(e => {
    const r = e.getBoundingClientRect();
    if (!r.width || !r.height || e.closest('.skip, label') || e.type === 'hidden') return false;
    if (e.closest('.visually-hidden')) return false;
    return getComputedStyle(e).display !== 'inline' && r.height < 40;
  })
  .map(e => `${e.tagName}.${e.className} ${(e.textContent || '').trim().slice(0, 20)}`)"""
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass
class Visitor:
    """Opens pages of one site in fresh browser windows and collects complaints.

    `complaints` must be empty at the end of a test: console errors, script errors, requests to
    other hosts, parts of a page that failed to load.
    """

    browser: Browser
    base: str
    complaints: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)
    pages: dict[tuple[Any, int], Page] = field(default_factory=dict)

    def window(
        self, who: Any = None, *, width: int = WIDE, script: bool = True, large: bool = False
    ) -> Page:
        """A window, signed in as `who` (an account) if one is given."""
        context = self.browser.new_context(
            base_url=self.base,
            viewport={"width": width, "height": 844 if width < 500 else 900},
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            java_script_enabled=script,
        )
        context.set_default_timeout(10_000)
        self.contexts.append(context)
        if who is not None:
            self._cookie(context, settings.SESSION_COOKIE_NAME, _session_of(who))
        if large:
            self._cookie(context, settings.TEXT_SIZE_COOKIE_NAME, "large")
        page = context.new_page()
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self.complaints.append(f"script error: {error}"))
        page.on("request", self._on_request)
        page.on("response", self._on_response)
        return page

    def open(self, path: str, who: Any = None, **window: Any) -> Page:
        """Open a page in a new window."""
        page = self.window(who, **window)
        page.goto(path)
        return page

    def walk(self, path: str, who: Any = None, *, width: int = WIDE) -> Page:
        """Go on to a page in the window in which the same person read the one before."""
        key = (who and who.pk, width)
        if key not in self.pages:
            self.pages[key] = self.window(who, width=width)
        answer = self.pages[key].goto(path)
        assert answer is not None
        assert answer.status == 200, path
        return self.pages[key]

    def close(self) -> None:
        for context in self.contexts:
            context.close()

    def _cookie(self, context: BrowserContext, name: str, value: str) -> None:
        context.add_cookies([{"name": name, "value": value, "url": self.base}])

    def _on_console(self, message: ConsoleMessage) -> None:
        # A part that did not load is told by `_on_response`, with its address.
        if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
            self.complaints.append(f"console: {message.text}")

    def _on_request(self, request: Request) -> None:
        foreign = urlsplit(request.url)
        if foreign.scheme in {"http", "https"} and not request.url.startswith(self.base):
            self.complaints.append(f"foreign request: {request.url}")

    def _on_response(self, response: Response) -> None:
        is_page = response.request.is_navigation_request()
        if response.status >= 500 or (response.status >= 400 and not is_page):
            self.complaints.append(f"{response.status}: {response.url}")


def _session_of(who: Any) -> str:
    client = Client()
    client.force_login(who, backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def axe_findings(page: Page) -> list[str]:
    """What axe holds against a page, one line a node."""
    found = Axe().run(page, options=AXE_RULES).response["violations"]
    return [
        f"{rule['impact']} {rule['id']}: {' '.join(map(str, node['target']))}"
        for rule in found
        for node in rule["nodes"]
    ]


def assert_fine(page: Page) -> None:
    """No finding of axe, no sideways scroll, on narrow screens no small controls."""
    assert axe_findings(page) == []
    assert page.evaluate(OVERFLOW) == 0, f"{page.url} scrolls sideways"
    viewport = page.viewport_size
    if viewport and viewport["width"] < 500:
        assert page.evaluate(SMALL_CONTROLS) == []
