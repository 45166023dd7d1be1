"""The health pages tell each part apart, and nothing more."""

import json
import time
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import DatabaseError
from django.utils import timezone

from core.models import OutboxRow
from core.tasks import BEAT_KEY, beat_heartbeat
from portal import health

NOWHERE = "redis://127.0.0.1:1/0"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _beating():
    cache.set(BEAT_KEY, time.time())


def _parts(response) -> dict[str, bool]:
    return {k: v["ok"] for k, v in response.json().items() if isinstance(v, dict)}


def test_a_living_process_says_so_without_asking_anybody(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/health/live/")
    assert response.status_code == 200
    assert response.json() == {"status": "ok"}


def test_everything_ready(client):
    response = client.get("/health/ready/")
    assert response.status_code == 200
    assert response.json()["status"] == "ok"
    assert set(_parts(response)) == {"database", "broker", "beat", "outbox", "disk"}
    assert all(_parts(response).values())


def test_a_silent_broker_is_named(client, settings):
    settings.REDIS_URL = NOWHERE
    response = client.get("/health/ready/")
    assert response.status_code == 503
    assert response.json()["broker"] == {"ok": False, "detail": "does not answer"}
    assert _parts(response)["database"]


def test_a_silent_cache_is_no_sign_of_life(client, settings):
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": NOWHERE}}
    assert client.get("/health/ready/").json()["beat"]["ok"] is False


@pytest.mark.parametrize(("seconds", "ok"), [(5, True), (59, True), (61, False), (86400, False)])
def test_a_scheduler_that_stopped_is_noticed(client, seconds, ok):
    cache.set(BEAT_KEY, time.time() - seconds)
    assert _parts(client.get("/health/ready/"))["beat"] is ok


def test_a_scheduler_that_never_ran_is_noticed(client):
    cache.delete(BEAT_KEY)
    assert client.get("/health/ready/").json()["beat"]["detail"] == "no sign of life yet"


def test_the_heartbeat_task_is_what_the_page_reads(client):
    cache.delete(BEAT_KEY)
    beat_heartbeat()
    assert _parts(client.get("/health/ready/"))["beat"]


def _row(key: str, minutes: float = 0, **fields: object) -> OutboxRow:
    due = timezone.now() - timedelta(minutes=minutes)
    return OutboxRow.objects.create(kind="mail", ref_id=1, key=key, next_try=due, **fields)


def test_a_row_that_waits_too_long_is_noticed(client):
    _row("fresh", 1)
    assert _parts(client.get("/health/ready/"))["outbox"]
    _row("old", 6)
    assert not _parts(client.get("/health/ready/"))["outbox"]


def test_rows_that_are_done_given_up_or_not_yet_due_do_not_wait(client):
    _row("done", 60, done_at=timezone.now())
    _row("dead", 60, is_dead=True)
    _row("later", -60)
    found = client.get("/health/ready/").json()["outbox"]
    assert found == {"ok": True, "detail": "oldest due row waits 0 s, 1 given up"}


def test_the_outbox_question_does_not_grow_with_the_table(django_assert_num_queries):
    OutboxRow.objects.bulk_create(
        OutboxRow(kind="mail", ref_id=n, key=str(n), done_at=timezone.now()) for n in range(50)
    )
    with django_assert_num_queries(2):
        health.outbox_state()


def test_a_full_disk_is_noticed(client, monkeypatch):
    monkeypatch.setattr(health, "free_disk", lambda: 10)
    response = client.get("/health/ready/")
    assert response.status_code == 503
    assert response.json()["disk"] == {"ok": False, "detail": "0 MiB free"}


def test_a_silent_database_is_named_and_nothing_is_quoted(client, monkeypatch):
    def silent(*args: object) -> None:
        raise DatabaseError("password=s3cr3t host=10.1.2.3")

    monkeypatch.setattr(health.connection, "cursor", silent)
    response = client.get("/health/ready/")
    assert response.status_code == 503
    assert response.json()["database"]["ok"] is False
    assert "s3cr3t" not in json.dumps(response.json())


@pytest.mark.parametrize("path", ["/health/live/", "/health/ready/", "/metrics"])
def test_they_only_answer_questions(client, path):
    assert client.post(path).status_code == 405
