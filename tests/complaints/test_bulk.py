"""One act on several cases: never on unread ones, and C4 for each."""

import pytest

from complaints.actions import bulk, triage
from complaints.enums import State
from tests.factories import complaints as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
COPY = "来信人反映审批环节有索要财物的情况。"


def _post(client, act, cases, **fields):
    data = {"act": act, "case": [case.number for case in cases], **fields}
    return client.post("/staff/intake/bulk/", data)


def test_what_was_never_read_is_left_out(cast, client):
    read, unread = make.make_received(cast), make.make_received(cast)
    client.force_login(cast.desk)
    client.get(f"/staff/intake/{read.number}/")
    page = _post(client, "accept", [read, unread])
    assert page.context["unread"] == [unread]
    assert make.fresh(read).state == State.RECEIVED
    outcome = _post(client, "accept", [read, unread], confirmed="1").context["outcome"]
    assert outcome.done == [read.number]
    assert [number for number, _reason in outcome.failed] == [unread.number]
    assert make.fresh(unread).state == State.RECEIVED


def test_a_read_mark_is_a_persons_own(cast):
    complaint = make.make_received(cast)
    bulk.mark_read(complaint, cast.desk)
    bulk.mark_read(complaint, cast.desk)
    assert bulk.read_of([complaint], cast.desk) == {complaint.pk}
    assert bulk.read_of([complaint], cast.desk2) == set()


def test_c4_holds_for_each_case(cast, client):
    good, accused = make.make_triaged(cast), make.make_triaged(cast, person="局长")
    accusation = make.make_accusation(cast)
    triage.redact(complaint=accusation, by=cast.desk, text=COPY)
    cases = [good, accused, accusation]
    for case in cases:
        bulk.mark_read(case, cast.desk)
    client.force_login(cast.desk)
    page = _post(client, "dispatch", cases, confirmed="1", unit=cast.unit.code)
    assert page.context["outcome"].done == [good.number]
    assert len(page.context["outcome"].failed) == 2
    assert make.fresh(good).lead_unit == cast.unit
    assert make.fresh(accusation).lead_unit is None


def test_a_unit_has_to_be_chosen_and_strangers_cases_are_not_there(cast, client):
    complaint = make.make_triaged(cast)
    hidden = make.make_received(cast, unit=None, about_office=True)
    client.force_login(cast.desk)
    assert _post(client, "dispatch", [complaint], confirmed="1").status_code == 422
    assert _post(client, "accept", [hidden], confirmed="1").context["cases"] == []
    assert "outcome" not in _post(client, "delete", [complaint], confirmed="1").context


def test_the_number_of_cases_is_limited(cast, monkeypatch):
    monkeypatch.setattr(bulk, "MOST", 1)
    cases = [make.make_received(cast), make.make_received(cast)]
    for case in cases:
        bulk.mark_read(case, cast.desk)
    assert len(bulk.run(cases, act="accept", by=cast.desk).done) == 1


def test_the_queue_offers_it(cast, client):
    complaint = make.make_received(cast)
    client.force_login(cast.desk)
    page = client.get("/staff/intake/").content.decode()
    assert f'name="case" value="{complaint.number}"' in page
