"""Very many cases for measuring: spread, encrypted, and consistent with what the pages count."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from complaints import identity
from complaints.enums import ANSWERED_STATES, State
from complaints.models import Complaint
from core import deadlines
from core.models import Deadline
from tests.cast import Cast
from tests.factories.complaints import the_campaign

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


def load(count: int) -> None:
    call_command("load_volume", "--complaints", str(count))


def test_cases_are_spread_over_states_units_and_categories(cast: Cast) -> None:
    the_campaign(cast)
    load(400)
    rows = Complaint.objects.all()
    assert rows.count() == 400
    states = set(rows.values_list("state", flat=True))
    assert {State.RECEIVED, State.HANDLING, State.REPLIED, State.CLOSED} <= states
    assert rows.filter(state__in=ANSWERED_STATES).count() > 200
    assert rows.values("target_unit").distinct().count() > 1
    assert rows.values("category").distinct().count() > 10
    assert rows.filter(score__isnull=False).count() > 50
    assert 0 < rows.late(rows.latest("received_at").received_at.date()).count() < 300


def test_texts_and_identities_are_encrypted_and_can_be_read(cast: Cast) -> None:
    the_campaign(cast)
    load(20)
    case = Complaint.objects.filter(is_anonymous=False).first()
    assert case is not None
    assert (
        "窗口" in case.content or "反映" in case.content or "电话" in case.content or case.content
    )
    assert identity.exists(case)
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM complaints_complaint WHERE id = %s", [case.pk])
        assert cursor.fetchone()[0].startswith("g1:")
        cursor.execute("SELECT name, phone FROM complaints_complainantidentity")
        assert all(cell.startswith("g1:") for row in cursor.fetchall() for cell in row)


def test_each_open_case_has_its_clock(cast: Cast) -> None:
    the_campaign(cast)
    load(200)
    waiting = Complaint.objects.filter(state=State.HANDLING)
    clocks = Deadline.objects.open().filter(kind="complaints.reply")
    assert set(waiting.values_list("pk", flat=True)) <= set(
        clocks.values_list("subject_id", flat=True)
    )
    assert deadlines.sweep() >= 0


def test_more_can_be_added_and_the_pages_work(cast: Cast, client) -> None:
    the_campaign(cast)
    load(60)
    load(60)
    assert Complaint.objects.values("number", "query_hash").distinct().count() == 120
    client.force_login(cast.desk)
    assert client.get("/staff/intake/").status_code == 200
    closed = Complaint.objects.filter(state=State.CLOSED).first()
    assert closed is not None
    assert client.get(f"/staff/intake/{closed.number}/").status_code == 200


def test_all_or_nothing(cast: Cast) -> None:
    with pytest.raises(CommandError):
        load(10)
    assert not Complaint.objects.exists()
