"""Withdrawals from any stage, and whether they were the person's own wish."""

import pytest
from django.utils.translation import gettext

from complaints import access, todo
from complaints.actions import citizen, closing, dispatch, triage, withdrawal
from complaints.enums import Decision, State
from complaints.models import Complaint
from core.duties import Duties
from core.errors import DomainError, NotAllowed
from core.models import Notice
from tests.factories import complaints as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


def refused(cast):
    complaint = make.make_received(cast)
    triage.propose_refusal(
        complaint=complaint, by=cast.desk, reason="procedure", channel="区法院", text="正在诉讼中。"
    )
    return triage.confirm_refusal(complaint=complaint, by=cast.desk2)


def numbers(user, verb):
    found = [
        row for one in todo.todos(user) for row in (one.all() if isinstance(one, Duties) else [one])
    ]
    return [row.number for row in found if str(row.verb) == gettext(verb)]


@pytest.mark.parametrize(
    "stage", ["received", "accepted", "handling", "signing", "reported", "replied"]
)
def test_it_is_possible_at_every_stage(cast, stage):
    complaint = getattr(make, f"make_{stage}")(cast)
    complaint = withdrawal.withdraw(complaint=complaint, reason="不想再反映了")
    assert complaint.state == State.WITHDRAWN
    assert not complaint.replies.filter(decision=Decision.OPEN).exists()


@pytest.mark.parametrize("stage", ["closed", "refused"])
def test_what_has_ended_is_not_withdrawn(cast, stage):
    complaint = refused(cast) if stage == "refused" else make.make_closed(cast)
    with pytest.raises(DomainError):
        withdrawal.withdraw(complaint=complaint, reason="")


def test_the_desk_asks_and_under_pressure_the_head_decides(cast):
    complaint = withdrawal.withdraw(complaint=make.make_handling(cast), reason="")
    ask, decide = "Ask whether it was voluntary", "Decide whether to go on"
    assert numbers(cast.desk, ask) == [complaint.number]
    assert numbers(cast.office_head, decide) == []
    withdrawal.check(complaint=complaint, by=cast.desk, voluntary=False, text="单位多次打电话")
    assert numbers(cast.desk, ask) == []
    assert numbers(cast.office_head, decide) == [complaint.number]
    notice = Notice.objects.get(kind="complaints.withdrawal-forced")
    assert notice.recipient == cast.office_head
    withdrawal.continue_anyway(complaint=complaint, by=cast.office_head, reason="依职权继续")
    assert numbers(cast.office_head, decide) == []


def test_what_the_desk_noted_is_for_the_desk_alone(cast):
    complaint = withdrawal.withdraw(complaint=make.make_handling(cast), reason="")
    withdrawal.check(complaint=complaint, by=cast.desk, voluntary=True, text="电话核实自愿")
    for steps in (complaint.steps.for_public(), complaint.steps.for_unit()):
        assert not steps.filter(note__contains="电话核实").exists()
    with pytest.raises(NotAllowed):
        withdrawal.check(complaint=complaint, by=cast.contact, voluntary=True, text="自愿")


def test_the_form_of_the_desk_notes_it(client, cast):
    complaint = withdrawal.withdraw(complaint=make.make_handling(cast), reason="")
    client.force_login(cast.desk)
    url = f"/staff/intake/{complaint.number}/check-withdrawal/"
    assert client.post(url, {"voluntary": "", "text": ""}).status_code == 422
    client.post(url, {"voluntary": "unknown", "text": "三次未接通"})
    row = complaint.withdrawals.get()
    assert (row.voluntary, row.checked_by, row.from_state) == (None, cast.desk, "handling")


def test_a_withdrawn_accusation_stays_with_discipline(cast):
    complaint = dispatch.to_discipline(complaint=make.make_accusation(cast), by=cast.desk)
    complaint = withdrawal.withdraw(complaint=complaint, reason="害怕")
    assert not Notice.objects.filter(kind="complaints.withdrawn").exists()
    assert not access.can_read_original(cast.desk, complaint)
    assert numbers(cast.desk, "Ask whether it was voluntary") == []
    for act in (withdrawal.continue_anyway, withdrawal.continue_discipline):
        with pytest.raises(NotAllowed):
            act(complaint=complaint, by=cast.office_head, reason="继续")
    complaint = withdrawal.continue_discipline(
        complaint=complaint, by=cast.discipline, reason="线索具体"
    )
    assert complaint.state == State.TO_DISCIPLINE


def test_a_refusal_that_is_upheld_stays_one(cast):
    complaint = refused(cast)
    citizen.ask_review(complaint=complaint, reason="这件事并没有在法院起诉。")
    complaint = closing.uphold(complaint=complaint, by=cast.office_head, reason="确在诉讼中")
    assert (complaint.state, complaint.closed_at) == (State.REFUSED, None)
    with pytest.raises(DomainError) as again:
        citizen.ask_review(complaint=complaint, reason="请再看一次，我没有起诉过。")
    assert again.value.code == "twice"


# --- Whoever was merged -------------------------------------------------------------------------


@pytest.fixture
def merged(cast):
    """A case merged into one of unit JFJ that has been answered."""
    main = make.make_accepted(cast)
    other = triage.merge(complaint=make.make_received(cast), by=cast.desk, into=main)
    triage.redact(complaint=main, by=cast.desk, text=make.REDACTED)
    dispatch.dispatch(complaint=make.fresh(main), by=cast.desk, unit=cast.unit)
    make.handling.sign_for(complaint=make.fresh(main), by=cast.contact)
    make.report(make.fresh(main), cast)
    make.replies.sign(complaint=main, by=cast.unit_head)
    make.replies.approve(complaint=make.fresh(main), by=cast.desk)
    return Complaint.objects.select_related("duplicate_of").get(pk=other.pk)


def test_a_merged_person_rates_the_answer_without_closing_the_case_of_others(cast, merged):
    assert citizen.ratable(merged)
    rating = citizen.rate(complaint=merged, score=5)
    assert (rating.complaint.score, rating.complaint.state) == (5, State.MERGED)
    assert make.fresh(merged.duplicate_of).state == State.REPLIED
    assert not citizen.ratable(make.fresh(merged))
    # The other person still decides about their own case.
    citizen.rate(complaint=make.fresh(merged.duplicate_of), score=4)
    assert make.fresh(merged.duplicate_of).state == State.CLOSED


def test_a_low_rating_of_a_merged_person_opens_the_redo(cast, merged):
    rating = citizen.rate(complaint=merged, score=1, reason="没有解决")
    assert citizen.handled_again(rating)
    assert make.fresh(merged.duplicate_of).state == State.REDO


def test_a_merged_person_asks_for_re_examination_in_words_that_others_do_not_read(cast, merged):
    main = merged.duplicate_of
    citizen.rate(complaint=make.fresh(main), score=4)
    citizen.ask_review(complaint=make.fresh(merged), reason="答复没有说清楚我的情况。")
    assert make.fresh(main).state == State.REVIEWING
    assert merged.messages.count() == 1
    assert not main.messages.exists()


def test_a_merged_person_withdraws_alone(cast, merged):
    withdrawal.withdraw(complaint=merged, reason="")
    assert make.fresh(merged).state == State.WITHDRAWN
    assert make.fresh(merged.duplicate_of).state == State.REPLIED
