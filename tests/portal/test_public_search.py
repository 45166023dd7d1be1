"""The public search finds what everybody may read, and nothing else; help says where to begin."""

import pytest
from django.test import Client

from accounts.models import Unit
from campaign.actions import plans
from core import clock
from tests.cast import Cast
from tests.factories import outreach, publicity, rules
from tests.factories.campaign import accepted_plan, make_campaign
from tests.factories.rectification import TODAY


def found(text: str) -> dict[str, list[str]]:
    answer = Client().get("/search/", {"q": text})
    assert answer.status_code == 200
    return {one.key: [hit.url for hit in one.hits] for one in answer.context["found"]}


def test_public_pages_are_found_by_their_public_words(cast: Cast) -> None:
    with clock.at(TODAY):
        make_campaign(cast.office_head)
        plan = plans.publish(plan=accepted_plan(cast), by=cast.office)
        notice = publicity.make_public(cast)
        rule = rules.make_in_force(cast)
        report = outreach.make_public(cast)
        pages = found(cast.unit.name)
        assert pages == {
            "units": [f"/units/{cast.unit.code}/"],
            "notices": [f"/notices/{notice.number}/"],
            "plans": ["/campaign/plans/jfj/"],
            "rules": [f"/rules/{rule.number}/"],
            "research": [f"/research/{report.number}/"],
        }
        for urls in pages.values():
            assert {Client().get(url).status_code for url in urls} == {200}
        plans.amend(plan=plan, by=cast.unit_head, reason="修改")
        plan.__class__.objects.update(title="还没有公开的新标题")
        assert found("还没有公开的新标题") == {}
        assert "notices" in found("超过承诺时限")
        assert found(plan.number)["plans"] == ["/campaign/plans/jfj/"]


def test_what_is_not_public_is_not_found(cast: Cast) -> None:
    with clock.at(TODAY):
        make_campaign(cast.office_head)
        accepted_plan(cast)
        publicity.make_reviewed(cast)
        rules.make_approved(cast)
        outreach.make_adopted(cast)
        Unit.objects.filter(pk=cast.other_unit.pk).update(active=False)
        assert set(found("局")) == {"units"}
        assert found(cast.other_unit.name) == {}


@pytest.mark.parametrize("text", ["", " ", "没有这样的词", "%", "x" * 5000, "\x00"])
def test_odd_questions_have_an_answer(cast: Cast, text: str) -> None:
    assert found(text) == {}


def test_a_lost_visitor_can_search(client: Client, db: None) -> None:
    assert "/search/" in client.get("/nowhere/").content.decode()
    assert 'href="/search/"' in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("part", "says", "hides"),
    [
        ("liaison", "怎样报送实施方案", "怎样查看谁做了什么"),
        ("auditor", "怎样查看谁做了什么", "怎样报送实施方案"),
        ("office", "谁没交、谁逾期、谁被退回", "怎样答复投诉"),
    ],
)
def test_help_is_for_one_s_own_posts(
    client: Client, cast: Cast, part: str, says: str, hides: str
) -> None:
    make_campaign(cast.office_head)
    client.force_login(getattr(cast, part))
    answer = client.get("/staff/help/")
    text = answer.content.decode()
    assert says in text
    assert hides not in text
    assert 'href="/staff/help/"' in text
    for line in answer.context["tasks"]:
        assert client.get(line.url).status_code == 200, line.question
