"""Nothing that another system reads tells of persons, words, hours or accusations."""

import datetime as dt
import json

import pytest
from django.test import Client

from complaints.models import Complaint
from core import clock
from tests.complaints.open311.conftest import V2
from tests.factories import complaints as make
from tests.factories.secrets import ACCUSATION, FILE_NAME, PERSON, REASON, WORDS, make_secrets

pytestmark = pytest.mark.django_db
TOKEN = "4f1c9a7e-2b5d-4c31-9f8e"


def _walk(caller, numbers):
    """Every address in both formats, with every number and token that there is."""
    items = [f"requests/{number}" for number in numbers] + [f"tokens/{TOKEN}", "services/2"]
    for place in ["discovery", "services", "requests", *items]:
        for form in ("json", "xml"):
            yield f"{place}.{form}", caller.get(f"{place}.{form}").content.decode()
    listed = {"service_request_id": ",".join(numbers)}
    for values in (listed, {"status": "open,closed"}, {"start_date": "2011-08-19"}):
        yield f"{values}", caller.get("requests.json", **values).content.decode()


@pytest.mark.asvs("8.2.3")
def test_no_answer_tells_who_complained_or_what_was_said(caller, cast):
    secrets = make_secrets(cast)
    caller.post(
        token=TOKEN,
        last_name="欧阳测试",
        phone="13800001234",
        email="canary@example.test",
        **{
            "attribute[wish]": "请一次说清楚。",
            "attribute[person]": "某某",
            "attribute[window]": "9号",
        },
    )
    numbers = list(Complaint.objects.values_list("number", flat=True))
    words = PERSON | WORDS | secrets.codes | {ACCUSATION, FILE_NAME, REASON, "往返三次", "某某"}
    words |= {"9号", "当日值班人员", secrets.accusation.number}
    pages = dict(_walk(caller, numbers))
    assert [(place, word) for place, text in pages.items() for word in words if word in text] == []
    # The control: the walk meets the cases that it may meet.
    assert secrets.answered.number in pages["requests.json"]
    assert secrets.answered.number in pages["requests.xml"]


@pytest.mark.asvs("8.2.2")
@pytest.mark.parametrize("how", ["category", "nature", "bypass", "discipline", "unknown"])
def test_what_is_secret_answers_like_a_number_that_never_was(caller, cast, how):
    fields = {"category": {"service_code": "5"}, "bypass": {"attribute[unit]": "office"}}
    number = caller.post(token=TOKEN, **fields.get(how, {})).json()[0]["service_request_id"]
    rows = Complaint.objects.filter(number=number)
    if how == "nature":
        rows.update(nature="accusation", accepted_at=clock.now())
    elif how == "discipline":
        rows.update(disciplined_at=clock.now(), state="investigating")
    elif how == "unknown":
        number = "TS20110101-9999"
    unknown = caller.get("requests/TS20110101-0001.json")
    answer = caller.get(f"requests/{number}.json")
    assert (answer.status_code, answer.content) == (404, unknown.content)
    assert caller.get("requests.json", service_request_id=number).json() == []
    if how != "unknown":
        assert caller.get("requests.json").json() == []
        nothing = caller.get("tokens/never-handed-in.json")
        assert caller.get(f"tokens/{TOKEN}.json").content == nothing.content


@pytest.mark.asvs("8.2.2")
def test_an_accusation_under_a_harmless_heading_is_out_before_others_can_see_it(caller, give, cast):
    other = give(name="别的平台")
    number = caller.post().json()[0]["service_request_id"]
    assert other.get("requests.json").json() == []
    complaint = Complaint.objects.get(number=number)
    make.triage.accept(complaint=complaint, by=cast.desk)
    assert other.get("requests.json").json() == []


def test_no_answer_and_no_filter_tells_the_hour(caller):
    moment = dt.datetime(2011, 8, 18, 19, 37, 11, tzinfo=dt.UTC)  # the 19th here
    with clock.at(moment):
        caller.post()
    (row,) = caller.get("requests.json").json()
    assert "37" not in json.dumps(row["requested_datetime"])
    found = [
        len(caller.get("requests.json", start_date=f"2011-08-19T{hour:02d}:00:00+08:00").json())
        for hour in range(24)
    ]
    assert found == [1] * 24


def test_the_code_is_told_once_and_never_again(caller):
    notice = caller.post(token=TOKEN).json()[0]["service_notice"]
    code = notice.split("：")[1][:19]
    number = Complaint.objects.get().number
    assert all(code not in text for _place, text in _walk(caller, [number]))


def test_no_session_opens_anything(cast):
    client = Client()
    client.force_login(cast.leader, backend="django.contrib.auth.backends.ModelBackend")
    for place in ("requests.json", "requests/1.json", "tokens/1.json"):
        assert client.get(V2 + place).status_code == 403
    assert client.post(f"{V2}requests.json", {"service_code": "2"}).status_code == 403
