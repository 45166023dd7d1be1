"""A case from acceptance to rating, and what the desk may refuse."""

import datetime as dt

import pytest

from complaints.actions import handling, triage
from complaints.enums import State
from core import clock
from core.errors import DomainError, NotAllowed
from core.models import Deadline, Notice
from tests.factories import complaints as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


def _told(kind: str) -> set[str]:
    return set(Notice.objects.filter(kind=kind).values_list("recipient__username", flat=True))


def test_from_acceptance_to_rating(cast):
    complaint = make.make_closed(cast, score=4)
    assert complaint.state == State.CLOSED
    assert complaint.score == 4
    assert complaint.first_reply_on == dt.date(2011, 8, 19)
    kinds = list(complaint.steps.for_public().order_by("id").values_list("kind", flat=True))
    assert kinds == [
        "received",
        "accepted",
        "dispatched",
        "signed_for",
        "reported",
        "replied",
        "rated",
    ]
    mine = Deadline.objects.filter(subject_id=complaint.pk, kind__startswith="complaints.")
    assert set(mine.values_list("close_reason", flat=True)) >= {"signed", "replied", "rated"}
    assert not mine.filter(closed_at=None).exists()


def test_the_clock_of_the_reply_runs_from_dispatch(cast):
    complaint = make.make_dispatched(cast)
    # 15 working days after 19 August 2011; 12 September was the Mid-Autumn rest day.
    assert complaint.due_reply == dt.date(2011, 9, 9)
    assert complaint.due_reply_first == complaint.due_reply
    assert complaint.due_sign == dt.date(2011, 8, 22)
    with clock.at(make.TODAY + dt.timedelta(days=3)):
        handling.sign_for(complaint=complaint, by=cast.contact)
    assert make.fresh(complaint).due_reply == dt.date(2011, 9, 9)
    assert _told("complaints.dispatched") == {"contact"}


@pytest.mark.parametrize("by", ["outsider", "liaison", "office", "leader", "sysadmin"])
def test_only_the_contact_signs_for_it(cast, by):
    complaint = make.make_dispatched(cast)
    with pytest.raises(NotAllowed):
        handling.sign_for(complaint=complaint, by=getattr(cast, by))


def test_a_refusal_needs_a_second_person(cast):
    complaint = make.make_received(cast)
    refusal = {"reason": "procedure", "channel": "区人民法院", "text": "该事项正在诉讼中。"}
    triage.propose_refusal(complaint=complaint, by=cast.desk, **refusal)
    with pytest.raises(DomainError) as told:
        triage.confirm_refusal(complaint=complaint, by=cast.desk)
    assert told.value.code == "second-person"
    with pytest.raises(DomainError):
        triage.accept(complaint=complaint, by=cast.desk)
    triage.confirm_refusal(complaint=complaint, by=cast.desk2)
    assert make.fresh(complaint).state == State.REFUSED
    step = complaint.steps.for_public().first()
    assert "区人民法院" in step.note


def test_a_rejected_refusal_leaves_the_case_to_be_accepted(cast):
    complaint = make.make_received(cast)
    triage.propose_refusal(
        complaint=complaint, by=cast.desk, reason="scope", channel="12345", text="不属于本区。"
    )
    triage.reject_refusal(complaint=complaint, by=cast.office_head, reason="属于本区窗口")
    assert triage.accept(complaint=complaint, by=cast.desk).state == State.ACCEPTED


def test_former_classifications_stay_on_record(cast):
    complaint = make.make_accepted(cast)
    triage.classify(
        complaint=complaint,
        by=cast.desk2,
        nature="suggestion",
        category=make.category("9.2"),
        target_unit=cast.unit,
    )
    natures = list(complaint.classifications.values_list("nature", "category__code"))
    assert natures == [("complaint", "2.4"), ("suggestion", "9.2")]
