"""The head of the office keeps the category tree; what is filed keeps the name of its time."""

import datetime as dt

import pytest

from campaign.actions import categories as actions
from campaign.actions.categories import PublicWords
from campaign.models import Category, CategoryChange
from core import clock
from core.errors import DomainError, NotAllowed
from core.models import AuditEvent
from tests.campaign.pages import body, signed_in
from tests.cast import Cast
from tests.factories.complaints import make_dispatched
from tests.factories.rectification import TODAY, make_draft

pytestmark = pytest.mark.django_db
PAGE = "/staff/settings/categories/"
WORDS = PublicWords("排队久", "排队超过一小时")


def of(code: str) -> Category:
    return Category.objects.get(code=code)


def codes() -> list[str]:
    return list(Category.objects.order_by("order").values_list("code", flat=True))


def test_a_new_category_gets_the_next_code_and_the_track_of_its_head(cast: Cast) -> None:
    made = actions.add(by=cast.office_head, name="借机敛财", parent=of("5"))
    assert (made.code, made.accusation) == ("5.5", True)
    assert codes()[codes().index("5.4") + 1] == "5.5"
    assert made in Category.objects.leaves()


def test_a_code_is_not_given_again(cast: Cast) -> None:
    actions.set_active(category=of("2.5"), by=cast.office_head, active=False)
    assert actions.add(by=cast.office_head, name="排队过久", parent=of("2")).code == "2.6"


def test_a_new_head_stands_before_other(cast: Cast) -> None:
    made = actions.add(by=cast.office_head, name="数字政务")
    assert made.code == "10"
    assert codes()[-2:] == ["10", "0"]


def test_only_heads_have_categories_below(cast: Cast) -> None:
    with pytest.raises(DomainError) as fault:
        actions.add(by=cast.office_head, name="细类", parent=of("2.1"))
    assert fault.value.field == "parent"


def test_one_name_stands_once_on_a_level(cast: Cast) -> None:
    with pytest.raises(DomainError) as fault:
        actions.add(by=cast.office_head, name=" 推诿扯皮 ", parent=of("2"))
    assert fault.value.field == "name"


def test_an_item_and_a_complaint_keep_the_name_of_their_time(cast: Cast) -> None:
    with clock.at(TODAY):
        item, case = make_draft(cast), make_dispatched(cast)
    row = item.category
    old = row.name
    with clock.at(TODAY + dt.timedelta(days=1)):
        for renamed in {row.pk: row, case.category_id: case.category}.values():
            actions.rename(category=renamed, by=cast.office_head, name=f"{renamed.name}（新）")
        page = body(signed_in(cast.liaison).get(f"/staff/ledger/{item.number}/"))
        assert f"{row.code} {old}（现名：{old}（新））" in page
        desk = body(signed_in(cast.desk).get(f"/staff/intake/{case.number}/"))
        assert f"（现名：{case.category.name}（新））" in desk
        later = make_draft(cast)
        assert "现名" not in body(signed_in(cast.liaison).get(f"/staff/ledger/{later.number}/"))
    assert CategoryChange.objects.filter(category=row).get().made_by_name == cast.office_head.name


def test_a_retired_category_takes_nothing_new_and_keeps_what_it_has(cast: Cast) -> None:
    with clock.at(TODAY):
        item = make_draft(cast)
        actions.set_active(category=item.category, by=cast.office_head, active=False)
        assert item.category not in Category.objects.leaves()
        assert item.category in Category.objects.leaves(keep=item.category_id)
        form = signed_in(cast.liaison).get(f"/staff/ledger/{item.number}/edit/").context["form"]
        assert item.category in form.fields["category"].queryset
        new = signed_in(cast.liaison).get("/staff/ledger/new/").context["form"]
        assert item.category not in new.fields["category"].queryset


def test_a_head_goes_after_all_below_it(cast: Cast) -> None:
    with pytest.raises(DomainError) as fault:
        actions.set_active(category=of("6"), by=cast.office_head, active=False)
    assert "3 个类别在用" in str(fault.value.message)
    for code in ("6.1", "6.2", "6.3", "6"):
        actions.set_active(category=of(code), by=cast.office_head, active=False)
    with pytest.raises(DomainError) as fault:
        actions.set_active(category=of("6.1"), by=cast.office_head, active=True)
    assert fault.value.code == "head"
    public = list(Category.objects.public())
    assert [row.public_order for row in public] == [1, 2, 3, 4, 5, 6, 7]
    assert public[-1].code == "0"


def test_other_stays(cast: Cast) -> None:
    with pytest.raises(DomainError):
        actions.set_active(category=of("0"), by=cast.office_head, active=False)


def test_citizens_choose_from_eight_at_most(cast: Cast) -> None:
    with pytest.raises(DomainError) as fault:
        actions.rename(category=of("2.5"), by=cast.office_head, name="多跑路", public=WORDS)
    assert fault.value.field == "public"
    actions.rename(category=of("6"), by=cast.office_head, name="政务公开")
    actions.rename(category=of("2.5"), by=cast.office_head, name="多跑路", public=WORDS)
    public = list(Category.objects.public().values_list("code", "public_order"))
    assert public[-2:] == [("2.5", 7), ("0", 8)]
    assert of("2.5").public_label == "排队久"


@pytest.mark.parametrize(("code", "up", "before"), [("2.2", True, "2.1"), ("2.1", False, "2.3")])
def test_neighbours_change_places(cast: Cast, code: str, up: bool, before: str) -> None:
    actions.move(category=of(code), by=cast.office_head, up=up)
    assert codes().index(code) == codes().index(before) - 1


def test_a_head_takes_its_own_along_and_other_stays_last(cast: Cast) -> None:
    actions.move(category=of("2"), by=cast.office_head, up=True)
    assert codes()[:2] == ["2", "2.1"]
    leaves = list(Category.objects.leaves().values_list("code", flat=True))
    assert leaves[0] == "2.1"
    actions.move(category=of("9"), by=cast.office_head, up=False)
    assert codes()[-1] == "0"
    actions.move(category=of("2"), by=cast.office_head, up=True)
    assert codes()[0] == "2"


def test_only_the_head_of_the_office_keeps_them(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        actions.add(by=cast.office, name="x")


def test_the_pages_lead_through_it(cast: Cast) -> None:
    client = signed_in(cast.office_head)
    assert "推诿扯皮" in body(client.get(PAGE))
    refused = body(client.post(f"{PAGE}new/", {"name": ""}))
    assert "请填写类别名称" in refused
    added = client.post(f"{PAGE}new/", {"parent": "2", "name": "排队过久"}, follow=True)
    assert "类别已保存：2.6 排队过久" in body(added)
    client.post(f"{PAGE}2.6/", {"name": "排队时间过长"})
    assert "排队过久" in body(client.get(f"{PAGE}2.6/"))
    assert "顺序已调整" in body(client.post(PAGE, {"up": "2.6"}, follow=True))
    assert "已停用：2.6" in body(client.post(f"{PAGE}2.6/active/", {"active": "0"}, follow=True))
    many = body(client.post(f"{PAGE}2.1/", {"name": "超时", "public": "on"}))
    assert "请填写公众看到的名称和例子" in many
    assert AuditEvent.objects.filter(action="campaign.category.retire", number="2.6").exists()
    assert client.post(PAGE, {"up": "9.9"}).status_code == 404
