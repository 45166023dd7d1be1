"""What was transferred to discipline is sealed, and its mailbox goes on there (rule C15)."""

import pytest
from django.test import Client
from django.urls import reverse

from complaints import likeness
from complaints.actions import (
    citizen,
    closing,
    dispatch,
    links,
    mailbox,
    replies,
    triage,
)
from complaints.models import Complaint, ComplaintFile, Message
from core import outbox, todo
from core.errors import DomainError, NotAllowed
from core.models import Notice
from portal import finders
from tests.factories import complaints as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]

BACKEND = "django.contrib.auth.backends.ModelBackend"
WORDS, COPY, OUTCOME = "意思意思", "审批环节有索要财物", "有关人员已按规定处理"
QUESTION, ANSWER = "您是否保留了当时的凭证？", "凭证在我手里，请不要联系我单位。"


def _client(user) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def _told(kind: str) -> set[str]:
    open_ones = Notice.objects.filter(kind=kind, settled_at=None)
    return set(open_ones.values_list("recipient__username", flat=True))


def _transferred(cast, **fields) -> Complaint:
    """An accusation whose copy was ready and whose photo was released, now with discipline."""
    complaint = make.make_accusation(cast, **fields)
    make.attach(complaint, name="现场照片.png")
    citizen.write(complaint=complaint, text="还有一位同事也知道这件事。")
    triage.redact(
        complaint=make.fresh(complaint),
        by=cast.desk,
        text=f"来信人反映{COPY}的情况。",
        files=[file.pk for file in complaint.files.all()],
    )
    return dispatch.to_discipline(complaint=make.fresh(complaint), by=cast.desk)


@pytest.mark.asvs("8.2.3")
@pytest.mark.parametrize("part", ["desk", "leader", "contact"])
def test_nobody_but_discipline_reads_it_any_more(cast, part):
    complaint = _transferred(cast)
    replies.conclude_discipline(
        complaint=complaint, by=cast.discipline, text=OUTCOME, verified="partly"
    )
    citizen.rate(complaint=make.fresh(complaint), score=4, reason="谢谢纪检同志")
    outbox.drain()
    client = _client(getattr(cast, part))
    number = complaint.number
    pages = [f"/staff/{place}/{number}/" for place in ("intake", "complaints")]
    pages += [f"/staff/intake/{number}/{act}/" for act in ("redact", "message", "recuse", "answer")]
    pages += ["/staff/intake/?view=accusations", "/staff/complaints/", "/staff/todo/"]
    pages += [f"/staff/search/?q={number}"]
    text = "\n".join(client.get(page).content.decode() for page in pages)
    words = {WORDS, COPY, "还有一位同事", OUTCOME, "谢谢纪检同志", "现场照片"}
    assert {word for word in words if word in text} == set()
    for file in ComplaintFile.objects.all():
        assert client.get(reverse("complaints:file", args=[file.pk])).status_code == 404
    assert finders.find(getattr(cast, part), COPY) == []


def test_the_desk_sees_the_milestones_and_may_close_it(cast):
    complaint = _transferred(cast)
    dispatch.take_up(complaint=complaint, by=cast.discipline)
    page = _client(cast.desk).get(f"/staff/intake/{complaint.number}/").content.decode()
    for word in ("已受理", "移送", "纪检监察已受理"):
        assert word in page
    for act in ("message", "redact", "call-back", "link", "classify"):
        assert f"/{complaint.number}/{act}/" not in page
    with pytest.raises(NotAllowed):
        mailbox.write(complaint=make.fresh(complaint), by=cast.desk, text="请补充。")
    with pytest.raises(NotAllowed):
        links.link(complaint=complaint, by=cast.desk, into=make.make_accepted(cast))
    replies.conclude_discipline(
        complaint=make.fresh(complaint), by=cast.discipline, text=OUTCOME, verified="true"
    )
    with pytest.raises(DomainError):
        closing.call_back(complaint=complaint, by=cast.desk, reached=True, outcome="满意")


def test_the_mailbox_goes_on_with_discipline(cast):
    receipt = make.submit(cast, anonymous=True, category=make.category("5.1"))
    complaint = Complaint.objects.get(pk=receipt.pk)
    person = Client()
    person.post(reverse("complaints:track"), {"code": receipt.code})
    person.post(reverse("complaints:track-add"), {"text": "先补充一句。"})
    assert _told("complaints.message") == {"desk", "desk2"}
    triage.accept(complaint=complaint, by=cast.desk)
    dispatch.to_discipline(complaint=make.fresh(complaint), by=cast.desk)
    assert _told("complaints.message") == set()
    assert todo.todos(cast.discipline)[0].number == complaint.number

    client, place = _client(cast.discipline), f"/staff/discipline/{complaint.number}/"
    assert "先补充一句。" in client.get(place).content.decode()
    client.post(f"{place}message/", {"text": QUESTION})
    page = person.get(reverse("complaints:track-case")).content.decode()
    assert QUESTION in page
    assert "纪检监察联络员" in page
    add = person.get(reverse("complaints:track-add")).content.decode()
    assert "投诉中心和被反映单位看不到" in add
    person.post(reverse("complaints:track-add"), {"text": ANSWER})

    assert _told("complaints.message-discipline") == {"discipline"}
    assert _told("complaints.message") == set()
    words = [str(row.verb) for row in todo.todos(cast.discipline)]
    assert words == ["告知已受理", "阅读来信"]
    assert ANSWER in client.get(place).content.decode()
    assert (
        ANSWER not in _client(cast.desk).get(f"/staff/intake/{complaint.number}/").content.decode()
    )
    client.post(f"{place}message-read/")
    assert not Message.objects.unread().exists()
    assert _told("complaints.message-discipline") == set()
    # By its button alone.
    assert client.get(f"{place}take-up/").status_code == 302
    client.post(f"{place}take-up/")
    page = person.get(reverse("complaints:track-case")).content.decode()
    assert "纪检监察已受理" in page


@pytest.mark.parametrize("part", ["desk", "leader", "contact", "office_head"])
def test_nobody_else_answers_or_takes_it_up(cast, part):
    complaint, user = _transferred(cast), getattr(cast, part)
    for act in (
        lambda: mailbox.write(complaint=complaint, by=user, text="请补充材料。"),
        lambda: mailbox.note_read(complaint=complaint, by=user),
        lambda: dispatch.take_up(complaint=complaint, by=user),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_objections_go_to_the_mailbox(cast):
    complaint = _transferred(cast)
    replies.conclude_discipline(
        complaint=complaint, by=cast.discipline, text=OUTCOME, verified="false"
    )
    citizen.rate(complaint=make.fresh(complaint), score=3)
    complaint = make.fresh(complaint)
    assert citizen.review_until(complaint) is None
    with pytest.raises(DomainError) as refusal:
        citizen.ask_review(complaint=complaint, reason="结论和事实不符，请再查一次。")
    assert refusal.value.code == "discipline"


def test_what_was_merged_into_it_is_sealed_with_it(cast):
    main, second = make.make_accusation(cast), make.make_accusation(cast)
    triage.redact(complaint=second, by=cast.desk, text=f"来信人反映{COPY}的情况。")
    triage.merge(complaint=make.fresh(second), by=cast.desk, into=main)
    dispatch.to_discipline(complaint=make.fresh(main), by=cast.desk)
    second = make.fresh(second)
    assert second.redacted_text == ""
    client = _client(cast.desk)
    assert WORDS not in client.get(f"/staff/intake/{second.number}/").content.decode()
    citizen.write(complaint=second, text="我也有凭证。")
    assert _told("complaints.message-discipline") == {"discipline"}
    page = _client(cast.discipline).get(f"/staff/discipline/{second.number}/").content.decode()
    assert "我也有凭证。" in page


def test_a_hint_does_not_tell_how_alike_a_sealed_text_is(cast):
    _transferred(cast)
    other = make.make_accusation(cast)
    outbox.drain()
    assert likeness.hints(other, cast.desk) == []


def test_given_back_it_is_the_desks_again(cast):
    complaint = _transferred(cast)
    dispatch.take_up(complaint=complaint, by=cast.discipline)
    dispatch.give_back(complaint=make.fresh(complaint), by=cast.discipline, reason="不属于检举控告")
    page = _client(cast.desk).get(f"/staff/intake/{complaint.number}/").content.decode()
    assert WORDS in page
    assert "还有一位同事" in page
    assert make.fresh(complaint).taken_up_at is None
    mailbox.write(complaint=make.fresh(complaint), by=cast.desk, text="收到。")
