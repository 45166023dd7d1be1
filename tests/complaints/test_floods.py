"""Proof of work and rate limits: floods are slowed, people and outages are not."""

import base64
import datetime as dt
import json

import altcha
import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.urls import reverse

from complaints import codes, floods
from complaints.models import Complaint
from core import clock
from core.errors import DomainError
from tests.factories import complaints as make

pytestmark = pytest.mark.django_db
OUTSIDE = "192.0.2.7"


@pytest.fixture(autouse=True)
def _today(cast):
    with clock.at(make.TODAY):
        make.the_campaign(cast)
        yield


def solve(token: str, **change: object) -> str:
    """What the browser's script sends for a form."""
    given = json.loads(floods.challenge(token))
    for number in range(given["maxnumber"] + 1):
        if altcha.hash_hex("SHA-256", f"{given['salt']}{number}".encode()) == given["challenge"]:
            break
    sent = {**given, "number": number, **change}
    del sent["maxnumber"]
    return base64.b64encode(json.dumps(sent).encode()).decode()


def _request(address: str = OUTSIDE):
    return RequestFactory().post("/", REMOTE_ADDR=address)


def _most(kind: str, most: int, monkeypatch) -> None:
    monkeypatch.setattr(floods, f"MOST_{kind.upper()}", most)


def _fill(client: Client) -> str:
    client.post("/complaint/new/unit/", {"unit": "JFJ"})
    client.post("/complaint/new/detail/", {"category": "2", "content": make.CONTENT})
    client.post("/complaint/new/contact/", {"anonymous": "1"})
    page = client.get("/complaint/new/check/")
    assert "data-proof" in page.content.decode()
    return page.context["form"]["token"].value()


def _send(client: Client, proof: str = "") -> object:
    token = _fill(client)
    data = {"confirm": "1", "token": token, "proof": solve(token) if proof == "solve" else proof}
    return client.post("/complaint/new/check/", data)


# --- The proof ----------------------------------------------------------------------------------


def test_a_solved_sum_proves_the_form_it_was_made_for_and_no_other():
    token, other = codes.new_token(), codes.new_token()
    proof = solve(token)
    assert floods.is_proved(token, proof)
    assert not floods.is_proved(other, proof)


def test_the_sum_is_work():
    assert floods.LARGEST_NUMBER >= 20_000
    numbers = {json.loads(floods.challenge("token"))["challenge"] for _turn in range(20)}
    assert len(numbers) == 20


@pytest.mark.parametrize(
    "payload",
    [
        "",
        "x",
        base64.b64encode(b"7").decode(),
        base64.b64encode(b"[]").decode(),
        base64.b64encode(b'{"number": "1"}').decode(),
        base64.b64encode(b'{"number": 1, "salt": 3}').decode(),
    ],
)
def test_garbage_is_no_proof(payload):
    assert not floods.is_proved("token", payload)


def test_a_wrong_number_or_a_forged_signature_is_no_proof():
    token = codes.new_token()
    assert not floods.is_proved(token, solve(token, number=-1))
    assert not floods.is_proved(token, solve(token, signature="0" * 64))
    assert not floods.is_proved(token, solve(token, algorithm="MD5"))


# --- The limits ---------------------------------------------------------------------------------


def test_without_script_a_source_sends_some_then_waits_and_loses_nothing(monkeypatch):
    _most("plain", 2, monkeypatch)
    for _turn in range(2):
        assert _send(Client(REMOTE_ADDR=OUTSIDE)).status_code == 302
    client = Client(REMOTE_ADDR=OUTSIDE)
    refused = _send(client)
    assert refused.status_code == 422
    assert "分钟" in refused.content.decode()
    assert make.CONTENT in refused.content.decode()
    assert Complaint.objects.count() == 2
    with clock.at(make.TODAY + dt.timedelta(minutes=11)):
        token = client.get(reverse("complaints:new-check")).context["form"]["token"].value()
        client.post(reverse("complaints:new-check"), {"confirm": "1", "token": token})
    assert Complaint.objects.count() == 3


def test_a_proof_opens_the_door_that_floods_without_one_have_shut(monkeypatch):
    _most("plain", 1, monkeypatch)
    assert _send(Client(REMOTE_ADDR=OUTSIDE)).status_code == 302
    assert _send(Client(REMOTE_ADDR=OUTSIDE), "garbage").status_code == 422
    assert _send(Client(REMOTE_ADDR=OUTSIDE), "solve").status_code == 302


def test_a_whole_office_behind_one_address_is_not_locked_out():
    token = codes.new_token()
    proof = solve(token)
    for _turn in range(floods.MOST_PROVED):
        floods.admit(_request(), token, proof)
    with pytest.raises(DomainError) as refusal:
        floods.admit(_request(), token, proof)
    assert refusal.value.code == "flood"


def test_one_source_does_not_slow_another(monkeypatch):
    _most("plain", 0, monkeypatch)
    with pytest.raises(DomainError):
        floods.admit(_request(), "token", "")
    _most("plain", 1, monkeypatch)
    floods.admit(_request("198.51.100.3"), "token", "")


def test_the_machine_itself_or_an_undeclared_proxy_is_never_limited(monkeypatch):
    _most("plain", 0, monkeypatch)
    assert _send(Client()).status_code == 302
    assert Complaint.objects.count() == 1


# --- Outages ------------------------------------------------------------------------------------


def _away(*_args: object, **_kwargs: object) -> None:
    raise ConnectionError


def test_without_the_cache_complaints_come_through(monkeypatch):
    _most("plain", 0, monkeypatch)
    monkeypatch.setattr(cache, "add", _away)
    assert _send(Client(REMOTE_ADDR=OUTSIDE)).status_code == 302
    assert Complaint.objects.count() == 1


@pytest.mark.parametrize("function", ["create_challenge_v1", "verify_solution_v1"])
def test_without_the_proof_of_work_complaints_come_through(monkeypatch, function):
    _most("proved", 0, monkeypatch)
    proof = base64.b64encode(
        b'{"algorithm": "a", "challenge": "c", "number": 1, "salt": "s", "signature": "s"}'
    ).decode()
    monkeypatch.setattr(altcha, function, _away)
    assert _send(Client(REMOTE_ADDR=OUTSIDE), proof).status_code == 302
    assert Complaint.objects.count() == 1


def test_a_person_caught_by_the_invisible_field_reads_what_to_do():
    client = Client()
    client.post("/complaint/new/unit/", {"unit": "JFJ"})
    data = {"category": "2", "content": make.CONTENT, "website": "filled in by a machine"}
    page = client.post("/complaint/new/detail/", data, follow=True)
    assert "自动填写" in page.content.decode()
