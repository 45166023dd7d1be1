"""A campaign is set up, started and closed; units get their tasks."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.enums import UnitKind
from campaign.actions import campaigns
from campaign.actions.campaigns import PhaseDraft
from campaign.enums import CampaignState, Elapsed, PhaseKind
from campaign.models import Campaign, UnitTask
from campaign.workflow import TASK
from core import clock
from core.errors import DomainError, NotAllowed
from core.models import Deadline
from tests.cast import Cast, make_unit
from tests.factories.campaign import make_campaign, phase_drafts


def test_starting_gives_every_unit_the_tasks_of_its_kind(cast: Cast) -> None:
    town = make_unit("YTZ", "云塘镇", kind=UnitKind.TOWN)
    make_campaign(cast.office_head)
    assert UnitTask.objects.filter(unit=cast.unit).count() == 6
    assert UnitTask.objects.filter(unit=town).count() == 5  # visits are for departments only


def test_a_unit_that_joins_later_gets_its_tasks_once(cast: Cast, campaign: Campaign) -> None:
    make_unit("QFJ", "企业服务局")
    assert campaigns.enrol(campaign=campaign) == 6
    assert campaigns.enrol(campaign=campaign) == 0


def test_a_dissolved_unit_gets_none(cast: Cast) -> None:
    gone = make_unit("XXX", "某某局", active=False)
    make_campaign(cast.office_head)
    assert not UnitTask.objects.filter(unit=gone).exists()


def test_only_the_office_head_sets_up(cast: Cast) -> None:
    for person in (cast.office, cast.leader, cast.sysadmin, cast.unit_head):
        with pytest.raises(NotAllowed):
            make_campaign(person)


def test_phases_must_not_overlap(cast: Cast) -> None:
    drafts = phase_drafts()
    early = PhaseDraft(PhaseKind.RECTIFY, "查摆整改", dt.date(2011, 4, 30), dt.date(2011, 9, 30))
    with pytest.raises(DomainError) as error:
        make_campaign(cast.office_head, phases=[drafts[0], early, drafts[2]])
    assert "查摆整改" in str(error.value.message)


def test_each_phase_is_needed_once(cast: Cast) -> None:
    with pytest.raises(DomainError) as error:
        make_campaign(cast.office_head, phases=phase_drafts()[:2])
    assert error.value.code == "phases"


def test_a_phase_ends_after_it_begins(cast: Cast) -> None:
    first, second, _ = phase_drafts()
    wrong = PhaseDraft(
        PhaseKind.INSTITUTIONALIZE, "建章立制", dt.date(2011, 12, 31), dt.date(2011, 10, 1)
    )
    with pytest.raises(DomainError) as error:
        make_campaign(cast.office_head, phases=[first, second, wrong])
    assert error.value.code == "phases"


def test_current_is_the_running_campaign(cast: Cast, campaign: Campaign) -> None:
    assert Campaign.objects.current() == campaign


def test_without_a_running_campaign_current_says_what_to_do(cast: Cast) -> None:
    make_campaign(cast.office_head, start=False)
    with pytest.raises(DomainError) as error:
        Campaign.objects.current()
    assert error.value.code == "no-campaign"
    assert Campaign.objects.current_or_none() is None


def test_two_campaigns_cannot_run_at_once(cast: Cast, campaign: Campaign) -> None:
    later = make_campaign(cast.office_head, start=False, year=2012)
    with pytest.raises(DomainError) as error:
        campaigns.start(campaign=later, by=cast.office_head)
    assert error.value.code == "running"


def test_only_the_leader_closes(cast: Cast, campaign: Campaign) -> None:
    campaigns.move(campaign=campaign, step="sum_up", by=cast.office_head)
    with pytest.raises(NotAllowed):
        campaigns.move(campaign=campaign, step="close", by=cast.office_head)
    closed = campaigns.move(campaign=campaign, step="close", by=cast.leader)
    assert closed.state == CampaignState.CLOSED
    archived = campaigns.move(campaign=closed, step="archive", by=cast.office_head)
    assert archived.state == CampaignState.ARCHIVED


def test_a_campaign_being_summed_up_is_still_current(cast: Cast, campaign: Campaign) -> None:
    campaigns.move(campaign=campaign, step="sum_up", by=cast.office_head)
    assert Campaign.objects.current() == campaign


def test_days_of_the_campaign(campaign: Campaign) -> None:
    assert (campaign.start, campaign.end) == (dt.date(2011, 4, 15), dt.date(2011, 12, 31))
    rectify = campaign.phase_on(dt.date(2011, 8, 19))
    assert rectify is not None
    assert rectify.kind == PhaseKind.RECTIFY
    assert campaign.phase_on(dt.date(2011, 4, 14)) is None
    with clock.at(dt.datetime(2011, 10, 1, 0, 5, tzinfo=dt.timezone(dt.timedelta(hours=8)))):
        assert campaign.phase_on() == campaign.phase(PhaseKind.INSTITUTIONALIZE)


@pytest.mark.parametrize(
    ("day", "elapsed", "stands"),
    [
        (dt.date(2011, 4, 14), 0.0, Elapsed.BEFORE),
        (dt.date(2011, 4, 15), 1 / 16, Elapsed.DURING),
        (dt.date(2011, 4, 22), 0.5, Elapsed.DURING),
        (dt.date(2011, 4, 30), 1.0, Elapsed.DURING),
        (dt.date(2011, 6, 1), 1.0, Elapsed.AFTER),
    ],
)
def test_time_gone_by(campaign: Campaign, day: dt.date, elapsed: float, stands: Elapsed) -> None:
    phase = campaign.phase(PhaseKind.MOBILIZE)
    assert phase.elapsed(day) == pytest.approx(elapsed)
    assert phase.stands(day) == stands
    assert phase.contains(day) == (stands == Elapsed.DURING)


def test_enrolling_many_units_takes_as_many_queries_as_one(cast: Cast, campaign: Campaign) -> None:
    def join(count: int, prefix: str) -> int:
        for n in range(count):
            make_unit(f"{prefix}{n}", f"{prefix}某局")
        with CaptureQueriesContext(connection) as queries:
            assert campaigns.enrol(campaign=campaign) == count * 6
        return len(queries)

    assert join(40, "B") == join(1, "A")
    rows = UnitTask.objects.of(campaign).filter(unit__code="B39")
    reminders = Deadline.objects.open().filter(subject_kind=TASK.kind, unit_code="B39")
    assert {(row.pk, row.task.due) for row in rows.select_related("task")} == set(
        reminders.values_list("subject_id", "due_on")
    )
