"""Handing in by another system: the same rules and words as the public form."""

import pytest
from defusedxml import ElementTree
from django.test import Client

from complaints import codes, identity, tracking
from complaints.models import Complaint, ComplaintStep, PartnerPost
from core.models import AuditEvent
from tests.complaints.open311.conftest import V2, WORDS, said
from tests.factories import complaints as make

pytestmark = pytest.mark.django_db
TOKEN = "4f1c9a7e-2b5d-4c31-9f8e"


def _code(response):
    notice = response.json()[0]["service_notice"]
    return next(
        "".join(notice[i : i + 19].split())
        for i in range(len(notice))
        if len(notice[i : i + 19].split()) == 4
        and all(len(p) == 4 and set(p) <= set(codes.ALPHABET) for p in notice[i : i + 19].split())
    )


def test_a_complaint_goes_the_way_of_the_public_form(caller, cast):
    answer = caller.post(
        **{
            "attribute[unit]": "JFJ",
            "attribute[window]": "3号窗口",
            "attribute[happened_on]": "2011-06-02T09:30:00+08:00",
            "attribute[wish]": "请一次说清楚。",
            "attribute[wants_secrecy]": "0",
            "attribute[consent_contact]": "1",
            "address_string": "服务大厅",
            "first_name": "测试",
            "last_name": "欧阳",
            "phone": "138 0000 1234",
            "email": "canary@example.test",
            "jurisdiction_id": "anything",
            "device_id": "abc",
        }
    )
    assert answer.status_code == 201
    complaint = Complaint.objects.get()
    assert answer.json()[0]["service_request_id"] == complaint.number
    assert (complaint.channel, complaint.target_unit, complaint.window) == (
        "12345",
        cast.unit,
        "3号窗口",
    )
    assert (str(complaint.happened_on), complaint.place) == ("2011-06-02", "服务大厅")
    assert (complaint.content, complaint.wish) == (make.CONTENT, "请一次说清楚。")
    assert (complaint.is_anonymous, complaint.wants_secrecy) == (False, False)
    assert complaint.consent_contact
    kept = identity.needles(complaint)
    assert (kept["name"], kept["phone"]) == ("欧阳测试", "13800001234")
    assert tracking.find(_code(answer)) == complaint


def test_the_steps_name_the_key_and_never_the_person(caller):
    caller.post(last_name="欧阳测试", phone="13800001234")
    event = AuditEvent.objects.get(action="complaints.complaint.submit")
    assert (event.actor, event.detail) == (caller.partner.prefix, {"channel": "12345"})
    assert ComplaintStep.objects.get().actor_name == "投诉人"
    assert PartnerPost.objects.get().partner == caller.partner


def test_a_latin_name_is_written_first_name_first(caller):
    caller.post(first_name="Jo", last_name="Test")
    assert identity.needles(Complaint.objects.get())["name"] == "Jo Test"


def test_xml_is_answered_in_xml(caller):
    answer = caller.post("requests.xml")
    root = ElementTree.fromstring(answer.content)
    assert answer.status_code == 201
    assert root.findtext("request/service_request_id") == Complaint.objects.get().number


def test_coordinates_are_kept_as_the_place(caller):
    caller.post(lat="36.0671", long="120.3826")
    assert Complaint.objects.get().place == "36.0671, 120.3826"


def test_about_the_office_the_leader_alone_handles_it(caller):
    caller.post(**{"attribute[unit]": "office"})
    assert Complaint.objects.get().bypass


# --- Sent twice ---------------------------------------------------------------------------------


def test_the_same_token_stores_one_complaint_and_answers_the_same(caller):
    first, second = caller.post(token=TOKEN), caller.post(token=TOKEN)
    assert first.json() == second.json()
    assert Complaint.objects.count() == 1


def test_the_header_is_a_token_too(caller):
    for _turn in range(2):
        Client().post(
            f"{V2}requests.json",
            WORDS,
            headers={"Authorization": f"Bearer {caller.key}", "Idempotency-Key": TOKEN},
        )
    assert Complaint.objects.count() == 1


def test_a_token_for_other_words_loses_nothing_silently(caller):
    caller.post(token=TOKEN)
    answer = caller.post(token=TOKEN, description="另外一件事，窗口说系统坏了，让我改天再来。")
    assert answer.status_code == 400
    assert "令牌" in said(answer)[0] or "token" in said(answer)[0]
    assert Complaint.objects.count() == 1


def test_the_token_of_another_partner_opens_nothing(caller, give):
    other = give(name="别的平台")
    mine, theirs = caller.post(token=TOKEN).json(), other.post(token=TOKEN).json()
    assert mine != theirs
    assert Complaint.objects.count() == 2


def test_a_token_that_can_be_guessed_is_refused(caller):
    for token in ("1", "x" * 81, "有中文的令牌有中文的令牌有中文的令牌"):
        assert caller.post(token=token).status_code == 400
    assert not Complaint.objects.exists()


# --- Bad input ----------------------------------------------------------------------------------


def test_each_wrong_field_has_its_own_sentence(caller):
    answer = caller.post(
        **{
            "description": "太短",
            "attribute[unit]": "NOBODY",
            "attribute[happened_on]": "2011-02-30",
            "attribute[wants_secrecy]": "perhaps",
            "attribute[colour]": "red",
            "phone": "12",
            "email": "nobody",
            "lat": "91",
        }
    )
    assert answer.status_code == 400
    assert {row["code"] for row in answer.json()} == {400}
    named = {line.split(":")[0] for line in said(answer)}
    assert named == {
        "description",
        "attribute[unit]",
        "attribute[happened_on]",
        "attribute[wants_secrecy]",
        "attribute[colour]",
        "phone",
        "email",
        "last_name",
        "lat, long",
    }
    assert not Complaint.objects.exists()


def test_the_sentences_are_those_of_the_form(caller):
    form = Client()
    form.post("/complaint/new/unit/", {"unit": ""})
    page = form.post("/complaint/new/detail/", {"category": "2", "content": "太短"})
    (sentence,) = page.context["form"].errors["content"]
    assert said(caller.post(description="太短")) == [f"description: {sentence}"]


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ({"service_code": ""}, 400),
        ({"service_code": "99"}, 404),
        ({"service_code": "2.4"}, 404),  # a kind of ours that citizens do not choose
        ({"description": ""}, 400),
        ({"description": "😀" * 2001}, 400),
        ({"media_url": "http://example.test/a.jpg"}, 400),
        ({"lat": "36.1"}, 400),
        ({"lat": "٣٦", "long": "١٢٠"}, 400),
        ({"address_string": "长" * 101}, 400),
        ({"attribute[happened_on]": "2099-01-01"}, 400),
        ({"attribute[]": "x"}, 400),
    ],
)
def test_what_is_wrong_is_refused_and_nothing_is_stored(caller, values, status):
    answer = caller.post(**values)
    assert answer.status_code == status
    assert said(answer)[0]
    assert not Complaint.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "😀" * 2000,
        "<b>不给办</b> =1+1 窗口让我来回跑",
        "窗口\x00不给办事，让我来回跑三趟",
    ],
)
def test_strange_words_are_words(caller, text):
    assert caller.post(description=text).status_code == 201
    assert Complaint.objects.get().content == text.replace("\x00", "")


def test_a_unit_that_has_gone_is_refused(caller, cast):
    cast.unit.active = False
    cast.unit.save()
    answer = caller.post(**{"attribute[unit]": "JFJ"})
    assert answer.status_code == 400
    assert said(answer)[0].startswith("attribute[unit]:")


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"api_key=KEY&service_code=2&description=%B4%B0%BF%DA%B4%B0%BF%DA", None),
        ("service_code=2".encode("utf-16"), "application/x-www-form-urlencoded; charset=utf-16"),
        (b'{"service_code": "2"}', "application/json"),
        (b"api_key=KEY&description=" + b"a" * 70_000, None),
        (b"api_key=KEY&description=" + b"a" * 2_700_000, None),
        (b"\xff\xfe", "multipart/form-data; boundary=x"),
        (b"\xff\xfe", "multipart/form-data"),
        (b"", None),
    ],
)
def test_bodies_that_cannot_be_read_are_refused_in_the_words_of_the_standard(caller, body, kind):
    for place in ("requests.json", "requests.xml"):
        answer = Client().generic(
            "POST",
            V2 + place,
            body.replace(b"KEY", caller.key.encode()),
            content_type=kind or "application/x-www-form-urlencoded",
            headers={} if b"KEY" in body else {"Authorization": f"Bearer {caller.key}"},
        )
        assert answer.status_code in {400, 413}
        mark = b"<errors><error><code>" if place.endswith("xml") else b'[{"code": 4'
        assert mark in answer.content
    assert not Complaint.objects.exists()


def test_handing_in_costs_the_same_queries_whatever_is_sent(caller, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        caller.post(**{"attribute[unit]": "JFJ", "last_name": "欧阳测试"})
