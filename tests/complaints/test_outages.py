"""What the servers behind the portal do not answer, no complainant has to notice."""

import pytest
from django.urls import reverse

from complaints.models import Complaint
from core import clock, outbox
from core.models import Notice
from tests.complaints.test_public_form import _fill, _send
from tests.factories import complaints as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(cast):
    with clock.at(make.TODAY):
        make.the_campaign(cast)
        yield


def test_with_the_broker_away_a_complaint_is_taken_and_handed_on_later(client, settings):
    """Cache and broker are one server: without it nothing is refused, and nothing is forgotten."""
    nowhere = "redis://127.0.0.1:1/0"
    at_work = settings.CACHES
    settings.CELERY_BROKER_URL = nowhere
    settings.CACHES = {"default": {**at_work["default"], "LOCATION": nowhere}}
    _fill(client)
    assert _send(client).headers["Location"] == reverse("complaints:new-done")
    complaint = Complaint.objects.get()
    assert complaint.number in client.get(reverse("complaints:new-done")).text
    assert not Notice.objects.filter(kind="complaints.new").exists()

    settings.CACHES = at_work
    assert outbox.drain() >= 1
    told = Notice.objects.filter(kind="complaints.new", subject_id=complaint.pk)
    assert {notice.recipient.username for notice in told} == {"desk", "desk2"}
    assert outbox.drain() == 0
