"""What waits for the three administrators, and for nobody else."""

import datetime as dt

import pytest
from django.test import Client

from accounts.enums import Role
from accounts.models import Post, User
from core import clock, todo
from core.todo import Todo
from tests.cast import Cast, make_unit

NOW = dt.datetime(2011, 8, 19, 2, tzinfo=dt.UTC)


def waiting(user: User) -> dict[str, list[str]]:
    with clock.at(NOW):
        found: dict[str, list[str]] = {}
        for row in todo.todos(User.objects.get(pk=user.pk)):
            found.setdefault(str(row.kind), []).append(row.title)
        return found


def test_a_unit_without_its_people_waits_for_the_security_administrator(cast: Cast) -> None:
    make_unit("XXX", "无人局")
    said = waiting(cast.secadmin)["岗位"]
    assert {"无人局尚无单位投诉联系人", "无人局尚无联络员", "无人局尚无单位主要负责人"} <= set(said)
    assert not [title for title in said if title.startswith(cast.unit.short_name)]
    with clock.at(NOW):
        Post.objects.filter(unit=cast.unit, role=Role.CONTACT).update(end=clock.today())
    assert f"{cast.unit.short_name}尚无单位投诉联系人" not in waiting(cast.secadmin)["岗位"]
    Post.objects.filter(unit=cast.unit, role=Role.CONTACT).update(end=dt.date(2011, 8, 18))
    assert f"{cast.unit.short_name}尚无单位投诉联系人" in waiting(cast.secadmin)["岗位"]


def test_a_new_account_waits_for_its_post_and_an_old_one_for_its_end(cast: Cast) -> None:
    User.objects.update(last_login=NOW)
    User.objects.create_user("newcomer", "新来的")
    assert waiting(cast.secadmin)["账号"] == ["新来的"]
    assert "账号" not in waiting(cast.sysadmin)
    User.objects.filter(pk=cast.owner.pk).update(last_login=NOW - dt.timedelta(days=91))
    assert waiting(cast.sysadmin)["账号"] == [cast.owner.name]
    User.objects.filter(pk=cast.owner.pk).update(is_active=False)
    assert "账号" not in waiting(cast.sysadmin)


def test_who_has_left_waits_for_both_until_the_account_is_closed(cast: Cast) -> None:
    User.objects.update(last_login=NOW)
    Post.objects.filter(user=cast.owner).update(end=dt.date(2011, 8, 18))
    for admin in (cast.secadmin, cast.sysadmin):
        assert waiting(admin)["账号"] == [cast.owner.name]
        with clock.at(NOW):
            (row,) = [
                one
                for one in todo.todos(User.objects.get(pk=admin.pk))
                if one.title == cast.owner.name
            ]
        assert row.url == "/staff/settings/users/owner/leaving/"
    Post.objects.filter(user=cast.owner).update(end=dt.date(2011, 8, 19))
    assert "账号" not in waiting(cast.sysadmin)  # the last day is still a day in the post
    Post.objects.filter(user=cast.owner).update(end=dt.date(2011, 8, 18))
    User.objects.filter(pk=cast.owner.pk).update(is_active=False)
    assert "账号" not in waiting(cast.secadmin)


def test_the_walk_over_the_chain_is_due_every_week(client: Client, cast: Cast) -> None:
    assert waiting(cast.auditor) == {"审计日志": ["核验审计日志的链"]}
    with clock.at(NOW - dt.timedelta(days=6)):
        client.force_login(cast.auditor)
        client.post("/staff/settings/audit/verify/")
    assert waiting(cast.auditor) == {}
    with clock.at(NOW + dt.timedelta(days=2)):
        assert [row.number for row in todo.todos(User.objects.get(pk=cast.auditor.pk))] == [""]


def test_the_next_year_s_rest_days_are_asked_for_in_november(cast: Cast) -> None:
    def asked(month: int) -> list[Todo]:
        with clock.at(dt.datetime(2031, month, 3, 2, tzinfo=dt.UTC)):
            user = User.objects.get(pk=cast.sysadmin.pk)
            return [row for row in todo.todos(user) if str(row.kind) == "工作日历"]

    assert [row.number for row in asked(10)] == ["2031"]
    assert [row.number for row in asked(11)] == ["2031", "2032"]


@pytest.mark.parametrize("part", ["office", "liaison", "leader", "unit_head"])
def test_nobody_else_reads_of_accounts(cast: Cast, part: str) -> None:
    make_unit("XXX", "无人局")
    assert not {"岗位", "账号", "审计日志", "工作日历"} & set(waiting(getattr(cast, part)))
