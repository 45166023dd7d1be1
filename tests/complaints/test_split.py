"""One letter, two matters: parts, and how the person finds them with one code."""

import pytest
from django.test import Client

from complaints import codes, identity
from complaints.actions import dispatch, split, triage
from complaints.enums import State
from complaints.models import Complaint
from core import outbox
from core.errors import DomainError, NotAllowed
from core.models import Deadline
from tests.cast import make_unit
from tests.factories import complaints as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
WORDS = "另外，门口的路灯坏了三个月没有人来修，晚上走路很危险。"


def _split(cast, letter, **fields):
    values = {"content": WORDS, "category": make.category("3.1"), "target_unit": cast.other_unit}
    return split.split(complaint=letter, by=cast.desk, **{**values, **fields})


def _following(receipt):
    client = Client()
    client.post("/track/", {"code": receipt.code})
    return client


def test_a_part_is_a_case_with_the_same_person(cast):
    letter = make.make_accepted(cast)
    part = make.fresh(_split(cast, letter))
    assert (part.state, part.parent, part.content) == (State.RECEIVED, letter, WORDS)
    assert part.number != letter.number
    assert identity.needles(part) == identity.needles(letter)
    outbox.drain()
    assert Deadline.objects.filter(subject_id=part.pk, kind="complaints.triage").exists()
    assert make.fresh(letter).state == State.ACCEPTED


def test_the_leak_check_knows_the_person_of_a_part(cast):
    part = triage.accept(complaint=_split(cast, make.make_accepted(cast)), by=cast.desk)
    with pytest.raises(DomainError) as refusal:
        triage.redact(complaint=part, by=cast.desk, text=f"来信人欧阳测试反映路灯坏了。{WORDS}")
    assert refusal.value.code == "leak"
    part = triage.redact(complaint=part, by=cast.desk, text=WORDS)
    sent = dispatch.dispatch(complaint=part, by=cast.desk, unit=cast.other_unit)
    assert sent.state == State.DISPATCHED


def test_the_person_opens_every_part_with_one_code_and_no_strangers_case(cast):
    receipt = make.submit(cast)
    letter = Complaint.objects.get(pk=receipt.pk)
    part, strange = _split(cast, letter), make.make_received(cast)
    client = _following(receipt)
    assert part.number in client.get("/track/case/").content.decode()
    assert client.post(f"/track/case/part/{strange.number}/").status_code == 404
    assert client.post(f"/track/case/part/{part.number}/").status_code == 302
    page = client.get("/track/case/")
    assert page.context["case"].complaint == part
    client.post(f"/track/case/part/{letter.number}/")
    assert client.get("/track/case/").context["case"].complaint == letter


def test_nobody_at_the_desk_knows_the_code_of_a_part(cast):
    receipt = make.submit(cast)
    part = _split(cast, Complaint.objects.get(pk=receipt.pk))
    assert part.query_hash not in codes.possible_hashes(receipt.code)
    client = Client()
    client.force_login(cast.desk)
    page = client.get(f"/staff/intake/{part.number}/").content.decode()
    assert part.query_hash not in page


def test_a_part_about_the_seat_of_the_office_is_the_leaders(cast):
    host, campaign = make_unit("JCJ", "监察局"), make.the_campaign(cast)
    campaign.office_host = "开发区监察局"
    campaign.save(update_fields=["office_host"])
    part = _split(cast, make.make_accepted(cast), target_unit=host)
    assert part.bypass
    assert not Complaint.objects.visible_to(cast.desk).filter(pk=part.pk).exists()


def test_a_part_of_a_part_belongs_to_the_letter(cast):
    letter = make.make_accepted(cast)
    assert _split(cast, _split(cast, letter)).parent_id == letter.pk


@pytest.mark.parametrize("by", ["contact", "office", "leader", "discipline"])
def test_only_the_desk_splits(cast, by):
    with pytest.raises(NotAllowed):
        split.split(
            complaint=make.make_accepted(cast),
            by=getattr(cast, by),
            content=WORDS,
            category=make.category(),
        )


def test_a_part_needs_words_and_comes_before_the_dispatch(cast):
    with pytest.raises(DomainError) as refusal:
        _split(cast, make.make_accepted(cast), content="太短")
    assert refusal.value.field == "content"
    with pytest.raises(DomainError):
        _split(cast, make.make_dispatched(cast))


def test_the_desk_splits_on_a_page(cast, client):
    letter = make.make_accepted(cast)
    client.force_login(cast.desk)
    url = f"/staff/intake/{letter.number}/split/"
    form = client.get(url).context["form"]
    assert form.initial["content"] == make.CONTENT
    data = {"content": WORDS, "category": "3.1", "version": letter.version, "opened": ""}
    assert client.post(url, data).status_code == 302
    part = letter.parts.get()
    page = client.get(f"/staff/intake/{letter.number}/")
    assert list(page.context["family"]) == [part]
