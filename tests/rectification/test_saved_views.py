"""Views that people save and share: a name for the filters of the address."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from accounts.models import User
from core import saved_views
from core.errors import DomainError, NotAllowed
from core.models import SavedView
from rectification.views.saved import PLACE
from tests.cast import Cast
from tests.factories.rectification import make_item, the_campaign
from tests.rectification.test_ledger_page import signed_in

pytestmark = pytest.mark.django_db
SAVE = "/staff/ledger/views/save/"


def keep(by: User, name: str, query: str, *, shared: bool = False) -> SavedView:
    return saved_views.save(place=PLACE, by=by, name=name, query=query, shared=shared)


def test_a_view_keeps_known_filters_and_the_order_only() -> None:
    query = "lamp=red&page=7&state=&sort=-due&next=https%3A%2F%2Fexample.test"
    assert PLACE.kept(query) == "lamp=red&sort=-due"


def test_saving_by_clicks_and_finding_it_above_the_list(cast: Cast) -> None:
    red = make_item(cast)
    client = signed_in(cast.liaison)
    page = client.get(f"{SAVE}?lamp=amber&klass=by_date&page=2")
    assert page.context["words"] == "灯号：黄灯；整改类型：限期整改"
    answer = client.post(SAVE, {"name": "快到期", "query": page.context["query"]})
    assert answer.headers["Location"] == "/staff/ledger/?lamp=amber&klass=by_date"
    ledger = client.get("/staff/ledger/?state=")
    assert [view.name for view in ledger.context["my_views"]] == ["快到期"]
    assert red.number in ledger.content.decode()


def test_the_same_name_replaces_the_view(cast: Cast) -> None:
    keep(cast.liaison, "我的", "lamp=red")
    keep(cast.liaison, " 我的 ", "lamp=green")
    view = SavedView.objects.get()
    assert (view.query, view.version) == ("lamp=green", 2)


def test_a_private_view_is_seen_by_nobody_else(cast: Cast) -> None:
    keep(cast.liaison, "我的", "lamp=red")
    for other in (cast.owner, cast.outsider, cast.office):
        assert not PLACE.views_of(other).exists()


def test_a_shared_view_is_seen_in_the_unit_and_nowhere_else(cast: Cast) -> None:
    keep(cast.liaison, "本局红灯", "lamp=red", shared=True)
    assert PLACE.views_of(cast.owner).exists()
    assert not PLACE.views_of(cast.outsider).exists()
    assert not PLACE.views_of(cast.office).exists()


def test_the_office_shares_with_the_leaders_not_with_units(cast: Cast) -> None:
    keep(cast.office, "全区红灯", "lamp=red", shared=True)
    assert PLACE.views_of(cast.leader).exists()
    assert not PLACE.views_of(cast.liaison).exists()
    assert not PLACE.views_of(cast.inspector).exists()


def test_a_shared_view_gives_no_rights(cast: Cast) -> None:
    make_item(cast)
    view = keep(cast.outsider, "看经发局", "unit=JFJ&state=", shared=True)
    page = signed_in(cast.outsider_head).get(view.get_absolute_url()).context["page"]
    assert list(page) == []


def test_only_the_owner_deletes(cast: Cast) -> None:
    the_campaign(cast)
    view = keep(cast.liaison, "共用", "lamp=red", shared=True)
    with pytest.raises(NotAllowed):
        saved_views.drop(view=view, by=cast.owner)
    path = f"/staff/ledger/views/{view.pk}/delete/"
    assert signed_in(cast.owner).post(path).status_code == 403
    assert signed_in(cast.outsider).post(path).status_code == 404
    client = signed_in(cast.liaison)
    assert "已删除视图：共用" in client.post(path, follow=True).content.decode()
    assert not SavedView.objects.exists()


def test_a_view_needs_a_filter_and_there_is_an_end_to_them(cast: Cast) -> None:
    with pytest.raises(DomainError, match="请先设置筛选条件"):
        keep(cast.liaison, "空", "")
    for n in range(saved_views.MOST_VIEWS):
        keep(cast.liaison, f"视图{n}", "lamp=red")
    with pytest.raises(DomainError) as refusal:
        keep(cast.liaison, "再来一个", "lamp=red")
    assert refusal.value.field == "name"
    keep(cast.liaison, "视图3", "lamp=green")


def test_without_filters_the_page_says_what_to_do(cast: Cast) -> None:
    the_campaign(cast)
    html = signed_in(cast.liaison).get(SAVE).content.decode()
    assert "还没有设筛选条件" in html
    assert "保存视图</button>" not in html


def test_the_list_of_views_asks_a_fixed_number_of_questions(
    cast: Cast, django_assert_max_num_queries: object
) -> None:
    for n in range(12):
        keep(cast.liaison, f"视图{n}", f"lamp=red&q={n}", shared=bool(n % 2))
    client = signed_in(cast.owner)
    with django_assert_max_num_queries(9):  # type: ignore[operator]
        page = client.get("/staff/ledger/views/")
    assert len(page.context["views"]) == 6
    assert page.context["views"][0][1:] == ("编号或关键词：1；灯号：红灯", False)


def test_views_saved_before_lists_shared_them_are_carried_over(cast: Cast) -> None:
    before, after = ("rectification", "0001_initial"), ("rectification", "0002_views_to_core")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    executor = MigrationExecutor(connection)
    executor.migrate([before])
    old = executor.loader.project_state([before]).apps.get_model("rectification", "SavedView")
    for person, unit, name in ((cast.owner, cast.unit.pk, "本局"), (cast.office, None, "全区")):
        old.objects.create(
            owner_id=person.pk, unit_id=unit, name=name, query="lamp=red", shared=True
        )
    executor = MigrationExecutor(connection)
    executor.migrate([after])
    assert [view.name for view in PLACE.views_of(cast.liaison)] == ["本局"]
    assert [view.name for view in PLACE.views_of(cast.leader)] == ["全区"]
    assert PLACE.views_of(cast.owner).get().get_absolute_url() == "/staff/ledger/?lamp=red"
