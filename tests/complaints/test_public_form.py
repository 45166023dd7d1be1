"""The public form, step by step, as a browser without script sees it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.sessions import SessionStore
from complaints import codes
from complaints.models import ComplainantIdentity, Complaint, ComplaintFile
from core import clock
from core.models import StagedUpload
from tests.factories import complaints as make

pytestmark = pytest.mark.django_db

DETAIL = {"category": "2", "happened_on": "2011-06-02", "content": make.CONTENT, "wish": "一次说清"}
NAMED = {
    "anonymous": "0",
    "name": "欧阳测试",
    "phone": "138 0000 1234",
    "email": "",
    "wants_secrecy": "on",
}
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8cf"
    "c0f01f00050001ff89993d1d0000000049454e44ae426082"
)


@pytest.fixture(autouse=True)
def _today(cast):
    with clock.at(make.TODAY):
        make.the_campaign(cast)
        yield


def _post(client: Client, step: str, data: dict[str, object]) -> object:
    return client.post(reverse(f"complaints:new-{step}"), data)


def _fill(client: Client, **contact: str) -> None:
    assert _post(client, "unit", {"unit": "JFJ", "window": "3号窗口"}).status_code == 302
    assert _post(client, "detail", DETAIL).status_code == 302
    answer = _post(client, "contact", contact or {"anonymous": "1"})
    assert answer.headers["Location"] == reverse("complaints:new-check")


def _token(client: Client) -> str:
    return client.get(reverse("complaints:new-check")).context["form"]["token"].value()


def _send(client: Client) -> object:
    return _post(client, "check", {"confirm": "1", "token": _token(client)})


def test_four_steps_lead_to_number_and_code(client):
    _fill(client)
    assert _send(client).headers["Location"] == reverse("complaints:new-done")
    page = client.get(reverse("complaints:new-done"))
    complaint = Complaint.objects.get()
    code = page.context["receipt"].code
    assert complaint.query_hash == codes.hash_code(code)
    assert f"{complaint.number}" in page.content.decode()
    assert len(code) == 19
    assert not set("0O1IL") & set(code)
    assert complaint.target_unit.code == "JFJ"
    assert complaint.category.code == "2"
    assert complaint.content == make.CONTENT


def test_the_result_page_can_be_reloaded_and_shows_no_code_elsewhere(client):
    _fill(client)
    _send(client)
    first = client.get(reverse("complaints:new-done")).context["receipt"].code
    assert client.get(reverse("complaints:new-done")).context["receipt"].code == first
    elsewhere = Client().get(reverse("complaints:new-done"))
    assert elsewhere.status_code == 200
    assert first not in elsewhere.content.decode()


def test_sending_again_after_back_is_the_same_complaint(client):
    _fill(client)
    token = _token(client)
    for _turn in range(3):
        answer = _post(client, "check", {"confirm": "1", "token": token})
        assert answer.headers["Location"] == reverse("complaints:new-done")
    assert Complaint.objects.count() == 1


def test_the_identity_goes_to_its_own_table(client):
    _fill(client, **NAMED)
    _send(client)
    assert not Complaint.objects.get().is_anonymous
    assert ComplainantIdentity.objects.get().phone == "13800001234"


def test_anonymous_keeps_nothing_that_was_typed_before(client):
    _fill(client, **{**NAMED, "anonymous": "1"})
    _send(client)
    assert not ComplainantIdentity.objects.exists()


def test_the_session_row_holds_nothing_readable(client):
    _fill(client, **NAMED)
    stored = str(client.session._get_session(no_load=False))
    assert "欧阳测试" not in stored
    assert "营业执照" not in stored


@pytest.mark.parametrize(
    ("step", "data", "said"),
    [
        ("detail", {**DETAIL, "category": ""}, "请选择问题类型"),
        ("detail", {**DETAIL, "content": "不给办事"}, "10"),
        ("detail", {**DETAIL, "happened_on": "2011-08-20"}, "不能晚于今天"),
        ("contact", {"anonymous": "0"}, "姓名"),
        ("contact", {**NAMED, "phone": "12345"}, "11 位数字"),
        ("contact", {}, "请选择"),
    ],
)
def test_a_fault_is_said_in_the_summary_and_at_the_field(client, step, data, said):
    answer = _post(client, step, data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count(said) >= 2
    assert "error-summary" in page
    assert "<title>有错误：" in page


def test_everything_typed_and_every_file_survives_a_fault(client):
    files = [SimpleUploadedFile(f"照片{n}.png", PNG) for n in (1, 2)]
    answer = _post(client, "detail", {**DETAIL, "content": "不给办事", "attachments": files})
    page = answer.content.decode()
    for kept in ("不给办事", "一次说清", "照片1.png", "照片2.png", "2011-06-02"):
        assert kept in page
    assert StagedUpload.objects.count() == 2


def test_files_become_part_of_the_complaint(client):
    _post(client, "unit", {"unit": ""})
    file = SimpleUploadedFile("照片.png", PNG)
    assert _post(client, "detail", {**DETAIL, "attachments": [file]}).status_code == 302
    _post(client, "contact", {"anonymous": "1"})
    _send(client)
    assert ComplaintFile.objects.get().complaint == Complaint.objects.get()
    assert not StagedUpload.objects.exists()


def test_a_file_can_be_taken_out_again(client):
    _post(
        client,
        "detail",
        {**DETAIL, "content": "短", "attachments": [SimpleUploadedFile("a.png", PNG)]},
    )
    staged = StagedUpload.objects.get()
    page = _post(client, "detail", {**DETAIL, "content": "短", "remove_file": staged.pk})
    assert page.status_code == 200
    assert not StagedUpload.objects.exists()
    assert "短" in page.content.decode()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("空.png", b"", "空.png"),
        ("页面.html", b"<html></html>", "页面.html"),
        ("假.png", b"<svg onload=alert(1)>", "假.png"),
    ],
)
def test_a_bad_file_is_explained_and_the_rest_stays(client, name, content, said):
    good = SimpleUploadedFile("好.png", PNG)
    bad = SimpleUploadedFile(name, content)
    answer = _post(client, "detail", {**DETAIL, "attachments": [good, bad]})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "好.png" in page


def test_changing_an_answer_leads_back_to_the_check_page(client):
    _fill(client)
    answer = _post(client, "detail", {**DETAIL, "wish": "换一个希望"})
    assert answer.headers["Location"] == reverse("complaints:new-check")
    assert "换一个希望" in client.get(reverse("complaints:new-check")).content.decode()


def test_without_the_tick_nothing_is_sent(client):
    _fill(client)
    answer = _post(client, "check", {"token": _token(client)})
    assert answer.status_code == 422
    assert not Complaint.objects.exists()


@pytest.mark.parametrize("step", ["contact", "check"])
def test_a_lost_session_leads_to_the_first_missing_step(client, step):
    answer = client.post(reverse(f"complaints:new-{step}"), {"anonymous": "1"}, follow=True)
    assert answer.redirect_chain[0][0] == reverse("complaints:new-unit")
    assert "请重新填写" in answer.content.decode()


def test_a_unit_retired_between_the_steps_is_explained(client, cast):
    _fill(client)
    token = _token(client)
    cast.unit.active = False
    cast.unit.save()
    answer = _post(client, "check", {"confirm": "1", "token": token})
    assert answer.status_code == 422
    assert "已不再" in answer.content.decode()
    assert not Complaint.objects.exists()


@pytest.mark.parametrize("code", ["JFJ", "jfj"])
def test_a_qr_code_fills_in_unit_and_window(client, code):
    answer = client.get(f"/r/{code}/?w=3号窗口")
    assert answer.headers["Location"] == reverse("complaints:new-detail")
    page = client.get(reverse("complaints:new-detail")).content.decode()
    assert "经济发展局" in page
    assert "3号窗口" in page
    _post(client, "detail", DETAIL)
    _post(client, "contact", {"anonymous": "1"})
    _send(client)
    assert Complaint.objects.get().channel == "qr"


def test_a_retired_or_unknown_qr_code_gets_help(client, cast):
    cast.unit.active = False
    cast.unit.save()
    for code in ("JFJ", "NOPE"):
        answer = client.get(f"/r/{code}/")
        assert answer.status_code == 200
        assert "已停用" in answer.content.decode()


def test_a_machine_that_fills_the_invisible_field_stores_nothing(client):
    _post(client, "unit", {"unit": "JFJ"})
    answer = _post(client, "detail", {**DETAIL, "website": "http://spam.test"})
    assert answer.headers["Location"] == reverse("complaints:start")
    assert client.get(reverse("complaints:new-check")).status_code == 302


def test_complaints_about_the_office_go_past_the_desk(client, cast):
    _post(client, "unit", {"unit": "office"})
    _post(client, "detail", DETAIL)
    _post(client, "contact", {"anonymous": "1"})
    _send(client)
    assert Complaint.objects.get().bypass
    assert not Complaint.objects.visible_to(cast.desk).exists()


@pytest.mark.parametrize(
    "text", ["😀" * 400, "=cmd|' /C calc'!A0 很长的一句话", "<script>alert(1)</script>很久没人管了"]
)
def test_odd_texts_are_kept_as_they_are_and_shown_harmlessly(client, text):
    _post(client, "unit", {"unit": ""})
    _post(client, "detail", {**DETAIL, "content": text})
    _post(client, "contact", {"anonymous": "1"})
    assert "<script>alert" not in client.get(reverse("complaints:new-check")).content.decode()
    _send(client)
    assert Complaint.objects.get().content == text


def test_a_file_taken_on_a_later_faulty_try_is_not_forgotten(client):
    _fill(client)
    file = SimpleUploadedFile("照片.png", PNG)
    answer = _post(client, "detail", {**DETAIL, "content": "短", "attachments": [file]})
    assert answer.status_code == 422
    _send(client)
    assert ComplaintFile.objects.count() == 1


def test_the_receipt_is_kept_with_the_complaint_and_the_form_forgotten(client):
    _fill(client, **NAMED)
    token = _token(client)
    _send(client)
    kept = SessionStore(client.session.session_key).load()
    assert "complaint" not in kept
    assert client.get(reverse("complaints:new-done")).context["receipt"].number
    assert _post(client, "check", {"confirm": "1", "token": token}).status_code == 302
    assert Complaint.objects.count() == 1


def test_the_last_step_asks_the_database_little(client, django_assert_max_num_queries):
    _fill(client, **NAMED)
    token = _token(client)
    with django_assert_max_num_queries(11):
        _post(client, "check", {"confirm": "1", "token": token})
    assert Complaint.objects.count() == 1
