"""Assisting units, and cases that go to somebody outside the zone (domain.md §4.10)."""

import pytest

from complaints.actions import assist, dispatch, recall, transfer, triage
from complaints.conflict import ConflictOfInterest
from complaints.enums import Handling, State
from complaints.models import Complaint
from core.errors import DomainError, NotAllowed
from core.models import Notice
from tests.cast import Role, make_person
from tests.factories import complaints as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
WHERE = "您反映的事项属市级职责，已于今日转市12345热线办理，可拨打12345查询。"


@pytest.fixture
def helper(cast):
    """The complaint contact of the other unit."""
    return make_person("helper", Role.CONTACT, cast.other_unit)


def _assisted(cast, **fields):
    return dispatch.dispatch(
        complaint=make.make_triaged(cast, **fields),
        by=cast.desk,
        unit=cast.unit,
        co_units=[cast.other_unit],
    )


def _sees(person, complaint):
    return Complaint.objects.visible_to(person).filter(pk=complaint.pk).exists()


def test_an_assisting_unit_reads_the_copy_and_reports(cast, helper, client):
    complaint = _assisted(cast)
    assert _sees(helper, complaint)
    told = Notice.objects.filter(kind="complaints.assist")
    assert told.get().recipient == helper
    client.force_login(helper)
    page = client.get(f"/staff/complaints/{complaint.number}/")
    assert [offer.name for offer in page.context["offers"]] == ["assist"]
    assert make.REDACTED in page.content.decode()
    assert make.CONTENT not in page.content.decode()
    assist.contribute(complaint=complaint, by=helper, text="已查阅道路移交记录，属我局移交范围。")
    step = complaint.steps.first()
    assert (step.kind, step.unit, step.for_unit) == ("assisted", cast.other_unit, True)
    assert not step.for_public
    assert Notice.objects.get(kind="complaints.assisted").recipient == cast.contact


def test_what_an_assisting_unit_writes_holds_no_number(cast, helper):
    with pytest.raises(DomainError) as refusal:
        assist.contribute(complaint=_assisted(cast), by=helper, text="已电话13900001234核实。")
    assert refusal.value.code == "leak"


@pytest.mark.parametrize("by", ["contact", "outsider_head", "desk"])
def test_only_the_contact_of_an_assisting_unit_reports(cast, helper, by):
    with pytest.raises(NotAllowed):
        assist.contribute(complaint=_assisted(cast), by=getattr(cast, by), text="已查阅记录。")


def test_an_assisting_unit_does_not_do_the_handling_units_work(cast, helper):
    complaint = _assisted(cast)
    with pytest.raises(NotAllowed):
        make.handling.sign_for(complaint=complaint, by=helper)


def test_c4_holds_for_assisting_units(cast):
    cast.outsider_head.name = "孙测试"
    cast.outsider_head.save(update_fields=["name"])
    with pytest.raises(ConflictOfInterest):
        _assisted(cast, person="孙测试")
    main = _assisted(cast)
    other = make.make_accepted(cast, person="孙测试")
    with pytest.raises(ConflictOfInterest):
        triage.merge(complaint=other, by=cast.desk, into=main)


def test_a_unit_is_named_once(cast):
    with pytest.raises(DomainError) as refusal:
        dispatch.dispatch(
            complaint=make.make_triaged(cast), by=cast.desk, unit=cast.unit, co_units=[cast.unit]
        )
    assert refusal.value.code == "twice"


def test_a_recall_takes_the_case_from_the_assisting_unit_too(cast, helper):
    complaint = _assisted(cast)
    recall.recall(complaint=complaint, by=cast.desk, reason="另有情况")
    assert not _sees(helper, complaint)


def test_assisting_units_of_an_earlier_dispatch_see_nothing_after_it(cast, helper):
    complaint = make.handling.sign_for(complaint=_assisted(cast), by=cast.contact)
    Complaint.objects.filter(pk=complaint.pk).update(lead_unit=None, state=State.CLOSED)
    assert not _sees(helper, complaint)


@pytest.mark.parametrize("where", [Handling.PETITION, Handling.HOTLINE])
def test_a_case_goes_to_another_body_and_the_person_reads_it(cast, where):
    complaint = make.make_accepted(cast)
    reply = transfer.transfer_out(complaint=complaint, by=cast.desk, where=where, text=WHERE)
    complaint = make.fresh(complaint)
    assert (complaint.state, complaint.handling_mode) == (State.REPLIED, where)
    assert reply.facts == WHERE
    assert complaint.steps.for_public().first().note == str(where.label)


def test_only_to_a_body_outside_and_never_an_accusation(cast):
    with pytest.raises(DomainError) as refusal:
        transfer.transfer_out(
            complaint=make.make_accepted(cast), by=cast.desk, where="dispatch", text=WHERE
        )
    assert refusal.value.field == "where"
    with pytest.raises(DomainError) as refusal:
        transfer.transfer_out(
            complaint=make.make_accusation(cast), by=cast.desk, where="hotline", text=WHERE
        )
    assert refusal.value.code == "conflict"


def test_the_desk_transfers_and_names_assisting_units_on_its_pages(cast, client):
    client.force_login(cast.desk)
    complaint = make.make_triaged(cast)
    sent = client.post(
        f"/staff/intake/{complaint.number}/dispatch/",
        {"unit": cast.unit.code, "co_unit_1": cast.other_unit.code},
    )
    assert sent.status_code == 302
    assert list(complaint.co_units.all()) == [cast.other_unit]
    other = make.make_accepted(cast)
    page = client.get(f"/staff/intake/{other.number}/")
    assert "transfer" in [offer.name for offer in page.context["offers"]]
    sent = client.post(
        f"/staff/intake/{other.number}/transfer/", {"where": "petition", "text": WHERE}
    )
    assert sent.status_code == 302
    assert make.fresh(other).handling_mode == Handling.PETITION
