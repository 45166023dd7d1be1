"""The pages of the three administrators where something is refused or has gone wrong."""

import pytest
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.enums import Role
from accounts.models import Post, User
from core import audit
from core.models import AuditEvent

BACKEND = "django.contrib.auth.backends.ModelBackend"
USER = "/staff/settings/users/owner/"


def _client(user):
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def test_a_broken_chain_is_told_with_what_to_do_and_put_on_record(cast, monkeypatch):
    broken = audit.Verdict(checked=7, fault="event 8 was changed")
    monkeypatch.setattr(audit, "verify", lambda: broken)
    page = _client(cast.auditor).post("/staff/settings/audit/verify/", follow=True)
    text = page.content.decode()
    assert "event 8 was changed" in text
    assert "7" in text
    row = AuditEvent.objects.get(action="audit.verify")
    assert row.detail == {"checked": 7, "ok": False}


def test_days_the_wrong_way_round_are_told_and_narrow_nothing(cast):
    page = _client(cast.auditor).get("/staff/settings/audit/?since=2011-08-19&until=2011-08-18")
    assert page.status_code == 200
    assert page.context["page"].total >= 0
    assert page.context["page"].filters.errors


def test_the_auditor_changes_nothing(cast):
    auditor = _client(cast.auditor)
    for url, data in (
        (USER + "active/", {"active": "0"}),
        (USER + "posts/", {"role": "leader"}),
        (USER + "link/", {}),
        (USER + "edit/", {"name": "x"}),
        (USER + "second-factor/", {}),
    ):
        assert auditor.post(url, data).status_code == 403, url
    assert User.objects.get(pk=cast.owner.pk).is_active


def test_an_account_keeps_its_name_and_changes_what_it_shows(cast):
    system = _client(cast.sysadmin)
    answer = system.post(
        USER + "edit/", {"name": "新名字", "email": "x@example.test", "username": "y"}
    )
    assert answer["Location"] == USER
    owner = User.objects.get(pk=cast.owner.pk)
    assert (owner.username, owner.name, owner.email) == ("owner", "新名字", "x@example.test")
    assert system.post(USER + "edit/", {"name": "", "email": "no"}).status_code == 200


def test_nobody_hands_a_post_over_to_an_administrator(cast):
    post = cast.contact.posts.get()
    url = f"/staff/settings/posts/{post.pk}/hand-over/"
    page = _client(cast.secadmin).post(url, {"to": str(cast.auditor.pk)})
    assert page.status_code == 200
    assert "error-summary" in page.content.decode()
    assert Post.objects.current().filter(user=cast.contact, role=Role.CONTACT).exists()
    assert not Post.objects.filter(user=cast.auditor, role=Role.CONTACT).exists()


def test_successors_are_active_and_somebody_else(cast):
    User.objects.filter(pk=cast.owner.pk).update(is_active=False)
    post = cast.contact.posts.get()
    page = _client(cast.secadmin).get(f"/staff/settings/posts/{post.pk}/hand-over/")
    offered = set(page.context["form"].fields["to"].queryset)
    assert not offered & {cast.contact, User.objects.get(pk=cast.owner.pk)}
    assert cast.liaison in offered


def test_the_security_administrator_does_not_open_the_way_for_themselves(cast):
    url = "/staff/settings/users/secadmin/"
    page = _client(cast.secadmin).get(url)
    assert page.context["may_grant"] is False
    assert _client(cast.secadmin).post(url + "posts/", {"role": "leader"}).status_code == 403
    assert _client(cast.secadmin).post(url + "second-factor/").status_code == 403


def test_a_lost_phone_is_taken_away_on_the_page(cast):
    TOTPDevice.objects.create(user=cast.owner, name="app", confirmed=True)
    assert _client(cast.sysadmin).post(USER + "second-factor/").status_code == 403
    assert TOTPDevice.objects.filter(user=cast.owner).exists()
    answer = _client(cast.secadmin).post(USER + "second-factor/")
    assert answer["Location"] == USER
    assert not TOTPDevice.objects.filter(user=cast.owner).exists()


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"role": "liaison", "unit": ""}, "unit"),
        ({"role": "emperor"}, "role"),
        ({"start": ""}, "start"),
        ({"role": "sysadmin"}, "role"),
    ],
)
def test_each_fault_of_a_post_is_told_at_its_field(cast, data, field):
    full = {"role": "desk", "unit": "", "job": "", "start": "2011-08-19"} | data
    page = _client(cast.secadmin).post(USER + "posts/", full)
    assert page.status_code == 200
    assert set(page.context["form"].errors) == {field}
    assert cast.owner.posts.count() == 1


def test_who_has_no_device_is_led_to_the_set_up(cast):
    answer = _client(cast.office).get("/accounts/second-factor/")
    assert answer["Location"] == "/accounts/second-factor/set-up/"
