"""The page of the enterprise: no account, no script, one answer; wrong links learn nothing."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.test import Client

from core import clock
from outreach import links
from outreach.enums import CaseState
from tests.factories import outreach as make

pytestmark = pytest.mark.django_db
GIVEN = {"outcome": "solved", "stars": "5", "words": "人员已到岗，谢谢。"}


@pytest.fixture(autouse=True)
def _no_misses_yet():
    cache.clear()


@pytest.fixture
def asked(cast):
    case, token = make.make_asked(cast)
    return case, f"/enterprise/{token}/"


def _text(answer):
    return answer.content.decode()


def test_the_enterprise_reads_what_was_done(asked, client):
    case, page = asked
    answer = client.get(page)
    text = _text(answer)
    assert answer.status_code == 200
    for words in (case.number, make.NAME, case.description, case.measures, case.result):
        assert words in text
    assert make.PHONE not in text
    assert make.CONTACT not in text
    assert "9 月 3 日" in text  # the last day of the link
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["Referrer-Policy"] == "strict-origin"
    assert "no-store" in answer.headers["Cache-Control"]


def test_the_answer_concludes_the_case(asked, client):
    case, page = asked
    answer = client.post(page, GIVEN)
    assert (answer.status_code, answer["Location"]) == (302, "/enterprise/thanks/")
    thanks = client.get("/enterprise/thanks/")
    assert "您的确认已收到" in _text(thanks)
    assert case.number not in _text(thanks)
    case.refresh_from_db()
    assert (case.state, case.closed_by) == (CaseState.CLOSED, None)
    assert case.confirmations.get().words == GIVEN["words"]


@pytest.mark.parametrize("part", ["liaison", "unit_head", "office", "outsider"])
def test_staff_may_try_the_link_and_not_use_it(asked, cast, part):
    case, page = asked
    client = Client()
    client.force_login(getattr(cast, part), backend="django.contrib.auth.backends.ModelBackend")
    for answer in (client.get(page), client.post(page, GIVEN)):
        assert answer.status_code == 200
        assert "工作人员不得代为确认" in _text(answer)
        assert 'name="outcome"' not in _text(answer)
    case.refresh_from_db()
    assert case.state == CaseState.CONFIRMING


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "请选择诉求是否已经解决"),
        ({**GIVEN, "outcome": "maybe"}, "诉求是否已经解决"),
        ({**GIVEN, "stars": "9"}, "您对服务的评价"),
        ({**GIVEN, "stars": "٣٣"}, "您对服务的评价"),
        ({**GIVEN, "words": "好" * 501}, "想说的话"),
    ],
)
def test_bad_input_says_what_to_do_and_keeps_what_was_typed(asked, client, given, said):
    case, page = asked
    answer = client.post(page, given)
    assert answer.status_code == 422
    assert said in _text(answer)
    if "words" in given:
        assert given["words"] in _text(answer)
    case.refresh_from_db()
    assert case.state == CaseState.CONFIRMING


def test_a_second_answer_finds_no_link_any_more(asked, client):
    case, page = asked
    client.post(page, {**GIVEN, "outcome": "unsolved"})
    for answer in (client.get(page), client.post(page, GIVEN)):
        assert answer.status_code == 404
        assert "这个链接不能使用" in _text(answer)
        assert case.number not in _text(answer)


@pytest.mark.parametrize("token", ["x", "a" * 43, "%E6%B5%8B", "a" * 4000, "..%5c", "0"])
def test_strange_links_get_the_same_page(cast, client, token):
    make.make_asked(cast)
    answer = client.get(f"/enterprise/{token}/")
    assert answer.status_code == 404
    assert "这个链接不能使用" in _text(answer)


def test_after_its_days_the_link_says_whom_to_ask(asked, client):
    case, page = asked
    with clock.at(make.TODAY + dt.timedelta(days=16)):
        answer = client.get(page)
        assert answer.status_code == 200
        assert "链接已过有效期" in _text(answer)
        assert 'name="outcome"' not in _text(answer)
        assert client.post(page, GIVEN).status_code == 200
    case.refresh_from_db()
    assert case.state == CaseState.CONFIRMING


def test_ten_wrong_links_and_the_source_waits(asked, client, monkeypatch):
    _case, page = asked
    client.get("/enterprise/thanks/")  # brings the cookie by which browsers are told apart
    for turn in range(links.MOST_MISSES):
        assert client.get(f"/enterprise/wrong{turn}/").status_code == 404
    answer = client.get(page)
    assert answer.status_code == 429
    assert "15 分钟" in _text(answer)
    assert Client(REMOTE_ADDR="192.0.2.9").get(page).status_code == 200
    with clock.at(make.TODAY + dt.timedelta(minutes=16)):
        assert client.get(page).status_code == 200


def test_many_browsers_of_one_address_wait_together(asked, monkeypatch):
    _case, page = asked
    monkeypatch.setattr(links, "MOST_OF_AN_ADDRESS", 3)
    for turn in range(3):
        browser = Client()
        browser.cookies["csrftoken"] = f"{turn}" * 32
        browser.get(f"/enterprise/wrong{turn}/")
    assert Client().get(page).status_code == 429
