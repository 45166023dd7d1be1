"""Is the portal alive, is it ready: for load balancers, monitors and the supervisor.

Answers hold figures and words of our own; no address, no version, no text of an exception.
"""

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass

import redis
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import Error as DatabaseError
from django.db import connection
from django.db.models import Min
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.models import OutboxRow
from core.tasks import BEAT_KEY

LEAST_FREE_DISK = 500 * 1024 * 1024
OLDEST_BEAT = 60.0
OLDEST_DUE = 300.0


@dataclass(frozen=True)
class Finding:
    """What one check saw."""

    ok: bool
    detail: str

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        return {"ok": self.ok, "detail": self.detail}


def database() -> Finding:
    """Does the database answer a question?"""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseError:
        return Finding(False, "does not answer")
    return Finding(True, "answers")


def broker() -> Finding:
    """Does the broker answer a ping?"""
    try:
        with redis.Redis.from_url(
            settings.REDIS_URL, socket_connect_timeout=0.5, socket_timeout=1
        ) as client:
            client.ping()
    except redis.RedisError:
        return Finding(False, "does not answer")
    return Finding(True, "answers")


def beat_age() -> float | None:
    """Seconds since the scheduler's last sign of life went through a worker."""
    try:
        last = cache.get(BEAT_KEY)
    except redis.RedisError:
        return None
    return max(0.0, time.time() - float(last)) if last is not None else None


def last_beat() -> Finding:
    """Do scheduler and worker run?"""
    age = beat_age()
    if age is None:
        return Finding(False, "no sign of life yet")
    return Finding(age <= OLDEST_BEAT, f"{age:.0f} s ago")


def outbox_state() -> tuple[float, int] | None:
    """Seconds since the oldest row that is due became so, and how many rows were given up."""
    now = timezone.now()
    waiting = OutboxRow.objects.filter(done_at=None)
    try:
        oldest = waiting.filter(is_dead=False, next_try__lte=now).aggregate(at=Min("next_try"))[
            "at"
        ]
        dead = waiting.filter(is_dead=True).count()
    except DatabaseError:
        return None
    return (now - oldest).total_seconds() if oldest else 0.0, dead


def outbox() -> Finding:
    """Does what was promised (mails, documents) get done in time?"""
    state = outbox_state()
    if state is None:
        return Finding(False, "cannot be read")
    age, dead = state
    return Finding(age <= OLDEST_DUE, f"oldest due row waits {age:.0f} s, {dead} given up")


def free_disk() -> int:
    """Free bytes where the data lies."""
    return shutil.disk_usage(settings.DATA_DIR).free


def disk() -> Finding:
    """Is there room for uploads?"""
    free = free_disk()
    return Finding(free >= LEAST_FREE_DISK, f"{free // (1024 * 1024)} MiB free")


CHECKS: dict[str, Callable[[], Finding]] = {
    "database": database,
    "broker": broker,
    "beat": last_beat,
    "outbox": outbox,
    "disk": disk,
}


def _answer(findings: dict[str, Finding]) -> HttpResponse:
    ok = all(finding.ok for finding in findings.values())
    body: dict[str, object] = {"status": "ok" if ok else "unavailable"}
    body |= {name: finding.as_dict() for name, finding in findings.items()}
    return JsonResponse(body, status=200 if ok else 503)


@require_safe
@login_not_required
def live(request: HttpRequest) -> HttpResponse:
    """This process answers; nothing else is asked."""
    return _answer({})


@require_safe
@login_not_required
def ready(request: HttpRequest) -> HttpResponse:
    """Everything a visitor's request may need answers too."""
    return _answer({name: check() for name, check in CHECKS.items()})
