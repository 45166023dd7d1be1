"""The plan as a Word file: the same text as the paper, for copying from."""

import io

from docx import Document as Word

from campaign.models import Campaign, UnitPlan
from tests.campaign.pages import signed_in
from tests.cast import Cast
from tests.factories.campaign import submitted_plan, write_plan


def text_of(cast: Cast, plan: UnitPlan) -> str:
    answer = signed_in(cast.liaison).get(f"/staff/plans/{plan.number}/word/")
    assert f"{plan.number}.docx" in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "private, no-store"
    return "\n".join(line.text for line in Word(io.BytesIO(answer.content)).paragraphs)


def test_all_sections_that_were_sent_are_in_it(cast: Cast, campaign: Campaign) -> None:
    text = text_of(cast, submitted_plan(cast.unit, cast.liaison, cast.unit_head))
    for part in ("切实解决窗口办件超时", "组长：张某某", "公务员行为规范", "每月通报一次进度"):
        assert part in text


def test_headings_are_numbered_as_on_paper(cast: Cast, campaign: Campaign) -> None:
    text = text_of(cast, submitted_plan(cast.unit, cast.liaison, cast.unit_head))
    assert "一、" in text
    assert "二、" in text


def test_it_is_what_was_sent_and_not_a_later_draft(cast: Cast, campaign: Campaign) -> None:
    plan = submitted_plan(cast.unit, cast.liaison, cast.unit_head)
    UnitPlan.objects.filter(pk=plan.pk).update(goals="送出以后又改的话")
    assert "送出以后又改的话" not in text_of(cast, plan)


def test_a_plan_that_is_still_being_written_says_what_it_has(
    cast: Cast, campaign: Campaign
) -> None:
    plan = write_plan(cast.unit, cast.liaison)
    UnitPlan.objects.filter(pk=plan.pk).update(goals="窗口办件一次办结", disclosure="")
    assert "窗口办件一次办结" in text_of(cast, plan)
