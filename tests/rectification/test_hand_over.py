"""All open work of a person goes to a colleague in one step."""

import datetime as dt

import pytest

from accounts.enums import Role
from accounts.models import Post
from core.errors import DomainError, NotAllowed
from core.models import AuditEvent, Notice
from rectification import duties
from rectification.actions.handover import hand_over
from rectification.models import RectificationItem
from tests.cast import Cast, make_person
from tests.factories.rectification import finish, make_closed, make_draft, make_item
from tests.rectification.test_ledger_page import signed_in

pytestmark = pytest.mark.django_db


def test_everything_open_moves_and_done_work_stays(cast: Cast) -> None:
    draft, running, closed = make_draft(cast), make_item(cast), make_closed(cast)
    source, to = cast.owner.main_post, cast.liaison.main_post
    moved = hand_over(source=source, to=to, by=cast.unit_deputy)
    assert {item.number for item in moved} == {draft.number, running.number}
    owners = dict(RectificationItem.objects.values_list("number", "responsible"))
    assert owners == {draft.number: to.pk, running.number: to.pk, closed.number: source.pk}


def test_items_led_and_undone_measures_move_too(cast: Cast) -> None:
    deputy, to = cast.unit_deputy.main_post, cast.liaison.main_post
    led = make_item(cast)
    measured = make_item(
        cast,
        lead=cast.unit_head.main_post,
        measures=[{"text": "安装新的叫号系统", "owner": deputy}],
    )
    hand_over(source=deputy, to=to, by=cast.office)
    led.refresh_from_db()
    assert led.lead == to
    assert led.responsible == cast.owner.main_post
    assert measured.measures.get().owner == to
    measured.refresh_from_db()
    assert measured.lead == cast.unit_head.main_post


def test_a_measure_already_done_keeps_its_name(cast: Cast) -> None:
    owner, to = cast.owner.main_post, cast.liaison.main_post
    item = make_item(cast, measures=[{"text": "安装新的叫号系统", "owner": owner}])
    finish(item, cast)
    hand_over(source=owner, to=to, by=cast.liaison)
    assert item.measures.get().owner == owner


def test_the_receiver_is_told_once_however_many_items(cast: Cast) -> None:
    for _ in range(3):
        make_item(cast)
    hand_over(source=cast.owner.main_post, to=cast.liaison.main_post, by=cast.unit_deputy)
    notice = Notice.objects.get(kind="rectification.handed-over")
    assert notice.recipient == cast.liaison
    assert notice.params == {"count": 3}


def test_each_item_has_its_own_line_in_the_audit_trail(cast: Cast) -> None:
    item = make_item(cast)
    before = item.version
    hand_over(source=cast.owner.main_post, to=cast.liaison.main_post, by=cast.unit_deputy)
    event = AuditEvent.objects.get(action="rectification.item.hand-over")
    assert (event.number, event.actor) == (item.number, "unit_deputy")
    assert event.detail["moved"] == ["responsible"]
    item.refresh_from_db()
    assert item.version > before


def test_one_stranger_and_nothing_moves(cast: Cast) -> None:
    item = make_item(cast)
    with pytest.raises(DomainError) as refusal:
        hand_over(source=cast.owner.main_post, to=cast.outsider.main_post, by=cast.office)
    assert refusal.value.field == "to"
    item.refresh_from_db()
    assert item.responsible == cast.owner.main_post


def test_not_to_oneself_and_not_without_work(cast: Cast) -> None:
    post = cast.owner.main_post
    with pytest.raises(DomainError, match="本来就是这个人的"):
        hand_over(source=post, to=post, by=cast.liaison)
    with pytest.raises(DomainError, match="没有需要移交"):
        hand_over(source=post, to=cast.liaison.main_post, by=cast.liaison)


@pytest.mark.parametrize("part", ["unit_head", "outsider", "leader", "inspector"])
def test_only_the_units_writers_and_the_office(cast: Cast, part: str) -> None:
    make_item(cast)
    with pytest.raises(NotAllowed):
        hand_over(source=cast.owner.main_post, to=cast.liaison.main_post, by=getattr(cast, part))


def test_people_who_have_left_come_first(cast: Cast) -> None:
    make_item(cast)
    gone = make_person("gone", Role.OWNER, cast.unit)
    make_item(cast, responsible=gone.main_post)
    Post.objects.filter(user=gone).update(end=dt.date(2011, 8, 1), is_primary=False)
    burdens = signed_in(cast.liaison).get("/staff/ledger/hand-over/").context["burdens"]
    assert [(b.post.user.username, b.ended, b.items, b.led) for b in burdens] == [
        ("gone", True, 1, 0),
        ("unit_deputy", False, 0, 2),
        ("owner", False, 1, 0),
    ]


def test_the_list_asks_the_same_number_of_questions_for_many(
    cast: Cast, django_assert_num_queries: object
) -> None:
    units = type(cast.unit).objects.filter(pk=cast.unit.pk)
    user = cast.liaison
    assert user.current_posts
    for _ in range(3):
        make_item(cast)
        with django_assert_num_queries(4):  # type: ignore[operator]
            duties.burdens(user, units)


def test_by_clicks(cast: Cast) -> None:
    item = make_item(cast)
    client = signed_in(cast.liaison)
    source = cast.owner.main_post
    page = client.get(f"/staff/ledger/hand-over/{source.pk}/")
    assert item.number in page.content.decode()
    refused = client.post(f"/staff/ledger/hand-over/{source.pk}/", {})
    assert refused.context["form"].errors["to"] == ["请选择接手人"]
    done = client.post(
        f"/staff/ledger/hand-over/{source.pk}/", {"to": cast.liaison.main_post.pk}, follow=True
    )
    assert "已把 1 项在办事项移交给" in done.content.decode()
    item.refresh_from_db()
    assert item.responsible_person == cast.liaison
    mine = client.get("/staff/ledger/?state=open&mark=mine").context["page"]
    assert [row.number for row in mine] == [item.number]


def test_posts_of_other_units_do_not_exist(cast: Cast) -> None:
    make_item(cast)
    path = f"/staff/ledger/hand-over/{cast.owner.main_post.pk}/"
    assert signed_in(cast.outsider).get(path).status_code == 404
    assert signed_in(cast.office).get(path).status_code == 200


def test_my_items_include_those_i_lead(cast: Cast) -> None:
    item = make_item(cast)
    page = signed_in(cast.unit_deputy).get("/staff/ledger/?state=open&mark=mine").context["page"]
    assert [row.number for row in page] == [item.number]
    nobody = signed_in(cast.liaison).get("/staff/ledger/?state=open&mark=mine").context["page"]
    assert list(nobody) == []
