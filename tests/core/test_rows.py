"""Rows inserted with fixed texts are the rows that `save` would have made."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from core import audit, clock, rows
from core.actors import PUBLIC, SYSTEM
from core.models import AuditEvent, Counter, StatusLog

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2011, 8, 19, 4, tzinfo=dt.UTC)


def _event(action="test.act", by=SYSTEM):
    return audit.event(action, by=by, detail={"channel": "网站"}, number="TS1")


def test_an_added_row_knows_its_key_and_reads_back_as_it_was():
    with clock.at(NOON):
        event = _event()
    rows.add(event)
    found = AuditEvent.objects.get()
    assert (event.pk, event._state.adding) == (found.pk, False)
    assert (found.at, found.detail, found.number) == (NOON, {"channel": "网站"}, "TS1")
    assert audit.digest_of(found) == event.digest


def test_an_unsaved_event_is_nowhere():
    _event()
    assert not AuditEvent.objects.exists()


def test_rows_of_several_tables_travel_together_in_their_order():
    log = StatusLog(kind="k", object_id=1, from_state="", to_state="new", transition="make")
    with CaptureQueriesContext(connection) as asked:
        rows.insert(_event("test.first"), log, _event("test.second", PUBLIC))
    assert len(asked) == 1
    assert list(AuditEvent.objects.order_by("pk").values_list("action", flat=True)) == [
        "test.first",
        "test.second",
    ]
    assert StatusLog.objects.get().to_state == "new"


def test_nothing_to_insert_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        rows.insert()


def test_a_broken_constraint_takes_back_all_rows_of_the_call():
    Counter.objects.create(scope="TS", value=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.insert(_event(), Counter(scope="TS", value=2))
    assert not AuditEvent.objects.exists()
