"""Guessing query codes: one answer, the same work, and after five misses a wait."""

import datetime as dt
import re

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from complaints import codes, throttle
from core import clock, tries
from tests.factories import complaints as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(cast):
    tries.own.clear()
    with clock.at(make.TODAY):
        make.the_campaign(cast)
        yield


def _look_up(client: Client, code: str) -> object:
    client.get("/track/")  # browsers come with the cookie of the form
    return client.post("/track/", {"code": code})


def test_wrong_and_unknown_and_changed_codes_get_the_same_answer(client, cast):
    code = make.submit(cast).code
    near = code[:-1] + ("2" if code[-1] != "2" else "3")
    errors = set()
    for wrong in (near, "AAAA AAAA AAAA AAAA", "x", "💥" * 20):
        answer = _look_up(client, wrong)
        assert answer.status_code == 422
        errors.add(str(answer.context["form"].errors))
    assert len(errors) == 1
    assert "没有找到这个查询码" in errors.pop()


def test_a_wrong_and_an_unknown_code_cost_the_same_work(client, cast, monkeypatch):
    """Time is work: the same statements and the same hashes, so no clock tells them apart."""
    hashed = []
    real = codes.possible_hashes
    monkeypatch.setattr(
        codes, "possible_hashes", lambda code: [hashed.append(code), *real(code)][1:]
    )
    code = make.submit(cast).code
    near = code[:-1] + ("2" if code[-1] != "2" else "3")
    _look_up(client, "WARM UP")
    work = []
    for wrong in (near, "AAAA AAAA AAAA AAAA", "x", "💥" * 20):
        hashed.clear()
        with CaptureQueriesContext(connection) as asked:
            assert _look_up(client, wrong).status_code == 422
        statements = [re.sub(r"'[^']*'|\d+", "?", row["sql"]) for row in asked.captured_queries]
        work.append((statements, len(hashed)))
        tries.own.clear()
        cache.clear()
    assert work[0][1] > 0
    assert any("query_hash" in statement for statement in work[0][0])
    assert all(other == work[0] for other in work[1:])


@pytest.mark.asvs("2.4.1")
def test_five_misses_and_the_source_waits_fifteen_minutes(client, cast):
    code = make.submit(cast).code
    for _turn in range(5):
        assert _look_up(client, "wrong").status_code == 422
    answer = _look_up(client, code)
    assert answer.status_code == 429
    assert "15 分钟" in answer.content.decode()
    with clock.at(make.TODAY + dt.timedelta(minutes=16)):
        assert _look_up(client, code).status_code == 302


def test_the_throttle_works_without_the_cache_too(client, cast, monkeypatch):
    def away(*_args: object, **_kwargs: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(cache, "get", away)
    monkeypatch.setattr(cache, "set", away)
    monkeypatch.setattr(cache, "delete", away)
    code = make.submit(cast).code
    for _turn in range(5):
        _look_up(client, "wrong")
    assert _look_up(client, code).status_code == 429
    assert Client(REMOTE_ADDR="192.0.2.7").post("/track/", {"code": code}).status_code == 302


def test_a_colleague_at_the_same_address_is_not_locked_out(client, cast):
    code = make.submit(cast).code
    for _turn in range(5):
        _look_up(client, "wrong")
    assert _look_up(client, code).status_code == 429
    colleague = Client()
    colleague.cookies[settings.CSRF_COOKIE_NAME] = "x" * 32
    assert colleague.post("/track/", {"code": code}).status_code == 302


def test_changing_browsers_does_not_help_whoever_guesses(client, cast, monkeypatch):
    monkeypatch.setattr(throttle, "MOST_OF_AN_ADDRESS", 7)
    code = make.submit(cast).code
    for turn in range(7):
        guesser = Client()
        guesser.cookies[settings.CSRF_COOKIE_NAME] = f"{turn:032}"
        assert guesser.post("/track/", {"code": f"WRONG{turn}"}).status_code == 422
    assert Client().post("/track/", {"code": code}).status_code == 429


def test_one_code_is_guessed_five_times_from_anywhere(cast):
    for turn in range(5):
        guesser = Client(REMOTE_ADDR=f"192.0.2.{turn + 1}")
        assert guesser.post("/track/", {"code": "7K4M 92QX P3HD 5TWZ"}).status_code == 422
    late = Client(REMOTE_ADDR="192.0.2.99")
    assert late.post("/track/", {"code": "7k4m92qxp3hd5twz"}).status_code == 429
