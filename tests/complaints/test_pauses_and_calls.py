"""The clock waits for the complainant; the desk reviews a reply and asks about it."""

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from complaints import deadlines, policies
from complaints.actions import call_backs, citizen, closing, dispatch, handling, pauses, replies
from complaints.actions import review as reviewing
from complaints.enums import State
from core import clock
from core.errors import DomainError, NotAllowed
from core.models import Deadline
from tests.factories import complaints as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]

DUE = dt.date(2011, 9, 9)
PDF = b"%PDF-1.4\n%%EOF\n"


def running(complaint, kind):
    rows = Deadline.objects.filter(subject_id=complaint.pk, kind=kind.code, closed_at=None)
    return list(rows.values_list("due_on", flat=True))


# --- Pause --------------------------------------------------------------------------------------


def test_the_clock_waits_and_both_sides_read_it(cast):
    complaint = make.make_handling(cast)
    pauses.pause(complaint=complaint, by=cast.desk, text="请补充当天的时间和窗口号。", days=5)
    complaint = make.fresh(complaint)
    # 12 September was the Mid-Autumn rest day.
    assert complaint.due_reply == dt.date(2011, 9, 19)
    assert running(complaint, deadlines.ReplyDeadline) == [complaint.due_reply]
    for steps in (complaint.steps.for_public(), complaint.steps.for_unit()):
        step = steps.first()
        assert (step.kind, step.due_before, step.due_after) == ("paused", DUE, complaint.due_reply)
    assert complaint.messages.get().body == "请补充当天的时间和窗口号。"


def test_an_early_answer_gives_the_unused_days_back(cast):
    complaint = make.make_handling(cast)
    pauses.pause(complaint=complaint, by=cast.desk, text="请补充当天的时间。", days=5)
    with clock.at(make.TODAY + dt.timedelta(days=4)):
        citizen.write(complaint=complaint, text="上午九点半。")
    complaint = make.fresh(complaint)
    # Two of the five working days were spent.
    assert complaint.due_reply == dt.date(2011, 9, 14)
    assert running(complaint, deadlines.ReplyDeadline) == [complaint.due_reply]
    assert pauses.days_left(complaint) == pauses.MOST_DAYS - 2


def test_the_pauses_of_a_case_have_an_end(cast):
    complaint = make.make_handling(cast)
    with pytest.raises(DomainError) as refusal:
        pauses.pause(complaint=complaint, by=cast.desk, text="请补充材料。", days=11)
    assert refusal.value.field == "days"
    pauses.pause(complaint=complaint, by=cast.desk, text="请补充材料。", days=10)
    with pytest.raises(DomainError) as refusal:
        pauses.pause(complaint=complaint, by=cast.desk, text="再问一次。", days=1)
    assert refusal.value.code == "twice"
    with clock.at(make.TODAY + dt.timedelta(days=20)), pytest.raises(DomainError) as refusal:
        pauses.pause(complaint=complaint, by=cast.desk, text="再问一次。", days=1)
    assert refusal.value.code == "days"


@pytest.mark.parametrize("stage", ["accepted", "signing", "replied"])
def test_nothing_waits_where_no_reply_is_awaited(cast, stage):
    complaint = getattr(make, f"make_{stage}")(cast)
    with pytest.raises(DomainError) as refusal:
        pauses.pause(complaint=complaint, by=cast.desk, text="请补充材料。", days=2)
    assert refusal.value.code == "state"


def test_a_late_reply_cannot_hide_behind_a_question_and_the_unit_cannot_ask(cast):
    complaint = make.make_handling(cast)
    ask = {"text": "请补充材料。", "days": 2}
    with pytest.raises(NotAllowed):
        pauses.pause(complaint=complaint, by=cast.contact, **ask)
    with clock.at(make.TODAY + dt.timedelta(days=40)), pytest.raises(DomainError) as refusal:
        pauses.pause(complaint=complaint, by=cast.desk, **ask)
    assert refusal.value.code == "too-late"


def test_the_desk_lets_it_run_again(client, cast):
    complaint = make.make_handling(cast)
    client.force_login(cast.desk)
    url = f"/staff/intake/{complaint.number}/"
    client.post(f"{url}pause/", {"text": "请补充材料。", "days": 5})
    assert make.fresh(complaint).due_reply > DUE
    assert client.post(f"{url}pause/", {"text": "再问。再问。", "days": 1}).status_code == 403
    client.post(f"{url}resume/")
    assert make.fresh(complaint).due_reply == DUE
    assert client.post(f"{url}resume/").status_code == 403


# --- Limits -------------------------------------------------------------------------------------


def test_the_unit_begins_within_its_days(cast):
    complaint = make.make_dispatched(cast)
    assert running(complaint, deadlines.ContactDeadline) == [dt.date(2011, 8, 23)]
    handling.sign_for(complaint=complaint, by=cast.contact)
    handling.log_contact(complaint=make.fresh(complaint), by=cast.contact, text="已调取监控")
    assert running(complaint, deadlines.ContactDeadline) == []


def test_no_answer_takes_longer_than_sixty_days(cast):
    complaint = make.make_triaged(cast)
    policies.of(complaint.track).__class__.objects.filter(track="service").update(reply_days=60)
    complaint = dispatch.dispatch(complaint=complaint, by=cast.desk, unit=cast.unit)
    # 60 calendar days after 19 August 2011 is Tuesday, 18 October.
    assert complaint.due_reply == dt.date(2011, 10, 18)


# --- Review -------------------------------------------------------------------------------------


def test_all_points_are_confirmed_and_the_item_is_asked_for(cast):
    complaint = make.make_reported(cast)
    for missing in reviewing.POINTS:
        rest = [point for point in reviewing.POINTS if point != missing]
        with pytest.raises(DomainError) as refusal:
            reviewing.approve(complaint=complaint, by=cast.desk, checked=rest, no_item="已当场改正")
        assert refusal.value.field == missing
    with pytest.raises(DomainError) as refusal:
        reviewing.approve(complaint=complaint, by=cast.desk, checked=reviewing.POINTS)
    assert refusal.value.field == "no_item"
    reviewing.approve(
        complaint=complaint, by=cast.desk, checked=reviewing.POINTS, no_item="已当场改正"
    )
    assert make.fresh(complaint).state == State.REPLIED


def test_the_item_is_opened_with_the_approval(client, cast):
    complaint = make.make_reported(cast)
    client.force_login(cast.desk)
    url = f"/staff/intake/{complaint.number}/approve/"
    points = dict.fromkeys(reviewing.POINTS, "on")
    assert client.get(url).status_code == 200
    assert client.post(url, points).status_code == 422
    client.post(url, {**points, "item": "open"})
    complaint = make.fresh(complaint)
    assert complaint.state == State.REPLIED
    assert complaint.item_number


# --- Files of a reply ---------------------------------------------------------------------------


def test_files_go_with_the_reply_and_stay_when_it_is_sent_back(client, cast):
    complaint = make.make_handling(cast)
    picture = io.BytesIO()
    Image.new("RGB", (4, 4), "white").save(picture, "PNG")
    upload = SimpleUploadedFile("整改后照片.png", picture.getvalue(), "image/png")
    report = {"by": cast.contact, "text": make.TEXT, "verified": "true", "result": "solved"}
    reply = replies.report(complaint=complaint, uploads=[upload], **report)
    row = reply.files.get()
    client.force_login(cast.unit_head)
    shown = client.get(f"/staff/complaints/file/{row.pk}/")
    assert shown.status_code == 200
    assert b"".join(shown.streaming_content)
    replies.decline(complaint=make.fresh(complaint), by=cast.unit_head, reason="写清整改")
    again = replies.report(complaint=make.fresh(complaint), keep=[row.pk], **report)
    assert again.files.get() == row


def test_a_file_name_with_a_number_is_refused(cast):
    upload = SimpleUploadedFile("13900001234.pdf", PDF, "application/pdf")
    with pytest.raises(DomainError) as refusal:
        replies.report(
            complaint=make.make_handling(cast),
            by=cast.contact,
            text=make.TEXT,
            verified="true",
            result="solved",
            uploads=[upload],
        )
    assert refusal.value.code == "leak"


# --- Call-back ----------------------------------------------------------------------------------


def test_the_desk_asks_about_the_answer_and_nobody_calls_the_anonymous(cast):
    complaint = make.make_replied(cast)
    assert running(complaint, deadlines.CallBackDeadline) == [dt.date(2011, 8, 24)]
    closing.call_back(complaint=complaint, by=cast.desk, reached=False, outcome="未接")
    assert running(complaint, deadlines.CallBackDeadline)
    closing.call_back(complaint=complaint, by=cast.desk, reached=True, outcome="表示满意")
    assert running(complaint, deadlines.CallBackDeadline) == []
    silent = make.make_replied(cast, anonymous=True, contact=None)
    assert running(silent, deadlines.CallBackDeadline) == []


def test_after_three_tries_the_person_is_left_alone(cast):
    complaint = make.make_replied(cast)
    for _ in range(call_backs.TRIES):
        closing.call_back(complaint=complaint, by=cast.desk, reached=False, outcome="未接")
    assert running(complaint, deadlines.CallBackDeadline) == []


def test_everybody_dissatisfied_is_called_the_next_day(cast):
    complaint = make.make_replied(cast)
    citizen.rate(complaint=complaint, score=1, reason="没有解决")
    assert running(complaint, deadlines.CallBackDeadline) == [dt.date(2011, 8, 22)]
    closing.call_back(
        complaint=make.fresh(complaint), by=cast.desk, reached=True, outcome="仍未解决"
    )
    assert running(complaint, deadlines.CallBackDeadline) == []


@pytest.mark.parametrize("lot", [True, False])
def test_of_the_satisfied_those_drawn_by_lot_are_called(cast, monkeypatch, lot):
    monkeypatch.setattr(call_backs, "drawn", lambda _number: lot)
    complaint = make.make_replied(cast)
    citizen.rate(complaint=complaint, score=5)
    assert bool(running(complaint, deadlines.CallBackDeadline)) is lot


def test_the_lot_falls_on_about_one_in_ten():
    drawn = sum(call_backs.drawn(f"TS-2011-{n:04d}") for n in range(2000))
    assert 130 < drawn < 280


def test_whoever_wrote_the_answer_does_not_ask_about_it(cast):
    complaint = make.make_accepted(cast)
    replies.answer_directly(
        complaint=complaint,
        by=cast.desk,
        text="您咨询的事项可以到三号窗口办理，材料清单已经公布。",
        verified="true",
        result="explained",
    )
    call = {"reached": True, "outcome": "满意"}
    with pytest.raises(DomainError) as refusal:
        closing.call_back(complaint=make.fresh(complaint), by=cast.desk, **call)
    assert refusal.value.code == "same-person"
    closing.call_back(complaint=make.fresh(complaint), by=cast.desk2, **call)
