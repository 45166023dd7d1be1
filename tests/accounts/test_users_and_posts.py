"""Accounts without rights, posts by another hand, three separated administrators."""

import datetime as dt

import pytest

from accounts.actions import posts, users
from accounts.enums import Permission, Role
from accounts.models import Post, User
from core import clock
from core.errors import DomainError, NotAllowed
from core.models import AuditEvent
from tests.cast import Cast


def _fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def _new(cast: Cast) -> User:
    return users.create(by=cast.sysadmin, username=" New_One ", name="新人")


def test_a_new_account_has_no_password_and_no_right(cast):
    user = _new(cast)
    assert user.username == "new_one"
    assert not user.has_usable_password()
    assert user.must_change_password
    assert not any(_fresh(user).may(permission) for permission in Permission)


def test_an_account_name_is_taken_once(cast):
    with pytest.raises(DomainError) as fault:
        users.create(by=cast.sysadmin, username="LIAISON", name="x")
    assert (fault.value.code, fault.value.field) == ("username-taken", "username")


def test_one_makes_the_account_another_gives_the_rights(cast):
    user = _new(cast)
    with pytest.raises(NotAllowed):
        posts.grant(user=user, role=Role.LIAISON, unit=cast.unit, by=cast.sysadmin)
    with pytest.raises(NotAllowed):
        users.create(by=cast.secadmin, username="other", name="x")
    post = posts.grant(user=user, role=Role.LIAISON, unit=cast.unit, by=cast.secadmin)
    assert post.is_primary
    assert _fresh(user).may(Permission.PLAN_EDIT, "JFJ")
    assert not _fresh(user).may(Permission.PLAN_EDIT, "GJJ")


def test_nobody_gives_posts_to_themselves(cast):
    with pytest.raises(NotAllowed):
        posts.grant(user=cast.secadmin, role=Role.LEADER, by=cast.secadmin)


@pytest.mark.parametrize(
    ("part", "role"),
    [
        ("liaison", Role.SYSADMIN),
        ("sysadmin", Role.AUDITOR),
        ("auditor", Role.OFFICE_ADMIN),
        ("sysadmin", Role.SECADMIN),
    ],
)
def test_an_administrator_is_nothing_else(cast, part, role):
    with pytest.raises(DomainError) as fault:
        posts.grant(user=getattr(cast, part), role=role, by=cast.secadmin)
    assert fault.value.code == "separate-administrators"


def test_a_second_post_is_not_the_main_one_and_is_not_given_twice(cast):
    post = posts.grant(user=cast.owner, role=Role.LIAISON, unit=cast.unit, by=cast.secadmin)
    assert not post.is_primary
    with pytest.raises(DomainError) as fault:
        posts.grant(user=cast.owner, role=Role.LIAISON, unit=cast.unit, by=cast.secadmin)
    assert fault.value.code == "post-held"


def test_a_unit_role_needs_a_unit_and_a_zone_role_has_none(cast):
    user = _new(cast)
    with pytest.raises(DomainError) as fault:
        posts.grant(user=user, role=Role.OWNER, by=cast.secadmin)
    assert fault.value.field == "unit"
    post = posts.grant(user=user, role=Role.DESK, unit=cast.unit, by=cast.secadmin)
    assert post.unit is None


def test_an_ended_post_gives_nothing_from_the_same_day(cast):
    posts.end(post=cast.liaison.posts.get(), by=cast.secadmin)
    assert not _fresh(cast.liaison).may(Permission.PLAN_EDIT, "JFJ")
    with pytest.raises(DomainError) as fault:
        posts.end(post=cast.liaison.posts.get(), by=cast.secadmin)
    assert fault.value.code == "post-ended"


def test_a_post_given_today_can_be_taken_back_today(cast):
    user = _new(cast)
    post = posts.grant(user=user, role=Role.DESK, by=cast.secadmin)
    posts.end(post=post, by=cast.secadmin)
    assert not _fresh(user).may(Permission.COMPLAINT_INTAKE)


def test_a_post_may_begin_later(cast):
    user = _new(cast)
    start = clock.today() + dt.timedelta(days=5)
    posts.grant(user=user, role=Role.DESK, start=start, by=cast.secadmin)
    assert not _fresh(user).may(Permission.COMPLAINT_INTAKE)
    with clock.at(clock.now() + dt.timedelta(days=5)):
        assert _fresh(user).may(Permission.COMPLAINT_INTAKE)


def test_a_hand_over_moves_the_right_in_one_step(cast):
    new = posts.hand_over(post=cast.contact.posts.get(), to=cast.owner, by=cast.secadmin)
    assert (new.role, new.unit) == (Role.CONTACT, cast.unit)
    assert not _fresh(cast.contact).may(Permission.COMPLAINT_HANDLE, "JFJ")
    assert _fresh(cast.owner).may(Permission.COMPLAINT_HANDLE, "JFJ")


def test_a_hand_over_that_fails_leaves_everything(cast):
    with pytest.raises(DomainError):
        posts.hand_over(post=cast.liaison.posts.get(), to=cast.sysadmin, by=cast.secadmin)
    assert Post.objects.filter(user=cast.liaison, end=None).count() == 1


def test_a_disabled_account_may_nothing(cast):
    users.set_active(user=cast.liaison, by=cast.sysadmin, active=False)
    assert not _fresh(cast.liaison).may(Permission.PLAN_EDIT, "JFJ")
    with pytest.raises(DomainError):
        users.set_active(user=cast.sysadmin, by=cast.sysadmin, active=False)


def test_each_act_leaves_one_row_in_the_trail(cast):
    user = _new(cast)
    post = posts.grant(user=user, role=Role.DESK, by=cast.secadmin)
    users.edit(user=user, by=cast.sysadmin, name="新名", email="")
    posts.end(post=post, by=cast.secadmin)
    users.set_active(user=user, by=cast.sysadmin, active=False)
    users.set_active(user=user, by=cast.sysadmin, active=True)
    assert list(AuditEvent.objects.order_by("id").values_list("action", "actor")) == [
        ("account.create", "sysadmin"),
        ("post.grant", "secadmin"),
        ("account.edit", "sysadmin"),
        ("post.end", "secadmin"),
        ("account.disable", "sysadmin"),
        ("account.enable", "sysadmin"),
    ]


def test_units_are_entered_and_changed(cast):
    unit = users.save_unit(
        by=cast.sysadmin,
        code="qfj",
        name="企业服务局",
        short_name="企服局",
        kind="department",
        group="departments",
    )
    assert (unit.code, unit.initials) == ("QFJ", "qfj qyfwj 企服局")
    users.save_unit(by=cast.sysadmin, unit=unit, code="XXX", phone="0700-1")
    unit.refresh_from_db()
    assert (unit.code, unit.phone) == ("QFJ", "0700-1")
    with pytest.raises(DomainError) as fault:
        users.save_unit(
            by=cast.sysadmin,
            code="QFJ",
            name="x",
            short_name="x",
            kind="town",
            group="towns",
        )
    assert fault.value.field == "code"
    with pytest.raises(NotAllowed):
        users.save_unit(by=cast.office_head, unit=unit, phone="1")
