"""Error pages say what to do, in our look, without the database."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path

from portal import errors
from portal.urls import urlpatterns as portal_urls


def forbidden(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


urlpatterns = [path("about/forbidden/", forbidden), *portal_urls]
handler403 = "portal.errors.permission_denied"
handler404 = "portal.errors.not_found"


def page(path_: str = "/somewhere/") -> HttpRequest:
    return RequestFactory().get(path_)


# No test here has the database: a query would raise.
@pytest.mark.parametrize(
    ("view", "status", "words"),
    [
        (errors.bad_request, 400, "返回上一页"),
        (errors.permission_denied, 403, "领导小组办公室"),
        (errors.not_found, 404, "没有这个页面"),
        (errors.server_error, 500, "编号"),
        (errors.csrf_failure, 403, "重新打开页面"),
    ],
)
def test_each_page_says_what_to_do_without_the_database(view: Any, status: int, words: str) -> None:
    response = view(page())
    html = response.content.decode()
    assert response.status_code == status
    assert words in html
    assert html.count("<h1>") == 1
    assert '<html lang="zh-CN"' in html
    assert "监督电话" in html


def test_a_lost_citizen_is_offered_a_way(client: Client) -> None:
    html = errors.not_found(page()).content.decode()
    assert 'href="/"' in html
    assert "站点地图" in html
    assert "工作台" not in html


def test_a_lost_official_goes_back_to_the_workbench() -> None:
    html = errors.not_found(page("/staff/ledger/ZG-0/")).content.decode()
    assert 'href="/staff/"' in html
    assert "站点地图" not in html


def test_two_faults_have_two_numbers() -> None:
    first = errors.server_error(page()).content
    assert first != errors.server_error(page()).content


def test_a_number_is_the_one_in_the_log(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(errors, "get_contextvars", lambda: {"request_id": "abcdef12-3456"})
    assert "ABCDEF12" in errors.server_error(page()).content.decode()


def test_the_time_of_a_fault_is_told() -> None:
    html = errors.server_error(page()).content.decode()
    assert "时间" in html


def test_nothing_of_a_request_is_repeated() -> None:
    html = errors.not_found(page("/x/<script>/?q=<b>")).content.decode()
    assert "<b>" not in html.split("<main")[1]


def test_large_print_holds_on_error_pages() -> None:
    request = page()
    request.COOKIES["text-size"] = "large"
    assert 'data-size="large"' in errors.not_found(request).content.decode()


def test_a_session_that_ended_leads_back_to_the_same_page() -> None:
    html = errors.csrf_failure(RequestFactory().post("/staff/plans/7/edit/")).content.decode()
    assert "您已退出登录" in html
    assert 'href="/accounts/sign-in/?next=%2Fstaff%2Fplans%2F7%2Fedit%2F"' in html


def test_a_public_form_that_aged_opens_again() -> None:
    html = errors.csrf_failure(RequestFactory().post("/complaint/new/detail/")).content.decode()
    assert 'href="/complaint/new/detail/"' in html


@pytest.mark.django_db
def test_a_post_without_token_gets_our_page() -> None:
    response = Client(enforce_csrf_checks=True).post("/prefs/size/", {"size": "large"})
    assert response.status_code == 403
    assert "页面打开得太久了" in response.content.decode()


@pytest.mark.django_db
def test_an_unreadable_request_gets_our_page(client: Client) -> None:
    client.cookies["csrf"] = "x" * 32
    response = client.post(
        "/prefs/size/",
        b"size=large",
        content_type="application/x-www-form-urlencoded; charset=utf-16",
    )
    assert response.status_code in {302, 400}


@pytest.mark.django_db
@pytest.mark.urls("tests.portal.test_errors")
def test_the_handlers_are_in_place(cast: Any) -> None:
    client = Client()
    client.force_login(cast.office, backend="django.contrib.auth.backends.ModelBackend")
    assert "您不能查看这个页面" in client.get("/about/forbidden/").content.decode()
    assert "没有这个页面" in client.get("/no/such/page/").content.decode()
