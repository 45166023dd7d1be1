"""A plan strikingly like another unit's is pointed out to the reviewer, and only to them."""

from typing import Any

import pytest

from campaign import likeness
from campaign.models import Campaign, UnitPlan
from tests.campaign.pages import body, signed_in
from tests.cast import Cast
from tests.factories.campaign import submitted_plan

GOALS = (
    "围绕窗口办件超时、下企业少、会议偏多三个问题，逐项列出责任科室和时间表，"
    "每周由分管领导查一次，每月向服务对象通报一次，年底请企业和群众评一次，"
    "评不过关的科室重新整改，整改情况写入年终总结并在公开栏张贴十个工作日。"
)
OTHER = (
    "规划审批走不快，主要卡在会审。今年把会审改为并联，图纸一次收齐，意见一次说清，"
    "超过五个工作日没有答复的由局长说明原因；同时到二十个在建项目现场听取意见，"
    "能改的当场改，不能改的列明条件，九月底前逐一回访并把结果告诉项目单位。"
)


def review(cast: Cast, plan: UnitPlan) -> str:
    return body(signed_in(cast.office).get(f"/staff/plans/{plan.number}/review/"))


def test_the_same_text_with_another_name_is_pointed_out(cast: Cast, campaign: Campaign) -> None:
    submitted_plan(cast.other_unit, cast.outsider, cast.outsider_head)
    mine = submitted_plan(cast.unit, cast.liaison, cast.unit_head)
    text = review(cast, mine)
    assert "高度相似" in text
    assert "规划建设局" in text
    assert "100%" in text


def test_a_plan_alone_is_like_none(cast: Cast, campaign: Campaign) -> None:
    mine = submitted_plan(cast.unit, cast.liaison, cast.unit_head)
    assert "高度相似" not in review(cast, mine)


def test_the_unit_does_not_read_the_hint(cast: Cast, campaign: Campaign) -> None:
    submitted_plan(cast.other_unit, cast.outsider, cast.outsider_head)
    mine = submitted_plan(cast.unit, cast.liaison, cast.unit_head)
    assert "高度相似" not in body(signed_in(cast.liaison).get(f"/staff/plans/{mine.number}/"))


@pytest.mark.parametrize(
    ("mine", "other", "low", "high"),
    [
        (GOALS, GOALS, 1.0, 1.0),
        (GOALS, OTHER, 0.0, 0.1),
        (GOALS, OTHER + GOALS, 1.0, 1.0),
        (GOALS + OTHER, GOALS, 0.4, 0.6),
    ],
)
def test_the_share_is_how_much_of_mine_stands_in_the_other(
    mine: str, other: str, low: float, high: float
) -> None:
    found = likeness.share(likeness.runs({"goals": mine}), likeness.runs({"goals": other}))
    assert low <= found <= high


def test_names_figures_and_marks_do_not_hide_a_copy() -> None:
    copy = GOALS.replace("，", "；").replace("三个", "三 个").replace("窗口", "经发局窗口")
    mine = likeness.runs({"goals": GOALS})
    assert likeness.share(mine, likeness.runs({"goals": copy}, "经发局")) > 0.95


def test_the_steps_count_as_well() -> None:
    steps = [{"content": GOALS}]
    assert likeness.runs({"phase_items": steps}) == likeness.runs({"goals": GOALS})


def test_an_empty_plan_is_like_nothing() -> None:
    assert likeness.share(likeness.runs({}), likeness.runs({"goals": GOALS})) == 0.0


def test_it_takes_one_query_however_many_plans(
    cast: Cast, campaign: Campaign, django_assert_num_queries: Any
) -> None:
    submitted_plan(cast.other_unit, cast.outsider, cast.outsider_head)
    mine = submitted_plan(cast.unit, cast.liaison, cast.unit_head)
    content = mine.versions.latest("edition").content
    with django_assert_num_queries(1):
        found = likeness.strikingly_like(mine, content)
    assert [row.plan.unit.code for row in found] == ["GJJ"]
