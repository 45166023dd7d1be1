"""Receipts that can be confirmed, the mailbox with files both ways, re-examination in time."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from complaints import codes, receipt
from complaints.actions import citizen, closing, mailbox
from complaints.models import Complaint, ComplaintFile, Message
from core import clock
from core.errors import DomainError
from tests.complaints.test_public_form import PNG
from tests.crawler import body_of
from tests.factories import complaints as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(cast):
    with clock.at(make.TODAY):
        make.the_campaign(cast)
        yield


@pytest.fixture
def follow(client):
    """Open a case with a fresh code, as its complainant."""

    def opened(complaint: Complaint) -> Client:
        code = citizen.change_code(complaint=complaint)
        client.post("/track/", {"code": code})
        return client

    return opened


def _signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _main(page) -> str:
    text = page.content.decode()
    return text[text.index("<main") : text.index("</main>")]


# --- The check number ---------------------------------------------------------------------------


def test_a_genuine_receipt_is_confirmed_without_its_content(cast):
    complaint = make.make_received(cast)
    number = receipt.proof_number(complaint)
    assert number.startswith(f"{complaint.number}-")
    page = Client().get(f"/verify/{number}/")
    text = page.content.decode()
    assert page.status_code == 200
    assert number in text
    for secret in (make.CONTENT, "经济发展局", "欧阳测试", complaint.category.name):
        assert secret not in text


@pytest.mark.parametrize("change", ["other-hash", "other-number", "no-hash"])
def test_a_forged_receipt_gets_the_answer_of_an_unknown_one(cast, change):
    one, other = make.make_received(cast), make.make_received(cast)
    ending = receipt.proof_number(one)[-10:]
    number = {
        "other-hash": f"{one.number}-{ending[::-1]}",
        "other-number": f"{other.number}-{ending}",
        "no-hash": one.number,
    }[change]
    page = Client().get(f"/verify/{number}/")
    unknown = Client().get("/verify/NOBODY/")
    assert page.status_code == unknown.status_code == 404
    assert _main(page).replace(number, "") == _main(unknown).replace("NOBODY", "")


def test_a_number_is_typed_as_people_type(cast):
    number = receipt.proof_number(make.make_received(cast))
    typed = " " + number.lower().replace("-", "－")
    answer = Client().get("/verify/", {"number": typed})
    assert answer.status_code == 302
    assert Client().get(answer.headers["Location"]).status_code == 200


def test_the_empty_form_says_what_to_fill_in():
    page = Client().get("/verify/", {"number": ""})
    assert "请填写" in page.content.decode()


def test_the_hash_survives_a_rotation_of_the_keys(cast, settings):
    complaint = make.make_received(cast)
    before = receipt.proof_number(complaint)
    settings.FIELD_KEYS = ["ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopq=", *settings.FIELD_KEYS]
    assert receipt.confirm(before) is not None


def test_the_page_after_sending_shows_the_check_number():
    client = Client()
    client.post("/complaint/new/unit/", {"unit": "JFJ"})
    client.post("/complaint/new/detail/", {"category": "2", "content": make.CONTENT})
    client.post("/complaint/new/contact/", {"anonymous": "1"})
    token = client.get("/complaint/new/check/").context["form"]["token"].value()
    client.post("/complaint/new/check/", {"confirm": "1", "token": token})
    page = client.get("/complaint/new/done/").content.decode()
    assert receipt.proof_number(Complaint.objects.get()) in page


def test_the_receipt_is_printed_again_without_the_code(cast, follow):
    complaint = make.make_handling(cast)
    code = citizen.change_code(complaint=complaint)
    client = Client()
    client.post("/track/", {"code": code})
    assert reverse("complaints:track-receipt") in client.get("/track/case/").content.decode()
    page = client.get("/track/case/receipt/").content.decode()
    assert receipt.proof_number(complaint) in page
    assert code not in page
    assert codes.show(code) not in page
    assert make.CONTENT not in page


def test_the_slip_of_the_desk_bears_the_check_number(cast):
    data = {
        "channel": "phone",
        "category": "2.4",
        "content": make.CONTENT,
        "token": codes.new_token(),
    }
    client = _signed_in(cast.desk)
    assert client.post("/staff/intake/register/", data).status_code == 302
    page = client.get("/staff/intake/registered/").content.decode()
    assert receipt.proof_number(Complaint.objects.get()) in page


# --- The mailbox --------------------------------------------------------------------------------


def test_the_desk_sends_files_that_the_complainant_opens(cast, follow):
    complaint = make.make_handling(cast)
    answer = _signed_in(cast.desk).post(
        f"/staff/intake/{complaint.number}/message/",
        {"text": "请看附件的办事清单。", "attachments": SimpleUploadedFile("清单.png", PNG)},
    )
    assert answer.status_code == 302
    file = ComplaintFile.objects.get()
    assert file.message.body == "请看附件的办事清单。"
    client = follow(make.fresh(complaint))
    assert "清单.png" in client.get("/track/case/").content.decode()
    assert body_of(client.get(f"/track/case/file/{file.pk}/")).startswith(b"\x89PNG")
    assert Client().get(f"/track/case/file/{file.pk}/").status_code == 302


def test_a_file_of_the_wrong_kind_sends_nothing(cast):
    complaint = make.make_handling(cast)
    answer = _signed_in(cast.desk).post(
        f"/staff/intake/{complaint.number}/message/",
        {"text": "请看附件。", "attachments": SimpleUploadedFile("x.svg", b"<svg/>")},
    )
    assert answer.status_code == 422
    assert not Message.objects.exists()
    assert not ComplaintFile.objects.exists()


def test_new_messages_are_marked_until_they_are_read(cast, follow):
    complaint = make.make_handling(cast)
    mailbox.write(complaint=complaint, by=cast.desk, text="请补充办理日期。")
    client = follow(make.fresh(complaint))
    first, second = (client.get("/track/case/").content.decode() for _turn in range(2))
    assert ">新<" in first
    assert ">新<" not in second
    assert Message.objects.get().read_at is not None


# --- Re-examination in time ---------------------------------------------------------------------


def test_the_last_day_for_re_examination_is_shown_and_kept(cast, follow):
    client = follow(make.make_closed(cast))
    assert "9 月 18 日" in client.get("/track/case/").content.decode()
    assert "9 月 18 日" in client.get("/track/case/recheck/").content.decode()
    with clock.at(make.TODAY + dt.timedelta(days=30)):
        assert citizen.review_until(Complaint.objects.get()) == clock.today()


def test_after_the_last_day_the_link_is_gone_and_the_action_refuses(cast):
    complaint = make.make_closed(cast)
    code = citizen.change_code(complaint=complaint)
    with clock.at(make.TODAY + dt.timedelta(days=31)):
        client = Client()
        client.post("/track/", {"code": code})
        assert "/recheck/" not in client.get("/track/case/").content.decode()
        with pytest.raises(DomainError) as refusal:
            citizen.ask_review(complaint=make.fresh(complaint), reason="答复认定的经过与事实不符。")
    assert refusal.value.code == "too-late"


def test_a_case_is_re_examined_once(cast, follow):
    complaint = make.make_closed(cast)
    citizen.ask_review(complaint=complaint, reason="答复认定的经过与事实不符。")
    closing.uphold(complaint=make.fresh(complaint), by=cast.office_head, reason="复查维持原答复。")
    client = follow(make.fresh(complaint))
    assert "/recheck/" not in client.get("/track/case/").content.decode()
    with pytest.raises(DomainError) as refusal:
        citizen.ask_review(complaint=make.fresh(complaint), reason="还是不同意这个结论。请再查。")
    assert refusal.value.code == "twice"
