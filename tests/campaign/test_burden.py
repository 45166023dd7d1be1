"""The burden meter: what was asked of each unit, what the portal did, and the budget."""

import datetime as dt
from typing import Any

import pytest
from django import forms
from django.test import Client

from accounts.models import Unit
from campaign import burden, field_counts
from campaign.actions import burden as actions
from campaign.actions import meetings, reminders, setting_up
from campaign.burden import BUDGET, Burden, Month
from campaign.enums import Evidence
from campaign.forms.records import SessionForm
from campaign.models import BurdenRelease, Campaign, UnitTask
from core import audit, clock
from core.errors import DomainError, NotAllowed
from inspections.workflow import SLIP
from tests.campaign.pages import body, signed_in
from tests.cast import Cast, make_unit
from tests.factories.campaign import make_meeting, returned_plan

PAGE = "/staff/burden/"
CHINA = dt.timezone(dt.timedelta(hours=8))
APRIL = Month(dt.date(2011, 4, 1))


def day(number: int, month: int = 4) -> dt.datetime:
    return dt.datetime(2011, month, number, 10, 0, tzinfo=CHINA)


def april(cast: Cast) -> Burden:
    """The month of JFJ."""
    (row,) = burden.burdens(APRIL, [cast.unit])
    return row


def remind(cast: Cast, times: int) -> reminders.Reminded:
    """The office reminds JFJ of one task, on as many days; how the last time went."""
    task = UnitTask.objects.get(unit=cast.unit, task__title="召开动员会")
    for n in range(times):
        with clock.at(day(n + 1)):
            done = reminders.remind(tasks=[task], by=cast.office)
    return done


def test_what_falls_due_is_counted_in_its_month(cast: Cast, campaign: Campaign) -> None:
    assert april(cast).due == 3
    assert burden.burdens(Month(dt.date(2011, 5, 1)), [cast.unit])[0].due == 0


def test_reminders_and_their_messages_are_counted(cast: Cast, campaign: Campaign) -> None:
    remind(cast, 3)
    row = april(cast)
    assert (row.reminders, row.messages, row.over) == (3, 6, False)  # liaison and head each


def test_what_the_portal_ticks_by_itself_stands_on_the_other_side(
    cast: Cast, campaign: Campaign
) -> None:
    with clock.at(day(19)):
        meeting = make_meeting(cast.unit, cast.liaison)
        meetings.hold(meeting=meeting, by=cast.liaison, attended=18, minutes="部署工作。")
    row = april(cast)
    assert row.ticked == 1
    assert row.entries == 2  # called, logged as held


def test_what_was_sent_back_is_counted(cast: Cast, campaign: Campaign) -> None:
    with clock.at(day(20)):
        returned_plan(cast)
    assert april(cast).returned == 1


def test_what_the_office_writes_is_no_entry_of_the_unit(cast: Cast, campaign: Campaign) -> None:
    remind(cast, 2)
    assert april(cast).entries == 0


def test_another_month_and_another_unit_stay_apart(cast: Cast, campaign: Campaign) -> None:
    remind(cast, 2)
    (other,) = burden.burdens(APRIL, [cast.other_unit])
    (later,) = burden.burdens(Month(dt.date(2011, 5, 1)), [cast.unit])
    assert (other.reminders, later.reminders) == (0, 0)


def test_the_budget_ends_the_reminders(cast: Cast, campaign: Campaign) -> None:
    done = remind(cast, BUDGET + 1)
    assert [task.unit for task in done.over_budget] == [cast.unit]
    assert not done.sent
    assert april(cast).reminders == BUDGET


def test_one_batch_does_not_go_over_the_budget_either(cast: Cast, campaign: Campaign) -> None:
    remind(cast, BUDGET - 2)
    with clock.at(day(20)):
        done = reminders.remind(tasks=UnitTask.objects.filter(unit=cast.unit), by=cast.office)
    assert (len(done.sent), len(done.over_budget)) == (2, 4)


def test_the_office_sets_the_budget_and_everybody_reads_it(cast: Cast, campaign: Campaign) -> None:
    setting_up.set_words(
        campaign=campaign, by=cast.office_head, version=None, words={"reminder_budget": 2}
    )
    assert len(remind(cast, 3).over_budget) == 1
    row = april(cast)
    assert (row.reminders, row.budget, row.full) == (2, 2, True)
    assert "每月最多收到2次提醒和督办文书" in body(Client().get("/campaign/"))
    with clock.at(day(20)):
        assert "/ 2</td>" in body(signed_in(cast.liaison).get(PAGE))


def test_fields_and_slips_are_asked_of_a_unit(cast: Cast, campaign: Campaign) -> None:
    slip(cast, 2)
    row = april(cast)
    # A plan, a mobilisation meeting and two sessions fall due in April.
    plan, meeting, study = (
        field_counts.of(one) for one in (Evidence.PLAN, Evidence.MOBILIZATION, Evidence.STUDY)
    )
    assert (row.slips, row.fields) == (2, plan + meeting + 2 * study)


def slip(cast: Cast, times: int) -> None:
    """A paper is issued to JFJ, so many times; every second one is signed by a leader."""
    for n in range(times):
        with clock.at(day(20)):
            audit.record(
                burden.SLIPPED[n % 2],
                by=cast.leader,
                kind="inspections.slip",
                object_id=n + 1,
                unit_code="JFJ",
            )


@pytest.mark.parametrize("evidence", list(Evidence))
def test_fields_are_counted_from_the_forms(evidence: Evidence) -> None:
    """What asks nothing is the plan that is made of the items."""
    assert (field_counts.of(evidence) == 0) == (evidence == Evidence.RECTIFICATION_PLAN)
    assert field_counts.of(evidence) < 60


def test_a_field_more_in_a_form_is_a_field_more_to_fill_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = field_counts.of(Evidence.STUDY)
    monkeypatch.setitem(SessionForm.base_fields, "more", forms.CharField())
    assert field_counts.of(Evidence.STUDY) == before + 1
    hidden = forms.CharField(widget=forms.HiddenInput)
    monkeypatch.setitem(SessionForm.base_fields, "hidden", hidden)
    assert field_counts.of(Evidence.STUDY) == before + 1


def test_papers_fall_under_the_budget_of_reminders(cast: Cast, campaign: Campaign) -> None:
    slip(cast, BUDGET - 1)
    done = remind(cast, 1)
    assert len(done.sent) == 1
    assert remind(cast, 3).over_budget
    row = april(cast)
    assert (row.asked, row.full, row.over) == (BUDGET, True, False)


def test_slips_are_audited_under_the_names_that_are_counted() -> None:
    assert tuple(f"{SLIP.kind}.{step}" for step in ("issue", "sign")) == burden.SLIPPED
    assert {"issue", "sign"} <= SLIP.transitions.keys()


def test_the_next_month_begins_anew(cast: Cast, campaign: Campaign) -> None:
    remind(cast, BUDGET + 1)
    task = UnitTask.objects.get(unit=cast.unit, task__title="召开动员会")
    with clock.at(day(3, month=5)):
        assert reminders.remind(tasks=[task], by=cast.office).sent


def test_a_leader_lifts_the_budget_with_a_reason(cast: Cast, campaign: Campaign) -> None:
    remind(cast, BUDGET)
    with clock.at(day(20)):
        with pytest.raises(NotAllowed):
            actions.release(unit=cast.unit, by=cast.office_head, reason="催办")
        with pytest.raises(DomainError) as error:
            actions.release(unit=cast.unit, by=cast.leader, reason=" ")
        assert error.value.field == "reason"
        actions.release(unit=cast.unit, by=cast.leader, reason="方案报送已逾期两周")
        actions.release(unit=cast.unit, by=cast.leader, reason="再次")
        task = UnitTask.objects.get(unit=cast.unit, task__title="召开动员会")
        assert reminders.remind(tasks=[task], by=cast.office).sent
    assert BurdenRelease.objects.get().reason == "方案报送已逾期两周"
    row = april(cast)
    assert (row.over, row.full) == (True, False)


def test_the_page_of_the_leader_leads_to_lifting(cast: Cast, campaign: Campaign) -> None:
    remind(cast, BUDGET)
    with clock.at(day(20)):
        leader = signed_in(cast.leader)
        assert f"{PAGE}JFJ/release/" in body(leader.get(PAGE))
        assert f"{PAGE}GJJ/release/" not in body(leader.get(PAGE))
        leader.post(f"{PAGE}JFJ/release/", {"reason": "方案报送已逾期两周"})
        assert "方案报送已逾期两周" in body(signed_in(cast.liaison).get(PAGE))


def test_the_office_is_told_that_the_budget_is_used_up(cast: Cast, campaign: Campaign) -> None:
    remind(cast, BUDGET)
    row = UnitTask.objects.get(unit=cast.unit, task__title="召开动员会")
    with clock.at(day(20)):
        answer = signed_in(cast.office).post(
            "/staff/tasks/remind/", {"task": [row.pk]}, follow=True
        )
    assert "本月提醒额度已用完" in body(answer)


def test_a_unit_reads_itself_and_the_average_and_no_other_unit(
    cast: Cast, campaign: Campaign
) -> None:
    units = Unit.objects.active().count()
    for n in range(8 - units):
        make_unit(f"U{n}", f"某某{n}局")
    remind(cast, 4)
    text = body(signed_in(cast.liaison).get(PAGE, {"month": "2011-04"}))
    assert 'id="burden-JFJ"' in text
    assert 'id="burden-GJJ"' not in text
    assert '<td class="num">0.5</td>' in text  # four reminders over eight units
    assert 'id="burden-GJJ"' in body(signed_in(cast.office).get(PAGE))


def test_of_few_units_no_average_is_told(cast: Cast, campaign: Campaign) -> None:
    assert "全部单位平均" not in body(signed_in(cast.liaison).get(PAGE, {"month": "2011-04"}))


def test_it_takes_the_same_queries_for_more_units(
    cast: Cast, campaign: Campaign, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(12) as few:
        burden.burdens(APRIL, [cast.unit])
    units = [make_unit(f"U{n}", f"某某{n}局") for n in range(10)]
    with django_assert_max_num_queries(12) as many:
        burden.burdens(APRIL, units)
    assert len(many) == len(few)
