"""Following a case with its code."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from complaints import codes, identity
from complaints.actions import handling, mailbox, triage
from complaints.models import Complaint
from core import clock, tries
from tests.factories import complaints as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(cast):
    tries.own.clear()
    with clock.at(make.TODAY):
        make.the_campaign(cast)
        yield


@pytest.fixture
def follow(client):
    """Open a case with a fresh code, as its complainant."""

    def opened(complaint: Complaint) -> Client:
        code = codes.from_token(codes.new_token())
        Complaint.objects.filter(pk=complaint.pk).update(query_hash=codes.hash_code(code))
        answer = client.post(reverse("complaints:track"), {"code": code})
        assert answer.headers["Location"] == reverse("complaints:track-case")
        return client

    return opened


def _look_up(client: Client, code: str) -> object:
    client.get("/track/")  # browsers come with the cookie of the form
    return client.post("/track/", {"code": code})


def _page(client: Client) -> str:
    return client.get(reverse("complaints:track-case")).content.decode()


@pytest.mark.parametrize(
    "change",
    [
        str,
        str.lower,
        codes.show,
        lambda code: f"  {codes.show(code)}  ",
        lambda code: code.replace("", "-"),
        lambda code: "".join(chr(ord(char) + 0xFEE0) for char in code),
    ],
)
def test_spaces_case_and_full_width_do_not_matter(client, cast, change):
    code = make.submit(cast).code
    assert _look_up(client, change(code)).status_code == 302


def test_a_link_with_the_code_shows_the_form_only(client, cast):
    code = make.submit(cast).code
    answer = client.get(f"/t/{code.lower()}/")
    assert codes.show(code) in answer.content.decode()
    assert answer.headers["Referrer-Policy"] == "strict-origin"
    assert client.get(reverse("complaints:track-case")).status_code == 302


def test_the_state_in_plain_words_with_the_next_date(cast, follow):
    page = _page(follow(make.make_handling(cast)))
    assert "正在办理" in page
    assert "9 月 9 日" in page
    assert "15 个工作日" in page
    assert make.CONTENT in page


def test_every_step_is_told_also_extension_and_rework(cast, follow):
    complaint = make.make_reported(cast)
    make.replies.send_back(complaint=complaint, by=cast.desk, remarks={"basis": "请写明条款依据"})
    complaint = make.fresh(complaint)
    handling.ask_extension(complaint=complaint, by=cast.contact, days=5, reason="需要调取档案")
    handling.decide_extension(complaint=complaint, by=cast.desk, grant=True, answer="")
    page = _page(follow(complaint))
    for told in (
        "已受理",
        "经济发展局",
        "签收",
        "办公室要求补充",
        "请写明条款依据",
        "延长办理时限",
        "需要调取档案",
    ):
        assert told in page
    assert "cast.contact" not in page


def test_staff_names_are_not_shown_to_the_public(cast, follow):
    page = _page(follow(make.make_replied(cast)))
    for person in (cast.contact, cast.desk, cast.unit_head):
        assert person.name not in page


def test_the_reply_is_read_and_rated_once(cast, follow):
    client = follow(make.make_replied(cast))
    assert make.TEXT.facts in _page(client)
    rate = reverse("complaints:track-rate")
    assert client.post(rate, {"score": "4"}).status_code == 302
    assert client.post(rate, {"score": "1", "reason": "改主意了"}).status_code == 409
    assert Complaint.objects.get().score == 4


@pytest.mark.parametrize(
    "data", [{}, {"score": "9"}, {"score": "2"}, {"score": "1", "reason": " "}]
)
def test_a_rating_without_level_or_reason_is_explained(cast, follow, data):
    client = follow(make.make_replied(cast))
    answer = client.post(reverse("complaints:track-rate"), data)
    assert answer.status_code == 422
    assert "error-summary" in answer.content.decode()


def test_no_level_is_chosen_beforehand(cast, follow):
    page = _page(follow(make.make_replied(cast)))
    assert page.count('name="score"') == 5
    assert "checked" not in page.split('name="score"', 1)[1].split("</fieldset>")[0]


def test_the_person_sees_who_looked_when_and_why(cast, follow):
    complaint = make.make_received(cast)
    client = follow(complaint)
    assert "查看过 0 次" in _page(client)
    identity.look(complaint, by=cast.desk, purpose="verify", reason="核实窗口办件时间")
    page = _page(client)
    assert "查看过 1 次" in page
    assert "电话核实情况" in page
    assert "核实窗口办件时间" in page
    assert cast.desk.post_title in page


def test_messages_go_both_ways(cast, follow):
    complaint = make.make_handling(cast, anonymous=True)
    client = follow(complaint)
    client.post(reverse("complaints:track-add"), {"text": "补充：当天是上午九点。"})
    mailbox.write(complaint=complaint, by=cast.desk, text="请问是几号窗口？")
    page = _page(client)
    assert "补充：当天是上午九点。" in page
    assert "请问是几号窗口？" in page


def test_withdrawing_asking_again_and_reporting_retaliation(cast, follow):
    client = follow(make.make_handling(cast))
    client.post(reverse("complaints:track-retaliation"), {"text": "被人打电话威胁。"})
    client.post(reverse("complaints:track-withdraw"), {"reason": "压力太大"})
    complaint = Complaint.objects.get()
    assert complaint.retaliation
    assert complaint.state == "withdrawn"
    assert "您已撤回" in _page(client)


def test_re_examination_can_be_asked_for(cast, follow):
    client = follow(make.make_closed(cast, score=3))
    answer = client.post(reverse("complaints:track-recheck"), {"reason": "短"})
    assert answer.status_code == 422
    client.post(reverse("complaints:track-recheck"), {"reason": "答复与事实不符，请重新核查。"})
    assert Complaint.objects.get().state == "reviewing"


def test_a_new_code_is_shown_once_and_ends_other_sessions(cast, follow):
    receipt = make.submit(cast)
    other, client = Client(), Client()
    for browser in (other, client):
        _look_up(browser, receipt.code)
    new = client.post(reverse("complaints:track-code")).context["code"]
    assert client.get(reverse("complaints:track-case")).status_code == 200
    assert other.get(reverse("complaints:track-case")).status_code == 302
    assert _look_up(Client(REMOTE_ADDR="192.0.2.8"), new).status_code == 302


def test_the_followed_case_closes_after_half_an_hour(cast, follow):
    client = follow(make.make_handling(cast))
    with clock.at(make.TODAY + dt.timedelta(minutes=31)):
        assert client.get(reverse("complaints:track-case")).status_code == 302


def test_a_merged_case_shows_the_steps_of_the_main_one_and_not_its_words(cast, follow):
    main = make.make_handling(cast, content="主件的内容不能给别人看到。")
    other = make.make_received(cast)
    triage.merge(complaint=other, by=cast.desk, into=main)
    with clock.at(make.TODAY + dt.timedelta(hours=1)):
        handling.log_contact(complaint=main, by=cast.contact, text="已查看窗口监控录像")
        page = _page(follow(other))
    assert "与同一事项并案办理" in page
    assert "正在核实情况" in page
    assert "主件的内容" not in page


def test_files_of_other_cases_are_not_served(cast, follow):
    assert follow(make.make_received(cast)).get("/track/case/file/1/").status_code == 404


def test_publication_can_be_allowed_and_taken_back(cast, follow):
    client = follow(make.make_received(cast))
    client.post(reverse("complaints:track-publication"), {"agrees": "1"})
    assert Complaint.objects.get().consent_public
    client.post(reverse("complaints:track-publication"), {"agrees": "0"})
    assert not Complaint.objects.get().consent_public
