"""No clock stops unseen: whoever has a case has a day, whatever way it came to them."""

import datetime as dt

import pytest

from complaints import deadlines
from complaints.actions import citizen, closing, dispatch, handling, replies, withdrawal
from complaints.enums import State
from core import clock
from core.deadlines import sweep
from core.errors import DomainError
from core.models import Deadline, Notice
from tests.factories import complaints as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]

# Working days after Friday, 19 August 2011.
NEXT_DAY, IN_THREE, IN_FIFTEEN = dt.date(2011, 8, 22), dt.date(2011, 8, 24), dt.date(2011, 9, 9)


def running(complaint, kind):
    """The days on which this clock of the case runs out."""
    rows = Deadline.objects.filter(subject_id=complaint.pk, kind=kind.code, closed_at=None)
    return list(rows.values_list("due_on", flat=True))


def returned(cast, complaint):
    handling.ask_return(
        complaint=complaint,
        by=cast.contact,
        reason="duty",
        suggested_unit=cast.other_unit,
        text="职责不符",
    )
    return dispatch.decide_return(complaint=complaint, by=cast.desk, grant=True, answer="")


def test_the_offices_own_investigation_has_a_clock(cast):
    complaint = dispatch.investigate(complaint=make.make_accepted(cast), by=cast.desk)
    assert running(complaint, deadlines.OwnReplyDeadline) == [IN_FIFTEEN]
    assert running(complaint, deadlines.TriageDeadline) == []
    with clock.at(dt.datetime(2011, 9, 9, 1, tzinfo=dt.UTC)):
        sweep()
    told = Notice.objects.filter(kind="complaints.own-reply-due")
    assert {row.recipient for row in told} == {cast.desk, cast.desk2}
    replies.answer_directly(
        complaint=complaint,
        by=cast.desk,
        text="经调查情况属实，已经责令改正，并向您致歉，谢谢您的监督。",
        verified="true",
        result="solved",
    )
    assert running(complaint, deadlines.OwnReplyDeadline) == []


def test_discipline_tells_first_whether_it_takes_the_case_up_then_the_outcome(cast):
    complaint = dispatch.to_discipline(complaint=make.make_accusation(cast), by=cast.desk)
    assert running(complaint, deadlines.TakeUpDeadline) == [IN_FIFTEEN]
    with clock.at(dt.datetime(2011, 9, 13, 1, tzinfo=dt.UTC)):
        sweep()
    told = Notice.objects.filter(kind="complaints.take-up-due")
    assert {row.recipient for row in told} == {cast.discipline}
    complaint = dispatch.take_up(complaint=complaint, by=cast.discipline)
    assert running(complaint, deadlines.TakeUpDeadline) == []
    # 60 calendar days from acceptance, on the working day before.
    assert running(complaint, deadlines.DisciplineDeadline) == [dt.date(2011, 10, 18)]
    assert complaint.due_reply == dt.date(2011, 10, 18)
    with pytest.raises(DomainError) as refusal:
        dispatch.take_up(complaint=complaint, by=cast.discipline)
    assert refusal.value.code == "twice"
    with clock.at(dt.datetime(2011, 10, 20, 1, tzinfo=dt.UTC)):
        sweep()
    assert Notice.objects.filter(kind="complaints.discipline-due").exists()
    replies.conclude_discipline(
        complaint=complaint,
        by=cast.discipline,
        text="已经按规定办理完毕，感谢您的反映。",
        verified="partly",
    )
    assert running(complaint, deadlines.DisciplineDeadline) == []


def test_what_discipline_gives_back_has_the_days_of_the_desk(cast):
    complaint = dispatch.to_discipline(complaint=make.make_accusation(cast), by=cast.desk)
    complaint = dispatch.give_back(complaint=complaint, by=cast.discipline, reason="不属于检举")
    assert running(complaint, deadlines.DisciplineDeadline) == []
    assert running(complaint, deadlines.TriageDeadline) == [NEXT_DAY]


def test_a_return_gives_the_desk_its_day_and_the_person_keeps_theirs(cast):
    complaint = returned(cast, make.make_dispatched(cast))
    assert running(complaint, deadlines.TriageDeadline) == [NEXT_DAY]
    assert running(complaint, deadlines.ReplyDeadline) == []
    with clock.at(make.TODAY + dt.timedelta(days=4)):
        complaint = dispatch.dispatch(complaint=complaint, by=cast.desk, unit=cast.other_unit)
    assert complaint.due_reply == IN_FIFTEEN
    assert running(complaint, deadlines.ReplyDeadline) == [IN_FIFTEEN]
    assert running(complaint, deadlines.TriageDeadline) == []


def test_a_second_unit_has_three_days_however_late_the_case_comes(cast):
    complaint = returned(cast, make.make_dispatched(cast))
    with clock.at(dt.datetime(2011, 9, 9, 1, tzinfo=dt.UTC)):
        complaint = dispatch.dispatch(complaint=complaint, by=cast.desk, unit=cast.other_unit)
    assert complaint.due_reply == IN_FIFTEEN
    # 12 September was the Mid-Autumn rest day.
    assert running(complaint, deadlines.ReplyDeadline) == [dt.date(2011, 9, 15)]


def test_what_is_handled_again_has_the_days_of_the_desk(cast):
    complaint = make.make_closed(cast, score=3)
    citizen.ask_review(complaint=complaint, reason="答复与事实不符，请重新核查。")
    complaint = closing.overturn(complaint=complaint, by=cast.office_head, reason="事实不清")
    assert running(complaint, deadlines.TriageDeadline) == [NEXT_DAY]
    assert complaint.due_triage == NEXT_DAY
    assert complaint.due_reply is None


def test_what_goes_on_after_a_withdrawal_has_the_days_of_the_desk(cast):
    complaint = withdrawal.withdraw(complaint=make.make_handling(cast), reason="")
    assert not Deadline.objects.filter(subject_id=complaint.pk, closed_at=None).exists()
    complaint = withdrawal.continue_anyway(
        complaint=complaint, by=cast.office_head, reason="继续查"
    )
    assert running(complaint, deadlines.TriageDeadline) == [NEXT_DAY]


# --- The redo -----------------------------------------------------------------------------------


def answered_by_desk(cast):
    complaint = make.make_accepted(cast)
    replies.answer_directly(
        complaint=complaint,
        by=cast.desk,
        text="您咨询的事项可以到三号窗口办理，材料清单已经公布。",
        verified="true",
        result="explained",
    )
    return make.fresh(complaint)


def test_a_bad_rating_of_the_desks_own_answer_opens_a_redo_at_the_desk(cast):
    complaint = answered_by_desk(cast)
    rating = citizen.rate(complaint=complaint, score=1, reason="答非所问")
    complaint = make.fresh(complaint)
    assert citizen.handled_again(rating)
    assert (complaint.state, complaint.redo_count) == (State.INVESTIGATING, 1)
    assert running(complaint, deadlines.OwnReplyDeadline) == [dt.date(2011, 8, 31)]
    assert Notice.objects.filter(kind="complaints.redo-at-desk", recipient=cast.desk).exists()


def test_the_outcome_of_discipline_is_not_redone(cast):
    complaint = dispatch.to_discipline(complaint=make.make_accusation(cast), by=cast.desk)
    replies.conclude_discipline(
        complaint=complaint,
        by=cast.discipline,
        text="已经按规定办理完毕，感谢您的反映。",
        verified="false",
    )
    rating = citizen.rate(complaint=complaint, score=1, reason="我不相信这个结果")
    assert not citizen.handled_again(rating)
    assert make.fresh(complaint).state == State.CLOSED


@pytest.mark.parametrize("who", ["head", "desk"])
def test_a_redo_that_is_sent_back_stays_a_redo(cast, who):
    complaint = make.make_replied(cast)
    citizen.rate(complaint=complaint, score=1, reason="问题没有解决")
    make.report(make.fresh(complaint), cast)
    if who == "head":
        replies.decline(complaint=complaint, by=cast.unit_head, reason="写清整改")
    else:
        replies.sign(complaint=complaint, by=cast.unit_head)
        replies.send_back(complaint=complaint, by=cast.desk, remarks={"facts": "写清时间"})
    complaint = make.fresh(complaint)
    assert complaint.state == State.REDO
    with pytest.raises(DomainError) as refusal:
        handling.ask_extension(complaint=complaint, by=cast.contact, days=3, reason="再延几天")
    assert refusal.value.code == "state"


# --- What the result says -----------------------------------------------------------------------


def test_a_result_that_names_an_item_needs_one(cast):
    complaint = make.make_handling(cast)
    report = {"by": cast.contact, "text": make.TEXT, "verified": "true", "result": "rectified"}
    with pytest.raises(DomainError) as refusal:
        replies.report(complaint=complaint, **report)
    assert (refusal.value.code, refusal.value.field) == ("no-item", "result")
    closing.to_item(complaint=complaint, by=cast.contact)
    replies.report(complaint=make.fresh(complaint), **report)
    assert make.fresh(complaint).state == State.SIGNING


def test_naming_another_template_does_not_hide_the_copied_one(cast):
    parts = {part: getattr(make.TEXT, part) for part in replies.PARTS}
    replies.ReplyTemplate.objects.create(title="样本", **parts)
    other = replies.ReplyTemplate.objects.create(title="别的", facts="完全不同的一段文字")
    with pytest.raises(DomainError) as refusal:
        replies.report(
            complaint=make.make_handling(cast),
            by=cast.contact,
            text=make.TEXT,
            verified="true",
            result="solved",
            template=other,
        )
    assert refusal.value.code == "template"
