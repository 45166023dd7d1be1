"""`/metrics` is for this machine and for holders of the token."""

import pytest
from django.core.cache import cache
from prometheus_client.parser import text_string_to_metric_families

from core.tasks import beat_heartbeat

pytestmark = pytest.mark.django_db
ELSEWHERE = {"REMOTE_ADDR": "203.0.113.9"}


def _values(text: str) -> dict[tuple[str, ...], float]:
    return {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_this_machine_reads_the_figures(client):
    beat_heartbeat()
    values = _values(client.get("/metrics").content.decode())
    assert values["portal_ready", "database"] == 1
    assert values["portal_ready", "broker"] == 1
    assert values["portal_ready", "beat"] == 1
    assert 0 <= values["portal_beat_age_seconds",] < 5
    assert values["portal_disk_free_bytes",] > 0
    assert values["portal_outbox_oldest_seconds",] == 0
    assert values["portal_outbox_dead",] == 0


def test_an_age_that_nobody_knows_is_left_out(client):
    cache.clear()
    values = _values(client.get("/metrics").content.decode())
    assert ("portal_beat_age_seconds",) not in values
    assert values["portal_ready", "beat"] == 0


def test_requests_are_counted_by_route_and_status(client):
    key = ("portal_requests_total", "200", "GET", "health-live")
    key = (key[0], *sorted(key[1:]))
    before = _values(client.get("/metrics").content.decode()).get(key, 0)
    client.get("/health/live/?q=1")
    client.get("/health/live/")
    assert _values(client.get("/metrics").content.decode())[key] == before + 2


def test_no_path_becomes_a_label(client):
    client.get("/verify/NO-SUCH-NUMBER-ZQXJ/")
    client.get("/nowhere-ZQXJ/")
    assert "ZQXJ" not in client.get("/metrics").content.decode()


@pytest.mark.asvs("13.4.1")
def test_for_others_the_page_does_not_exist(client, settings):
    settings.METRICS_TOKEN = ""
    assert client.get("/metrics", **ELSEWHERE).status_code == 404
    empty = client.get("/metrics", headers={"authorization": "Bearer "}, **ELSEWHERE)
    assert empty.status_code == 404


def test_a_request_handed_on_by_a_proxy_on_this_machine_needs_the_token(client):
    assert client.get("/metrics", headers={"x-forwarded-for": "127.0.0.1"}).status_code == 404


@pytest.mark.parametrize(
    ("header", "status"), [("Bearer token-4711", 200), ("Bearer token", 404), ("Basic x", 404)]
)
def test_the_token_opens_it_from_elsewhere(client, settings, header, status):
    settings.METRICS_TOKEN = "token-4711"
    response = client.get("/metrics", headers={"authorization": header}, **ELSEWHERE)
    assert response.status_code == status
