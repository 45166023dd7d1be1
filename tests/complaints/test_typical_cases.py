"""Typical cases: two persons, consent, and nobody recognisable (domain.md §3.4 C9, §7 check 17)."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from complaints.actions import citizen, retaliation, typical
from complaints.enums import TypicalState
from complaints.models import TypicalCase
from core import clock
from core.errors import DomainError, NotAllowed
from core.models import AuditEvent, StatusLog
from tests.factories import complaints as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(cast):
    with clock.at(make.TODAY):
        make.the_campaign(cast)
        yield


def _signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _public(number: str) -> int:
    return Client().get(f"/cases/{number}/").status_code


def _state(case: TypicalCase) -> str:
    return TypicalCase.objects.get(pk=case.pk).state


# --- Two persons --------------------------------------------------------------------------------


def test_the_desk_writes_and_another_person_releases(cast):
    case = make.make_published(cast)
    assert (case.submitted_by, case.released_by) == (cast.desk, cast.office_head)
    assert _public(case.number) == 200
    log = StatusLog.objects.of("complaints.typical", case.pk)
    assert [row.transition for row in log] == ["submit", "release"]
    assert AuditEvent.objects.filter(action="complaints.typical.release").count() == 1


def test_nobody_but_the_public_reads_a_draft(cast):
    case = make.make_typical(cast)
    assert _public(case.number) == 404
    assert case.title not in Client().get("/cases/").content.decode()
    typical.submit(case=case, by=cast.desk)
    assert _public(case.number) == 404


def test_the_writer_cannot_release_even_as_head_of_the_office(cast):
    case = typical.submit(case=make.make_typical(cast), by=cast.desk)
    with pytest.raises(NotAllowed):
        typical.release(case=case, by=cast.desk2)
    TypicalCase.objects.filter(pk=case.pk).update(created_by=cast.office_head)
    with pytest.raises(DomainError) as refusal:
        typical.release(case=case, by=cast.office_head)
    assert refusal.value.code == "same-person"


def test_the_database_wants_two_persons_too(cast):
    case = typical.submit(case=make.make_typical(cast), by=cast.desk)
    rows = TypicalCase.objects.filter(pk=case.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(state="published", released_at=clock.now(), released_by=cast.desk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(state="published")


def test_sending_back_needs_a_reason_and_gives_the_draft_back(cast):
    case = typical.submit(case=make.make_typical(cast), by=cast.desk)
    with pytest.raises(DomainError) as refusal:
        typical.send_back(case=case, by=cast.office_head, reason=" ")
    assert refusal.value.code == "reason"
    typical.send_back(case=case, by=cast.office_head, reason="经过写得太细")
    assert _state(case) == TypicalState.DRAFT


# --- Which cases --------------------------------------------------------------------------------


def test_only_closed_cases_with_consent_are_told(cast):
    for complaint in (make.make_closed(cast), make.make_replied(cast, consent_public=True)):
        with pytest.raises(NotAllowed):
            typical.write(complaint=complaint, by=cast.desk, **make.TYPICAL)
    assert not TypicalCase.objects.exists()


@pytest.mark.parametrize("mark", ["is_accusation", "bypass", "retaliation"])
def test_accusations_bypass_and_retaliation_are_never_told(cast, mark):
    complaint = make.make_closed(cast, consent_public=True)
    setattr(complaint, mark, True)
    assert not typical.can_be_told(complaint)


def test_a_complaint_is_told_once(cast):
    case = make.make_typical(cast)
    with pytest.raises(DomainError) as refusal:
        typical.write(complaint=case.complaint, by=cast.desk2, **make.TYPICAL)
    assert refusal.value.code == "twice"


def test_withdrawn_consent_takes_a_case_down_at_once(cast):
    case = make.make_published(cast)
    citizen.set_publication(complaint=case.complaint, agrees=False)
    assert _state(case) == TypicalState.TAKEN_DOWN
    assert _public(case.number) == 404


def test_consent_withdrawn_before_the_release_stops_it(cast):
    case = typical.submit(case=make.make_typical(cast), by=cast.desk)
    type(case.complaint).objects.filter(pk=case.complaint_id).update(consent_public=False)
    with pytest.raises(NotAllowed):
        typical.release(case=TypicalCase.objects.get(pk=case.pk), by=cast.office_head)


def test_a_report_of_retaliation_takes_a_case_down(cast):
    case = make.make_published(cast)
    retaliation.report(complaint=case.complaint, text="有人威胁我撤回投诉")
    assert _public(case.number) == 404


# --- Which texts --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("欧阳测试反映窗口让企业多次往返办理。", "leak"),
        ("来电 138 0000 1234 反映窗口让企业多次往返。", "leak"),
        ("科长王某某让企业多次往返办理登记变更。", "leak"),
        (make.CONTENT, "alike"),
    ],
)
def test_texts_that_could_tell_who_it_was_are_refused(cast, text, code):
    complaint = make.make_closed(cast, consent_public=True, person="王某某")
    with pytest.raises(DomainError) as refusal:
        typical.write(complaint=complaint, by=cast.desk, **{**make.TYPICAL, "situation": text})
    assert (refusal.value.code, refusal.value.field) == (code, "situation")


def test_the_texts_are_checked_again_at_the_release(cast):
    case = typical.submit(case=make.make_typical(cast), by=cast.desk)
    TypicalCase.objects.filter(pk=case.pk).update(lesson="请联系 13800001234 了解情况")
    with pytest.raises(DomainError) as refusal:
        typical.release(case=case, by=cast.office_head)
    assert refusal.value.code == "leak"


def test_the_public_page_holds_nothing_of_the_complaint(cast):
    case = make.make_published(cast)
    for path in ("/cases/", f"/cases/{case.number}/"):
        text = Client().get(path).content.decode()
        assert case.title in text
        for secret in (case.complaint.number, make.CONTENT, make.REDACTED, "欧阳测试"):
            assert secret not in text


# --- The pages ----------------------------------------------------------------------------------


def test_from_candidate_to_public_page_by_hand(cast):
    complaint = make.make_closed(cast, consent_public=True)
    desk, head = _signed_in(cast.desk), _signed_in(cast.office_head)
    new = f"/staff/typical/new/{complaint.number}/"
    assert new in desk.get("/staff/typical/").content.decode()
    page = desk.get(new).content.decode()
    assert make.REDACTED in page
    texts = {**make.TYPICAL, "version": "1"}
    bad = desk.post(new, {**texts, "situation": make.CONTENT})
    assert bad.status_code == 422
    assert "换一种说法" in bad.content.decode()
    assert desk.post(new, texts).status_code == 302
    case = TypicalCase.objects.get()
    url = f"/staff/typical/{case.number}/"
    changed = {**make.TYPICAL, "title": "换一个标题", "version": case.version}
    assert desk.post(f"{url}edit/", changed).status_code == 302
    assert desk.post(f"{url}edit/", changed).status_code == 409
    assert desk.post(f"{url}submit/").status_code == 302
    assert f"{url}release/" in head.get(url).content.decode()
    assert f"{url}release/" not in desk.get(url).content.decode()
    assert head.post(f"{url}release/").status_code == 302
    assert "换一个标题" in Client().get("/cases/").content.decode()
    assert head.post(f"{url}take_down/", {"reason": ""}).status_code == 422
    assert head.post(f"{url}take_down/", {"reason": "当事人来电"}).status_code == 302
    assert _public(case.number) == 404


def test_an_unknown_step_is_not_found_and_retract_is_nobodys_button(cast):
    case = make.make_published(cast)
    for act in ("nothing", "retract"):
        answer = _signed_in(cast.office_head).post(f"/staff/typical/{case.number}/{act}/")
        assert answer.status_code == 404


def test_other_offices_have_no_typical_cases(cast):
    case = make.make_published(cast)
    assert _signed_in(cast.office).get(f"/staff/typical/{case.number}/").status_code == 403
