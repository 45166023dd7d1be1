"""Rule C5: a case about the desk goes past it, and comes to an end all the same (ADR 0055)."""

import pytest

from accounts.models import Post
from complaints import access, identity
from complaints.actions import citizen, closing, dispatch, replies, triage
from complaints.conflict import ConflictOfInterest
from complaints.enums import Nature, State
from complaints.models import Complaint
from core.errors import DomainError, NotAllowed
from core.models import Notice
from tests.cast import make_unit
from tests.factories import complaints as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
REFUSAL = {"reason": "procedure", "channel": "区人民法院", "text": "该事项正在诉讼中。"}
ANSWER = "您反映的情况已由领导小组负责同志核实，现将结果答复如下，感谢监督。"


@pytest.fixture
def host(cast):
    """The seat of the office, a unit of the zone."""
    unit = make_unit("JCJ", "监察局")
    campaign = make.the_campaign(cast)
    campaign.office_host = "开发区监察局"
    campaign.save(update_fields=["office_host"])
    return unit


def _bypass(cast, **fields):
    return make.make_received(cast, unit=None, about_office=True, **fields)


def _told(kind):
    return set(Notice.objects.filter(kind=kind).values_list("recipient__username", flat=True))


def _sees(person, complaint):
    return Complaint.objects.visible_to(person).filter(pk=complaint.pk).exists()


def test_a_case_that_turns_out_to_be_about_the_host_leaves_the_desk(cast, host):
    complaint = triage.accept(complaint=make.make_received(cast, unit=None), by=cast.desk)
    triage.classify(
        complaint=complaint,
        by=cast.desk,
        nature=Nature.COMPLAINT,
        category=complaint.category,
        target_unit=host,
    )
    complaint = make.fresh(complaint)
    assert complaint.bypass
    assert not _sees(cast.desk, complaint)
    assert _sees(cast.leader, complaint)
    assert "leader" in _told("complaints.new")


def test_a_case_about_the_office_does_not_go_to_its_seat(cast, host):
    complaint = triage.accept(complaint=_bypass(cast), by=cast.leader)
    triage.redact(complaint=complaint, by=cast.leader, text=make.REDACTED)
    with pytest.raises(ConflictOfInterest):
        dispatch.dispatch(complaint=complaint, by=cast.leader, unit=host)


def test_one_leader_and_the_discipline_liaison_refuse(cast):
    complaint = _bypass(cast)
    assert not _sees(cast.discipline, complaint)
    triage.propose_refusal(complaint=complaint, by=cast.leader, **REFUSAL)
    assert _told("complaints.second-person") == {"discipline"}
    assert _sees(cast.discipline, complaint)
    assert access.can_read_original(cast.discipline, complaint)
    with pytest.raises(DomainError):
        triage.confirm_refusal(complaint=complaint, by=cast.leader)
    for person in (cast.desk, cast.office_head):
        with pytest.raises(NotAllowed):
            triage.confirm_refusal(complaint=complaint, by=person)
    assert triage.confirm_refusal(complaint=complaint, by=cast.discipline).state == State.REFUSED
    assert not _sees(cast.discipline, complaint)


def test_one_leader_and_the_discipline_liaison_re_examine(cast):
    complaint = triage.accept(complaint=_bypass(cast), by=cast.leader)
    replies.answer_directly(
        complaint=complaint, by=cast.leader, text=ANSWER, verified="true", result="solved"
    )
    citizen.rate(complaint=complaint, score=3)
    citizen.ask_review(complaint=complaint, reason="答复没有说明是谁的责任，请另派人核查。")
    with pytest.raises(DomainError) as refusal:
        closing.uphold(complaint=complaint, by=cast.leader, reason="维持")
    assert refusal.value.code == "same-person"
    assert closing.uphold(complaint=complaint, by=cast.discipline, reason="维持").state == "closed"


def test_the_second_person_is_not_of_the_accused_unit(cast, host):
    Post.objects.create(
        user=cast.discipline, unit=host, role="liaison", start=make.TODAY.date().replace(month=1)
    )
    complaint = make.make_received(cast, unit=host)
    triage.propose_refusal(complaint=complaint, by=cast.leader, **REFUSAL)
    assert not _sees(cast.discipline, complaint)


def test_the_liaison_decides_about_ordinary_cases_as_little_as_before(cast):
    complaint = make.make_received(cast)
    triage.propose_refusal(complaint=complaint, by=cast.desk, **REFUSAL)
    assert not _sees(cast.discipline, complaint)
    with pytest.raises(NotAllowed):
        triage.confirm_refusal(complaint=complaint, by=cast.discipline)


def test_the_leader_looks_at_the_identity_of_a_case_about_the_desk(cast):
    complaint = _bypass(cast)
    for person in (cast.desk, cast.discipline):
        with pytest.raises(NotAllowed):
            identity.look(complaint, by=person, purpose="verify", reason="电话核实")
    found = identity.look(complaint, by=cast.leader, purpose="verify", reason="电话核实")
    assert found.phone == make.CONTACT.phone
    triage.propose_refusal(complaint=complaint, by=cast.leader, **REFUSAL)
    with pytest.raises(NotAllowed):
        identity.look(complaint, by=cast.discipline, purpose="verify", reason="电话核实")


def test_the_liaison_decides_on_a_page_of_their_own(cast, client):
    complaint = _bypass(cast)
    triage.propose_refusal(complaint=complaint, by=cast.leader, **REFUSAL)
    client.force_login(cast.discipline)
    page = client.get(f"/staff/discipline/{complaint.number}/")
    assert {offer.name for offer in page.context["offers"]} == {"confirm-refusal", "reject-refusal"}
    assert complaint.number in client.get("/staff/discipline/").content.decode()
    assert complaint.number in client.get("/staff/todo/").content.decode()
    sent = client.post(f"/staff/discipline/{complaint.number}/confirm-refusal/")
    assert sent.status_code == 302
    assert make.fresh(complaint).state == State.REFUSED
