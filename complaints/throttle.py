"""Wrong query codes: five misses of a browser, then fifteen minutes of waiting (R14, C7).

An office of fifty people has one address, so the address alone takes more misses than a browser
does; without cookies all share one browser. How they are counted: `core.tries`.
"""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from complaints import codes
from core import clock, sources, tries
from core.crypto import keyed_hash
from core.tries import Counter, Wait

MOST_MISSES, MOST_OF_AN_ADDRESS = 5, 50


@dataclass(frozen=True)
class Source:
    """Who asks, and for which code. `browser` alone forgets its misses after a right code: else
    whoever has one code could try others for ever."""

    browser: Counter
    address: Counter
    code: Counter

    @property
    def counters(self) -> tuple[Counter, ...]:
        return (self.browser, self.address, self.code)


def source_of(request: HttpRequest, code: str) -> Source:
    """The counters of whoever asks; neither address nor code is kept anywhere."""
    cookie = request.COOKIES.get(settings.CSRF_COOKIE_NAME, "")
    tried = keyed_hash(f"track-code-{clock.today()}", codes.normalise(code)[:64])[:32]
    return Source(
        Counter(sources.key_of(request, "track", cookie), MOST_MISSES),
        Counter(sources.key_of(request, "track-address"), MOST_OF_AN_ADDRESS),
        Counter(f"track-code:{tried}", MOST_MISSES),
    )


def wait(source: Source) -> Wait:
    """How long the source still has to wait."""
    return tries.wait(source.counters)


def miss(source: Source) -> None:
    """Count a wrong code."""
    tries.miss(source.counters)


def hit(source: Source) -> None:
    """A right code: the browser's misses before it do not count any more."""
    tries.forget(source.browser)
