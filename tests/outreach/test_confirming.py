"""Acceptance check 20: a case ends by the enterprise or the office, never by the unit alone."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from campaign.actions import tasks
from campaign.enums import Evidence
from campaign.models import TaskEvidence
from core import clock
from core.errors import Conflict, DomainError, NotAllowed
from core.models import AuditEvent, Deadline, Notice, StatusLog
from outreach import links
from outreach.actions import confirming
from outreach.enums import CaseState, Claim
from outreach.models import Confirmation, EnterpriseCase
from outreach.workflow import KIND
from tests.factories import outreach as make

pytestmark = pytest.mark.django_db


def _told(kind: str) -> list[str]:
    rows = Notice.objects.filter(kind=f"outreach.{kind}")
    return sorted(rows.values_list("recipient__username", flat=True))


def _answer(case: EnterpriseCase, token: str, outcome: str) -> EnterpriseCase:
    confirming.answer(case=case, token=token, outcome=outcome, stars=4, words="已恢复生产")
    case.refresh_from_db()
    return case


def test_asking_makes_a_link_that_is_stored_nowhere(cast):
    case, token = make.make_asked(cast)
    assert (case.state, case.rounds) == (CaseState.CONFIRMING, 1)
    assert case.link_until == case.next_on == make.days(15)
    assert len(token) >= 43
    stored = [str(value) for value in EnterpriseCase.objects.values_list().get()]
    assert all(token not in value for value in stored)
    assert links.find(token) == case
    assert links.find(token[:-1]) is None
    assert token not in str(list(AuditEvent.objects.values_list("detail")))
    assert token not in str(list(StatusLog.objects.values_list("extra", "reason")))


def test_the_result_to_confirm_must_be_written(cast):
    case = make.make_serving(cast)
    with pytest.raises(DomainError) as fault:
        confirming.ask(case=case, by=cast.liaison, result=" ")
    assert fault.value.field == "result"


def test_solved_ends_the_case_in_the_enterprises_name(cast):
    case = _answer(*make.make_asked(cast), "solved")
    assert (case.state, case.closed_by, case.next_on) == (CaseState.CLOSED, None, None)
    assert EnterpriseCase.objects.confirmed().get() == case
    assert not Deadline.objects.open().filter(subject_id=case.pk).exists()
    last = StatusLog.objects.of(KIND, case.pk).last()
    assert (last.actor, last.actor_name, last.to_state) == ("enterprise", "企业", "closed")
    assert _told("case-solved") == ["liaison", "unit_deputy", "unit_head"]
    said = case.confirmations.get()
    assert (said.outcome, said.stars, said.round) == ("solved", 4, 1)


def test_partly_solved_stays_open_for_long(cast):
    case = _answer(*make.make_asked(cast), "partly")
    assert (case.state, case.next_on) == (CaseState.LONG_TERM, make.days(14))
    assert _told("case-not-solved") == ["liaison", "unit_deputy", "unit_head"]


def test_not_solved_goes_back_and_can_be_asked_again(cast):
    case = _answer(*make.make_asked(cast), "unsolved")
    assert (case.state, case.next_on) == (CaseState.SERVING, dt.date(2011, 8, 24))
    assert case.link_hash == ""
    case, second = confirming.ask(case=case, by=cast.liaison, result="又到岗6人。")
    case = _answer(case, second, "solved")
    assert case.state == CaseState.CLOSED
    assert list(case.confirmations.values_list("round", "outcome")) == [
        (2, "solved"),
        (1, "unsolved"),
    ]


def test_a_link_works_once(cast):
    case, token = make.make_asked(cast)
    _answer(case, token, "unsolved")
    with pytest.raises(Conflict):
        _answer(case, token, "solved")
    case, _second = confirming.ask(case=case, by=cast.liaison, result="又到岗6人。")
    with pytest.raises(Conflict):
        _answer(case, token, "solved")


def test_a_new_link_ends_the_old_one(cast):
    case, old = make.make_asked(cast)
    case, new = confirming.renew(case=case, by=cast.liaison)
    assert links.find(old) is None
    with pytest.raises(Conflict):
        _answer(case, old, "solved")
    assert _answer(case, new, "solved").state == CaseState.CLOSED


def test_a_link_ends_after_fifteen_days(cast):
    case, token = make.make_asked(cast)
    with clock.at(make.TODAY + dt.timedelta(days=15)):
        assert case.link_runs
    with clock.at(make.TODAY + dt.timedelta(days=16)):
        with pytest.raises(DomainError) as fault:
            _answer(case, token, "solved")
        assert fault.value.code == "over"
        case, fresh = confirming.renew(case=case, by=cast.liaison)
        assert _answer(case, fresh, "solved").state == CaseState.CLOSED


def test_the_unit_takes_the_question_back_to_go_on(cast):
    case, token = make.make_asked(cast)
    case = confirming.go_on(
        case=case, by=cast.liaison, reason="还有2人未到岗", next_on=make.days(5)
    )
    assert (case.state, case.next_on) == (CaseState.SERVING, make.days(5))
    assert links.find(token) is None


def test_a_refusal_ends_the_case_only_through_the_office(cast):
    case = make.make_refused(cast)
    assert (case.state, case.claimed_by) == (CaseState.CONFIRMING, cast.liaison)
    assert _told("claim-to-decide") == ["office", "office_head"]
    for part in ("liaison", "unit_head", "unit_deputy", "owner", "leader"):
        with pytest.raises(NotAllowed):
            confirming.accept(case=case, by=getattr(cast, part))
    case = confirming.accept(case=case, by=cast.office)
    assert (case.state, case.closed_by) == (CaseState.CLOSED, cast.office)
    assert not EnterpriseCase.objects.confirmed().exists()
    assert _told("claim-decided") == ["liaison", "unit_deputy", "unit_head"]


def test_the_enterprise_may_still_answer_while_the_office_judges(cast):
    case, token = make.make_asked(cast)
    confirming.claim(case=case, by=cast.liaison, claim=Claim.REFUSAL, note=make.REASON)
    case = _answer(case, token, "unsolved")
    assert (case.state, case.claim, case.claimed_at) == (CaseState.SERVING, "", None)


def test_the_office_may_send_the_unit_back_to_work(cast):
    case = confirming.reject(case=make.make_refused(cast), by=cast.office, reason="请再上门一次")
    assert (case.state, case.claim, case.link_hash) == (CaseState.SERVING, "", "")
    with pytest.raises(NotAllowed):
        confirming.accept(case=case, by=cast.office)


def test_what_cannot_be_solved_ends_with_an_explanation(cast):
    case = make.make_unsolvable(cast)
    with pytest.raises(NotAllowed):
        confirming.ask(case=case, by=cast.liaison, result="无法办理")
    case = confirming.accept(case=case, by=cast.office)
    assert (case.state, case.next_on) == (CaseState.UNSOLVABLE, None)
    assert "用地政策" in case.claim_note


def test_an_unsolvable_long_case_may_be_tried_again(cast):
    long = make.make_long(cast)
    case = confirming.claim(
        case=long, by=cast.liaison, claim=Claim.UNSOLVABLE, note="市级部门答复不予办理。"
    )
    case = confirming.reject(case=case, by=cast.office, reason="请报市级专题会")
    assert (case.state, case.claim) == (CaseState.LONG_TERM, "")


def test_who_explains_does_not_decide(cast):
    case = make.make_refused(cast)
    EnterpriseCase.objects.filter(pk=case.pk).update(claimed_by=cast.office)
    case.refresh_from_db()
    with pytest.raises(NotAllowed):
        confirming.accept(case=case, by=cast.office)
    assert confirming.accept(case=case, by=cast.office_head).state == CaseState.CLOSED


def test_the_database_itself_lets_no_unit_end_a_case(cast):
    case, _token = make.make_asked(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        EnterpriseCase.objects.filter(pk=case.pk).update(
            state=CaseState.CLOSED,
            closed_at=clock.now(),
            closed_by=cast.liaison,
            next_on=None,
            link_hash="",
            link_until=None,
        )


def test_the_word_of_an_enterprise_is_never_changed(cast):
    make.make_closed(cast)
    with pytest.raises(Exception, match="word_stays"), transaction.atomic():
        Confirmation.objects.update(stars=1)


def test_a_concluded_case_ticks_the_units_task(cast, monkeypatch):
    ticked = []
    monkeypatch.setattr(tasks, "fulfil", lambda evidence, **given: ticked.append((evidence, given)))
    case = make.make_closed(cast)
    refused = confirming.accept(case=make.make_refused(cast), by=cast.office)
    confirming.accept(case=make.make_unsolvable(cast), by=cast.office)
    assert [given["number"] for _evidence, given in ticked] == [case.number, refused.number]
    assert {evidence for evidence, _given in ticked} == {Evidence.ENTERPRISE_CASE}
    assert TaskEvidence.objects.count() == 0
