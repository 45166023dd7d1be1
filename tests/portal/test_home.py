"""The home page and the workbench's door."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client, override_settings

from campaign.models import Campaign
from complaints.enums import Track
from complaints.models import Policy
from complaints.published import PublicFigures, PublicUnitRow
from core import clock
from portal import home_blocks
from portal.home_blocks import figures, phases, unit_table
from portal.site import present_site
from tests.cast import Cast
from tests.factories.campaign import make_campaign
from tests.factories.rectification import make_closed, make_item

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


def on(month: int, day: int, year: int = 2011) -> dt.datetime:
    return dt.datetime(year, month, day, 10, tzinfo=ZoneInfo("Asia/Shanghai"))


def test_a_new_portal_promises_its_terms_and_invents_no_figure(client: Client) -> None:
    html = client.get("/").content.decode()
    assert "我们的承诺" in html
    assert "近 30 天" not in html
    assert "作风建设活动进展" not in html


def test_the_promise_follows_the_time_limits(client: Client) -> None:
    Policy.objects.filter(track=Track.SERVICE).update(triage_days=3, reply_days=12)
    cells = [(str(cell.label), cell.value) for cell in figures(clock.today()).cells]
    assert ("告知是否受理", "3") in cells
    assert ("受理后答复", "12") in cells


def test_figures_are_those_of_the_packages(
    client: Client, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def found(since: dt.date, until: dt.date) -> PublicFigures:
        asked.append((since, until))
        return PublicFigures(158, 120, 96.24, 89.7, 40)

    monkeypatch.setattr(home_blocks, "public_figures", found)
    with clock.at(on(8, 19)):
        html = client.get("/").content.decode()
    assert asked == [(dt.date(2011, 7, 20), dt.date(2011, 8, 19))]
    assert "近 30 天办理情况" in html
    assert "158<small>件</small>" in html
    assert "96.2%" in html
    assert "89.7%" in html
    assert "我们的承诺" not in html


def test_too_few_ratings_give_no_rate(monkeypatch: pytest.MonkeyPatch) -> None:
    few = PublicFigures(9, 3, None, None, 2)
    monkeypatch.setattr(home_blocks, "public_figures", lambda since, until: few)
    cells = figures(clock.today()).cells
    assert [cell.value for cell in cells] == ["9", "3", "—", "—"]
    assert "评价不足" in str(cells[3].label)


def test_the_busiest_units_are_listed_and_small_ones_never(
    cast: Cast, campaign: Campaign, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [
        PublicUnitRow(cast.other_unit, None, None, None),
        PublicUnitRow(cast.unit, 12, 98.7, None),
    ]
    monkeypatch.setattr(home_blocks, "public_units", lambda since, until: rows)
    with clock.at(on(8, 19)):
        html = client.get("/").content.decode()
    assert cast.unit.short_name in html
    assert cast.other_unit.short_name not in html
    assert "98.7%" in html
    assert "评价不足" in html


def test_only_six_units_are_listed_most_cases_first(
    cast: Cast, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [PublicUnitRow(cast.unit, n, 90.0, 90.0) for n in range(5, 15)]
    monkeypatch.setattr(home_blocks, "public_units", lambda since, until: rows)
    table = unit_table(campaign, dt.date(2011, 8, 19))
    assert table is not None
    assert [row.accepted for row in table.rows] == [14, 13, 12, 11, 10, 9]


def test_before_the_campaign_there_is_no_table(campaign: Campaign) -> None:
    assert unit_table(campaign, dt.date(2011, 1, 1)) is None
    assert unit_table(campaign, dt.date(2011, 8, 19)) is None


def test_the_home_page_costs_a_fixed_number_of_queries(
    client: Client, campaign: Campaign, django_assert_max_num_queries: Any
) -> None:
    client.get("/")
    with clock.at(on(8, 19)), django_assert_max_num_queries(12):
        client.get("/")


@pytest.mark.parametrize(
    ("now", "stands"),
    [
        (on(4, 1), ["before", "before", "before"]),
        (on(4, 15), ["during", "before", "before"]),
        (on(4, 30), ["during", "before", "before"]),
        (on(8, 19), ["after", "during", "before"]),
        (on(10, 1), ["after", "after", "during"]),
        (on(1, 1, 2012), ["after", "after", "after"]),
    ],
)
def test_the_phase_under_way_is_marked(
    campaign: Campaign, now: dt.datetime, stands: list[str]
) -> None:
    with clock.at(now):
        assert [card.stands for card in phases(campaign, clock.today())] == stands


def test_the_page_shows_the_phases_with_days_left(client: Client, campaign: Campaign) -> None:
    with clock.at(on(8, 19)):
        html = client.get("/").content.decode()
    assert "2011 年作风建设活动进展" in html
    assert "进行中，还有 42 天" in html
    assert html.count('aria-current="step"') == 1
    assert "5 月 1 日—9 月 30 日" in html


def test_each_phase_says_what_has_come_of_it(cast: Cast) -> None:
    campaign = make_campaign(cast.office_head)
    with clock.at(on(8, 19)):
        assert [card.fact for card in phases(campaign, clock.today())][:2] == ["", ""]
        make_item(cast)
        make_closed(cast)
        first, second, third = phases(campaign, clock.today())
    assert second.fact == "查找问题 2 个，已整改销号 1 个"
    titles = campaign.phase_list[2].tasks.values_list("title", flat=True)
    assert third.fact == "、".join(titles[:2])
    assert first.fact == ""


def test_the_line_of_the_running_campaign_is_shown(campaign: Campaign) -> None:
    assert present_site().hotline == campaign.hotline
    assert present_site().address == campaign.address


def test_without_a_campaign_the_settings_speak() -> None:
    with override_settings(SITE={**_site(), "hotline": "+86 (700) 123-456"}):
        site = present_site()
    assert site.hotline == "+86 (700) 123-456"
    assert site.hotline_digits == "+86700123456"


def _site() -> dict[str, str]:
    names = ("zone", "organiser", "hotline", "hours", "address", "identifier", "record")
    return dict.fromkeys(names, "x")


def test_the_site_map_lists_what_the_menu_lists(client: Client) -> None:
    html = client.get("/about/sitemap/").content.decode()
    main = html.split("<main")[1]
    for line in ("首页", "隐私保护说明", "无障碍说明"):
        assert line in main


def test_the_door_leads_to_the_first_entry(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.liaison, backend=BACKEND)
    assert client.get("/staff/")["Location"] == "/staff/todo/"


def test_an_administrator_is_led_to_what_waits_for_administrators(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.sysadmin, backend=BACKEND)
    answer = client.get("/staff/", follow=True)
    assert answer.redirect_chain == [("/staff/todo/", 302)]
    assert "/staff/settings/" in answer.text


def test_somebody_without_a_post_is_told_whom_to_ask(cast: Cast) -> None:
    cast.liaison.posts.all().delete()
    client = Client()
    client.force_login(cast.liaison, backend=BACKEND)
    html = client.get("/staff/").content.decode()
    assert "请联系系统管理员" in html


def test_the_workbench_is_behind_the_sign_in(client: Client) -> None:
    for path in ("/staff/", "/staff/todo/", "/staff/messages/"):
        assert client.get(path)["Location"].startswith("/accounts/sign-in/?next=")
