"""Text size and language: a POST, a cookie, back to where one was."""

import pytest
from django.conf import settings
from django.test import Client, override_settings

pytestmark = pytest.mark.django_db
SIZE, LANGUAGE = settings.TEXT_SIZE_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME


def test_large_print_stays_until_it_is_switched_back(client: Client) -> None:
    response = client.post("/prefs/size/", {"size": "large", "next": "/about/a11y/?x=1"})
    assert response["Location"] == "/about/a11y/?x=1"
    html = client.get("/about/a11y/").content.decode()
    assert '<html lang="zh-CN" data-size="large">' in html
    assert "标准字号" in html
    client.post("/prefs/size/", {"size": "normal"})
    assert "data-size" not in client.get("/").content.decode().split("<body")[0]


@pytest.mark.parametrize("size", ["", "huge", '"><script>'])
def test_an_unknown_size_is_the_normal_one(client: Client, size: str) -> None:
    client.post("/prefs/size/", {"size": size})
    assert client.cookies[SIZE].value == "normal"


def test_a_forged_cookie_is_the_normal_size(client: Client) -> None:
    client.cookies[SIZE] = '"><script>alert(1)</script>'
    html = client.get("/").content.decode()
    assert "data-size" not in html.split("<body")[0]


def test_english_and_back(client: Client) -> None:
    client.post("/prefs/language/", {"language": "en"})
    html = client.get("/about/privacy/").content.decode()
    assert '<html lang="en">' in html
    assert "If you complain" in html
    client.post("/prefs/language/", {"language": "zh-hans"})
    assert "您来投诉时" in client.get("/about/privacy/").content.decode()


def test_an_unknown_language_is_chinese(client: Client) -> None:
    client.post("/prefs/language/", {"language": "tlh"})
    assert client.cookies[LANGUAGE].value == "zh-hans"


@pytest.mark.parametrize("path", ["/prefs/size/", "/prefs/language/"])
def test_preferences_are_changed_by_post_with_a_token_only(path: str) -> None:
    assert Client().get(path).status_code == 405
    assert Client(enforce_csrf_checks=True).post(path, {}).status_code == 403


@pytest.mark.parametrize("path", ["/prefs/size/", "/prefs/language/"])
def test_nobody_is_sent_to_another_site(client: Client, path: str) -> None:
    response = client.post(path, {"next": "https://evil.example/"})
    assert response["Location"] == "/"


def test_cookies_are_kept_from_scripts(client: Client) -> None:
    with override_settings(SESSION_COOKIE_SECURE=True):
        client.post("/prefs/size/", {"size": "large"})
    cookie = client.cookies[SIZE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["secure"]
    assert cookie["path"] == "/"


def test_high_contrast_stays_until_it_is_switched_back(client: Client) -> None:
    client.post("/prefs/contrast/", {"contrast": "high"})
    assert 'data-contrast="high"' in client.get("/about/a11y/").content.decode()
    assert 'data-contrast="high"' in client.get("/no-such-page/").content.decode()
    client.post("/prefs/contrast/", {"contrast": "glaring"})
    assert "data-contrast" not in client.get("/").content.decode()
