"""Interviews after a summons: who records, who signs, who may read, what is followed up."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.utils import translation

from accounts.enums import Role
from core import clock, deadlines
from core.documents.paper import Heading, Paragraph
from core.errors import DomainError, NotAllowed, WrongState
from core.models import AuditEvent, Deadline, Notice
from core.todo import listed
from core.uploads.errors import UploadError
from inspections.actions import interviews
from inspections.enums import InterviewState, SlipKind
from inspections.models import Interview
from inspections.paper import InterviewPaper, record_of
from inspections.todo import todos
from tests.cast import make_person
from tests.factories import inspections as make


@pytest.fixture(autouse=True)
def _a_thursday():
    with clock.at(make.DAY):
        yield


def _client(user):
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _form(cast, **changed):
    talk = {
        "held_on": "2011-08-17",
        "held_time": "09:30",
        "place": "管委会三楼会议室",
        "talkers": [cast.leader.pk],
        "talked_to": cast.unit_head.posts.get().pk,
        "reasons": "两项整改事项连续逾期，督办后仍未办结。",
        "content": "领导小组要求限期整改；被约谈人表示接受，立即落实。",
        "commitments": "九月底前办结两项逾期事项。",
        "deadline": "2011年9月30日",
        "version": 0,
    }
    return {**talk, **changed}


def test_recorded_put_before_the_head_and_signed(cast):
    slip = make.make_slip(cast, kind=SlipKind.TALK)
    page = _client(cast.office_head).get(f"/staff/slips/{slip.pk}/")
    assert f"/staff/slips/{slip.pk}/interview/" in page.content.decode()
    answer = _client(cast.office_head).post(f"/staff/slips/{slip.pk}/interview/", _form(cast))
    row = Interview.objects.get()
    assert answer["Location"] == f"/staff/interviews/{row.pk}/"
    assert (row.state, row.deadline) == (InterviewState.DRAFT, dt.date(2011, 9, 30))
    assert _client(cast.unit_head).get(f"/staff/interviews/{row.pk}/").status_code == 404
    _client(cast.office_head).post(f"/staff/interviews/{row.pk}/step/submit/")
    told = Notice.objects.get(kind="inspections.interview-to-sign")
    assert told.recipient == cast.unit_head
    page = _client(cast.unit_head).get(f"/staff/interviews/{row.pk}/").content.decode()
    assert "被约谈人表示接受" in page
    _client(cast.unit_head).post(f"/staff/interviews/{row.pk}/step/sign/")
    row.refresh_from_db()
    assert (row.state, row.signed_by) == (InterviewState.SIGNED, cast.unit_head)


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("held_on", "2011-08-19", "约谈时间晚于现在"),
        ("deadline", "2011-08-16", "承诺完成时限不能早于"),
        ("reasons", "", "约谈事由"),
        ("talkers", [], "约谈人"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(cast, field, value, says):
    slip = make.make_slip(cast, kind=SlipKind.TALK)
    with translation.override("zh-hans"):
        answer = _client(cast.leader).post(
            f"/staff/slips/{slip.pk}/interview/", _form(cast, **{field: value})
        )
    page = answer.content.decode()
    assert says in page
    assert "管委会三楼会议室" in page
    assert not Interview.objects.exists()


def test_nobody_talks_to_himself(cast):
    make_person("head2", Role.LEADER)
    with pytest.raises(DomainError) as fault:
        make.make_interview(cast, talkers=[cast.unit_head])
    assert fault.value.field == "talkers"


def test_the_person_talked_to_is_of_the_unit(cast):
    with pytest.raises(DomainError) as fault:
        make.make_interview(cast, talked_to=cast.outsider_head.posts.get())
    assert fault.value.field == "talked_to"


def test_only_an_issued_summons_is_recorded_and_only_once(cast):
    order = make.make_slip(cast)
    with pytest.raises(NotAllowed):
        interviews.record(slip=order, talk=make.make_talk(cast), by=cast.office_head)
    row = make.make_interview(cast)
    with pytest.raises(NotAllowed):
        interviews.record(slip=row.slip, talk=make.make_talk(cast), by=cast.office_head)


def test_what_is_not_right_goes_back_with_the_reason(cast):
    row = make.make_interview(cast)
    with pytest.raises(NotAllowed):
        interviews.edit(interview=row, talk=make.make_talk(cast), by=cast.office_head)
    with pytest.raises(DomainError):
        interviews.contest(interview=row, by=cast.unit_head, reason=" ")
    row = interviews.contest(interview=row, by=cast.unit_head, reason="第二项已于十五日办结。")
    assert row.state == InterviewState.DRAFT
    assert Notice.objects.get(kind="inspections.interview-contested").recipient == cast.office_head
    row = interviews.edit(
        interview=row, talk=make.make_talk(cast, reasons="一项整改事项连续逾期。"), by=cast.leader
    )
    assert row.reasons == "一项整改事项连续逾期。"


def test_the_deputy_cannot_sign_for_the_head(cast):
    row = make.make_interview(cast)
    with pytest.raises(NotAllowed):
        interviews.sign(interview=row, by=cast.unit_deputy)


def test_a_record_signed_by_hand_keeps_its_picture(cast):
    row = make.make_interview(cast)
    url = f"/staff/interviews/{row.pk}/"
    answer = _client(cast.office_head).post(url + "paper/", {"scan": make.photo()})
    assert answer["Location"] == url
    row.refresh_from_db()
    assert row.state == InterviewState.SIGNED
    scan = _client(cast.unit_head).get(url + "scan/")
    assert scan["Content-Type"] == "image/png"
    assert b"".join(scan.streaming_content).startswith(b"\x89PNG")
    assert AuditEvent.objects.filter(action="core.attachment.download", number=row.number).exists()


def test_a_file_that_cannot_be_taken_is_said_at_its_field(cast):
    row = make.make_interview(cast)
    empty = make.ContentFile(b"", name="a.png")
    with pytest.raises(UploadError):
        interviews.sign_on_paper(interview=row, by=cast.office_head, scan=empty)
    answer = _client(cast.office_head).post(
        f"/staff/interviews/{row.pk}/paper/", {"scan": make.ContentFile(b"MZ", name="a.exe")}
    )
    assert answer.context["scan_form"].errors["scan"]
    row.refresh_from_db()
    assert row.state == InterviewState.TO_SIGN


def test_promises_are_followed_until_they_are_kept(cast):
    row = make.make_interview(cast, to=InterviewState.SIGNED, deadline=dt.date(2011, 8, 24))
    with clock.at(dt.datetime(2011, 8, 25, 1, tzinfo=dt.UTC)):
        deadlines.sweep()
    due = Notice.objects.filter(kind="inspections.commitment-due")
    assert set(due.values_list("recipient__username", flat=True)) == {"unit_head", "office_head"}
    interviews.keep(interview=row, by=cast.office_head)
    assert not Deadline.objects.open().filter(kind="inspections.commitment").exists()
    with pytest.raises(WrongState):
        interviews.keep(interview=row, by=cast.office_head)


def test_the_record_is_kept_from_everybody_else(cast):
    row = make.make_interview(cast)
    readers = {
        part for part, user in cast.people().items() if Interview.objects.visible_to(user).exists()
    }
    assert readers == {"leader", "office_head", "unit_head"}
    page = _client(cast.liaison).get(f"/staff/slips/{row.slip_id}/").content.decode()
    assert f"/staff/interviews/{row.pk}/" not in page
    trail = AuditEvent.objects.filter(object_kind="inspections.interview")
    assert trail.exists()
    assert not any("逾期" in str(event.detail) for event in trail)


def test_texts_are_encrypted_at_rest(cast):
    make.make_interview(cast)
    with connection.cursor() as cursor:
        cursor.execute("SELECT reasons, content, commitments FROM inspections_interview")
        stored = str(cursor.fetchone())
    assert "逾期" not in stored
    assert "整改" not in stored


def test_each_has_what_is_his_on_the_list(cast):
    row = make.make_interview(cast)
    numbers = {
        part: [todo.number for todo in listed(todos(user)) if "/interviews/" in todo.url]
        for part, user in cast.people().items()
    }
    assert {part for part, found in numbers.items() if found} == {"unit_head"}
    interviews.sign(interview=row, by=cast.unit_head)
    for user in (cast.unit_head, cast.office_head, cast.leader):
        assert [todo.verb for todo in listed(todos(user)) if todo.number == row.number]


def test_the_paper_has_places_for_both_signatures(cast):
    row = make.make_interview(cast)
    with translation.override("zh-hans"):
        paper = record_of(row)
    heads = [block.text for block in paper.body if isinstance(block, Heading)]
    assert heads == ["约谈事由", "约谈内容", "整改承诺"]
    lines = [block.text for block in paper.body if isinstance(block, Paragraph)]
    assert lines[-2:] == ["约谈人签字：", "被约谈人签字："]
    assert lines[-3] == "上述承诺应于2011年9月17日前兑现。"
    assert InterviewPaper().can_read({"interview": row.pk}, cast.unit_head)
    assert not InterviewPaper().can_read({"interview": row.pk}, cast.liaison)
