"""`/metrics` for Prometheus: requests by route, and the state of what works behind the pages.

Route names only: no path, so no number of a complaint can become a label.
"""

import os
import secrets
import time
from collections.abc import Callable, Iterator

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from portal import health
from portal.middleware import is_from_this_machine

REQUESTS = Counter("portal_requests", "Answered requests", ["route", "method", "status"])
SECONDS = Histogram(
    "portal_request_seconds",
    "Time to answer",
    ["route"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)


class RequestMetrics:
    """Count each request under the name of its route."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        route = match.view_name if match else "none"
        REQUESTS.labels(route, request.method, response.status_code).inc()
        SECONDS.labels(route).observe(time.perf_counter() - began)
        return response


class StateCollector(Collector):
    """The state behind the pages, looked up when it is asked for."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """One gauge for each fact; a fact that cannot be found out is left out."""
        ready = GaugeMetricFamily("portal_ready", "1 if the part works", labels=["part"])
        for name, check in health.CHECKS.items():
            ready.add_metric([name], float(check().ok))
        yield ready
        yield GaugeMetricFamily(
            "portal_disk_free_bytes", "Free bytes in the data folder", value=health.free_disk()
        )
        age = health.beat_age()
        if age is not None:
            yield GaugeMetricFamily("portal_beat_age_seconds", "Since the last beat", value=age)
        outbox = health.outbox_state()
        if outbox is not None:
            waiting, dead = outbox
            yield GaugeMetricFamily(
                "portal_outbox_oldest_seconds", "Wait of the oldest due row", value=waiting
            )
            yield GaugeMetricFamily("portal_outbox_dead", "Rows that were given up", value=dead)


def _requests() -> CollectorRegistry:
    """The counters of this process, or of all web processes where they share a folder."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    shared = CollectorRegistry()
    MultiProcessCollector(shared)  # type: ignore[no-untyped-call]
    return shared


def _state() -> CollectorRegistry:
    registry = CollectorRegistry()
    registry.register(StateCollector())
    return registry


def _may_read(request: HttpRequest) -> bool:
    if is_from_this_machine(request):
        return True
    given = request.headers.get("Authorization", "").removeprefix("Bearer ").encode()
    token = settings.METRICS_TOKEN.encode()
    return bool(token) and secrets.compare_digest(given, token)


@require_safe
@login_not_required
def metrics(request: HttpRequest) -> HttpResponse:
    """For this machine and for holders of `METRICS_TOKEN`; for others the page does not exist."""
    if not _may_read(request):
        raise Http404
    text = generate_latest(_requests()) + generate_latest(_state())
    return HttpResponse(text, content_type=CONTENT_TYPE_LATEST)
