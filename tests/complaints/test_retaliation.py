"""Reports of retaliation, from the tracking page to the leader and back (rule C14)."""

import datetime as dt

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from complaints import deadlines, protection
from complaints.actions import dispatch, retaliation, withdrawal
from complaints.models import Complaint, ComplaintFile, RetaliationReport
from core import clock, outbox, todo
from core import deadlines as core_deadlines
from core.errors import DomainError, NotAllowed
from core.models import AuditEvent, Deadline, Notice
from tests.cast import make_person
from tests.core.corpus import photo_with_exif
from tests.factories import complaints as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]

BACKEND = "django.contrib.auth.backends.ModelBackend"
WORDS = "窗口负责人昨晚打电话到我家，要我撤回投诉。"


def _client(user) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def _told(kind: str) -> set[str]:
    return set(Notice.objects.filter(kind=kind).values_list("recipient__username", flat=True))


def _person(code: str) -> Client:
    client = Client()
    client.post(reverse("complaints:track"), {"code": code})
    return client


@pytest.mark.asvs("8.2.2")
def test_the_whole_way_from_the_person_to_the_leader_and_back(cast):
    receipt = make.submit(cast)
    person, leader, desk = _person(receipt.code), _client(cast.leader), _client(cast.desk)
    picture = ContentFile(photo_with_exif(), "短信截图.jpg")
    short = person.post(
        reverse("complaints:track-retaliation"), {"text": "怕", "attachments": picture}
    )
    assert short.status_code == 422
    assert "短信截图" in short.content.decode()  # nothing uploaded is lost
    person.post(reverse("complaints:track-retaliation"), {"text": WORDS})

    # First of all that the leader has to do, and mailed at once.
    first = todo.todos(cast.leader)[0]
    assert (first.number, first.first, first.url) == (
        receipt.number,
        True,
        f"/staff/retaliation/{receipt.number}/",
    )
    page = leader.get("/staff/todo/").content.decode()
    assert page.index("先于一切") < page.index(receipt.number)
    assert _told("complaints.retaliation") == {"leader"}
    outbox.drain()
    assert [letter.to for letter in mail.outbox] == [[cast.leader.email]]
    assert WORDS[:6] not in mail.outbox[0].body

    # The leader reads it, with the picture; the person sees that.
    page = leader.get(first.url).content.decode()
    assert WORDS in page
    file = ComplaintFile.objects.get()
    assert b"JFIF" in b"".join(
        leader.get(reverse("complaints:file", args=[file.pk])).streaming_content
    )
    assert (
        "于 2011-08-19 18:00 阅读" in person.get(reverse("complaints:track-case")).content.decode()
    )

    # The desk knows that there is a report, and neither the words nor the picture.
    page = desk.get(f"/staff/intake/{receipt.number}/").content.decode()
    assert "投诉人反映受到打击报复" in page
    assert WORDS[:6] not in page
    assert desk.get(reverse("complaints:file", args=[file.pk])).status_code == 404
    assert desk.get(first.url).status_code == 403


def test_the_person_reads_the_answer_and_the_end(cast):
    receipt = make.submit(cast)
    person, leader = _person(receipt.code), _client(cast.leader)
    page_of = f"/staff/retaliation/{receipt.number}/"
    person.post(reverse("complaints:track-retaliation"), {"text": WORDS})
    # The answer, and what the person adds to it.
    leader.post(f"{page_of}answer/", {"text": "已责成监察部门今天找该负责人谈话。"})
    page = person.get(reverse("complaints:track-case")).content.decode()
    assert "已责成监察部门今天找该负责人谈话。" in page
    assert todo.todos(cast.leader)[0].first is False
    person.post(reverse("complaints:track-retaliation"), {"text": "今天又来了一次电话。"})
    assert RetaliationReport.objects.count() == 1
    assert todo.todos(cast.leader)[0].first is True

    # The end: what was done.
    assert leader.post(f"{page_of}close/", {"text": "短"}).status_code == 422
    leader.post(f"{page_of}close/", {"text": "已对该负责人诫勉谈话，今后由作风办直接与您联系。"})
    assert "已对该负责人诫勉谈话" in person.get(reverse("complaints:track-case")).content.decode()
    assert not protection.reports_of(cast.leader).open().exists()
    assert not Deadline.objects.open().filter(kind="complaints.retaliation").exists()
    assert todo.todos(cast.leader) == []
    acts = set(AuditEvent.objects.values_list("action", flat=True))
    assert {
        f"complaints.complaint.{act}_retaliation" for act in ("report", "answer", "close")
    } <= acts
    # A new report after the end is a new one.
    retaliation.report(complaint=Complaint.objects.get(), text=WORDS)
    assert RetaliationReport.objects.open().count() == 1


@pytest.mark.parametrize("words", ["书记{name}要我撤回投诉。", "{surname}书记让人带话，要我小心。"])
def test_an_accused_leader_does_not_get_the_report(cast, words):
    other = make_person("leader2", Role.LEADER)
    cast.leader.posts.update(job="党工委书记")
    text = words.format(name=cast.leader.name, surname=cast.leader.name[0])
    complaint = make.make_handling(cast)
    retaliation.report(complaint=complaint, text=text)
    assert _told("complaints.retaliation") == {"leader2"}
    assert not Complaint.objects.visible_to(cast.leader).exists()
    with pytest.raises(NotAllowed):
        retaliation.answer(complaint=complaint, by=cast.leader, text="我没有。")
    client = _client(cast.leader)
    assert client.get(f"/staff/retaliation/{complaint.number}/").status_code == 404
    assert todo.todos(cast.leader) == []
    assert todo.todos(other)[0].first
    row = AuditEvent.objects.get(action="complaints.complaint.recuse")
    assert (row.actor, row.detail) == ("system", {"person": "leader", "rule": "C14"})


def test_a_leader_named_in_the_case_itself_does_not_get_it_either(cast):
    complaint = make.make_handling(cast, person=cast.leader.name)
    report = retaliation.report(complaint=complaint, text=WORDS)
    assert report.for_discipline
    assert _told("complaints.retaliation") == {"discipline"}


def test_without_another_leader_discipline_has_the_report(cast):
    complaint = make.make_handling(cast)
    text = f"{cast.leader.name}威胁我。"
    retaliation.report(complaint=complaint, text=text)
    client = _client(cast.discipline)
    first = todo.todos(cast.discipline)[0]
    assert text in client.get(first.url).content.decode()
    client.post(f"{first.url}answer/", {"text": "我们会直接核查。"})
    message = RetaliationReport.objects.get().messages.last()
    assert message.side == "discipline"
    # The words of the complaint itself stay with the desk.
    page = client.get(f"/staff/complaints/{complaint.number}/").content.decode()
    assert "来回跑了三趟" not in page


@pytest.mark.parametrize(
    "part", ["desk", "contact", "unit_head", "office_head", "discipline", "auditor"]
)
def test_nobody_else_reads_or_answers(cast, part):
    complaint = make.make_handling(cast)
    retaliation.report(complaint=complaint, text=WORDS)
    user = getattr(cast, part)
    for act in (retaliation.answer, retaliation.close):
        with pytest.raises(NotAllowed):
            act(complaint=complaint, by=user, text="我们会核查的，请放心。")
    client = _client(user)
    for page in ("", "answer/", "close/"):
        status = client.get(f"/staff/retaliation/{complaint.number}/{page}").status_code
        assert status in {403, 404}


def test_the_report_outlives_a_withdrawal_and_a_transfer(cast):
    pressed = make.make_handling(cast)
    retaliation.report(complaint=pressed, text=WORDS)
    withdrawal.withdraw(complaint=make.fresh(pressed), reason="")
    accusation = make.make_accusation(cast)
    retaliation.report(complaint=accusation, text=WORDS)
    dispatch.to_discipline(complaint=make.fresh(accusation), by=cast.desk)
    assert protection.reports_of(cast.leader).open().count() == 2
    assert Deadline.objects.open().filter(kind="complaints.retaliation").count() == 2
    page = _client(cast.leader).get(f"/staff/retaliation/{accusation.number}/").content.decode()
    assert WORDS in page
    assert "意思意思" not in page


def test_an_unanswered_report_is_brought_back_each_working_day(cast):
    complaint = make.make_handling(cast)
    row = retaliation.report(complaint=complaint, text=WORDS)
    assert row.due_on == dt.date(2011, 8, 22)
    for day in (22, 23, 24):
        with clock.at(dt.datetime(2011, 8, day, 2, tzinfo=dt.UTC)):
            core_deadlines.sweep()
    assert Notice.objects.filter(kind="complaints.retaliation-due").count() == 3
    assert _told("complaints.retaliation-due") == {"leader"}
    retaliation.answer(complaint=complaint, by=cast.leader, text="正在核查。")
    assert deadlines.RetaliationDeadline.code not in {row.kind for row in Deadline.objects.open()}


def test_a_report_says_something(cast):
    for text in ("怕", "长" * 2001):
        with pytest.raises(DomainError) as refusal:
            retaliation.report(complaint=make.make_handling(cast), text=text)
        assert refusal.value.field == "text"


def test_the_unit_does_not_read_that_somebody_complained_of_it_again(cast):
    complaint = make.make_dispatched(cast)
    Complaint.objects.filter(pk=complaint.pk).update(retaliation=True)
    of_unit = _client(cast.contact).get(reverse("complaints:case", args=[complaint.number]))
    of_desk = _client(cast.desk).get(reverse("complaints:intake-case", args=[complaint.number]))
    assert (of_unit.status_code, of_desk.status_code) == (200, 200)
    assert "反映打击报复" not in of_unit.text
    assert "反映打击报复" in of_desk.text
