"""Keys: what they open, how often, how long; given out and taken back in the pages."""

import base64
import datetime as dt

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.test import Client

from complaints.actions import partners
from complaints.models import Complaint, Partner, PartnerDay
from core import clock
from core.errors import DomainError, NotAllowed, WrongState
from core.models import AuditEvent
from tests.complaints.open311.conftest import V2, WORDS, said, terms
from tests.factories import complaints as make

pytestmark = pytest.mark.django_db
PAGE = "/staff/settings/keys/"


def _get(place="requests.json", **headers):
    return Client().get(V2 + place, headers=headers)


def _signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


# --- What a key opens ---------------------------------------------------------------------------


def test_without_a_key_nothing_is_handed_in_or_read(caller):
    for key in ("", "wrong", "x" * 5000, caller.partner.prefix, caller.key + "x"):
        answer = Client().post(f"{V2}requests.json", {**WORDS, "api_key": key})
        assert (answer.status_code, answer.json()[0]["code"]) == (403, 403)
        assert Client().get(f"{V2}requests.xml", {"api_key": key}).status_code == 403
    assert not Complaint.objects.exists()
    assert not PartnerDay.objects.exists()


def test_a_key_comes_as_field_or_in_a_header(caller):
    basic = base64.b64encode(f"partner:{caller.key}".encode()).decode()
    assert Client().get(f"{V2}requests.json", {"api_key": caller.key}).status_code == 200
    assert _get(Authorization=f"Bearer {caller.key}").status_code == 200
    assert _get(Authorization=f"Basic {basic}").status_code == 200
    for value in ("Basic ä", "Basic !!!", "Basic //79", "Bearer", "Digest x", ""):
        assert _get(Authorization=value).status_code == 403


def test_what_a_browser_repeats_by_itself_hands_nothing_in(caller):
    basic = base64.b64encode(f"partner:{caller.key}".encode()).decode()
    answer = Client().post(f"{V2}requests.json", WORDS, headers={"Authorization": f"Basic {basic}"})
    assert answer.status_code == 403
    assert "WWW-Authenticate" not in answer.headers


def test_a_key_opens_what_it_was_given_for(give):
    reader, poster = give(name="读", may_post=False), give(name="写", may_read=False)
    assert (reader.get("requests.json").status_code, reader.post().status_code) == (200, 403)
    assert (poster.get("requests.json").status_code, poster.post().status_code) == (403, 201)
    assert poster.get("tokens/nothing-of-this.json").status_code == 404


def test_a_key_ends_after_its_last_day_or_when_it_is_revoked(give, cast):
    caller = give(active_until=clock.today())
    assert caller.get("requests.json").status_code == 200
    with clock.at(make.TODAY + dt.timedelta(days=1)):
        assert caller.get("requests.json").status_code == 403
    partners.revoke(partner=caller.partner, by=cast.office_head)
    assert caller.get("requests.json").status_code == 403
    with pytest.raises(WrongState):
        partners.revoke(partner=caller.partner, by=cast.office_head)


# --- How often ----------------------------------------------------------------------------------


def test_a_full_minute_says_when_to_come_back(give):
    caller = give(per_minute=2)
    assert [caller.get("requests.json").status_code for _turn in range(3)] == [200, 200, 429]
    answer = caller.post("requests.xml")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "60")
    assert b"<code>429</code>" in answer.content
    with clock.at(make.TODAY + dt.timedelta(seconds=60)):
        assert caller.get("requests.json").status_code == 200


def test_a_full_day_says_so_until_midnight(give):
    caller = give(per_day=1)
    assert caller.get("requests.json").status_code == 200
    answer = caller.post()
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == str(6 * 3600)  # it is 18:00 here
    assert not Complaint.objects.exists()
    with clock.at(make.TODAY + dt.timedelta(hours=7)):
        assert caller.post().status_code == 201


def test_the_limit_of_one_key_is_not_that_of_another(give):
    first, second = give(per_minute=1), give(name="别的平台", per_minute=1)
    assert first.get("requests.json").status_code == 200
    assert second.get("requests.json").status_code == 200


def test_an_outage_of_the_cache_lets_complaints_through(caller, monkeypatch):
    def broken(*_args, **_values):
        raise ConnectionError

    monkeypatch.setattr(cache, "incr", broken)
    monkeypatch.setattr(cache, "add", broken)
    assert caller.post().status_code == 201


def test_use_is_counted_by_day(caller):
    caller.post()
    caller.post()
    caller.get("requests.json")
    with clock.at(make.TODAY + dt.timedelta(days=1)):
        caller.get("requests.json")
    days = [(row.reads, row.posts) for row in PartnerDay.objects.order_by("day")]
    assert days == [(1, 2), (1, 0)]


# --- Given out and taken back -------------------------------------------------------------------


def test_the_key_itself_is_stored_nowhere(caller):
    row = Partner.objects.values().get()
    assert caller.key not in str(row)
    event = AuditEvent.objects.get(action="complaints.partner.give")
    assert (event.number, event.actor) == (caller.partner.prefix, "office_head")
    assert caller.key.partition(".")[2] not in str(event.detail)


def test_only_the_head_of_the_office_gives_keys(cast, caller):
    for part in ("office", "desk", "sysadmin", "secadmin", "leader"):
        with pytest.raises(NotAllowed):
            partners.give(terms=terms(), by=getattr(cast, part))
        with pytest.raises(NotAllowed):
            partners.revoke(partner=caller.partner, by=getattr(cast, part))


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"may_read": False, "may_post": False}, "may_read"),
        ({"active_until": dt.date(2011, 8, 18)}, "active_until"),
        ({"name": "工单平台"}, "name"),
    ],
)
def test_a_key_that_makes_no_sense_is_not_given(caller, cast, fields, field):
    with pytest.raises(DomainError) as refusal:
        partners.give(terms=terms(**{"name": "新", **fields}), by=cast.office_head)
    assert refusal.value.field == field


def test_the_database_keeps_one_key_in_use_a_system(caller, cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        Partner.objects.create(**vars(terms()), prefix="x", key_hash="x")
    partners.revoke(partner=caller.partner, by=cast.office_head)
    assert partners.give(terms=terms(), by=cast.office_head)


def test_the_head_of_the_office_does_it_in_the_pages(cast):
    client = _signed_in(cast.office_head)
    assert "还没有" in client.get(PAGE).content.decode()
    values = {"organisation": "市12345热线", "name": "工单平台", "channel": "12345"}
    values |= {"may_post": "on", "may_read": "on", "per_minute": "60", "per_day": "100"}
    page = client.post(f"{PAGE}new/", values)
    key = page.context["key"]
    assert key in page.content.decode()
    assert Client().post(f"{V2}requests.json", {**WORDS, "api_key": key}).status_code == 201
    partner = Partner.objects.get()
    for place in (PAGE, f"{PAGE}{partner.prefix}/"):
        text = client.get(place).content.decode()
        assert key not in text
        assert partner.prefix in text
    assert client.post(f"{PAGE}{partner.prefix}/revoke/").status_code == 302
    assert "已撤销" in client.get(f"{PAGE}{partner.prefix}/").content.decode()
    assert Client().get(f"{V2}requests.json", {"api_key": key}).status_code == 403


def test_a_wrong_form_says_what_to_do_and_keeps_what_was_typed(cast):
    client = _signed_in(cast.office_head)
    page = client.post(f"{PAGE}new/", {"organisation": "热线", "name": "平台", "channel": "12345",
                                       "per_minute": "0", "per_day": "1"})  # fmt: skip
    assert page.status_code == 422
    assert page.context["form"].errors.keys() == {"per_minute"}
    assert "热线" in page.content.decode()


def test_the_list_costs_the_same_for_any_number_of_keys(give, cast, django_assert_max_num_queries):
    for n in range(5):
        give(name=f"平台{n}").get("requests.json")
    client = _signed_in(cast.office_head)
    with django_assert_max_num_queries(12):
        assert client.get(PAGE).status_code == 200


def test_a_wrong_key_is_told_in_a_sentence(caller):
    assert said(Client().get(f"{V2}requests.json", {"api_key": "x"}))[0].endswith("。")
