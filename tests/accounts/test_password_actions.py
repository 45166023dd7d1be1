"""Changing a password, and one-time links."""

import datetime as dt

import pytest

from accounts.actions import passwords, users
from accounts.models import PasswordHistory, PasswordLink
from core import clock
from core.errors import DomainError, NotAllowed
from core.models import AuditEvent
from tests.cast import PASSWORD

NEW = "Green-mountain-7"


def _last():
    return AuditEvent.objects.latest("id")


def test_a_change_is_stored_stamped_and_audited(cast):
    passwords.change(by=cast.owner, old=PASSWORD, new=NEW)
    cast.owner.refresh_from_db()
    assert cast.owner.check_password(NEW)
    assert cast.owner.password_changed_at is not None
    assert PasswordHistory.objects.filter(user=cast.owner).count() == 1
    assert (_last().action, _last().actor, _last().result) == ("account.password", "owner", "ok")


@pytest.mark.asvs("6.2.3")
def test_the_present_password_is_asked_and_the_failed_try_is_audited(cast):
    with pytest.raises(DomainError) as fault:
        passwords.change(by=cast.owner, old="wrong", new=NEW)
    assert (fault.value.code, fault.value.field) == ("password-old", "old")
    cast.owner.refresh_from_db()
    assert cast.owner.check_password(PASSWORD)
    assert (_last().action, _last().result) == ("account.password", "failed")


def test_a_weak_password_is_refused_at_its_field(cast):
    with pytest.raises(DomainError) as fault:
        passwords.change(by=cast.owner, old=PASSWORD, new="short")
    assert fault.value.field == "new"


@pytest.mark.asvs("6.4.1")
def test_a_link_works_once(cast):
    token = passwords.issue_link(user=cast.owner, by=cast.sysadmin)
    passwords.use_link(token=token, new=NEW)
    cast.owner.refresh_from_db()
    assert cast.owner.check_password(NEW)
    with pytest.raises(DomainError) as fault:
        passwords.use_link(token=token, new="Blue-mountain-77")
    assert fault.value.code == "link"


def test_a_link_expires_after_three_days(cast):
    token = passwords.issue_link(user=cast.owner, by=cast.sysadmin)
    with (
        clock.at(clock.now() + dt.timedelta(hours=73)),
        pytest.raises(DomainError) as fault,
    ):
        passwords.use_link(token=token, new=NEW)
    assert fault.value.code == "link"


def test_a_weak_password_does_not_use_the_link_up(cast):
    token = passwords.issue_link(user=cast.owner, by=cast.sysadmin)
    with pytest.raises(DomainError):
        passwords.use_link(token=token, new="short")
    assert passwords.use_link(token=token, new=NEW) == cast.owner


def test_a_second_link_replaces_the_first(cast):
    first = passwords.issue_link(user=cast.owner, by=cast.sysadmin)
    passwords.issue_link(user=cast.owner, by=cast.sysadmin)
    with pytest.raises(DomainError):
        passwords.use_link(token=first, new=NEW)
    assert PasswordLink.objects.open().count() == 1


def test_a_disabled_account_cannot_use_its_link(cast):
    token = passwords.issue_link(user=cast.owner, by=cast.sysadmin)
    users.set_active(user=cast.owner, by=cast.sysadmin, active=False)
    with pytest.raises(DomainError):
        passwords.use_link(token=token, new=NEW)


def test_only_the_hash_of_a_link_is_stored(cast):
    token = passwords.issue_link(user=cast.owner, by=cast.sysadmin)
    link = PasswordLink.objects.get()
    assert token not in link.digest
    assert link.digest == passwords.digest(token)
    assert token not in str(_last().detail)


@pytest.mark.parametrize("part", ["office_head", "secadmin", "auditor", "liaison"])
def test_only_the_system_administrator_makes_links(cast, part):
    with pytest.raises(NotAllowed):
        passwords.issue_link(user=cast.owner, by=getattr(cast, part))


@pytest.mark.asvs("6.4.6")
def test_nobody_makes_a_link_for_themselves(cast):
    with pytest.raises(DomainError) as fault:
        passwords.issue_link(user=cast.sysadmin, by=cast.sysadmin)
    assert fault.value.code == "own-link"
