"""Visits in a real browser: the form on a phone, without script too, and the pages around it."""

import pytest

from core import clock
from outreach.models import FieldVisit
from tests.browser.visitor import NARROW, WIDE, Visitor, assert_fine
from tests.cast import Cast
from tests.factories import outreach as make


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_pages_of_visits_are_fine(visit: Visitor, cast: Cast, width: int) -> None:
    made = make.make_visit(cast)
    opinion = made.opinions.get()
    for path, who in (
        ("/staff/visits/new/", cast.liaison),
        ("/staff/visits/", cast.liaison),
        (made.get_absolute_url(), cast.liaison),
        (opinion.get_absolute_url(), cast.liaison),
        (f"{opinion.get_absolute_url()}dispose/", cast.liaison),
        ("/staff/visits/units/", cast.office),
    ):
        assert_fine(visit.walk(path, who, width=width))


def test_a_visit_is_logged_by_phone_without_script(visit: Visitor, cast: Cast) -> None:
    make.the_campaign(cast)
    page = visit.open("/staff/visits/new/", cast.liaison, width=NARROW, script=False)
    page.get_by_label("进农村").check()
    page.get_by_label("走访日期").fill(clock.today().isoformat())
    page.get_by_label("项目现场或村名").fill("云塘镇上塘村")
    page.get_by_label("走访人员").fill("陆某")
    page.get_by_label("见面人数").fill("6")
    page.get_by_label("走访情况小结").fill("了解村道照明和补贴公示情况。")
    page.get_by_role("button", name="增加一条意见").click()
    page.get_by_label("意见内容").first.fill("路灯坏了没人修。")
    page.get_by_role("button", name="保存走访").click()
    page.get_by_text("路灯坏了没人修。").wait_for()
    assert FieldVisit.objects.get().opinions.count() == 1


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_pages_of_research_reports_are_fine(visit: Visitor, cast: Cast, width: int) -> None:
    filed = make.make_filed(cast)
    public = make.make_public(cast)
    draft = make.make_report(cast)
    for path, who in (
        ("/staff/research/", cast.liaison),
        (draft.get_absolute_url(), cast.liaison),
        (f"{draft.get_absolute_url()}edit/", cast.liaison),
        (filed.get_absolute_url(), cast.office),
        (f"{filed.get_absolute_url()}review/", cast.office),
        (f"/research/{public.number}/", None),
        ("/research/", None),
    ):
        assert_fine(visit.walk(path, who, width=width))
