"""An identity is kept for two years after the case, and one door leads to it (C2, C12)."""

import datetime as dt
from pathlib import Path

import pytest
from django.conf import settings

from complaints import identity
from complaints.actions import withdrawal
from complaints.actions.retention import KEPT, forget_identities
from complaints.enums import State
from complaints.models import Complaint
from complaints.tasks import forget_identities as nightly
from core import clock
from core.models import AuditEvent
from tests.factories import complaints as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


def _after(days: int):
    """The clock, some days after the retention time of a case that ended today."""
    return clock.at(make.TODAY + KEPT + dt.timedelta(days=days))


@pytest.mark.asvs("14.2.7")
def test_two_years_after_its_end_a_case_has_no_person_any_more(cast):
    complaint = make.make_closed(cast)
    with _after(-1):
        assert forget_identities() == 0
        assert identity.exists(complaint)
    with _after(1):
        assert forget_identities() == 1
        assert forget_identities() == 0
    assert not identity.exists(complaint)
    assert identity.needles(complaint) == {}
    row = AuditEvent.objects.get(action="complaints.identity.clear")
    assert (row.number, row.actor) == (complaint.number, "system")


def test_open_cases_keep_theirs_however_old(cast):
    complaint = make.make_handling(cast)
    with _after(400):
        assert forget_identities() == 0
    assert identity.exists(complaint)


def test_refused_withdrawn_and_merged_cases_are_forgotten_too(cast):
    withdrawn = make.make_received(cast)
    withdrawal.withdraw(complaint=withdrawn, reason="问题已当面解决")
    main = make.make_closed(cast)
    merged = make.make_accepted(cast)
    Complaint.objects.filter(pk=merged.pk).update(state=State.MERGED, duplicate_of=main)
    refused = make.make_received(cast)
    Complaint.objects.filter(pk=refused.pk).update(state=State.REFUSED, refused_at=make.TODAY)
    Complaint.objects.update(updated_at=make.TODAY)
    with _after(1):
        assert forget_identities() == 4


@pytest.mark.parametrize(
    "field", [{"is_accusation": True, "lead_unit": None}, {"retaliation": True}]
)
def test_accusations_and_retaliation_follow_rules_of_their_own(cast, field):
    complaint = make.make_closed(cast)
    Complaint.objects.filter(pk=complaint.pk).update(**field)
    with _after(400):
        assert forget_identities() == 0
    assert identity.exists(complaint)


def test_celery_asks_for_it_every_hour(cast):
    complaint = make.make_closed(cast)
    with _after(1):
        nightly()
    assert not identity.exists(complaint)
    entry = settings.CELERY_BEAT_SCHEDULE["forget_identities"]
    assert entry["task"] == nightly.name


def test_no_other_module_opens_the_table_of_identities():
    root = Path(settings.BASE_DIR)
    doors = {
        str(path.relative_to(root))
        for package in [*settings.PACKAGES, "portal"]
        for path in (root / package).rglob("*.py")
        if "migrations" not in path.parts and "ComplainantIdentity" in path.read_text()
    }
    assert doors == {
        "complaints/identity.py",
        "complaints/models/__init__.py",
        "complaints/models/identity.py",
    }
