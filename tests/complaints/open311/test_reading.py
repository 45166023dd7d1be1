"""Asking for states: filters, windows, single requests, tokens."""

import datetime as dt

import pytest
from defusedxml import ElementTree

from complaints.models import Complaint
from core import clock
from tests.complaints.open311.conftest import said
from tests.factories import complaints as make

pytestmark = pytest.mark.django_db
TOKEN = "4f1c9a7e-2b5d-4c31-9f8e"


def _numbers(answer):
    return [row["service_request_id"] for row in answer.json()]


def test_what_was_handed_in_is_read_back_at_once(caller):
    number = caller.post(**{"attribute[unit]": "JFJ"}).json()[0]["service_request_id"]
    (row,) = caller.get(f"requests/{number}.json").json()
    assert row == {
        "service_request_id": number,
        "status": "open",
        "status_notes": "已收到",
        "service_name": "拖拉推诿",
        "service_code": "2",
        "agency_responsible": "",
        "requested_datetime": "2011-08-19T00:00:00+08:00",
        "updated_datetime": "2011-08-19T00:00:00+08:00",
        "expected_datetime": None,
    }
    root = ElementTree.fromstring(caller.get(f"requests/{number}.xml").content)
    assert root.tag == "service_requests"
    assert {part.tag: part.text or "" for part in root[0]} == {
        key: value or "" for key, value in row.items()
    }


def test_a_token_finds_its_number(caller, give):
    number = caller.post(token=TOKEN).json()[0]["service_request_id"]
    assert caller.get(f"tokens/{TOKEN}.json").json() == [
        {"service_request_id": number, "token": TOKEN}
    ]
    root = ElementTree.fromstring(caller.get(f"tokens/{TOKEN}.xml").content)
    assert root.findtext("request/service_request_id") == number
    assert caller.get("tokens/another.json").status_code == 404
    assert give(name="别的平台").get(f"tokens/{TOKEN}.json").status_code == 404


def test_the_answer_is_closed_and_has_its_days(caller, cast):
    complaint = make.make_closed(cast)
    (row,) = caller.get(f"requests/{complaint.number}").json()
    assert (row["status"], row["status_notes"]) == ("closed", "已办结")
    assert row["expected_datetime"].endswith("T00:00:00+08:00")
    # Filed under a kind that citizens do not choose: the one above it is said.
    assert (row["service_code"], row["service_name"]) == ("2", "拖拉推诿")


def test_cases_of_others_are_there_once_the_desk_has_said_what_they_are(caller, cast):
    complaint = make.make_received(cast)
    assert caller.get(f"requests/{complaint.number}.json").status_code == 404
    assert caller.get("requests.json").json() == []
    other = make.make_accepted(cast)
    assert _numbers(caller.get("requests.json")) == [other.number]


def test_only_the_partner_that_handed_it_in_reads_the_unit(caller, give, cast):
    complaint = make.make_handling(cast)
    assert caller.get(f"requests/{complaint.number}.json").json()[0]["agency_responsible"] == ""
    complaint = make.fresh(complaint)
    give(name="别的平台")
    own = caller.post().json()[0]["service_request_id"]
    Complaint.objects.filter(number=own).update(
        lead_unit=cast.unit, redacted_text="x", nature="complaint", accepted_at=clock.now()
    )
    assert caller.get(f"requests/{own}.json").json()[0]["agency_responsible"] == "经济发展局"
    other = give(name="第三个平台")
    assert other.get(f"requests/{own}.json").json()[0]["agency_responsible"] == ""


@pytest.fixture
def three(caller, cast):
    """Three of our own: today's, one of 60 days ago, one of 200 days ago that is answered."""
    numbers = []
    for days, code in ((0, "2"), (60, "1"), (200, "2.3")):
        with clock.at(make.TODAY - dt.timedelta(days=days)):
            answer = caller.post(service_code=code).json()
        numbers.append(answer[0]["service_request_id"])
    Complaint.objects.filter(number=numbers[2]).update(state="replied", replied_at=clock.now())
    return numbers


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({}, [0, 1]),
        ({"service_code": "1"}, [1]),
        ({"service_code": "1,2"}, [0, 1]),
        ({"status": "open"}, [0, 1]),
        ({"status": "closed"}, []),
        ({"status": "open,closed"}, [0, 1]),
        ({"end_date": "2011-03-01T00:00:00Z"}, [2]),
        ({"start_date": "2011-06-20T00:00:00Z", "end_date": "2011-06-20"}, [1]),
        ({"start_date": "2011-06-01T00:00:00+08:00"}, [0, 1]),
        ({"start_date": "2011-06-01T00:00:00 08:00"}, [0, 1]),
        ({"page_size": "1"}, [0]),
        ({"page_size": "1", "page": "2"}, [1]),
        ({"page": "9"}, []),
    ],
)
def test_filters(caller, three, values, found):
    assert _numbers(caller.get("requests.json", **values)) == [three[n] for n in found]


def test_numbers_override_all_other_filters(caller, three):
    wanted = ",".join([three[2], three[0], "TS20110101-9999", "x"])
    found = _numbers(caller.get("requests.json", service_request_id=wanted, service_code="1"))
    assert found == [three[0], three[2]]


def test_a_kind_includes_the_kinds_below_it(caller, cast):
    other = make.make_accepted(cast)  # filed under 2.4
    assert _numbers(caller.get("requests.json", service_code="2")) == [other.number]
    assert _numbers(caller.get("requests.json", service_code="0,1,2.3")) == []


@pytest.mark.parametrize(
    ("values", "name", "status"),
    [
        ({"service_code": "77"}, "service_code", 404),
        ({"status": "broken"}, "status", 400),
        ({"start_date": "yesterday"}, "start_date", 400),
        ({"end_date": "2011-02-30"}, "end_date", 400),
        ({"end_date": "9999-12-31T23:59:59-23:00"}, "end_date", 400),
        ({"start_date": "2011-01-01", "end_date": "2011-08-01"}, "end_date", 400),
        ({"start_date": "2011-08-01", "end_date": "2011-07-01"}, "end_date", 400),
        ({"page": "0"}, "page", 400),
        ({"page_size": "1001"}, "page_size", 400),
        ({"page_size": "-1"}, "page_size", 400),
        ({"service_request_id": ",".join(map(str, range(101)))}, "service_request_id", 400),
    ],
)
def test_wrong_filters_are_named(caller, values, name, status):
    for form in ("json", "xml"):
        answer = caller.get(f"requests.{form}", **values)
        assert answer.status_code == status
        assert f"{name}: " in answer.content.decode()


def test_every_wrong_filter_is_named_at_once(caller):
    answer = caller.get("requests.json", status="x", page="y", start_date="z")
    assert {line.split(":")[0] for line in said(answer)} == {"status", "page", "start_date"}


def test_a_start_in_the_future_finds_nothing(caller):
    assert caller.get("requests.json", start_date="2011-12-01").json() == []


def test_the_list_costs_the_same_for_any_number(caller, cast, django_assert_num_queries):
    for _turn in range(4):
        caller.post(**{"attribute[unit]": "JFJ"})
    make.make_handling(cast)
    # The key, its count, the services, the rows, the service for what is filed elsewhere.
    with django_assert_num_queries(5):
        assert len(caller.get("requests.json").json()) == 5
    with django_assert_num_queries(6):
        caller.get("requests.json", service_code="0")
