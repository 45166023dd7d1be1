"""The year 2012 opened by cloning 2011: structure and topics, no results."""

import datetime as dt
from typing import Any

import pytest

from campaign.actions import campaigns, cloning, groups, topics
from campaign.actions.cloning import same_days
from campaign.enums import PhaseKind
from campaign.models import Campaign, LeadershipGroup, Phase, PhaseTask, UnitTask
from core.errors import DomainError, NotAllowed
from tests.campaign.pages import body, form_of, signed_in
from tests.cast import Cast
from tests.factories.campaign import accepted_plan, make_campaign, member_rows

PAGE = "/staff/campaigns/"
TITLE = "2012年机关作风建设活动"


@pytest.fixture
def year(cast: Cast) -> Campaign:
    """The campaign of 2011 with targets, topics, a group, and a plan on file."""
    made = make_campaign(
        cast.office_head,
        doc_no="青发〔2011〕8号",
        targets=[{"name": "财政总收入", "value": 379, "measure": "百万元", "actual": 401}],
        references=[("创业服务年活动实施方案", "青办〔2011〕3号")],
    )
    topics.set_topics(campaign=made, by=cast.office_head, titles=["首问责任制", "限时办结"])
    group = groups.zone_group(campaign=made, by=cast.office_head)
    groups.set_members(group=group, by=cast.office_head, members=member_rows())
    accepted_plan(cast)
    return made


def clone(cast: Cast, campaign: Campaign, **changes: Any) -> Campaign:
    given: dict[str, Any] = {
        "by": cast.office_head,
        "year": 2012,
        "title": TITLE,
        "phases": {p.kind: same_days(p, 2012, 2011) for p in campaign.phase_list},
    }
    return cloning.clone(campaign=campaign, **(given | changes))


def test_phases_and_tasks_are_taken_over_a_year_later(cast: Cast, year: Campaign) -> None:
    made = clone(cast, year)
    assert (made.state, made.previous) == ("draft", year)
    assert next((p.start, p.end) for p in made.phase_list) == (
        dt.date(2012, 4, 15),
        dt.date(2012, 4, 30),
    )
    fields = ("title", "evidence", "weight", "quantity", "kinds")
    old, new = (
        list(
            PhaseTask.objects.filter(phase__campaign=c)
            .order_by("phase__start", "order")
            .values_list(*fields)
        )
        for c in (year, made)
    )
    assert old == new


def test_a_task_keeps_its_distance_from_the_end_of_its_phase(cast: Cast, year: Campaign) -> None:
    days = {p.kind: same_days(p, 2012, 2011) for p in year.phase_list}
    days[PhaseKind.MOBILIZE] = (dt.date(2012, 3, 1), dt.date(2012, 3, 20))
    made = clone(cast, year, phases=days)
    assert made.phase(PhaseKind.MOBILIZE).tasks.get(title="报送实施方案").due == dt.date(
        2012, 3, 19
    )


def test_targets_topics_references_and_the_zones_group_go_on(cast: Cast, year: Campaign) -> None:
    made = clone(cast, year)
    target = made.targets.get()
    assert (target.name, target.actual) == ("财政总收入", None)
    assert list(made.topics.values_list("title", flat=True)) == ["首问责任制", "限时办结"]
    assert made.references.get().doc_no == "青办〔2011〕3号"
    group = LeadershipGroup.objects.of_zone().get(campaign=made)
    assert group.members.count() == 4


def test_results_stay_where_they_are(cast: Cast, year: Campaign) -> None:
    made = clone(cast, year)
    assert made.doc_no == ""
    assert not made.plans.exists()
    assert not UnitTask.objects.of(made).exists()
    assert year.plans.get().state == "accepted"


def test_the_new_year_starts_when_the_old_one_is_summed_up(cast: Cast, year: Campaign) -> None:
    made = clone(cast, year)
    with pytest.raises(DomainError):
        campaigns.start(campaign=made, by=cast.office_head)
    campaigns.move(campaign=year, step="sum_up", by=cast.office_head)
    campaigns.move(campaign=year, step="close", by=cast.leader)
    campaigns.start(campaign=made, by=cast.office_head)
    assert Campaign.objects.current() == made
    assert UnitTask.objects.of(made).filter(unit=cast.unit).count() == 6


def test_a_year_is_continued_once_and_by_the_head_of_the_office(cast: Cast, year: Campaign) -> None:
    with pytest.raises(NotAllowed):
        clone(cast, year, by=cast.office)
    with pytest.raises(DomainError) as error:
        clone(cast, year, year=2011)
    assert error.value.field == "year"
    clone(cast, year)
    with pytest.raises(DomainError) as error:
        clone(cast, Campaign.objects.get(year=2011), year=2013)
    assert error.value.code == "continued"


def test_the_29th_of_february_becomes_the_28th() -> None:
    phase = Phase(start=dt.date(2012, 2, 29), end=dt.date(2012, 3, 31))
    assert same_days(phase, 2013, 2012) == (dt.date(2013, 2, 28), dt.date(2013, 3, 31))


def test_the_form_proposes_next_year_and_names_wrong_days(cast: Cast, year: Campaign) -> None:
    client = signed_in(cast.office_head)
    form = form_of(body(client.get(f"{PAGE}2011/clone/")))
    assert (form["year"], form["title"]) == ("2012", TITLE)
    wrong = form.copy()
    wrong["rectify_start"] = "2012-04-20"
    answer = client.post(f"{PAGE}2011/clone/", wrong)
    assert "查摆整改" in body(answer)
    assert Campaign.objects.count() == 1
    assert client.post(f"{PAGE}2011/clone/", form).status_code == 302
    assert TITLE in body(client.get(f"{PAGE}2012/"))


def test_the_page_hints_at_days_off_and_moves_nothing(cast: Cast, year: Campaign) -> None:
    text = body(signed_in(cast.office).get(f"{PAGE}2011/"))
    assert "（2011-04-30）是休息日，其后的工作日是 2011-05-03" in text
    assert year.phase(PhaseKind.MOBILIZE).end == dt.date(2011, 4, 30)


def test_the_steps_of_the_year_are_buttons_for_whoever_may(cast: Cast, year: Campaign) -> None:
    client = signed_in(cast.office_head)
    client.post(f"{PAGE}2011/step/sum_up/")
    year.refresh_from_db()
    assert year.state == "closing"
    assert client.post(f"{PAGE}2011/step/close/").status_code == 403
    signed_in(cast.leader).post(f"{PAGE}2011/step/close/")
    year.refresh_from_db()
    assert year.state == "closed"


def test_the_list_shows_every_year(cast: Cast, year: Campaign) -> None:
    clone(cast, year)
    text = body(signed_in(cast.leader).get(PAGE))
    assert text.index("campaign-2012") < text.index("campaign-2011")
