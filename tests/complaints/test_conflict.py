"""Rule C4 on every path to a unit, and taking a case back from one."""

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Post
from complaints import conflict
from complaints.actions import citizen, dispatch, handling, recall, triage
from complaints.conflict import ConflictOfInterest
from complaints.enums import Decision, Nature, State
from complaints.forms.desk import DispatchForm
from complaints.models import Complaint
from core.errors import DomainError, NotAllowed, WrongState
from core.models import AuditEvent, Deadline, Notice
from tests.factories import complaints as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
COPY = "来信人反映审批环节有索要财物的情况。"


def _refused(act: str) -> AuditEvent:
    return AuditEvent.objects.get(action=f"complaints.complaint.{act}", result="denied")


def _name(person, name):
    person.name = name
    person.save(update_fields=["name"])


@pytest.mark.parametrize("target", ["unit", "other_unit", None])
def test_an_accusation_goes_to_no_unit_whoever_is_accused(cast, target):
    accused = getattr(cast, target) if target else None
    complaint = make.make_accusation(cast, unit=accused)
    triage.redact(complaint=complaint, by=cast.desk, text=COPY)
    with pytest.raises(ConflictOfInterest):
        dispatch.dispatch(complaint=complaint, by=cast.desk, unit=cast.unit)
    row = _refused("dispatch")
    assert (row.unit_code, row.detail) == (cast.unit.code, {"rule": "C4"})
    form = DispatchForm(complaint=make.fresh(complaint))
    assert [code for code, _ in form.fields["unit"].widget.choices if code] == []


def test_the_database_gives_no_accusation_to_a_unit(cast):
    complaint = make.make_dispatched(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Complaint.objects.filter(pk=complaint.pk).update(is_accusation=True)


@pytest.mark.parametrize(
    "person",
    ["局长", "你们 局长", "经发局主任", "该局一把手", "主要领导"],
)
def test_the_head_is_known_by_the_post(cast, person):
    complaint = make.make_triaged(cast, person=person)
    with pytest.raises(ConflictOfInterest) as refusal:
        dispatch.dispatch(complaint=complaint, by=cast.desk, unit=cast.unit)
    assert refusal.value.field == "unit"


@pytest.mark.parametrize(
    "person", ["副局长", "办公室主任", "村书记", "大厅主任", "主任科员", "3号窗口工作人员"]
)
def test_others_of_the_unit_are_not_taken_for_its_head(cast, person):
    complaint = make.make_triaged(cast, person=person)
    assert conflict.blocked(complaint, [cast.unit]) == {}


def test_a_job_title_of_the_post_counts(cast):
    Post.objects.filter(user=cast.unit_head).update(job="总指挥")
    complaint = make.make_triaged(cast, person="副总指挥")
    assert conflict.blocked(complaint, [cast.unit]) == {}
    complaint.target_person = "那位总指挥"
    complaint.save(update_fields=["target_person"])
    assert cast.unit.pk in conflict.blocked(complaint, [cast.unit])


def test_a_name_in_the_text_alone_is_enough(cast):
    _name(cast.unit_head, "赵测试")
    complaint = make.make_triaged(cast, content="赵 测试让我给他送两条烟才肯签字，我没有答应。")
    with pytest.raises(ConflictOfInterest):
        dispatch.dispatch(complaint=complaint, by=cast.desk, unit=cast.unit)


def test_one_of_two_contacts_is_kept_from_the_case(cast):
    _name(cast.contact, "钱测试")
    second = make.second_contact(cast)
    complaint = make.make_dispatched(cast, person="钱测试")
    assert not Complaint.objects.visible_to(cast.contact).exists()
    assert Complaint.objects.visible_to(second).get() == complaint


def test_the_way_out_is_one_level_up(cast):
    cast.unit.parent = cast.other_unit
    cast.unit.save()
    complaint = make.make_triaged(cast, person="局长")
    form = DispatchForm(complaint=complaint)
    assert form.initial["unit"] == cast.other_unit.code
    with pytest.raises(ConflictOfInterest) as refusal:
        dispatch.dispatch(complaint=complaint, by=cast.desk, unit=cast.unit)
    assert cast.other_unit.short_name in str(refusal.value.message)


def test_what_was_merged_into_a_case_counts_with_it(cast):
    main = make.make_triaged(cast)
    other = make.make_accepted(cast, person="局长")
    triage.merge(complaint=other, by=cast.desk, into=main)
    with pytest.raises(ConflictOfInterest):
        dispatch.dispatch(complaint=main, by=cast.desk, unit=cast.unit)


def test_nothing_is_merged_into_a_case_of_the_accused(cast):
    main, other = make.make_handling(cast), make.make_accepted(cast, person="局长")
    with pytest.raises(ConflictOfInterest):
        triage.merge(complaint=other, by=cast.desk, into=main)
    assert _refused("merge").unit_code == cast.unit.code
    assert make.fresh(other).state == State.ACCEPTED


def test_a_case_that_one_may_not_know_of_is_no_main_case(cast):
    hidden = make.make_accepted(cast)
    triage.recuse(complaint=hidden, by=cast.desk, person=cast.desk, reason="亲属")
    with pytest.raises(DomainError) as refusal:
        triage.merge(complaint=make.make_accepted(cast), by=cast.desk, into=hidden)
    assert refusal.value.code == "main-case"


def test_asking_about_many_units_takes_few_queries(cast, django_assert_max_num_queries):
    complaint = make.make_triaged(cast)
    with django_assert_max_num_queries(3):
        conflict.blocked(complaint, [cast.unit, cast.other_unit] * 20)


# --- Recall -------------------------------------------------------------------------------------


def test_an_accusation_found_after_dispatch_is_taken_back_and_transferred(cast):
    complaint = make.make_handling(cast)
    recall.recall(complaint=complaint, by=cast.desk, reason="来信实为反映索要财物")
    complaint = make.fresh(complaint)
    assert (complaint.state, complaint.lead_unit) == (State.TRIAGED, None)
    for person in (cast.contact, cast.unit_head):
        assert not Complaint.objects.visible_to(person).exists()
    triage.classify(
        complaint=complaint,
        by=cast.desk,
        nature=Nature.ACCUSATION,
        category=complaint.category,
        target_unit=cast.unit,
    )
    moved = dispatch.to_discipline(complaint=complaint, by=cast.desk)
    assert moved.state == State.TO_DISCIPLINE


@pytest.mark.parametrize("state", ["dispatched", "handling", "signing", "reported"])
def test_a_case_is_taken_back_from_every_stage_at_the_unit(cast, state):
    complaint = getattr(make, f"make_{state}")(cast)
    told = complaint.due_reply
    complaint = recall.recall(complaint=complaint, by=cast.desk, reason="另有情况")
    assert (complaint.state, complaint.due_sign) == (State.TRIAGED, None)
    assert complaint.due_reply == told
    assert not complaint.replies.filter(decision=Decision.OPEN).exists()
    mine = Deadline.objects.filter(subject_id=complaint.pk, closed_at=None)
    assert set(mine.values_list("kind", flat=True)) == {"complaints.triage"}


def test_a_recall_ends_what_the_unit_had_asked_for(cast):
    complaint = make.make_handling(cast)
    handling.ask_extension(complaint=complaint, by=cast.contact, days=5, reason="需要调取档案。")
    handling.ask_return(
        complaint=complaint,
        by=cast.contact,
        reason="duty",
        suggested_unit=cast.other_unit,
        text="不属本单位职责。",
    )
    complaint = recall.recall(complaint=complaint, by=cast.desk, reason="另有情况")
    assert complaint.extensions.get().decision == Decision.DENIED
    assert complaint.returns.get().decision == Decision.DENIED


def test_the_unit_hears_that_it_is_gone_but_not_why(cast):
    complaint = make.make_handling(cast)
    recall.recall(complaint=complaint, by=cast.desk, reason="来信实为检举")
    told = Notice.objects.filter(kind="complaints.recalled")
    assert set(told.values_list("recipient__username", flat=True)) == {"contact", "unit_head"}
    steps = complaint.steps.filter(kind="recalled")
    assert [step.note for step in steps if step.for_public or step.for_unit] == [""]


@pytest.mark.parametrize("by", ["contact", "unit_head", "office", "leader", "discipline"])
def test_only_the_desk_takes_a_case_back(cast, by):
    with pytest.raises(NotAllowed):
        recall.recall(complaint=make.make_handling(cast), by=getattr(cast, by), reason="想收回")


def test_a_recall_has_a_reason_and_a_unit_to_take_it_from(cast):
    with pytest.raises(DomainError) as refusal:
        recall.recall(complaint=make.make_handling(cast), by=cast.desk, reason=" ")
    assert refusal.value.code == "reason"
    complaint = make.make_replied(cast)
    with pytest.raises(WrongState):
        recall.recall(complaint=complaint, by=cast.desk, reason="太晚了")
    citizen.rate(complaint=complaint, score=5)
