"""One's own account, and the pages of the three administrators."""

import datetime as dt
import re

import pytest
from django.test import Client

from accounts.enums import Role
from accounts.models import Post, Session, Unit, User
from core import audit, clock
from core.models import AuditEvent
from tests.cast import PASSWORD

NEW = "Green-mountain-7"


def _sign_in(who, password=PASSWORD, **extra):
    client = Client(**extra)
    client.post("/accounts/sign-in/", {"username": who, "password": password})
    return client


def test_the_account_page_lists_posts_and_sessions(cast):
    _sign_in("liaison", HTTP_USER_AGENT="Mozilla/5.0 (Linux; Android 13) Chrome/120 Mobile")
    client = _sign_in("liaison", HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Firefox/121")
    page = client.get("/staff/account/").content.decode()
    for words in ("经济发展局 联络员", "Chrome, Android", "Firefox, Windows", "本机", "未开启"):
        assert words in page


@pytest.mark.asvs("7.4.3")
def test_a_changed_password_ends_the_other_sessions(cast):
    other, client = _sign_in("liaison"), _sign_in("liaison")
    response = client.post(
        "/staff/account/password/",
        {"old": PASSWORD, "new": NEW, "again": NEW, "next": "/staff/account/"},
    )
    assert response["Location"] == "/staff/account/"
    assert client.get("/staff/account/").status_code == 200
    assert other.get("/staff/account/").status_code == 302
    assert _sign_in("liaison", NEW).get("/staff/account/").status_code == 200


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"old": "x"}, "当前密码不对"),
        ({"again": "Other-mountain-7"}, "两次输入的密码不一样"),
        ({"new": "short", "again": "short"}, "请至少用 10 个字符"),
        ({"new": "", "again": ""}, "请输入新密码"),
    ],
)
def test_each_fault_of_a_new_password_is_told(cast, data, sentence):
    client = _sign_in("liaison")
    full = {"old": PASSWORD, "new": NEW, "again": NEW} | data
    page = client.post("/staff/account/password/", full).content.decode()
    assert page.count(sentence) >= 2  # in the summary and at the field
    assert NEW not in page


def test_a_first_sign_in_changes_the_password_before_anything_else(cast):
    User.objects.filter(pk=cast.liaison.pk).update(must_change_password=True)
    client = _sign_in("liaison")
    response = client.get("/staff/account/")
    assert response["Location"].startswith("/staff/account/password/?next=")
    page = client.get(response["Location"]).content.decode()
    assert "首次登录" in page
    client.post("/staff/account/password/", {"old": PASSWORD, "new": NEW, "again": NEW})
    assert client.get("/staff/account/").status_code == 200


def test_an_old_password_is_changed_first(cast, settings):
    settings.PASSWORD_MAX_AGE_DAYS = 90
    User.objects.update(password_changed_at=clock.now() - dt.timedelta(days=91))
    assert "/password/" in _sign_in("liaison").get("/staff/account/")["Location"]


def test_other_sessions_are_signed_out_by_one_button(cast):
    other, client = _sign_in("liaison"), _sign_in("liaison")
    client.post("/staff/account/sessions/")
    assert other.get("/staff/account/").status_code == 302
    assert Session.objects.filter(user=cast.liaison).count() == 1


@pytest.mark.asvs("7.4.2")
def test_a_disabled_account_is_out_at_once(cast):
    client = _sign_in("liaison")
    _sign_in("sysadmin").post("/staff/settings/users/liaison/active/", {"active": "0"})
    assert client.get("/staff/account/").status_code == 302
    assert (
        "对不上"
        in client.post(
            "/accounts/sign-in/", {"username": "liaison", "password": PASSWORD}
        ).content.decode()
    )


def test_one_acts_in_another_post(cast):
    second = Post.objects.create(
        user=cast.liaison, unit=cast.other_unit, role=Role.OWNER, start=dt.date(2011, 1, 1)
    )
    client = _sign_in("liaison")
    client.post("/staff/account/post/", {"post": str(second.pk)})
    client.post("/staff/account/sessions/")
    assert AuditEvent.objects.latest("id").actor_post == second.title
    # Somebody else's post is none of mine.
    foreign = cast.office.posts.get().pk
    client.post("/staff/account/post/", {"post": str(foreign)})
    client.post("/staff/account/sessions/")
    assert AuditEvent.objects.latest("id").actor_post == second.title


def test_from_a_new_account_to_a_working_one(cast):
    system, security = _sign_in("sysadmin"), _sign_in("secadmin")
    url = "/staff/settings/users/zsj_liaison/"
    made = system.post(
        "/staff/settings/users/new/", {"username": "zsj_liaison", "name": "新联络员", "email": ""}
    )
    assert made["Location"] == url
    page = system.post(url + "link/").content.decode()
    (link,) = re.findall(r"http://testserver(/accounts/password/[\w-]+/)", page)
    assert link not in system.get(url).content.decode()  # shown this once only
    granted = security.post(
        url + "posts/",
        {"role": "liaison", "unit": str(cast.unit.pk), "job": "", "start": str(clock.today())},
    )
    assert granted["Location"] == url
    person = Client()
    assert "新联络员" in person.get(link).content.decode()
    assert person.post(link, {"new": NEW, "again": NEW})["Location"] == "/accounts/sign-in/"
    assert person.get(link).status_code == 404
    assert _sign_in("zsj_liaison", NEW).get("/staff/account/").status_code == 200


@pytest.mark.asvs("6.4.6")
def test_no_form_of_an_administrator_has_a_password_field(cast):
    system, security = _sign_in("sysadmin"), _sign_in("secadmin")
    for client, url in (
        (system, "/staff/settings/users/new/"),
        (system, "/staff/settings/users/liaison/"),
        (system, "/staff/settings/users/liaison/edit/"),
        (security, "/staff/settings/users/liaison/posts/"),
    ):
        assert 'type="password"' not in client.get(url).content.decode()


def test_an_account_name_is_small_letters(cast):
    page = _sign_in("sysadmin").post("/staff/settings/users/new/", {"username": "A b", "name": "x"})
    assert "小写字母、数字或下划线" in page.content.decode()


def test_a_post_is_ended_and_handed_over(cast):
    security = _sign_in("secadmin")
    post = cast.contact.posts.get()
    response = security.post(
        f"/staff/settings/posts/{post.pk}/hand-over/", {"to": str(cast.owner.pk)}
    )
    assert response["Location"] == "/staff/settings/users/owner/"
    new = cast.owner.posts.get(role=Role.CONTACT)
    security.post(f"/staff/settings/posts/{new.pk}/end/")
    assert not Post.objects.current().filter(role=Role.CONTACT).exists()


def test_accounts_are_found_by_name_unit_and_state(cast, django_assert_max_num_queries):
    client = _sign_in("secadmin")
    User.objects.create_user("nobody", "没有岗位的人")
    for query, found in (("?q=liaison", "liaison"), ("?state=without", "nobody")):
        with django_assert_max_num_queries(20):
            page = client.get(f"/staff/settings/users/{query}")
        assert [row.username for row in page.context["page"]] == [found]
    rows = client.get("/staff/settings/users/?unit=GJJ").context["page"]
    assert {row.username for row in rows} == {"outsider", "outsider_head"}


def test_units_are_kept_on_their_page(cast):
    client = _sign_in("sysadmin")
    data = {
        "code": "qfj",
        "name": "企业服务局",
        "short_name": "企服局",
        "order": "11",
        "kind": "department",
        "group": "windows",
        "headcount": "16",
        "active": "on",
    }
    assert client.post("/staff/settings/units/new/", data).status_code == 302
    unit = Unit.objects.get(code="QFJ")
    assert (unit.headcount, unit.is_key) == (16, False)
    page = client.post("/staff/settings/units/new/", data | {"code": "1"}).content.decode()
    assert "拉丁字母" in page
    client.post("/staff/settings/units/QFJ/", data | {"phone": "0700-1"})
    unit.refresh_from_db()
    assert (unit.code, unit.phone) == ("QFJ", "0700-1")


def test_reading_the_trail_is_in_the_trail(cast):
    client = _sign_in("auditor")
    page = client.get("/staff/settings/audit/?actor=auditor&action=account").content.decode()
    assert "account.sign-in" in page
    assert AuditEvent.objects.latest("id").action == "audit.read"
    rows = client.get("/staff/settings/audit/?result=failed").context["page"]
    assert rows.total == 0


def test_details_of_any_name_are_shown(cast):
    audit.record("test.act", by=cast.office, detail={"items": 3, "keys": "a"})
    page = _sign_in("auditor").get("/staff/settings/audit/?action=test").content.decode()
    assert "keys=a; items=3" in page  # in the order of the database


def test_the_trail_is_narrowed_by_day(cast):
    client = _sign_in("auditor")
    today = clock.today()
    tomorrow = today + dt.timedelta(days=1)
    url = "/staff/settings/audit/"
    assert client.get(f"{url}?since={today}&until={today}").context["page"].total > 0
    assert client.get(f"{url}?since={tomorrow}").context["page"].total == 0


def test_the_chain_is_verified_on_demand(cast):
    client = _sign_in("auditor")
    audit.seal()
    page = client.post("/staff/settings/audit/verify/", follow=True).content.decode()
    assert "校验通过" in page
    assert AuditEvent.objects.filter(action="audit.verify", detail__ok=True).exists()
