"""Registering and editing on the page: four elements, rows, deadlines explained, conflicts."""

import datetime as dt
from typing import Any

import pytest

from rectification.actions import items
from rectification.enums import Klass, OwnerKind, Scope, Source, State
from rectification.models import RectificationItem
from tests.cast import Cast
from tests.factories.rectification import category, make_draft, the_campaign
from tests.rectification.test_ledger_page import signed_in

pytestmark = pytest.mark.django_db


def filled(cast: Cast, **changes: Any) -> dict[str, Any]:
    """A complete form, as a browser posts it."""
    values = {
        "version": 0,
        "description": "窗口办件超过承诺时限，5月份抽查60件中有7件逾期。",
        "cause": "内部流转环节多，没有到期提醒。",
        "source": Source.SELF_CHECK,
        "category": category().pk,
        "owner_kind": OwnerKind.UNIT,
        "scope": Scope.ZONE,
        "klass": Klass.BY_DATE,
        "target": "按时办结率达到100%。",
        "due_date": "2011-8-31",
        "responsible": cast.owner.main_post.pk,
        "lead": cast.unit_deputy.main_post.pk,
        "section": "审批科",
        "measures-TOTAL_FORMS": 2,
        "measures-INITIAL_FORMS": 0,
        "measures-0-text": "压缩内部流转为2个环节",
        "measures-0-due": "2011.8.20",
        "milestones-TOTAL_FORMS": 1,
        "milestones-INITIAL_FORMS": 0,
        "milestones-0-name": "完成流程梳理",
        "milestones-0-due": "2011-08-24",
    }
    return {**values, **changes}


@pytest.fixture(autouse=True)
def _campaign(cast: Cast) -> None:
    the_campaign(cast)


def test_saving_and_sending_at_once(cast: Cast) -> None:
    response = signed_in(cast.liaison).post("/staff/ledger/new/", filled(cast, send="1"))
    assert response.status_code == 302
    item = RectificationItem.objects.get()
    assert item.state == State.UNIT_REVIEW
    assert item.measures.get().due == dt.date(2011, 8, 20)
    assert item.milestones.get().name == "完成流程梳理"


def test_a_draft_may_have_gaps_and_sending_names_them(cast: Cast) -> None:
    client = signed_in(cast.liaison)
    response = client.post("/staff/ledger/new/", filled(cast, cause="", lead="", send="1"))
    item = RectificationItem.objects.get()
    assert item.state == State.DRAFT
    page = client.get(response["Location"])
    errors = page.context["form"].errors
    assert set(errors) == {"cause", "lead"}
    assert "窗口办件超过承诺时限" in page.content.decode()


@pytest.mark.parametrize(
    ("due", "said"),
    [
        ("2011-08-18", "已经过去"),
        ("2012-02-01", "活动到"),
        ("2011-10-08", "“查摆整改”阶段到"),
    ],
)
def test_an_impossible_deadline_is_explained(cast: Cast, due: str, said: str) -> None:
    response = signed_in(cast.liaison).post("/staff/ledger/new/", filled(cast, due_date=due))
    assert said in str(response.context["form"].errors["due_date"])
    assert not RectificationItem.objects.exists()


def test_a_deadline_on_a_rest_day_is_kept_and_explained(cast: Cast) -> None:
    response = signed_in(cast.liaison).post(
        "/staff/ledger/new/", filled(cast, due_date="2011-09-10"), follow=True
    )
    assert RectificationItem.objects.get().due_date == dt.date(2011, 9, 10)
    html = response.content.decode()
    assert "是休息日" in html
    assert "9 月 9 日" in html


def test_adding_a_row_keeps_everything_and_judges_nothing(cast: Cast) -> None:
    data = filled(cast, description="", add_measures="1")
    response = signed_in(cast.liaison).post("/staff/ledger/new/", data)
    assert len(response.context["measures"].forms) == 3
    assert not response.context["form"].errors
    assert "压缩内部流转为2个环节" in response.content.decode()


def test_a_row_with_a_date_but_no_text_is_named_by_its_number(cast: Cast) -> None:
    data = filled(cast, **{"measures-1-due": "2011-08-30"})
    response = signed_in(cast.liaison).post("/staff/ledger/new/", data)
    assert "请写明第 2 行的整改措施" in response.content.decode()


def test_the_office_chooses_the_unit_first(cast: Cast) -> None:
    client = signed_in(cast.office)
    assert "form" in client.get("/staff/ledger/new/").context
    response = client.post("/staff/ledger/new/?unit=JFJ", filled(cast))
    assert response.status_code == 302
    assert RectificationItem.objects.get().created_by == cast.office


def test_a_liaison_cannot_choose_another_unit(cast: Cast) -> None:
    signed_in(cast.outsider).post("/staff/ledger/new/?unit=JFJ", filled(cast))
    assert not RectificationItem.objects.filter(unit=cast.unit).exists()


def test_a_stale_form_shows_both_values_and_saves_the_chosen_one(cast: Cast) -> None:
    item = make_draft(cast)
    client = signed_in(cast.liaison)
    page = client.get(f"/staff/ledger/{item.number}/edit/")
    opened = page.context["form"].initial["opened"]
    items.edit(item=item, by=cast.owner, version=item.version, target="同事保存的目标。")
    data = filled(cast, version=item.version, opened=opened, target="我填写的目标。")
    response = client.post(f"/staff/ledger/{item.number}/edit/", data)
    html = response.content.decode()
    assert response.status_code == 409
    assert "同事保存的目标。" in html
    assert "我填写的目标。" in html
    item.refresh_from_db()
    assert item.target == "同事保存的目标。"


def test_unchanged_rows_survive_an_edit(cast: Cast) -> None:
    item = make_draft(cast)
    data = filled(
        cast,
        version=item.version,
        **{
            "measures-INITIAL_FORMS": 2,
            "measures-0-text": "压缩内部流转为 2 个环节",
            "measures-0-due": "",
            "measures-1-text": "设置到期前 2 天提醒",
            "milestones-INITIAL_FORMS": 1,
        },
    )
    signed_in(cast.liaison).post(f"/staff/ledger/{item.number}/edit/", data)
    assert [m.text for m in item.measures.all()] == [
        "压缩内部流转为 2 个环节",
        "设置到期前 2 天提醒",
    ]


def test_a_slogan_gets_a_hint_on_the_item(cast: Cast) -> None:
    item = make_draft(cast, description="思想认识不够到位，需要进一步加强学习，提高认识。")
    assert "像口号" in signed_in(cast.liaison).get(item.get_absolute_url()).content.decode()
    concrete = make_draft(cast)
    assert "像口号" not in signed_in(cast.liaison).get(concrete.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("changes", "where", "said"),
    [
        ({"milestones-0-due": "2011-09-01"}, "due", "晚于整改时限"),
        ({"klass": Klass.AT_ONCE}, "due", "不设阶段节点"),
    ],
)
def test_a_milestone_that_does_not_fit_keeps_the_page(
    cast: Cast, changes: dict[str, Any], where: str, said: str
) -> None:
    response = signed_in(cast.liaison).post("/staff/ledger/new/", filled(cast, **changes))
    assert response.status_code == 200
    row = response.context["milestones"].forms[0]
    assert said in str(row.errors[where])
    assert "完成流程梳理" in response.content.decode()
    assert not RectificationItem.objects.exists()
