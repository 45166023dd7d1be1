"""Who asks: the key of a partner, what it opens, and how often it may be used.

A key comes as the field `api_key`, as the standard has it, or better in the header
`Authorization: Bearer …`, which stays out of addresses. Browsers send neither by themselves, and
that is why these addresses need no token against forged forms.
"""

import base64
import datetime as dt
import logging
import math
import secrets
from typing import Any

from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from complaints.models import Partner
from complaints.open311.answers import Fault, Refused, refused
from core import clock
from core.crypto import keyed_hash, keyed_hashes

READ, POST = "may_read", "may_post"
_PURPOSE = "open311-key"
_MINUTE = 60
_LONGEST = 100
_log = logging.getLogger(__name__)
# One statement, so that nobody's count is lost between reading and writing.
_USE = """
INSERT INTO complaints_partnerday (partner_id, day, reads, posts, last_at)
VALUES (%(partner)s, %(day)s, %(reads)s, %(posts)s, %(now)s)
ON CONFLICT (partner_id, day) DO UPDATE SET
    reads = complaints_partnerday.reads + excluded.reads,
    posts = complaints_partnerday.posts + excluded.posts,
    last_at = excluded.last_at
RETURNING reads + posts
"""


def new() -> tuple[str, str, str]:
    """A fresh key, its beginning, and what is stored of it; 256 bits are secret."""
    prefix = f"zf{secrets.token_hex(4)}"
    key = f"{prefix}.{secrets.token_urlsafe(32)}"
    return key, prefix, keyed_hash(_PURPOSE, key)


def partner_of(request: HttpRequest, right: str) -> Partner:
    """Whose key it is; `Refused` (403) without one that opens this, (429) used too often."""
    handing_in = request.method == "POST"
    key = _sent(request, basic=not handing_in)
    if not key:
        raise refused(403, _("Send your key as “api_key”. The office gives keys out."))
    partner = (
        Partner.objects.in_use().filter(key_hash__in=keyed_hashes(_PURPOSE, key)).first()
        if len(key) <= _LONGEST
        else None
    )
    if partner is None:
        raise refused(403, _("This key is not known or no longer good. Ask the office for one."))
    if not getattr(partner, right):
        raise refused(403, _("Your key does not open this. Ask the office to change its rights."))
    _count(partner, handing_in)
    return partner


def _sent(request: HttpRequest, *, basic: bool) -> str:
    """The key as it was sent. A browser can repeat `Basic` by itself, so it only ever reads."""
    kind, _space, value = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() == "bearer":
        return value.strip()
    if kind.lower() == "basic" and basic:
        return _password(value)
    return request.POST.get("api_key") or request.GET.get("api_key") or ""


def _password(value: str) -> str:
    try:
        return base64.b64decode(value, validate=True).decode().partition(":")[2]
    except ValueError:  # binascii and Unicode have families below it
        return ""


def _count(partner: Partner, handing_in: bool) -> None:
    """One more use; refused if the minute or the day is full."""
    if wait := _minute(partner):
        raise _too_often(wait)
    values: dict[str, Any] = {
        "partner": partner.pk,
        "day": clock.today(),
        "reads": int(not handing_in),
        "posts": int(handing_in),
        "now": clock.now(),
    }
    with connection.cursor() as cursor:
        cursor.execute(_USE, values)
        used = cursor.fetchone()[0]
    if used > partner.per_day:
        raise _too_often(_rest_of_the_day())


def _minute(partner: Partner) -> int:
    """Seconds until the minute is over if it is full. Without the cache only the day counts."""
    seconds = clock.now().timestamp()
    key = f"open311:{partner.pk}:{int(seconds // _MINUTE)}"
    try:
        cache.add(key, 0, _MINUTE)
        if cache.incr(key) <= partner.per_minute:
            return 0
    except Exception:  # redis raises a family of its own; an outage must not cost a complaint
        _log.warning("open311_limit_away")
        return 0
    return math.ceil(_MINUTE - seconds % _MINUTE)


def _rest_of_the_day() -> int:
    now = timezone.localtime(clock.now())
    midnight = (now + dt.timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return math.ceil((midnight - now).total_seconds())


def _too_often(wait: int) -> Refused:
    said = _("Your key was used too often. Try again in %(n)d seconds.") % {"n": wait}
    return Refused(Fault(429, said), wait=wait)
