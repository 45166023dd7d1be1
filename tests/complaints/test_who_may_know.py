"""Who may know of a case, its words and its person (rules C4 to C6)."""

import datetime as dt

import pytest

from complaints import identity
from complaints.actions import dispatch, replies, triage
from complaints.conflict import ConflictOfInterest
from complaints.enums import LookPurpose, State
from complaints.models import Complaint, IdentityAccess
from core.errors import DomainError, NotAllowed
from core.models import AuditEvent
from tests.factories import complaints as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


# --- C4, C5, C6 ---------------------------------------------------------------------------------


@pytest.mark.asvs("8.2.2")
def test_an_accusation_never_goes_to_the_accused_unit(cast):
    complaint = make.make_accusation(cast)
    triage.redact(complaint=complaint, by=cast.desk, text="来信人反映审批环节有索要财物的情况。")
    with pytest.raises(ConflictOfInterest) as refusal:
        dispatch.dispatch(complaint=complaint, by=cast.desk, unit=cast.unit)
    assert refusal.value.status == 400
    row = AuditEvent.objects.get(action="complaints.complaint.dispatch", result="denied")
    assert row.detail == {"rule": "C4"}
    assert make.fresh(complaint).lead_unit is None


def test_a_case_does_not_go_to_a_unit_whose_head_is_accused(cast):
    cast.unit_head.name = "赵测试"
    cast.unit_head.save(update_fields=["name"])
    complaint = make.make_triaged(cast, person="赵测试局长")
    with pytest.raises(ConflictOfInterest):
        dispatch.dispatch(complaint=complaint, by=cast.desk, unit=cast.unit)


def test_an_accused_contact_is_recused_and_a_lone_one_blocks_the_dispatch(cast):
    cast.contact.name = "钱测试"
    cast.contact.save(update_fields=["name"])
    complaint = make.make_triaged(cast, person="钱测试")
    with pytest.raises(ConflictOfInterest):
        dispatch.dispatch(complaint=complaint, by=cast.desk, unit=cast.unit)


def test_a_recused_person_no_longer_finds_the_case(cast):
    complaint = make.make_dispatched(cast)
    triage.recuse(complaint=make.make_accepted(cast), by=cast.desk, person=cast.desk, reason="亲属")
    assert Complaint.objects.visible_to(cast.desk).count() == 1
    assert Complaint.objects.visible_to(cast.desk2).count() == 2
    assert Complaint.objects.visible_to(cast.contact).get() == complaint


def test_a_case_about_the_desk_is_the_leaders(cast):
    complaint = make.make_received(cast, unit=None, about_office=True)
    assert not Complaint.objects.visible_to(cast.desk).exists()
    assert not Complaint.objects.visible_to(cast.office_head).exists()
    with pytest.raises(NotAllowed):
        triage.accept(complaint=complaint, by=cast.desk)
    assert triage.accept(complaint=complaint, by=cast.leader).state == State.ACCEPTED


def test_the_leader_does_not_do_the_desks_ordinary_work(cast):
    with pytest.raises(NotAllowed):
        triage.accept(complaint=make.make_received(cast), by=cast.leader)


# --- Discipline ---------------------------------------------------------------------------------


def test_after_a_transfer_only_discipline_reads_the_words(cast):
    complaint = dispatch.to_discipline(complaint=make.make_accusation(cast), by=cast.desk)
    visible = {
        part: Complaint.objects.visible_to(getattr(cast, part)).exists()
        for part in ("desk", "discipline", "office", "contact", "unit_head", "leader")
    }
    assert visible == {
        "desk": True,
        "discipline": True,
        "office": False,
        "contact": False,
        "unit_head": False,
        "leader": True,
    }
    assert complaint.due_reply == dt.date(2011, 9, 9)
    replies.conclude_discipline(
        complaint=complaint,
        by=cast.discipline,
        text="反映的问题已核查处理完毕。",
        verified="partly",
    )
    assert make.fresh(complaint).state == State.REPLIED


def test_only_accusations_go_to_discipline(cast):
    with pytest.raises(DomainError) as refusal:
        dispatch.to_discipline(complaint=make.make_accepted(cast), by=cast.desk)
    assert refusal.value.code == "nature"


# --- Identity -----------------------------------------------------------------------------------


def test_a_look_is_recorded_and_the_person_can_read_it(cast):
    complaint = make.make_received(cast)
    contact = identity.look(
        complaint, by=cast.desk, purpose=LookPurpose.VERIFY, reason="电话核实办件时间"
    )
    assert contact.phone == "13800001234"
    assert "欧阳" not in repr(contact)
    look = identity.looks(complaint)[0]
    assert look.reason == "电话核实办件时间"
    row = AuditEvent.objects.get(action="complaints.identity.look")
    assert row.detail == {"purpose": "verify"}


@pytest.mark.parametrize(
    "by", ["contact", "unit_head", "office", "leader", "discipline", "auditor"]
)
def test_nobody_else_looks_and_the_attempt_is_on_record(cast, by):
    complaint = make.make_dispatched(cast)
    with pytest.raises(NotAllowed):
        identity.look(complaint, by=getattr(cast, by), purpose="verify", reason="想看一看")
    assert not IdentityAccess.objects.exists()
    assert AuditEvent.objects.get(action="complaints.identity.look").result == "denied"


def test_a_look_needs_a_reason(cast):
    with pytest.raises(DomainError) as refusal:
        identity.look(make.make_received(cast), by=cast.desk, purpose="verify", reason=" ")
    assert refusal.value.field == "reason"


def test_an_identity_is_emptied_and_leaves_a_tombstone(cast):
    complaint = make.make_closed(cast)
    assert identity.clear(complaint)
    assert not identity.clear(complaint)
    assert identity.needles(complaint) == {}
    assert not identity.exists(complaint)
