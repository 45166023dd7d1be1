"""Drafts of staff forms."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from core import clock, drafts
from core.errors import DomainError
from core.models import Draft
from tests.cast import Cast
from tests.core.conftest import moment

pytestmark = pytest.mark.django_db
KEY = "campaign.plan:FA-2011-JFJ"
URL = reverse("core:draft-save")


@pytest.fixture
def client(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.liaison)
    return client


def test_a_draft_comes_back(cast: Cast) -> None:
    saved = drafts.save(cast.liaison, KEY, {"goals": ["提高效率"], "kinds": ["a", "b"]})
    assert saved.version == 1
    assert drafts.load(cast.liaison, KEY) == saved


def test_the_newest_text_wins(cast: Cast) -> None:
    drafts.save(cast.liaison, KEY, {"goals": ["old"]})
    assert drafts.save(cast.liaison, KEY, {"goals": ["new"]}).version == 2
    loaded = drafts.load(cast.liaison, KEY)
    assert loaded is not None
    assert loaded.data == {"goals": ["new"]}


def test_drafts_belong_to_one_person_and_form(cast: Cast) -> None:
    drafts.save(cast.liaison, KEY, {"goals": ["x"]})
    assert drafts.load(cast.owner, KEY) is None
    assert drafts.load(cast.liaison, "another") is None


def test_a_dropped_draft_is_gone(cast: Cast) -> None:
    drafts.save(cast.liaison, KEY, {"goals": ["x"]})
    drafts.drop(cast.liaison, KEY)
    assert drafts.load(cast.liaison, KEY) is None


def test_drafts_live_for_seven_days(cast: Cast) -> None:
    with clock.at(moment("2011-08-01 10:00")):
        drafts.save(cast.liaison, KEY, {"goals": ["x"]})
    with clock.at(moment("2011-08-08 09:59")):
        assert drafts.load(cast.liaison, KEY)
        assert drafts.drop_old() == 0
    with clock.at(moment("2011-08-08 10:00")):
        assert drafts.load(cast.liaison, KEY) is None
        assert drafts.drop_old() == 1


def test_drafts_are_encrypted(cast: Cast) -> None:
    drafts.save(cast.liaison, KEY, {"reply": ["张三反映的问题"]})
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM core_draft")
        assert "张三" not in cursor.fetchone()[0]


@pytest.mark.asvs("2.2.1")
def test_an_endless_draft_is_refused(cast: Cast) -> None:
    with pytest.raises(DomainError, match="太长"):
        drafts.save(cast.liaison, KEY, {"goals": ["字" * drafts.LONGEST]})


def test_the_page_saves_what_was_typed(client: Client, cast: Cast) -> None:
    with clock.at(moment("2011-08-19 14:32")):
        answer = client.post(
            URL, {"form_key": KEY, "goals": "提高效率", "csrfmiddlewaretoken": "x", "version": "3"}
        )
        loaded = drafts.load(cast.liaison, KEY)
    assert answer.status_code == 200
    assert answer.json()["message"] == "已于 14:32 保存"
    assert dt.datetime.fromisoformat(answer.json()["saved_at"]) == moment("2011-08-19 14:32")
    assert loaded is not None
    assert loaded.data == {"goals": ["提高效率"]}


def test_htmx_gets_the_sentence_alone(client: Client) -> None:
    with clock.at(moment("2011-08-19 14:32")):
        answer = client.post(URL, {"form_key": KEY, "goals": "x"}, headers={"HX-Request": "true"})
    assert answer.content.decode() == "已于 14:32 保存"
    assert answer["Content-Type"].startswith("text/plain")


def test_a_draft_that_is_too_long_is_told(client: Client) -> None:
    answer = client.post(URL, {"form_key": KEY, "goals": "字" * drafts.LONGEST})
    assert answer.status_code == 400
    assert "太长" in answer.json()["message"]


@pytest.mark.parametrize("key", ["", "k" * 121])
def test_a_strange_form_key_is_refused(client: Client, key: str) -> None:
    answer = client.post(URL, {"form_key": key, "goals": "x"})
    assert answer.status_code == 400
    assert not Draft.objects.exists()


def test_drafts_cannot_be_fetched_or_left_by_strangers(client: Client) -> None:
    assert client.get(URL).status_code == 405
    assert Client().post(URL, {"form_key": KEY, "goals": "x"}).status_code == 302
    assert not Draft.objects.exists()
