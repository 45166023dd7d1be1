"""Confirmation links: 256 bits that only the enterprise gets (R-081, security.md §2.4).

The link is shown once, to whoever asks the enterprise; stored is a keyed hash. A new link ends
the old one, and each ends by itself after fifteen days.
"""

import datetime as dt
import secrets

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from core import clock, sources
from core.crypto import keyed_hash, keyed_hashes
from core.tries import Counter
from outreach.enums import CaseState
from outreach.models import EnterpriseCase

VALID_DAYS = 15
MOST_MISSES, MOST_OF_AN_ADDRESS = 10, 50
_PURPOSE = "enterprise-link"
_LONGEST = 64


def new_token() -> str:
    """A secret for one link."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """What is stored of a link."""
    return keyed_hash(_PURPOSE, token)


def hashes_of(token: str) -> list[str]:
    """What may be stored of it: one hash for each field key."""
    return keyed_hashes(_PURPOSE, token[:_LONGEST])


def last_day() -> dt.date:
    """The last day on which a link made today works."""
    return clock.today() + dt.timedelta(days=VALID_DAYS)


def address_of(token: str) -> str:
    """The whole address, for the code to scan."""
    return settings.SITE_URL + reverse("outreach:confirm", args=[token])


def find(token: str) -> EnterpriseCase | None:
    """The case that waits for this link's answer, whether or not its days are over.

    The hash is looked for under every field key: links made before a rotation still work.
    """
    waiting = EnterpriseCase.objects.filter(
        state=CaseState.CONFIRMING, link_hash__in=hashes_of(token)
    )
    return waiting.select_related("enterprise", "unit").first()


def counters(request: HttpRequest) -> tuple[Counter, ...]:
    """Under which keys wrong links of a source are counted; its address is kept nowhere."""
    cookie = request.COOKIES.get(settings.CSRF_COOKIE_NAME, "")
    return (
        Counter(sources.key_of(request, "enterprise-link", cookie), MOST_MISSES),
        Counter(sources.key_of(request, "enterprise-link-address"), MOST_OF_AN_ADDRESS),
    )
