"""What every page has: language, skip link, one heading, one status region, the person's frame."""

import re

import pytest
from django.test import Client, override_settings

from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.gallery.urls")]
PUBLIC = [
    "/",
    "/about/privacy/",
    "/about/a11y/",
    "/about/sitemap/",
    "/gallery/",
    "/accounts/sign-in/",
]
STAFF = ["/staff/gallery/", "/staff/todo/", "/staff/messages/"]
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def office(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.office, backend=BACKEND)
    return client


def text(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def judge(html: str) -> None:
    """The frame's promises (R38, R39)."""
    assert html.startswith("<!doctype html>")
    assert '<html lang="zh-CN"' in html
    assert len(re.findall(r"<h1[ >]", html)) == 1
    assert html.count('id="main"') == 1
    assert html.count('href="#main"') == 1
    assert html.count('class="flash" role="status"') == 1
    assert re.search(r"<title>[^<]+ - [^<]+</title>", html)
    assert not ('class="crumbs"' in html and 'class="back ' in html)
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids)), sorted(i for i in ids if ids.count(i) > 1)


@pytest.mark.parametrize("path", PUBLIC)
def test_public_pages(client: Client, path: str) -> None:
    judge(text(client, path))


@pytest.mark.parametrize("path", STAFF)
def test_staff_pages(office: Client, path: str) -> None:
    judge(text(office, path))


@pytest.mark.parametrize("path", PUBLIC)
def test_the_demo_says_so_on_every_page(client: Client, path: str) -> None:
    with override_settings(DEMO=True):
        assert "演示数据，与真实单位和个人无关" in text(client, path)
    with override_settings(DEMO=False):
        assert "演示数据，与真实单位和个人无关" not in text(client, path)


@pytest.mark.parametrize("path", STAFF)
def test_the_demo_says_so_in_the_workbench(office: Client, path: str) -> None:
    with override_settings(DEMO=True):
        assert "演示数据，与真实单位和个人无关" in text(office, path)


def test_the_footer_names_the_body_and_its_numbers(client: Client) -> None:
    html = text(client, "/")
    for part in (
        "领导小组办公室主办",
        "网站标识码",
        "备案号",
        "无障碍说明",
        "监督电话",
        "隐私保护说明",
    ):
        assert part in html


def test_a_chinese_page_for_an_english_browser(client: Client) -> None:
    html = client.get("/", headers={"Accept-Language": "en-US,en"}).content.decode()
    assert '<html lang="zh-CN"' in html
    assert "我要投诉" in html or "机关作风建设监督平台" in html


def test_the_workbench_says_who_is_here(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.liaison, backend=BACKEND)
    html = text(client, "/staff/todo/")
    assert cast.unit.short_name in html
    assert cast.liaison.name in html
    assert "联络员" in html
    assert "打印人" in html


def test_signing_out_is_a_post(office: Client) -> None:
    html = text(office, "/staff/todo/")
    assert re.search(r'<form method="post" action="/accounts/sign-out/">', html)


def test_only_the_home_page_asks_to_be_found(client: Client) -> None:
    assert "noindex" not in text(client, "/")
    assert "noindex" in text(client, "/about/privacy/")


def test_scripts_and_styles_come_from_our_own_host(client: Client) -> None:
    html = text(client, "/")
    sources = re.findall(r'(?:src|href)="([^"#]+)"', html)
    assert sources
    assert not [s for s in sources if s.startswith(("http:", "https:", "//"))]


def test_a_failed_form_says_so_in_the_title_and_on_top(office: Client) -> None:
    html = office.post("/staff/gallery/", {"text": "短"}).content.decode()
    assert "<title>有错误：" in html
    assert html.index('class="error-summary"') < html.index("<h1")
    for target in re.findall(r'<a href="#(id_[^"]+)">', html):
        assert f'id="{target}"' in html
    assert "短</textarea>" in html


def test_a_row_is_added_without_judging_the_form(office: Client) -> None:
    data = {"measures-TOTAL_FORMS": "1", "measures-INITIAL_FORMS": "0", "add_measures": "1"}
    html = office.post("/staff/gallery/", data).content.decode()
    assert "第 2 行" in html
    assert "error-summary" not in html


def test_a_frame_costs_few_queries(office: Client, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    office.get("/staff/messages/")
    with django_assert_max_num_queries(8):
        office.get("/staff/messages/")
