"""A case at the unit and with the person, action by action."""

import datetime as dt

import pytest

from complaints import deadlines
from complaints.actions import (
    citizen,
    closing,
    dispatch,
    handling,
    replies,
    triage,
    withdrawal,
)
from complaints.enums import Decision, State
from complaints.models import Complaint
from complaints.redaction import similarity
from core import clock
from core.errors import Conflict, DomainError, WrongState
from core.models import Deadline, Notice
from tests.cast import make_unit
from tests.factories import complaints as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


def _told(kind: str) -> set[str]:
    return set(Notice.objects.filter(kind=kind).values_list("recipient__username", flat=True))


# --- The unit: return, extension, reply ---------------------------------------------------------


def test_a_return_in_time_takes_the_case_away_from_the_unit(cast):
    right = make_unit("QFJ", "企业服务局")
    complaint = make.make_dispatched(cast)
    handling.ask_return(
        complaint=complaint,
        by=cast.contact,
        reason="duty",
        suggested_unit=right,
        text="职责在企服局",
    )
    dispatch.decide_return(complaint=complaint, by=cast.desk, grant=True, answer="")
    complaint = make.fresh(complaint)
    assert complaint.state == State.TRIAGED
    assert complaint.lead_unit is None
    assert not Complaint.objects.visible_to(cast.contact).exists()
    assert not Deadline.objects.filter(closed_at=None, kind=deadlines.ReplyDeadline.code).exists()


def test_a_return_after_two_working_days_is_too_late(cast):
    complaint = make.make_dispatched(cast)
    with clock.at(make.TODAY + dt.timedelta(days=5)), pytest.raises(DomainError) as refusal:
        handling.ask_return(
            complaint=complaint,
            by=cast.contact,
            reason="duty",
            suggested_unit=cast.other_unit,
            text="x",
        )
    assert refusal.value.code == "too-late"


def test_a_designated_unit_cannot_hand_back_again(cast):
    complaint = make.make_dispatched(cast)
    ask = {
        "by": cast.contact,
        "reason": "duty",
        "suggested_unit": cast.other_unit,
        "text": "不属本局",
    }
    handling.ask_return(complaint=complaint, **ask)
    dispatch.decide_return(
        complaint=complaint, by=cast.desk, grant=False, answer="属于本局窗口职责"
    )
    with pytest.raises(DomainError) as refusal:
        handling.ask_return(complaint=complaint, **ask)
    assert refusal.value.code == "fixed"


def test_an_extension_is_told_to_the_person_and_the_first_date_stays(cast):
    complaint = make.make_handling(cast)
    handling.ask_extension(complaint=complaint, by=cast.contact, days=10, reason="需要调取档案")
    handling.decide_extension(complaint=complaint, by=cast.desk, grant=True, answer="同意")
    complaint = make.fresh(complaint)
    assert complaint.due_reply == dt.date(2011, 9, 26)
    assert complaint.due_reply_first == dt.date(2011, 9, 9)
    step = complaint.steps.for_public().first()
    assert (step.due_before, step.due_after) == (dt.date(2011, 9, 9), dt.date(2011, 9, 26))
    with pytest.raises(DomainError) as refusal:
        handling.ask_extension(complaint=complaint, by=cast.contact, days=1, reason="再延")
    assert refusal.value.code == "twice"


def test_an_extension_longer_than_the_policy_is_refused(cast):
    with pytest.raises(DomainError) as refusal:
        handling.ask_extension(
            complaint=make.make_handling(cast), by=cast.contact, days=11, reason="太忙"
        )
    assert refusal.value.field == "days"


def test_a_reply_that_is_the_template_is_refused(cast):
    template = replies.ReplyTemplate.objects.create(
        title="样本", **{part: getattr(make.TEXT, part) for part in replies.PARTS}
    )
    with pytest.raises(DomainError) as refusal:
        replies.report(
            complaint=make.make_handling(cast),
            by=cast.contact,
            text=make.TEXT,
            verified="true",
            result="solved",
            template=template,
        )
    assert refusal.value.code == "template"


def test_similarity_is_about_the_letters():
    assert similarity("您反映的问题属实。", "您 反映的问题，属实") == 1
    assert similarity("您反映的问题属实", "完全不同的一句话而已") < 0.2
    assert similarity("", "一") == 0


@pytest.mark.parametrize("part", ["facts", "handling"])
def test_a_reply_with_a_placeholder_or_an_empty_part_is_refused(cast, part):
    complaint = make.make_handling(cast)
    for text, code in (("", "empty"), ("〔查明的事实〕", "placeholder")):
        with pytest.raises(DomainError) as refusal:
            make.report(complaint, cast, make.replies.ReplyText(**{**vars(make.TEXT), part: text}))
        assert (refusal.value.code, refusal.value.field) == (code, part)


def test_the_desk_sends_back_by_part_and_the_case_stays_on_time(cast):
    complaint = make.make_reported(cast)
    replies.send_back(complaint=complaint, by=cast.desk, remarks={"basis": "请写明条款"})
    with clock.at(make.TODAY + dt.timedelta(days=40)):
        complaint = make.fresh(complaint)
        assert complaint.state == State.HANDLING
        assert complaint.replies.get(decision=Decision.DENIED).remarks == {"basis": "请写明条款"}
        assert Complaint.objects.on_time().get() == complaint
        assert not Complaint.objects.late(clock.today()).exists()


def test_the_head_gives_a_draft_back(cast):
    complaint = make.make_signing(cast)
    replies.decline(complaint=complaint, by=cast.unit_head, reason="写清整改")
    assert make.fresh(complaint).state == State.HANDLING
    make.report(make.fresh(complaint), cast)


# --- The person ---------------------------------------------------------------------------------


def test_a_bad_rating_opens_one_redo_in_half_the_time(cast):
    complaint = make.make_replied(cast)
    with pytest.raises(DomainError) as refusal:
        citizen.rate(complaint=complaint, score=2)
    assert refusal.value.field == "reason"
    citizen.rate(complaint=complaint, score=1, reason="问题没有解决")
    complaint = make.fresh(complaint)
    assert complaint.state == State.REDO
    # Half of 15 working days, rounded up: 8.
    assert complaint.due_reply == dt.date(2011, 8, 31)
    make.report(complaint, cast)
    replies.sign(complaint=complaint, by=cast.unit_head)
    replies.approve(complaint=complaint, by=cast.desk)
    citizen.rate(complaint=make.fresh(complaint), score=2, reason="还是不满意")
    assert make.fresh(complaint).state == State.CLOSED


def test_nobody_rates_twice(cast):
    complaint = make.make_closed(cast)
    with pytest.raises(Conflict):
        citizen.rate(complaint=complaint, score=1, reason="改主意了")


def test_a_withdrawal_is_asked_about_and_may_be_overruled(cast):
    complaint = withdrawal.withdraw(complaint=make.make_handling(cast), reason="单位让我撤的")
    assert complaint.state == State.WITHDRAWN
    assert _told("complaints.withdrawn") == {"desk", "desk2"}
    assert not Complaint.objects.visible_to(cast.contact).exists()
    complaint = withdrawal.continue_anyway(
        complaint=complaint, by=cast.office_head, reason="问题需要继续查"
    )
    assert complaint.state == State.ACCEPTED


def test_re_examination_is_by_other_people(cast):
    complaint = make.make_closed(cast, score=3)
    citizen.ask_review(complaint=complaint, reason="答复与事实不符，请重新核查。")
    closing.uphold(complaint=complaint, by=cast.office_head, reason="原答复事实清楚")
    assert make.fresh(complaint).state == State.CLOSED
    with pytest.raises(DomainError) as refusal:
        citizen.ask_review(complaint=complaint, reason="我还是不同意这个结论，请再查。")
    assert refusal.value.code == "twice"


def test_a_new_code_ends_the_old_one(cast):
    receipt = make.submit(cast)
    complaint = Complaint.objects.get(number=receipt.number)
    code = citizen.change_code(complaint=complaint)
    hashes = make.codes.possible_hashes
    assert not Complaint.objects.filter(query_hash__in=hashes(receipt.code)).exists()
    assert Complaint.objects.filter(query_hash__in=hashes(code)).exists()


# --- After it -----------------------------------------------------------------------------------


def test_a_case_that_nobody_rated_is_closed_after_the_window(cast):
    complaint = make.make_replied(cast)
    with pytest.raises(DomainError):
        closing.close(complaint=complaint, by=cast.desk)
    with clock.at(make.TODAY + dt.timedelta(days=30)):
        assert closing.close(complaint=complaint, by=cast.desk).state == State.CLOSED


@pytest.mark.parametrize("by", ["desk", "contact"])
def test_a_case_becomes_an_item_in_one_step_with_links_both_ways(cast, by):
    complaint = make.make_handling(cast)
    item = closing.to_item(complaint=complaint, by=getattr(cast, by))
    assert (item.origin_number, item.unit) == (complaint.number, cast.unit)
    assert make.fresh(complaint).item_number == item.number
    assert item.description == make.REDACTED
    with pytest.raises(DomainError):
        closing.to_item(complaint=complaint, by=cast.desk)


def test_a_merged_case_keeps_its_code(cast):
    main, other = make.make_accepted(cast), make.submit(cast)
    complaint = Complaint.objects.get(number=other.number)
    triage.merge(complaint=complaint, by=cast.desk, into=main)
    found = Complaint.objects.get(query_hash__in=make.codes.possible_hashes(other.code))
    assert found.duplicate_of == main
    with pytest.raises(WrongState):
        triage.accept(complaint=found, by=cast.desk)


def test_an_accusation_is_not_merged_into_a_case_of_the_accused(cast):
    accusation = make.make_accusation(cast)
    with pytest.raises(DomainError) as refusal:
        triage.merge(complaint=accusation, by=cast.desk, into=make.make_dispatched(cast))
    assert refusal.value.code == "conflict"
