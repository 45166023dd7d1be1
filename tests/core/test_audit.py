"""The audit trail: append-only, sealed in a chain, every kind of tampering found."""

import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import InternalError, connection, connections, transaction

from core import audit
from core.actors import PUBLIC, SYSTEM
from core.models import AuditEvent, AuditSeal
from tests.cast import Cast


@pytest.fixture
def trail(transactional_db: None) -> list[AuditEvent]:
    """Five committed and sealed events, the only ones there are."""
    events = [audit.record(f"test.act-{n}", by=SYSTEM, number=f"ZG-{n}") for n in range(5)]
    audit.seal()
    return events


def tamper(sql: str, *values: object) -> None:
    """Change the tables as somebody with the database's own rights could."""
    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(sql, values)


@pytest.mark.asvs("16.2.1")
@pytest.mark.django_db
def test_an_event_says_who_did_what_from_which_post(cast: Cast) -> None:
    event = audit.record(
        "rectification.item.submit",
        by=cast.liaison,
        kind="rectification.item",
        object_id=7,
        number="ZG-2011-JFJ-007",
        unit_code="JFJ",
        detail={"from": "draft", "to": "submitted"},
    )
    event.refresh_from_db()
    assert (event.actor, event.actor_name) == ("liaison", cast.liaison.name)
    assert event.actor_post == cast.liaison.post_title
    assert event.result == AuditEvent.Result.OK
    assert event.digest == audit.digest_of(event)


@pytest.mark.django_db
def test_the_public_leaves_no_name() -> None:
    event = audit.record("complaints.submit", by=PUBLIC)
    assert (event.actor, event.actor_post) == ("public", "")


@pytest.mark.django_db
def test_an_event_dies_with_its_transaction() -> None:
    before = AuditEvent.objects.count()
    with transaction.atomic():
        audit.record("test.act", by=SYSTEM)
        transaction.set_rollback(True)
    assert AuditEvent.objects.count() == before


@pytest.mark.asvs("16.4.2")
@pytest.mark.django_db
@pytest.mark.parametrize("model", [AuditEvent, AuditSeal])
@pytest.mark.parametrize("act", ["update", "delete"])
def test_nobody_updates_or_deletes(model: type, act: str) -> None:
    event = audit.record("test.act", by=SYSTEM)
    AuditSeal.objects.create(event=event, position=1, link="x")
    rows = model.objects.filter(pk=event.pk)
    change = {"number": "x"} if model is AuditEvent else {"link": "y"}
    with pytest.raises(InternalError, match="Cannot update or delete"), transaction.atomic():
        rows._raw_delete("default") if act == "delete" else rows.update(**change)
    assert rows.exists()


def test_a_whole_chain_is_verified(trail: list[AuditEvent]) -> None:
    verdict = audit.verify()
    assert (verdict.ok, verdict.checked) == (True, 5)
    assert verdict.head == AuditSeal.objects.latest("position").link


def test_each_link_stands_on_the_one_before(trail: list[AuditEvent]) -> None:
    link = audit.GENESIS
    for seal in AuditSeal.objects.select_related("event").order_by("position"):
        link = audit.link_of(link, seal.event.digest)
        assert seal.link == link


def test_sealing_again_adds_nothing(trail: list[AuditEvent]) -> None:
    assert audit.seal() == 0
    audit.record("test.late", by=SYSTEM)
    assert audit.seal() == 1
    assert audit.verify().checked == 6


def test_a_changed_event_is_found(trail: list[AuditEvent]) -> None:
    tamper("UPDATE core_auditevent SET actor = 'somebody' WHERE id = %s", trail[2].pk)
    verdict = audit.verify()
    assert (verdict.checked, verdict.fault) == (2, f"event {trail[2].pk} was changed")


def test_an_event_changed_with_its_digest_is_found(trail: list[AuditEvent]) -> None:
    event = AuditEvent.objects.get(pk=trail[2].pk)
    event.actor = "somebody"
    tamper(
        "UPDATE core_auditevent SET actor = 'somebody', digest = %s WHERE id = %s",
        audit.digest_of(event),
        event.pk,
    )
    assert audit.verify().fault == f"the chain breaks at event {event.pk}"


@pytest.mark.asvs("16.4.2")
def test_a_deleted_event_is_found(trail: list[AuditEvent]) -> None:
    tamper("DELETE FROM core_auditseal WHERE event_id = %s", trail[1].pk)
    tamper("DELETE FROM core_auditevent WHERE id = %s", trail[1].pk)
    assert "missing before position 3" in audit.verify().fault


def test_a_deleted_and_renumbered_event_is_found(trail: list[AuditEvent]) -> None:
    tamper("DELETE FROM core_auditseal WHERE event_id = %s", trail[1].pk)
    tamper("DELETE FROM core_auditevent WHERE id = %s", trail[1].pk)
    tamper("UPDATE core_auditseal SET position = -position WHERE position > 2")
    tamper("UPDATE core_auditseal SET position = -position - 1 WHERE position < 0")
    assert audit.verify().fault == f"the chain breaks at event {trail[2].pk}"


def test_an_event_slipped_in_behind_the_chain_is_found(trail: list[AuditEvent]) -> None:
    late = audit.record("test.forged", by=SYSTEM)
    tamper("UPDATE core_auditevent SET id = %s WHERE id = %s", trail[0].pk - 1, late.pk)
    assert "slipped in" in audit.verify().fault


def test_the_command_tells_what_breaks(trail: list[AuditEvent]) -> None:
    tamper("UPDATE core_auditevent SET number = 'X' WHERE id = %s", trail[3].pk)
    with pytest.raises(CommandError, match="was changed; 3 events hold") as refused:
        call_command("verify_audit")
    assert refused.value.returncode == 1


def test_an_open_transaction_holds_back_younger_events(transactional_db: None) -> None:
    """Otherwise the open one could later commit a lower id behind the chain."""
    inside, go_on = threading.Event(), threading.Event()

    def slow() -> None:
        try:
            with transaction.atomic():
                audit.record("test.slow", by=SYSTEM)
                inside.set()
                go_on.wait(10)
        finally:
            connections.close_all()

    thread = threading.Thread(target=slow)
    thread.start()
    inside.wait(10)
    audit.record("test.quick", by=SYSTEM)
    assert audit.seal() == 0
    go_on.set()
    thread.join()
    assert audit.seal() == 2
    assert audit.verify().ok


def test_one_sealer_at_a_time(trail: list[AuditEvent]) -> None:
    audit.record("test.more", by=SYSTEM)
    results: list[int] = []

    def seal() -> None:
        try:
            results.append(audit.seal())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=seal) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(results) == 1
    assert audit.verify().checked == 6
