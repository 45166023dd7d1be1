"""Every answer carries the whole set of headers: pages, errors, health and static files."""

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings

from portal.middleware import PERMISSIONS, ResponseHeaders

PATHS = ["/", "/nowhere/", "/health/live/", "/metrics", "/accounts/sign-in/", "/staff/"]
EXPECTED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS,
    "Server": "portal",
}
POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
}

pytestmark = pytest.mark.django_db


@pytest.mark.asvs("3.4.4")
@pytest.mark.asvs("3.4.5")
@pytest.mark.asvs("3.4.8")
@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["get", "head", "post", "options"])
def test_every_answer_has_the_whole_set(client, path, method):
    response = getattr(client, method)(path)
    assert {name: response.headers.get(name) for name in EXPECTED} == EXPECTED


@pytest.mark.asvs("3.4.3")
@pytest.mark.parametrize("path", PATHS)
def test_the_policy_lets_only_our_own_files_in(client, path):
    policy = client.get(path).headers["Content-Security-Policy"]
    assert {part.strip() for part in policy.split(";")} == POLICY


@pytest.mark.asvs("14.2.2")
@pytest.mark.parametrize("path", PATHS)
def test_no_page_is_kept_by_a_cache(client, path):
    assert "no-store" in client.get(path).headers["Cache-Control"]


def test_only_the_home_page_may_be_found_by_search_engines(client):
    assert "X-Robots-Tag" not in client.get("/").headers
    for path in PATHS[1:]:
        assert client.get(path).headers["X-Robots-Tag"] == "noindex, nofollow", path


def test_a_view_may_set_its_own_headers(rf):
    answer = HttpResponse(headers={"Cache-Control": "max-age=60", "Server": "x"})
    response = ResponseHeaders(lambda request: answer)(rf.get("/files/1/"))
    assert response.headers["Cache-Control"] == "max-age=60"
    assert response.headers["Permissions-Policy"] == PERMISSIONS


@pytest.mark.asvs("4.1")
def test_an_unknown_host_is_refused(client):
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


@pytest.mark.parametrize("charset", ["utf-16", "utf-7", "nonsense", "idna"])
def test_a_form_in_a_strange_encoding_is_refused_once(client, charset):
    client.cookies["csrf"] = "a" * 32
    response = client.generic(
        "POST",
        "/accounts/sign-in/",
        b"username=x&password=y",
        content_type=f"application/x-www-form-urlencoded; charset={charset}",
    )
    assert response.status_code < 500


@pytest.mark.asvs("3.5.1")
def test_a_form_from_this_site_passes_and_one_from_another_does_not():
    strict = Client(enforce_csrf_checks=True)
    strict.get("/accounts/sign-in/")
    token = strict.cookies["csrf"].value
    data = {"csrfmiddlewaretoken": token, "username": "nobody", "password": "nothing"}
    own = {"origin": "http://testserver", "host": "testserver"}
    foreign = {"origin": "https://evil.example", "host": "testserver"}
    with override_settings(ALLOWED_HOSTS=["testserver"]):
        assert strict.post("/accounts/sign-in/", data, headers=foreign).status_code == 403
        assert strict.post("/accounts/sign-in/", data, headers=own).status_code != 403
