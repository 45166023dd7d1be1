"""A person leaves: posts end, everything open goes on to somebody, then the account is closed."""

import datetime as dt
from collections.abc import Iterator

import pytest

from accounts import departures
from accounts.actions import departures as actions
from accounts.actions import posts
from accounts.enums import Role
from accounts.models import Post, User
from core import clock
from core.errors import DomainError, NotAllowed
from core.models import AuditEvent, Notice
from inspections.models import Inspection
from outreach.models import Enterprise
from tests.campaign.pages import body, signed_in
from tests.cast import Cast, make_person
from tests.factories.complaints import make_dispatched
from tests.factories.inspections import make_inspection
from tests.factories.outreach import make_enterprise
from tests.factories.rectification import TODAY, make_item

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_in_august")]

PAGE = "/staff/settings/users/owner/leaving/"
WORK = "整改事项和措施"


@pytest.fixture
def _in_august() -> Iterator[None]:
    with clock.at(TODAY):
        yield


def today(days: int = 0) -> dt.date:
    return clock.today() + dt.timedelta(days=days)


def post_of(user: User) -> Post:
    return Post.objects.get(user=user)


def counted(user: User) -> dict[str, int]:
    return {
        str(share.kind.label): share.n for load in departures.loads(user) for share in load.shares
    }


def leave(cast: Cast, user: User, *, last_day: dt.date | None = None, to: User | None = None):
    successors = {post_of(user).pk: to} if to else {}
    return actions.leave(
        user=user, last_day=last_day or today(-1), successors=successors, by=cast.secadmin
    )


def test_posts_end_on_a_day_and_the_successor_begins_on_the_next(cast: Cast) -> None:
    new = User.objects.create_user("newcomer", "新来的")
    leave(cast, cast.liaison, last_day=today(5), to=new)
    old, following = post_of(cast.liaison), post_of(new)
    assert (old.end, following.start) == (today(5), today(6))
    assert (following.role, following.unit) == (Role.LIAISON, cast.unit)
    assert post_of(cast.liaison) in Post.objects.current()


def test_a_term_that_would_end_later_is_shortened(cast: Cast) -> None:
    post = post_of(cast.owner)
    posts.end(post=post, by=cast.secadmin, on=today(30))
    leave(cast, cast.owner, last_day=today(2))
    assert post_of(cast.owner).end == today(2)


def test_a_successor_who_holds_the_post_already_just_goes_on(cast: Cast) -> None:
    second = make_person("second", Role.OWNER, cast.unit)
    leave(cast, cast.owner, to=second)
    assert Post.objects.filter(user=second).count() == 1


def test_a_successor_who_may_not_hold_it_is_refused_at_the_field(cast: Cast) -> None:
    with pytest.raises(DomainError) as fault:
        leave(cast, cast.owner, to=cast.auditor)
    assert fault.value.field == f"post-{post_of(cast.owner).pk}"
    assert post_of(cast.owner).end is None


def test_a_day_that_is_over_is_refused(cast: Cast) -> None:
    with pytest.raises(DomainError) as fault:
        leave(cast, cast.owner, last_day=today(-2))
    assert (fault.value.code, fault.value.field) == ("past", "last_day")


def test_items_go_to_the_successor_and_he_is_told(cast: Cast) -> None:
    item = make_item(cast)
    assert counted(cast.owner) == {WORK: 1}
    leave(cast, cast.owner)
    to = post_of(cast.unit_deputy)
    assert actions.hand_over(source=post_of(cast.owner), to=to, by=cast.secadmin) == 1
    item.refresh_from_db()
    assert item.responsible == to
    assert Notice.objects.get(kind="rectification.handed-over").recipient == cast.unit_deputy
    event = AuditEvent.objects.get(action="post.hand-over-work")
    assert event.detail == {"to": to.pk, "moved": {"rectification.item": 1}}
    assert counted(cast.owner) == {}


def test_enterprises_and_inspections_go_on_as_well(cast: Cast) -> None:
    firm = make_enterprise(cast, leader=post_of(cast.unit_deputy))
    actions.hand_over(source=post_of(cast.unit_deputy), to=post_of(cast.owner), by=cast.secadmin)
    assert Enterprise.objects.get(pk=firm.pk).leader == post_of(cast.owner)

    inspection = make_inspection(cast)
    lead = make_person("lead2", Role.INSPECTOR_LEAD)
    source = post_of(cast.inspector_lead)
    assert actions.hand_over(source=source, to=post_of(lead), by=cast.secadmin) == 1
    stored = Inspection.objects.get(pk=inspection.pk)
    assert stored.lead == lead
    assert cast.inspector_lead not in stored.team.all()


def test_complaints_in_hand_follow_the_post(cast: Cast) -> None:
    make_dispatched(cast)
    assert counted(cast.contact) == {"在办投诉件": 1}
    with pytest.raises(DomainError) as fault:
        actions.hand_over(source=post_of(cast.contact), to=post_of(cast.owner), by=cast.secadmin)
    assert fault.value.code == "nothing"
    leave(cast, cast.contact, to=cast.unit_deputy)
    assert counted(cast.contact) == {}
    assert counted(cast.unit_deputy)["在办投诉件"] == 1


def test_work_is_not_handed_out_of_the_unit(cast: Cast) -> None:
    item = make_item(cast)
    with pytest.raises(DomainError) as fault:
        actions.hand_over(source=post_of(cast.owner), to=post_of(cast.outsider), by=cast.secadmin)
    assert fault.value.code == "receiver"
    item.refresh_from_db()
    assert item.responsible == post_of(cast.owner)


def test_the_account_is_closed_last(cast: Cast) -> None:
    make_item(cast)
    with pytest.raises(DomainError) as held:
        actions.close(user=cast.owner, by=cast.sysadmin)
    leave(cast, cast.owner)
    with pytest.raises(DomainError) as left:
        actions.close(user=cast.owner, by=cast.sysadmin)
    assert (held.value.code, left.value.code) == ("posts-held", "open-work")
    assert "1 项未了事项" in str(left.value.message)
    actions.hand_over(source=post_of(cast.owner), to=post_of(cast.liaison), by=cast.secadmin)
    assert not actions.close(user=cast.owner, by=cast.sysadmin).is_active


def test_each_step_belongs_to_one_administrator(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        actions.leave(user=cast.owner, last_day=today(), successors={}, by=cast.sysadmin)
    with pytest.raises(NotAllowed):
        actions.hand_over(source=post_of(cast.owner), to=post_of(cast.liaison), by=cast.sysadmin)
    with pytest.raises(NotAllowed):
        actions.close(user=cast.owner, by=cast.secadmin)
    with pytest.raises(NotAllowed):
        actions.leave(user=cast.secadmin, last_day=today(), successors={}, by=cast.secadmin)


def test_the_page_leads_through_the_three_steps(cast: Cast) -> None:
    item = make_item(cast)
    post = post_of(cast.owner)
    security, system = signed_in(cast.secadmin), signed_in(cast.sysadmin)
    shown = body(security.get(PAGE))
    assert WORK in shown
    assert item.number not in shown  # a number, never the business
    refused = security.post(PAGE, {"last_day": ""})
    assert "任职最后一天" in body(refused)
    done = security.post(
        PAGE, {"last_day": today(-1), f"post-{post.pk}": cast.unit_deputy.pk}, follow=True
    )
    assert "1 个岗位于" in body(done)
    assert "未了事项全部移交后方可停用" in body(system.get(PAGE))
    nobody = security.post(f"{PAGE}{post.pk}/hand-over/", {})
    assert "请选择由谁接手" in body(nobody)
    to = post_of(cast.liaison)
    moved = security.post(f"{PAGE}{post.pk}/hand-over/", {f"work-{post.pk}-to": to.pk}, follow=True)
    assert "已移交 1 项未了事项" in body(moved)
    assert "由系统管理员停用账号" in body(moved)
    closed = system.post(f"{PAGE}close/", follow=True)
    assert "账号已停用" in body(closed)
    assert not User.objects.get(pk=cast.owner.pk).is_active


def test_without_a_colleague_the_page_says_what_to_do_first(cast: Cast) -> None:
    make_item(cast)
    Post.objects.filter(unit=cast.unit).exclude(user=cast.owner).update(end=today(-1))
    assert "请先在第一步确定接任人" in body(signed_in(cast.secadmin).get(PAGE))
