"""A complaint comes in: number, code, identity apart, once only."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from complaints import codes, followups
from complaints.actions.intake import Receipt, submit
from complaints.enums import State
from complaints.models import ComplainantIdentity, Complaint, ComplaintStep
from core import clock, outbox
from core.errors import DomainError
from core.models import AuditEvent, Deadline, Notice
from tests.cast import make_cast, make_unit
from tests.factories import complaints as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with clock.at(make.TODAY):
        yield


def test_the_number_carries_the_date_and_counts_from_one(cast):
    numbers = [make.submit(cast).number for _ in range(3)]
    assert numbers == ["TS20110819-0001", "TS20110819-0002", "TS20110819-0003"]


@pytest.mark.asvs("6.5.2")
def test_the_code_opens_the_case_and_is_not_stored(cast):
    receipt = make.submit(cast)
    found = Complaint.objects.get(query_hash__in=codes.possible_hashes(receipt.code))
    assert found.number == receipt.number
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(c)::text FROM complaints_complaint c")
        assert receipt.code not in cursor.fetchone()[0]


def test_content_and_identity_are_not_readable_in_the_database(cast):
    make.submit(cast)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT json_agg(c) FROM complaints_complaint c)::text"
            " || (SELECT json_agg(i) FROM complaints_complainantidentity i)::text"
        )
        stored = cursor.fetchone()[0]
    for secret in ("营业执照", "一次说清楚", "欧阳测试", "13800001234", "canary@", "测试里"):
        assert secret not in stored


def test_an_anonymous_complaint_has_no_identity_even_if_one_was_typed(cast):
    make.submit(cast, anonymous=True, consent_contact=True)
    assert not ComplainantIdentity.objects.exists()
    assert Complaint.objects.get().consent_contact is False


def test_the_same_token_is_the_same_complaint(cast):
    token = codes.new_token()
    first, second = make.submit(cast, token), make.submit(cast, token)
    assert first == second
    assert Complaint.objects.count() == 1
    assert ComplaintStep.objects.count() == 1


def test_the_code_depends_on_the_token_only():
    token = codes.new_token()
    assert codes.from_token(token) == codes.from_token(token)
    assert codes.from_token(token) != codes.from_token(codes.new_token())


@pytest.mark.parametrize("length", [0, 9, 2001])
def test_the_length_of_the_content_is_guarded_by_the_action(cast, length):
    with pytest.raises(DomainError) as refusal:
        make.submit(cast, content="字" * length)
    assert refusal.value.field == "content"


def test_a_date_in_the_future_is_refused(cast):
    with pytest.raises(DomainError) as refusal:
        make.submit(cast, happened_on=clock.today() + dt.timedelta(days=1))
    assert refusal.value.code == "future"


def test_a_unit_that_has_been_retired_meanwhile_is_refused(cast):
    cast.unit.active = False
    with pytest.raises(DomainError) as refusal:
        make.submit(cast)
    assert refusal.value.field == "unit"


def test_an_accusation_is_one_from_the_first_moment(cast):
    assert make.make_received(cast, category=make.category("5.1")).is_accusation


def test_complaints_about_the_seat_of_the_office_go_past_the_desk(cast):
    host = make_unit("JCJ", "监察局")
    campaign = make.the_campaign(cast)
    campaign.office_host = "开发区监察局"
    campaign.save(update_fields=["office_host"])
    assert make.make_received(cast, unit=host).bypass
    assert make.make_received(cast, unit=None, about_office=True).bypass
    assert not make.make_received(cast).bypass


def test_the_follow_up_starts_the_clock_and_tells_the_desk_once(cast):
    complaint = make.make_received(cast)
    assert outbox.drain() >= 1
    followups.received(outbox.Job("complaints.received", complaint.pk, "again"))
    deadline = Deadline.objects.get(subject_id=complaint.pk)
    assert deadline.due_on == dt.date(2011, 8, 22)
    told = Notice.objects.filter(kind="complaints.new").values_list(
        "recipient__username", flat=True
    )
    assert sorted(told) == ["desk", "desk2"]


def test_only_the_leader_hears_of_a_case_about_the_desk(cast):
    make.make_received(cast, unit=None, about_office=True)
    outbox.drain()
    told = Notice.objects.filter(kind="complaints.new").values_list(
        "recipient__username", flat=True
    )
    assert list(told) == ["leader"]


def test_the_audit_row_holds_no_content(cast):
    make.submit(cast)
    row = AuditEvent.objects.get(action="complaints.complaint.submit")
    assert row.actor == "public"
    assert row.detail == {"channel": "web"}
    assert row.unit_code == ""


@pytest.mark.asvs("2.3.4")
@pytest.mark.django_db(transaction=True)
def test_a_form_sent_twenty_times_at_once_is_one_complaint():
    cast = make_cast()
    make.the_campaign(cast)
    token, given = codes.new_token(), make.answers(cast)

    def send(_turn: int) -> Receipt:
        try:
            return submit(answers=given, token=token)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        receipts = set(pool.map(send, range(20)))
    assert len(receipts) == 1
    assert Complaint.objects.count() == 1
    assert Complaint.objects.get().state == State.RECEIVED
