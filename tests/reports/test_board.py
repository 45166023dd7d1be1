"""The overview of the zone: numbers, headings, and the lists behind them."""

import datetime as dt

import pytest

from campaign.models import Campaign
from complaints.actions import withdrawal
from core import clock
from reports.board import complaints, kpis, units
from reports.board.rates import Rate
from reports.board.scope import MONTH, PHASE, YEAR, BoardFilter, Scope
from tests.cast import Cast, make_unit
from tests.factories import complaints as cases
from tests.factories import rectification as items
from tests.factories.reports import the_campaign

pytestmark = pytest.mark.django_db
EARLY = [{"name": "完成流程梳理", "due": dt.date(2011, 7, 15)}]
NO_RATE = Rate(0, 0)


@pytest.fixture(autouse=True)
def _august() -> object:
    with clock.at(items.TODAY):
        yield


def scope_of(cast: Cast, person: object = None, **query: str) -> Scope:
    campaign = Campaign.objects.current_or_none() or the_campaign(cast)
    return Scope.of(person or cast.office, campaign, BoardFilter(query))  # type: ignore[arg-type]


def kpi(cast: Cast, n: int, **query: str) -> kpis.Kpi:
    scope = scope_of(cast, **query)
    return kpis.kpis(scope, units.unit_table(scope))[n]


def test_the_days_of_each_span(cast: Cast) -> None:
    assert scope_of(cast).span == PHASE
    assert scope_of(cast).start == dt.date(2011, 5, 1)
    assert scope_of(cast, span=MONTH).start == dt.date(2011, 7, 21)
    assert scope_of(cast, span=YEAR).start == dt.date(2011, 4, 15)
    assert scope_of(cast, span="nonsense").span == PHASE


def test_before_and_after_the_campaign_the_nearest_phase_counts(cast: Cast) -> None:
    the_campaign(cast)
    with clock.at(dt.datetime(2011, 3, 1, tzinfo=dt.UTC)):
        assert scope_of(cast).phase.kind == "mobilize"
    with clock.at(dt.datetime(2012, 2, 1, tzinfo=dt.UTC)):
        assert scope_of(cast).phase.kind == "institutionalize"


def test_items_struck_off_and_the_change_in_a_week(cast: Cast) -> None:
    with clock.at(items.TODAY - dt.timedelta(days=10)):
        items.make_item(cast)
    items.make_closed(cast)
    found = kpi(cast, 0)
    assert (found.value, found.unit, found.count) == ("50", "%", 1)
    assert found.note == "2 项销号 1 项，比一周前高 50 点"


def test_without_items_the_rate_is_a_dash(cast: Cast) -> None:
    assert kpi(cast, 0).value == "—"


def test_red_lights_and_the_units_they_are_in(cast: Cast) -> None:
    with clock.at(items.TODAY - dt.timedelta(days=60)):
        items.make_item(cast, due_date=dt.date(2011, 8, 8), milestones=EARLY)
        items.make_item(cast, due_date=dt.date(2011, 8, 15), milestones=EARLY)
    found = kpi(cast, 1)
    assert (found.value, found.note, found.count) == ("2", "涉及 1 家单位", 2)


def test_answers_in_time_count_by_the_first_reply(cast: Cast) -> None:
    with clock.at(items.TODAY - dt.timedelta(days=60)):
        cases.make_reported(cast)
        cases.make_handling(cast)
    found = kpi(cast, 2)
    assert (found.value, found.count) == ("50", 1)
    assert found.note.startswith("应答复 2 件，超期 1 件")
    assert found.note.endswith("比目标低 45 点")


def test_what_is_due_later_is_neither_late_nor_in_time(cast: Cast) -> None:
    cases.make_handling(cast)
    assert kpi(cast, 2).value == "—"


def test_few_ratings_say_nothing(cast: Cast) -> None:
    for _ in range(4):
        cases.make_closed(cast)
    assert kpi(cast, 3).value == "样本不足"
    cases.make_closed(cast, score=5)
    assert (kpi(cast, 3).value, kpi(cast, 3).note) == ("100", "5 人评价，比目标高 15 点")


def test_accusations_count_for_nobody_but_the_leader(cast: Cast) -> None:
    cases.make_accusation(cast)
    assert complaints.hot_spots(scope_of(cast)).total == 0
    assert complaints.hot_spots(scope_of(cast, cast.leader)).total == 1


def test_refused_and_withdrawn_complaints_do_not_count(cast: Cast) -> None:
    case = cases.make_accepted(cast)
    withdrawal.withdraw(complaint=case, reason="已经解决")
    assert complaints.hot_spots(scope_of(cast)).total == 0


def test_units_are_ordered_by_how_far_they_lag(cast: Cast) -> None:
    items.make_item(cast)  # ticks a task of JFJ
    table = units.unit_table(scope_of(cast))
    assert [line.unit.code for line in table.lines] == ["GJJ", "JFJ"]
    assert table.heading == "2 家单位进度落后于时间"
    assert table.elapsed == 72


def test_all_units_in_time(cast: Cast) -> None:
    the_campaign(cast)
    with clock.at(dt.datetime(2011, 3, 1, tzinfo=dt.UTC)):
        assert units.unit_table(scope_of(cast)).heading == "全部单位跟上时间进度"


def test_the_rest_of_the_units_stand_in_one_line(cast: Cast) -> None:
    campaign = the_campaign(cast)
    for n in range(12):
        make_unit(f"U{n}", f"单位{n}")
    items.make_item(cast)
    table = units.unit_table(scope_of(cast))
    assert (len(table.top), table.rest.size) == (10, 4)  # type: ignore[union-attr]
    assert sum(sum(line.counts) for line in table.top) + sum(table.rest.counts) == 1  # type: ignore[union-attr]
    assert units.unit_table(scope_of(cast), all_units=True).rest is None
    assert campaign.year == 2011


def test_only_units_of_the_kind_are_shown(cast: Cast) -> None:
    make_unit("YTZ", "云塘镇", kind="town")
    assert [line.unit.code for line in units.unit_table(scope_of(cast, kind="town")).lines] == [
        "YTZ"
    ]
    assert units.unit_table(scope_of(cast, kind="soe")).heading == "没有该类单位参加活动"


def test_delays_are_ranked_by_the_longest(cast: Cast) -> None:
    with clock.at(items.TODAY - dt.timedelta(days=60)):
        items.make_item(cast, due_date=dt.date(2011, 8, 8), milestones=EARLY)
    table = units.unit_table(scope_of(cast))
    assert [(line.unit.code, line.longest_late) for line in table.late] == [("JFJ", 9)]
    assert table.late_heading == "1 家单位有超期事项"


def test_no_delay_is_said(cast: Cast) -> None:
    items.make_item(cast)
    assert units.unit_table(scope_of(cast)).late_heading == "没有超期事项"


def test_units_with_fewer_than_ten_ratings_are_not_ranked(cast: Cast) -> None:
    the_campaign(cast)
    table = units.unit_table(scope_of(cast))
    line = table.lines[0]
    nine = units.UnitLine(line.unit, line.progress, None, Rate(9, 9))
    ten = units.UnitLine(line.unit, line.progress, None, Rate(8, 10))
    found = units.ranking([nine, ten], 85)
    assert found.points == [(line.unit.short_name, 80.0)]
    assert found.heading == "1 家单位满意率低于 85% 的目标"
    assert units.ranking([nine], 85).heading == "还没有单位的评价达到 10 件"
    assert (
        "达到"
        in units.ranking([units.UnitLine(line.unit, line.progress, None, Rate(9, 10))], 85).heading
    )


def test_weeks_run_from_the_phase_to_today(cast: Cast) -> None:
    cases.make_handling(cast)
    found = complaints.weeks(scope_of(cast)).weeks
    assert (found[0].monday, found[-1].monday) == (dt.date(2011, 4, 25), dt.date(2011, 8, 15))
    assert (found[-1].accepted, found[-1].unfinished) == (1, True)
    assert not any(week.accepted for week in found[:-1])


def test_a_year_of_weeks_is_cut_to_half(cast: Cast) -> None:
    the_campaign(cast)
    with clock.at(dt.datetime(2011, 12, 30, 2, tzinfo=dt.UTC)):
        assert len(complaints.weeks(scope_of(cast, span=YEAR)).weeks) == 26


def week(accepted: int, *, unfinished: bool = False, rate: Rate = NO_RATE) -> complaints.Week:
    return complaints.Week(dt.date(2011, 8, 1), accepted, rate, unfinished, "", "", "")


@pytest.mark.parametrize(
    ("counts", "heading"),
    [
        ([10, 10, 10, 20], "每周投诉量上升"),
        ([10, 10, 10, 5], "每周投诉量下降"),
        ([10, 11, 10, 10], "每周投诉量平稳"),
        ([0, 0, 0, 0], "本期没有受理投诉"),
        ([3, 4], "每周投诉量"),
    ],
)
def test_the_heading_says_how_the_weeks_go(counts: list[int], heading: str) -> None:
    found = [week(count) for count in counts] + [week(0, unfinished=True)]
    assert complaints.Weeks(found).heading == heading


def test_the_heading_adds_the_answers_of_the_last_full_week() -> None:
    found = [week(10), week(10), week(10, rate=Rate(9, 10)), week(1, unfinished=True)]
    assert complaints.Weeks(found).heading == "每周投诉量平稳，上一整周按时答复率 90%"


def test_hot_spots_put_the_most_frequent_first(cast: Cast) -> None:
    cases.make_handling(cast)
    cases.make_handling(cast)
    cases.make_handling(cast, category=cases.category("1.1"), unit=cast.other_unit)
    found = complaints.hot_spots(scope_of(cast))
    assert found.total == 3
    assert found.table is not None
    assert [row.label for row in found.table.rows] == ["办事效率", "服务态度"]
    assert found.table.columns[0] == "经济发展局"
    assert found.heading == "投诉最多的是办事效率，集中在经济发展局"


def test_the_office_and_the_leader_have_different_things_waiting(cast: Cast) -> None:
    items.make_pending(cast)
    labels = {entry.label: entry.count for entry in kpis.waiting(scope_of(cast))}
    assert labels.get("超期未答复投诉") == 0
    assert "待签发督办文书" not in labels
    leader = {entry.label for entry in kpis.waiting(scope_of(cast, cast.leader))}
    assert "待审方案" not in leader
