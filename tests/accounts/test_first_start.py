"""A fresh installation gets its three administrators once, by links that are printed once."""

import re

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.actions import passwords
from accounts.enums import Permission, Role
from accounts.models import PasswordLink, User
from core.models import AuditEvent
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def run(*args: str) -> None:
    call_command("first_administrators", *args)


def links(text: str) -> dict[str, str]:
    return dict(re.findall(r"^(\S+)  https?://[^/]+(/accounts/password/\S+)$", text, re.MULTILINE))


def test_three_accounts_with_one_role_each(capsys: pytest.CaptureFixture[str]) -> None:
    run()
    assert set(links(capsys.readouterr().out)) == {"sysadmin", "secadmin", "auditor"}
    rights = {user.username: {p for p in Permission if user.may(p)} for user in User.objects.all()}
    assert rights == {
        "sysadmin": {Permission.USERS_MANAGE, Permission.SETTINGS_MANAGE},
        "secadmin": {Permission.ROLES_GRANT},
        "auditor": {Permission.AUDIT_READ},
    }
    assert not any(user.has_usable_password() for user in User.objects.all())
    assert AuditEvent.objects.filter(action="post.grant", actor="system").count() == 3


def test_a_link_sets_the_password_and_opens_the_door(
    client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    run("--sysadmin", "Wang01")
    path = links(capsys.readouterr().out)["wang01"]
    assert client.get(path).status_code == 200
    token = path.rstrip("/").rsplit("/", 1)[-1]
    assert token not in str(PasswordLink.objects.values_list("digest", flat=True))
    user = passwords.use_link(token=token, new="一把很长的钥匙Xq7-blue-lantern")
    assert user.username == "wang01"
    assert user.check_password("一把很长的钥匙Xq7-blue-lantern")


def test_only_once(capsys: pytest.CaptureFixture[str]) -> None:
    run()
    with pytest.raises(CommandError, match="已有管理员"):
        run("--sysadmin", "other", "--secadmin", "another", "--auditor", "third")
    assert User.objects.count() == 3


def test_not_where_administrators_work_already(cast: Cast) -> None:
    with pytest.raises(CommandError, match="已有管理员"):
        run("--sysadmin", "other")


def test_one_person_is_not_two_administrators() -> None:
    with pytest.raises(CommandError, match="不同"):
        run("--sysadmin", "same", "--auditor", "same")
    assert not User.objects.exists()


def test_a_name_that_is_taken(db: None) -> None:
    User.objects.create_user("auditor", "某人")
    with pytest.raises(CommandError, match="auditor"):
        run()
    assert User.objects.count() == 1
    assert Role.AUDITOR.value == "auditor"
