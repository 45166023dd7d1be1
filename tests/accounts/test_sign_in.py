"""In and out: one sentence for every wrong try, lock-out, safe return, fresh sessions."""

import datetime as dt

import pytest
from axes.models import AccessAttempt
from django.conf import settings as django_settings
from django.test import Client
from django.utils import timezone

from accounts.actions.sign_in import ADDRESS_FAILURES
from accounts.models import Session, User
from core import clock
from core.models import AuditEvent
from tests.cast import PASSWORD

URL = "/accounts/sign-in/"


def _try(client, username="liaison", password=PASSWORD, **extra):
    return client.post(URL, {"username": username, "password": password, **extra})


def _cookie(client):
    return client.cookies[django_settings.SESSION_COOKIE_NAME].value


def test_the_right_password_leads_to_the_workbench(cast, client):
    response = _try(client, " Liaison ")
    assert (response.status_code, response["Location"]) == (302, "/staff/")
    row = AuditEvent.objects.get(action="account.sign-in")
    assert (row.actor, row.result) == ("liaison", "ok")


@pytest.mark.asvs("6.3.8")
def test_unknown_account_wrong_password_and_disabled_account_answer_alike(cast, client):
    User.objects.filter(pk=cast.owner.pk).update(is_active=False)
    pages = [
        _try(client, "nobody", "x").content.decode().replace("nobody", "N"),
        _try(client, "liaison", "x").content.decode().replace("liaison", "N"),
        _try(client, "owner", PASSWORD).content.decode().replace("owner", "N"),
    ]
    texts = {
        page[page.index("error-summary") : page.index("</form>")] for page in map(_quiet, pages)
    }
    assert len(texts) == 1


def _quiet(page):
    """The page without its CSRF token."""
    head, _, rest = page.partition('name="csrfmiddlewaretoken" value="')
    while rest:
        page = head + rest.partition('"')[2]
        head, _, rest = page.partition('name="csrfmiddlewaretoken" value="')
    return page


def test_an_unknown_name_does_not_reach_the_trail(cast, client):
    _try(client, "my-secret-typed-in-the-wrong-field", "x")
    row = AuditEvent.objects.latest("id")
    assert (row.actor, row.result) == ("unknown", "failed")
    assert "secret" not in str(row.detail)


@pytest.mark.asvs("6.3.1")
def test_five_wrong_tries_lock_this_address_and_say_how_long(cast, client):
    statuses = [_try(client, password="wrong").status_code for _ in range(5)]
    assert statuses == [200, 200, 200, 200, 429]
    response = _try(client)
    assert response.status_code == 429
    assert "30 分钟" in response.content.decode()
    assert AuditEvent.objects.filter(action="account.locked", actor="liaison").count() == 1
    # The person at another desk gets in, and so does a colleague at this one.
    assert _try(Client(REMOTE_ADDR="192.0.2.9")).status_code == 302
    assert _try(Client(), "owner").status_code == 302


def test_the_lock_ends_by_itself(cast, client):
    for _ in range(5):
        _try(client, password="wrong")
    AccessAttempt.objects.update(attempt_time=timezone.now() - dt.timedelta(minutes=31))
    assert _try(client).status_code == 302


def test_tries_while_locked_do_not_make_it_longer(cast, client):
    for _ in range(5):
        _try(client, password="wrong")
    AccessAttempt.objects.update(attempt_time=timezone.now() - dt.timedelta(minutes=25))
    for _ in range(3):
        assert _try(client, password="wrong").status_code == 429
    assert "5 分钟" in _try(client).content.decode()


def test_many_accounts_from_one_address_slow_that_address_only(cast, client):
    AccessAttempt.objects.create(
        username="x", ip_address="127.0.0.1", failures_since_start=ADDRESS_FAILURES
    )
    assert _try(client).status_code == 429
    assert _try(Client(REMOTE_ADDR="192.0.2.9")).status_code == 302


@pytest.mark.asvs("3.7.2")
@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "https://evil.example/",
        "https:evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "http:///evil.example",
        "///evil.example",
        "ftp://testserver/",
        "evil.example",
        " //evil.example",
        "\t//evil.example",
    ],
)
def test_no_way_out_of_the_site(cast, client, target):
    response = _try(client, next=target)
    assert response["Location"] == "/staff/"


def test_the_page_asked_for_comes_after_signing_in(cast, client):
    response = client.get("/staff/account/?tab=2")
    assert response["Location"] == "/accounts/sign-in/?next=/staff/account/%3Ftab%3D2"
    page = client.get(response["Location"]).content.decode()
    assert 'value="/staff/account/?tab=2"' in page
    assert _try(client, next="/staff/account/?tab=2")["Location"] == "/staff/account/?tab=2"


@pytest.mark.asvs("7.2.4")
def test_signing_in_changes_the_session_key(cast, client):
    session = client.session
    session["x"] = 1
    session.save()
    client.cookies[django_settings.SESSION_COOKIE_NAME] = session.session_key
    _try(client)
    assert _cookie(client) != session.session_key
    assert not Session.objects.filter(session_key=session.session_key).exists()


@pytest.mark.asvs("14.3.1")
@pytest.mark.asvs("7.4.1")
def test_signing_out_ends_the_session_on_the_server(cast, client):
    _try(client)
    old = _cookie(client)
    response = client.post("/accounts/sign-out/")
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    thief = Client()
    thief.cookies[django_settings.SESSION_COOKIE_NAME] = old
    assert thief.get("/staff/account/")["Location"].startswith("/accounts/sign-in/")
    assert AuditEvent.objects.latest("id").action == "account.sign-out"
    assert client.get("/accounts/sign-out/").status_code in {302, 405}


@pytest.mark.asvs("7.3.1")
@pytest.mark.parametrize(("who", "minutes"), [("liaison", 30), ("sysadmin", 15)])
def test_idle_sessions_end(cast, client, who, minutes):
    start = clock.now()
    with clock.at(start):
        _try(client, who)
    with clock.at(start + dt.timedelta(minutes=minutes)):
        assert client.get("/staff/account/").status_code == 200
    with clock.at(start + dt.timedelta(minutes=2 * minutes, seconds=1)):
        response = client.get("/staff/account/")
        assert response["Location"] == "/accounts/sign-in/?next=/staff/account/"
        assert "草稿" in client.get(response["Location"]).content.decode()
    assert AuditEvent.objects.filter(action="account.sign-out", detail={"why": "idle"}).exists()


@pytest.mark.asvs("7.3.2")
def test_no_session_lasts_longer_than_twelve_hours(cast, client):
    start = clock.now()
    with clock.at(start):
        _try(client)
    for quarter in range(1, 49):
        with clock.at(start + dt.timedelta(minutes=15 * quarter)):
            assert client.get("/staff/account/").status_code == 200
    with clock.at(start + dt.timedelta(hours=12, seconds=1)):
        assert client.get("/staff/account/").status_code == 302


def test_an_empty_form_says_what_to_type(client, db):
    page = _try(client, "", "").content.decode()
    assert page.index("error-summary") < page.index("<h1")
    assert "请输入账号" in page
    assert "请输入密码" in page


def test_a_htmx_request_without_a_session_moves_the_whole_page(client, db):
    response = client.get(
        "/staff/account/",
        headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/staff/items/?page=2"},
    )
    assert response.status_code == 204
    assert response["HX-Redirect"] == "/accounts/sign-in/?next=%2Fstaff%2Fitems%2F%3Fpage%3D2"


def test_a_signed_in_person_needs_no_second_sign_in(cast, client):
    _try(client)
    assert client.get(URL)["Location"] == "/staff/"
