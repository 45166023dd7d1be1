"""Two people clear what is kept no longer; holds and the person's own wish count (C12)."""

import datetime as dt
import json

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from complaints import identity
from complaints.actions import citizen, dispatch, retaliation, retention, withdrawal
from complaints.actions.retention import KEPT
from complaints.enums import State
from complaints.models import ClearingBatch, Complaint, ComplaintFile, Message, Sketch
from core import clock, outbox, todo
from core.errors import DomainError, NotAllowed
from core.models import Attachment, AuditEvent
from tests.factories import complaints as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]

BACKEND = "django.contrib.auth.backends.ModelBackend"
LATER = make.TODAY + KEPT + dt.timedelta(days=10)


def _client(user) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def _old(cast) -> Complaint:
    """A closed case with everything that can be cleared."""
    complaint = make.make_closed(cast, person="某窗口人员", score=4)
    citizen.write(complaint=complaint, text="我再补充一点情况。")
    make.attach(complaint, name="现场.png")
    outbox.drain()
    return make.fresh(complaint)


@pytest.mark.asvs("14.2.7")
def test_what_two_people_clear_is_gone_and_leaves_a_tombstone(
    cast, django_capture_on_commit_callbacks
):
    complaint = _old(cast)
    key = ComplaintFile.objects.get().attachment.key
    assert Sketch.objects.filter(complaint=complaint).exists()
    with clock.at(LATER), django_capture_on_commit_callbacks(execute=True):
        desk, head = _client(cast.desk), _client(cast.office_head)
        assert "1 件" in desk.get("/staff/retention/").content.decode()
        place = desk.post("/staff/retention/propose/")["Location"]
        assert desk.post(place, {"grant": "1"}).status_code == 403
        assert [str(one.verb) for one in todo.todos(cast.office_head)] == ["决定是否清除"]
        assert head.post(place, {"grant": "0"}).status_code == 422
        assert head.post(place, {"grant": "1"}).status_code == 302
    gone = make.fresh(complaint)
    assert (gone.content, gone.wish, gone.target_person, gone.place) == ("", "", "", "")
    assert make.REDACTED not in gone.redacted_text
    assert {row.body for row in Message.objects.all()} == {""}
    assert not identity.exists(gone)
    for model in (ComplaintFile, Sketch, Attachment):
        assert not model.objects.exists()
    assert not default_storage.exists(key)
    # The tombstone: number, state, dates, and what the unit answered.
    assert (gone.state, gone.closed_at) == (complaint.state, complaint.closed_at)
    assert gone.replies.get().facts == make.TEXT.facts
    assert gone.cleared_at is not None
    acts = AuditEvent.objects.filter(action__startswith="complaints.clearing.").order_by("id")
    assert [(row.actor, row.detail) for row in acts] == [
        ("desk", {"cases": 1}),
        ("office_head", {"cases": 1}),
    ]
    assert AuditEvent.objects.filter(action="complaints.complaint.clear").count() == 1


def test_nobody_decides_about_their_own_proposal_or_twice(cast):
    _old(cast)
    with clock.at(LATER):
        batch = retention.propose(by=cast.desk)
        with pytest.raises(DomainError):
            retention.propose(by=cast.desk2)
        for part in ("desk", "desk2", "office", "leader", "contact", "sysadmin"):
            with pytest.raises(NotAllowed):
                retention.decide(batch=batch, by=getattr(cast, part), grant=True)
        ClearingBatch.objects.update(proposed_by=cast.office_head)
        with pytest.raises(DomainError) as refusal:
            retention.decide(batch=batch, by=cast.office_head, grant=True)
        assert refusal.value.code == "second-person"
        ClearingBatch.objects.update(proposed_by=cast.desk)
        retention.decide(batch=batch, by=cast.office_head, grant=False, note="先移交档案")
        with pytest.raises(DomainError) as refusal:
            retention.decide(batch=batch, by=cast.office_head, grant=True)
    assert refusal.value.code == "decided"
    assert Complaint.objects.get().content == make.CONTENT


def test_a_hold_keeps_everything_until_another_person_lifts_it(cast):
    complaint = _old(cast)
    desk, head = _client(cast.desk), _client(cast.office_head)
    place = f"/staff/intake/{complaint.number}/"
    with clock.at(LATER):
        batch = retention.propose(by=cast.desk)
        desk.post(f"{place}hold/", {"reason": "法院调卷，至终审"})
        assert retention.forget_identities() == 0
        retention.decide(batch=batch, by=cast.office_head, grant=True)
        assert make.fresh(complaint).content == make.CONTENT
        assert identity.exists(complaint)
        assert complaint.number in head.get("/staff/retention/").content.decode()
        with pytest.raises(NotAllowed):
            retention.lift(complaint=complaint, by=cast.desk, reason="已结")
        head.post(f"{place}lift-hold/", {"reason": "案件已终审"})
        assert retention.due().get() == complaint
        assert retention.forget_identities() == 1
    acts = set(AuditEvent.objects.values_list("action", flat=True))
    assert {"complaints.complaint.hold", "complaints.complaint.lift_hold"} <= acts


def test_open_cases_accusations_and_retaliation_are_never_due(cast):
    make.make_handling(cast)
    retaliation.report(complaint=make.make_closed(cast), text="有人让我小心一点")
    dispatch.to_discipline(complaint=make.make_accusation(cast), by=cast.desk)
    with clock.at(LATER):
        assert not retention.due().exists()
        with pytest.raises(DomainError) as refusal:
            retention.propose(by=cast.desk)
    assert refusal.value.code == "nothing"


# --- The person's own data ----------------------------------------------------------------------


def _person(cast) -> tuple[Client, str, Complaint]:
    receipt = make.submit(cast)
    client = Client()
    client.post(reverse("complaints:track"), {"code": receipt.code})
    return client, receipt.code, Complaint.objects.get(pk=receipt.pk)


def test_the_person_takes_a_copy_with_the_code(cast):
    client, code, complaint = _person(cast)
    identity.look(complaint, by=cast.desk, purpose="verify", reason="电话核实办件时间")
    place = reverse("complaints:track-data")
    assert "13800001234" not in client.get(place).content.decode()
    wrong = client.post(place, {"code": "7K4M 92QX P3HD 5TWZ", "what": "copy"})
    assert wrong.status_code == 422
    answer = client.post(place, {"code": code, "what": "copy"})
    assert answer["Content-Disposition"] == f'attachment; filename="{complaint.number}.json"'
    text = json.dumps(json.loads(answer.content), ensure_ascii=False)
    for word in ("13800001234", "欧阳测试", make.CONTENT, "电话核实办件时间", complaint.number):
        assert word in text
    acts = set(AuditEvent.objects.values_list("action", flat=True))
    assert {"complaints.identity.own", "complaints.complaint.own_copy"} <= acts
    assert Client().get(place).status_code == 302


def test_the_person_is_forgotten_at_once_and_the_words_after_the_end(cast):
    client, code, complaint = _person(cast)
    place = reverse("complaints:track-data")
    assert client.post(place, {"code": code}).status_code == 302
    assert identity.exists(complaint)
    assert client.post(place, {"code": code, "what": "erase"}).status_code == 302
    complaint = make.fresh(complaint)
    assert not identity.exists(complaint)
    assert complaint.is_anonymous
    assert complaint.state == State.RECEIVED
    assert "您所写的内容将在办结后删除" in client.get(place).content.decode()
    assert AuditEvent.objects.get(action="complaints.identity.clear").actor == "public"
    assert not retention.due().exists()
    withdrawal.withdraw(complaint=complaint, reason="不想再追究了")
    batch = retention.propose(by=cast.desk)
    retention.decide(batch=batch, by=cast.office_head, grant=True)
    assert make.fresh(complaint).content == ""
    assert "您所写的内容已于" in client.get(place).content.decode()
    assert client.get(reverse("complaints:track-case")).status_code == 200


@pytest.mark.parametrize("why", ["hold", "discipline"])
def test_what_the_law_wants_kept_is_not_erased(cast, why):
    complaint = make.make_accusation(cast)
    if why == "hold":
        retention.hold(complaint=complaint, by=cast.office_head, reason="审计调阅")
    else:
        dispatch.to_discipline(complaint=complaint, by=cast.desk)
    with pytest.raises(DomainError) as refusal:
        retention.erase(complaint=make.fresh(complaint))
    assert refusal.value.code == "held"
