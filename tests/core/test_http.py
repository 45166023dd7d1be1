"""Messages, refusals, conflicts, the way back."""

import datetime as dt
from typing import Any

import pytest
from django import forms
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from core.access import Denied, require
from core.errors import Conflict, DomainError, NotAllowed, WrongState
from core.forms import PortalForm, VersionedFormMixin
from core.http import conflict_response, redirect_back, status_message
from core.models import AuditEvent
from portal.urls import urlpatterns as portal_urls
from tests.cast import Cast

pytestmark = pytest.mark.django_db


class Edit(VersionedFormMixin, PortalForm):
    percent = forms.IntegerField(label="完成进度")


def refuse(request: HttpRequest) -> HttpResponse:
    raise {
        "rule": DomainError("时限已过，请先申请延期。"),
        "state": WrongState(),
        "stale": Conflict(object()),
        "denied": NotAllowed("只有单位负责人可以签发。"),
    }[request.GET["how"]]


def ask(request: HttpRequest) -> HttpResponse:
    require(Denied("这件事归别的科室办。"))
    return HttpResponse("never")


def stale(request: HttpRequest) -> HttpResponse:
    form = Edit(request.POST)
    form.is_valid()
    return conflict_response(
        request,
        form,
        {"percent": 70, "version": 5},
        who="周文斌",
        when=dt.datetime(2011, 8, 19, 6, 26, tzinfo=dt.UTC),
        cancel_url="/staff/todo/",
        title="ZG-2011-JFJ-001",
    )


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("password of the database")


urlpatterns = [
    path("staff/refuse/", refuse),
    path("staff/ask/", ask),
    path("staff/stale/", stale),
    path("staff/broken/", broken),
    *portal_urls,
]
handler500 = "portal.errors.server_error"
handler404 = "portal.errors.not_found"
OURS = override_settings(ROOT_URLCONF="tests.core.test_http")


@pytest.fixture
def office(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.office, backend="django.contrib.auth.backends.ModelBackend")
    return client


@OURS
@pytest.mark.parametrize(
    ("how", "status", "sentence"),
    [
        ("rule", 409, "时限已过，请先申请延期。"),
        ("state", 409, "请刷新"),
        ("stale", 409, ""),
        ("denied", 403, "只有单位负责人可以签发。"),
    ],
)
def test_a_refusal_becomes_a_page_with_its_sentence(
    office: Client, how: str, status: int, sentence: str
) -> None:
    response = office.get(f"/staff/refuse/?how={how}")
    assert response.status_code == status
    assert sentence in response.content.decode()


@OURS
def test_a_refusal_says_whom_to_ask(office: Client) -> None:
    response = office.get("/staff/ask/")
    assert response.status_code == 403
    text = response.content.decode()
    assert "这件事归别的科室办。" in text
    assert "领导小组办公室" in text


@pytest.mark.asvs("16.3.2")
@OURS
def test_refused_access_leaves_one_audit_row(office: Client, cast: Cast) -> None:
    office.get("/staff/ask/")
    office.get("/staff/nowhere/")
    rows = AuditEvent.objects.filter(action="access.refused").order_by("id")
    assert [row.detail["status"] for row in rows] == [403, 404]
    assert {row.actor for row in rows} == {cast.office.username}
    assert {row.result for row in rows} == {"denied"}


@OURS
def test_pages_that_open_and_strangers_leave_none(office: Client) -> None:
    office.get("/")
    Client().get("/nowhere/")
    assert not AuditEvent.objects.filter(action="access.refused").exists()


@OURS
def test_a_refused_address_is_recorded_by_name_not_by_content(office: Client) -> None:
    office.get("/staff/nowhere/secret-word/?q=name")
    row = AuditEvent.objects.get(action="access.refused")
    assert "secret-word" not in str(row.detail)


@OURS
def test_a_conflict_asks_with_both_values_and_keeps_mine(office: Client) -> None:
    response = office.post("/staff/stale/", {"percent": "65", "version": "4", "opened": "{}"})
    text = response.content.decode()
    assert response.status_code == 409
    assert "周文斌" in text
    assert "14:26" in text
    assert 'value="65" checked' in text
    assert 'value="70"' in text
    assert '<input type="hidden" name="version" value="5">' in text
    assert 'href="/staff/todo/"' in text


@OURS
def test_a_fault_of_ours_shows_a_number_and_nothing_of_the_fault(office: Client) -> None:
    office.raise_request_exception = False
    response = office.get("/staff/broken/")
    text = response.content.decode()
    assert response.status_code == 500
    assert "password of the database" not in text
    assert "RuntimeError" not in text
    assert "编号" in text


def message_of(**options: Any) -> str:
    request = RequestFactory().get("/")
    request.session = {}  # type: ignore[assignment]
    request._messages = FallbackStorage(request)  # type: ignore[attr-defined]
    status_message(request, **options)
    (message,) = get_messages(request)
    return str(message)


def test_a_message_names_its_object_and_links_to_it() -> None:
    assert message_of(text="已送审：", url="/staff/plans/7/", label="FA-2011-JFJ") == (
        '已送审：<a href="/staff/plans/7/">FA-2011-JFJ</a>'
    )
    assert message_of(text="已保存") == "已保存"


def test_nothing_in_a_message_is_taken_for_markup() -> None:
    text = message_of(text="<b>", url='/"><script>', label="<i>")
    assert "<b>" not in text
    assert "<script>" not in text
    assert "<i>" not in text


@pytest.mark.parametrize(
    ("target", "goes"),
    [
        ("/about/privacy/?a=1", "/about/privacy/?a=1"),
        ("", "/home/"),
        ("https://evil.example/", "/home/"),
        ("//evil.example/", "/home/"),
        ("javascript:alert(1)", "/home/"),
        ("http://testserver/x/", "http://testserver/x/"),
        ("abc", "/home/"),
        ("portal:home", "/home/"),
    ],
)
def test_the_way_back_stays_on_our_site(target: str, goes: str) -> None:
    request = RequestFactory().post("/prefs/size/", {"next": target})
    assert redirect_back(request, "/home/").url == goes
