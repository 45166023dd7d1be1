"""The year 2012 is opened by cloning 2011: what is left goes along, and both years are compared."""

import datetime as dt
from typing import Any

import pytest
from django.utils import translation

from accounts.actions import posts
from campaign.actions import campaigns, cloning, setting_up
from campaign.actions.cloning import same_days
from campaign.models import Campaign
from core import clock
from core.errors import NotAllowed
from core.models import Deadline, Notice
from rectification.dates import next_review
from rectification.enums import Klass, OwnerKind, Source, State
from rectification.models import RectificationItem
from rectification.workflow import KIND as ITEM_KIND
from reports import figures, years
from reports.actions import carrying
from reports.carrying import left_from, measures_of
from tests.campaign.pages import body, signed_in
from tests.cast import Cast
from tests.factories.rectification import make_closed, make_item
from tests.factories.reports import make_sent

JANUARY = dt.datetime(2012, 1, 10, 2, tzinfo=dt.UTC)
MAY = dt.datetime(2012, 5, 10, 2, tzinfo=dt.UTC)
NEXT = (
    "一是每季度抽查一次窗口办件时限，由办公室负责。\n二是修订一次性告知单，6月底前完成。\n特此报告"
)
LONG = {
    "klass": Klass.LONG_TERM,
    "description": "“三进”走访不均衡，进农村次数为零。",
    "review_on": dt.date(2012, 8, 31),
    "due_date": None,
}


@pytest.fixture
def old(cast: Cast, campaign: Campaign) -> Campaign:
    """2011 at its end: a long-term item open, one that is a person's, one struck off; a report."""
    with clock.at(dt.datetime(2011, 8, 19, 2, tzinfo=dt.UTC)):
        make_item(cast, **LONG)
        make_item(cast, **(LONG | {"owner_kind": OwnerKind.PERSON}))
        make_closed(cast)
    with clock.at(JANUARY):
        report = make_sent(cast)
        type(report).objects.filter(pk=report.pk).update(next_steps=NEXT)
    return campaign


def begin_2012(cast: Cast, old: Campaign) -> Campaign:
    """Clone, end 2011, start 2012."""
    made = cloning.clone(
        campaign=old,
        by=cast.office_head,
        year=2012,
        title="2012年机关作风建设活动",
        phases={p.kind: same_days(p, 2012, 2011) for p in old.phase_list},
    )
    campaigns.move(campaign=old, step="sum_up", by=cast.office_head)
    campaigns.move(campaign=old, step="close", by=cast.leader)
    return campaigns.start(campaign=made, by=cast.office_head)


@pytest.fixture
def new(cast: Cast, old: Campaign) -> Any:
    with clock.at(MAY):
        yield begin_2012(cast, old)


def test_2012_is_opened_by_cloning_2011_with_what_was_left(cast: Cast, new: Campaign) -> None:
    assert Campaign.objects.current() == new
    done = carrying.carry_over(campaign=new, by=cast.office_head)
    assert (done.items, done.units) == (3, 1)
    rows = RectificationItem.objects.filter(campaign=new).order_by("number")
    assert [row.number for row in rows] == [f"ZG-2012-JFJ-00{n}" for n in (1, 2, 3)]
    first, second, third = rows
    assert (first.klass, first.source, first.state) == ("long_term", "last_year", State.DRAFT)
    assert first.description == LONG["description"]
    assert first.origin_number == "ZG-2011-JFJ-001"
    assert second.description.startswith("一是每季度抽查")
    assert third.origin_number == "ZJ-2011-JFJ"
    # Last year's item goes on in the new one.
    left = RectificationItem.objects.get(number="ZG-2011-JFJ-001")
    assert (left.state, left.merged_into) == (State.MERGED, first)
    old_page = body(signed_in(cast.liaison).get(f"/staff/ledger/{left.number}/"))
    assert f"/staff/ledger/{first.number}/" in old_page
    told = Notice.objects.get(kind="reports.carried-over")
    assert told.recipient == cast.liaison
    page = body(signed_in(cast.liaison).get(f"/staff/ledger/{first.number}/"))
    assert "/staff/ledger/ZG-2011-JFJ-001/" in page


def test_what_is_carried_over_reminds_in_the_new_year_only(cast: Cast, new: Campaign) -> None:
    left = RectificationItem.objects.get(number="ZG-2011-JFJ-001")
    assert Deadline.objects.of(ITEM_KIND, left.pk).filter(closed_at=None).exists()
    carrying.carry_over(campaign=new, by=cast.office_head)
    assert not Deadline.objects.of(ITEM_KIND, left.pk).filter(closed_at=None).exists()
    left.refresh_from_db()
    assert left not in RectificationItem.objects.open()
    (going_on,) = RectificationItem.objects.filter(origin_number=left.number)
    assert going_on.review_on == max(left.review_on, next_review())
    assert (going_on.responsible, going_on.lead) == (left.responsible, left.lead)


def test_a_duty_of_somebody_who_has_left_is_not_carried_over(cast: Cast, new: Campaign) -> None:
    yesterday = clock.today() - dt.timedelta(days=1)
    posts.end(post=cast.owner.posts.get(), by=cast.secadmin, on=yesterday)
    carrying.carry_over(campaign=new, by=cast.office_head)
    assert RectificationItem.objects.get(origin_number="ZG-2011-JFJ-001").responsible is None


def test_last_years_figures_still_count_it_as_not_finished(cast: Cast, new: Campaign) -> None:
    assert new.previous is not None
    before = {code: len(v.rows) for code, v in figures.live(new.previous, cast.unit).items()}
    carrying.carry_over(campaign=new, by=cast.office_head)
    after = {code: len(v.rows) for code, v in figures.live(new.previous, cast.unit).items()}
    assert after["items"] == before["items"]
    assert after["open"] == before["open"] > 0


def test_what_waits_to_be_verified_is_not_carried_over(cast: Cast, new: Campaign) -> None:
    RectificationItem.objects.filter(number="ZG-2011-JFJ-001").update(state=State.PENDING)
    carrying.carry_over(campaign=new, by=cast.office_head)
    assert not RectificationItem.objects.filter(origin_number="ZG-2011-JFJ-001").exists()


def test_nothing_is_carried_over_twice_and_a_late_report_follows(cast: Cast, new: Campaign) -> None:
    carrying.carry_over(campaign=new, by=cast.office_head)
    assert carrying.carry_over(campaign=new, by=cast.office_head).items == 0
    assert RectificationItem.objects.filter(campaign=new, source=Source.LAST_YEAR).count() == 3
    assert new.previous is not None
    (left,) = left_from(new.previous, new)
    assert (len(left.items), left.count) == (1, 0)


def test_only_the_head_of_the_office_and_only_once_the_year_runs(cast: Cast, old: Campaign) -> None:
    with pytest.raises(NotAllowed):
        carrying.carry_over(campaign=old, by=cast.office_head)
    with clock.at(MAY):
        made = cloning.clone(
            campaign=old,
            by=cast.office_head,
            year=2012,
            title="2012年机关作风建设活动",
            phases={p.kind: same_days(p, 2012, 2011) for p in old.phase_list},
        )
        with pytest.raises(NotAllowed) as error:
            carrying.carry_over(campaign=made, by=cast.office_head)
        assert "启动" in str(error.value.message)
        campaigns.move(campaign=old, step="sum_up", by=cast.office_head)
        campaigns.move(campaign=old, step="close", by=cast.leader)
        campaigns.start(campaign=made, by=cast.office_head)
        for person in (cast.office, cast.leader, cast.unit_head):
            with pytest.raises(NotAllowed):
                carrying.carry_over(campaign=made, by=person)


def test_the_page_lists_what_is_left_and_carries_it_over(cast: Cast, new: Campaign) -> None:
    page = "/staff/campaigns/2012/carry/"
    head = signed_in(cast.office_head)
    text = body(head.get(page))
    assert "ZG-2011-JFJ-001" in text
    assert "ZG-2011-JFJ-002" not in text  # a person's
    assert "特此报告" not in text
    assert page in body(head.get("/staff/campaigns/2012/"))
    assert "3条草稿" in body(head.post(page, follow=True))
    assert "已全部结转" in body(signed_in(cast.leader).get(page))
    assert signed_in(cast.liaison).get(page).status_code == 403
    assert head.get("/staff/campaigns/2011/carry/").status_code == 404


def test_headings_are_no_measures() -> None:
    assert measures_of("下一步打算\n\n  一是每季度抽查一次窗口办件时限。 ") == [
        "一是每季度抽查一次窗口办件时限。"
    ]


def test_last_year_is_counted_until_the_same_day_and_as_a_whole(cast: Cast, new: Campaign) -> None:
    setting_up.set_lists(
        campaign=new,
        by=cast.office_head,
        version=None,
        references=[],
        targets=[{"name": "财政总收入", "value": 4, "measure": "亿元", "actual": 3}],
    )
    with translation.override("zh-hans"):
        found = {str(line.label): line for line in years.lines(new, cast.leader)}
    items = found["登记台账"]
    # On 10 May 2011 the ledger was still empty.
    assert (items.then_same_day, items.then_whole, items.now, items.change) == ("0", "2", "0", 0)
    assert found["已销号"].then_whole == "1"
    assert found["目标平均完成率"].now == "75.0%"
    assert found["满意率"].now == "样本不足"


def test_the_comparison_is_for_leaders_and_the_office(
    cast: Cast, new: Campaign, django_assert_max_num_queries: Any
) -> None:
    page = "/staff/campaigns/2012/compare/"
    with django_assert_max_num_queries(60):
        text = body(signed_in(cast.office).get(page))
    assert "行政错案" in text
    assert signed_in(cast.unit_head).get(page).status_code == 403
    assert signed_in(cast.leader).get("/staff/campaigns/2011/compare/").status_code == 404
