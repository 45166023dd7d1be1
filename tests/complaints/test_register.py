"""The desk registers for somebody: files, sender's number, and a slip that survives a reload."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from complaints import codes, identity
from complaints.models import Complaint, ComplaintFile
from core import clock
from tests.complaints.test_receipts import PNG
from tests.factories import complaints as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
PAGE = "/staff/intake/register/"


@pytest.fixture
def desk(cast):
    make.the_campaign(cast)
    client = Client()
    client.force_login(cast.desk)
    return client


def _data(**fields):
    values = {
        "channel": "12345",
        "category": "2.4",
        "content": make.CONTENT,
        "token": codes.new_token(),
        "foreign_number": "20110819-77",
        "place": "服务大厅",
        "name": "欧阳测试",
        "email": "canary@example.test",
        "wants_secrecy": "on",
        "is_minor": "on",
    }
    return values | fields


def test_everything_that_was_said_is_kept(desk):
    letter = SimpleUploadedFile("来信.png", PNG)
    answer = desk.post(PAGE, _data(attachments=letter, consent_public="on"))
    assert (answer.status_code, answer.url) == (302, "/staff/intake/registered/")
    found = Complaint.objects.get()
    assert (found.foreign_number, found.place) == ("20110819-77", "服务大厅")
    assert (found.wants_secrecy, found.consent_public) == (True, True)
    assert identity.needles(found)["email"] == "canary@example.test"
    assert found.identity.is_minor
    assert ComplaintFile.objects.get().complaint == found


def test_an_upload_is_not_lost_by_another_mistake(desk):
    data = _data(content="短", attachments=SimpleUploadedFile("来信.png", PNG))
    page = desk.post(PAGE, data)
    assert page.status_code == 422
    assert "来信.png" in page.content.decode()
    again = _data(token=data["token"])
    assert desk.post(PAGE, again).status_code == 302
    assert ComplaintFile.objects.count() == 1


def test_a_refused_file_is_named_and_nothing_is_stored(desk):
    page = desk.post(PAGE, _data(attachments=SimpleUploadedFile("a.exe", b"MZ" * 20)))
    assert page.status_code == 422
    assert not Complaint.objects.exists()


def test_the_slip_shows_code_and_dates_again_for_half_an_hour(desk):
    data = _data()
    desk.post(PAGE, data)
    code = codes.show(codes.from_token(data["token"]))
    for _again in range(2):
        page = desk.get("/staff/intake/registered/").content.decode()
        assert code in page
        assert "<svg" in page
        assert "9 月" in page
    with clock.at(make.TODAY + dt.timedelta(minutes=31)):
        assert desk.get("/staff/intake/registered/").status_code == 302


def test_the_slip_is_for_whoever_registered(desk, cast):
    desk.post(PAGE, _data())
    other = Client()
    other.force_login(cast.desk2)
    assert other.get("/staff/intake/registered/").status_code == 302


def test_a_number_of_the_sender_is_registered_once(desk):
    desk.post(PAGE, _data())
    page = desk.post(PAGE, _data())
    assert page.status_code == 422
    assert Complaint.objects.get().number in page.content.decode()
    assert desk.post(PAGE, _data(channel="letter")).status_code == 302


def test_the_public_form_asks_for_the_place_and_for_minors(client, cast):
    make.the_campaign(cast)
    client.post("/complaint/new/unit/", {"unit": cast.unit.code})
    what = {"category": "2", "content": make.CONTENT, "place": "园区东门"}
    page = client.get("/complaint/new/detail/")
    what["category"] = page.context["form"].fields["category"].choices[0][0]
    client.post("/complaint/new/detail/", what)
    client.post("/complaint/new/contact/", {"anonymous": "0", "name": "小明", "is_minor": "on"})
    page = client.get("/complaint/new/check/")
    assert "园区东门" in page.content.decode()
    token = page.context["form"].initial["token"]
    client.post("/complaint/new/check/", {"confirm": "on", "token": token})
    found = Complaint.objects.get()
    assert found.place == "园区东门"
    assert found.identity.is_minor
