"""Three administrators: each a person of their own, none of them in the business."""

import datetime as dt

import pytest

from accounts.actions import posts, users
from accounts.enums import Permission, Role
from accounts.models import Post, Session, User
from accounts.roles import ADMIN_ROLES, PERMISSIONS, SECOND_FACTOR_ROLES, UNIT_ROLES
from core import clock
from core.errors import DomainError
from tests.house.test_access_matrix import ROUTES

ADMINISTRATORS = {"sysadmin", "secadmin", "auditor"}
# What everybody signed in has: the own account, messages, the way in.
SHARED = {"accounts", "portal", "core"}


def test_no_business_page_opens_for_an_administrator():
    opened = {
        name
        for name, route in ROUTES.items()
        if name.partition(":")[0] not in SHARED and route.allowed & ADMINISTRATORS
    }
    assert opened == set()


def test_no_page_of_administration_opens_for_the_business():
    settings = {
        name: route.allowed
        for name, route in ROUTES.items()
        if name.startswith("accounts:")
        and 0 < len(route.allowed) < 4
        and "anonymous" not in route.allowed
    }
    assert len(settings) > 10
    assert {name for name, allowed in settings.items() if allowed - ADMINISTRATORS} == set()


def test_their_rights_and_those_of_the_business_have_nothing_in_common():
    theirs = [PERMISSIONS[role] for role in ADMIN_ROLES]
    business = frozenset().union(*(PERMISSIONS[role] for role in Role if role not in ADMIN_ROLES))
    assert frozenset().union(*theirs) & business == set()
    assert sum(map(len, theirs)) == len(frozenset().union(*theirs))  # nor with each other


def test_every_right_is_somebodys():
    assert frozenset().union(*PERMISSIONS.values()) == set(Permission)


def test_every_administrator_needs_a_second_factor_and_no_unit():
    assert ADMIN_ROLES <= SECOND_FACTOR_ROLES
    assert not ADMIN_ROLES & UNIT_ROLES


def test_a_post_that_ends_next_week_still_bars_an_administrators_post(cast):
    post = cast.liaison.posts.get()
    posts.end(post=post, by=cast.secadmin, on=clock.today() + dt.timedelta(days=7))
    with pytest.raises(DomainError) as fault:
        posts.grant(user=cast.liaison, role=Role.SYSADMIN, by=cast.secadmin)
    assert fault.value.code == "separate-administrators"
    later = clock.today() + dt.timedelta(days=8)
    assert posts.grant(user=cast.liaison, role=Role.SYSADMIN, by=cast.secadmin, start=later)


def test_a_post_that_begins_next_week_bars_one_too(cast):
    user = users.create(by=cast.sysadmin, username="new_one", name="新人")
    later = clock.today() + dt.timedelta(days=7)
    posts.grant(user=user, role=Role.DESK, by=cast.secadmin, start=later)
    with pytest.raises(DomainError) as fault:
        posts.grant(user=user, role=Role.AUDITOR, by=cast.secadmin)
    assert fault.value.code == "separate-administrators"


def test_a_post_given_for_next_week_is_not_given_again_today(cast):
    later = clock.today() + dt.timedelta(days=7)
    posts.grant(user=cast.owner, role=Role.LIAISON, unit=cast.unit, by=cast.secadmin, start=later)
    with pytest.raises(DomainError) as fault:
        posts.grant(user=cast.owner, role=Role.LIAISON, unit=cast.unit, by=cast.secadmin)
    assert fault.value.code == "post-held"
    assert posts.grant(user=cast.owner, role=Role.LIAISON, unit=cast.other_unit, by=cast.secadmin)


@pytest.mark.asvs("7.4.2")
def test_who_loses_a_post_loses_its_pages_with_the_next_click(cast, client):
    client.force_login(cast.office, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/staff/dashboard/").status_code == 200
    posts.end(post=cast.office.posts.get(), by=cast.secadmin)
    assert client.get("/staff/dashboard/").status_code == 403


@pytest.mark.asvs("7.4.5")
def test_disabling_an_account_ends_its_sessions_and_nobody_elses(cast, client):
    backend = "django.contrib.auth.backends.ModelBackend"
    client.force_login(cast.liaison, backend=backend)
    type(client)().force_login(cast.owner, backend=backend)
    users.set_active(user=cast.liaison, by=cast.sysadmin, active=False)
    assert set(Session.objects.values_list("user__username", flat=True)) == {"owner"}


@pytest.mark.asvs("6.3.2")
def test_a_fresh_installation_has_no_account_at_all(db):
    assert not User.objects.exists()
    assert not Post.objects.exists()
