"""Slips: colours and signatures, numbers, the unit's answer, the office's judgement, the paper."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import translation

from campaign import burden
from campaign.actions import burden as lifting
from core import clock, deadlines
from core.documents.paper import Heading, Paragraph
from core.errors import DomainError, NotAllowed
from core.models import Deadline, Document, Notice
from inspections.actions import slips
from inspections.enums import RED_KINDS, SlipKind, SlipState
from inspections.models import SupervisionSlip
from inspections.paper import SlipPaper, paper_of
from tests.factories import inspections as make
from tests.factories import rectification


@pytest.fixture(autouse=True)
def _a_thursday():
    with clock.at(make.DAY):
        yield


def _client(user):
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        (SlipKind.REMINDER, "青作风办提〔2011〕1号"),
        (SlipKind.ORDER, "青作风办督〔2011〕1号"),
        (SlipKind.NOTICE, "青作风办改〔2011〕1号"),
        (SlipKind.TALK, "青作风办约〔2011〕1号"),
        (SlipKind.CIRCULAR, "青作风办通〔2011〕1号"),
    ],
)
def test_each_kind_counts_by_itself_and_red_ones_are_signed(cast, kind, number):
    slip = make.make_slip(cast, kind=kind)
    assert (slip.number, slip.state) == (number, SlipState.ISSUED)
    assert slip.issued_by == (cast.leader if kind in RED_KINDS else cast.office)


def test_numbers_are_given_at_the_issue_and_have_no_gaps(cast):
    dropped = make.make_slip(cast, issued=False)
    slips.cancel(slip=dropped, by=cast.office, reason="已口头提醒")
    assert make.make_slip(cast).number == "青作风办督〔2011〕1号"
    assert make.make_slip(cast).number == "青作风办督〔2011〕2号"


def test_the_office_cannot_issue_a_red_paper(cast):
    slip = make.make_slip(cast, kind=SlipKind.NOTICE, issued=False)
    with pytest.raises(NotAllowed):
        slips.issue(slip=slip, by=cast.office_head)
    slip = slips.send(slip=slip, by=cast.office)
    with pytest.raises(NotAllowed):
        slips.sign(slip=slip, by=cast.office_head)
    slip = slips.send_back(slip=slip, by=cast.leader, reason="事实还要核实")
    assert slip.state == SlipState.DRAFT
    assert slip.number == ""


def test_a_blue_paper_is_not_put_before_a_leader(cast):
    slip = make.make_slip(cast, kind=SlipKind.REMINDER, issued=False)
    with pytest.raises(NotAllowed):
        slips.send(slip=slip, by=cast.office)


def test_the_unit_is_told_and_reminded_until_it_answers(cast):
    slip = make.make_slip(cast, reply_due=dt.date(2011, 8, 24))
    told = Notice.objects.filter(kind="inspections.slip-issued").values_list(
        "recipient__username", flat=True
    )
    assert sorted(told) == ["liaison", "unit_deputy", "unit_head"]
    with clock.at(dt.datetime(2011, 8, 23, 1, tzinfo=dt.UTC)):
        assert deadlines.sweep() == 1
    due = Notice.objects.filter(kind="inspections.slip-due")
    assert set(due.values_list("recipient__username", flat=True)) == set(told)
    with clock.at(dt.datetime(2011, 8, 25, 1, tzinfo=dt.UTC)):
        deadlines.sweep()
    assert due.filter(recipient=cast.office).exists()
    slip = slips.sign_for(slip=slip, by=cast.liaison)
    slips.reply(slip=slip, by=cast.unit_head, text="已办结。")
    assert not Deadline.objects.open().filter(subject_id=slip.pk).exists()


def test_a_returned_answer_gets_a_new_date(cast):
    slip = slips.sign_for(slip=make.make_slip(cast), by=cast.liaison)
    slip = slips.reply(slip=slip, by=cast.liaison, text="已办结。")
    with pytest.raises(DomainError) as fault:
        slips.return_(slip=slip, by=cast.office, reason="不实", reply_due=dt.date(2011, 8, 18))
    assert fault.value.field == "reply_due"
    slip = slips.return_(
        slip=slip, by=cast.office, reason="没有写明结果", reply_due=dt.date(2011, 9, 5)
    )
    assert (slip.state, slip.returns) == (SlipState.SIGNED, 1)
    assert Deadline.objects.open().get(subject_id=slip.pk).due_on == dt.date(2011, 9, 5)
    slip = slips.reply(slip=slip, by=cast.liaison, text="补充结果。")
    assert slips.close(slip=slip, by=cast.office, evaluation="fair").evaluation == "fair"


def test_another_unit_cannot_touch_it(cast):
    slip = make.make_slip(cast)
    with pytest.raises(NotAllowed):
        slips.sign_for(slip=slip, by=cast.outsider)
    assert _client(cast.outsider).get(f"/staff/slips/{slip.pk}/").status_code == 404


def test_only_records_of_the_unit_are_cited(cast):
    make.ensure_campaign(cast)
    item = rectification.make_item(cast)
    with pytest.raises(DomainError) as fault:
        make.make_slip(cast, unit=cast.other_unit, items=[item])
    assert fault.value.code == "other-unit"
    assert make.make_slip(cast, items=[item]).items.get() == item


def test_overdue_only_while_the_unit_owes_an_answer(cast):
    slip = make.make_slip(cast)
    late = slip.reply_due + dt.timedelta(days=1)
    assert not slip.is_overdue(slip.reply_due)
    assert slip.is_overdue(late)
    slip = slips.reply(slip=slips.sign_for(slip=slip, by=cast.liaison), by=cast.liaison, text="好")
    assert not slip.is_overdue(late)


def test_the_whole_way_through_the_pages(cast):
    make.ensure_campaign(cast)
    office, unit = _client(cast.office), _client(cast.unit_head)
    data = {
        "kind": "order",
        "unit": "JFJ",
        "title": "关于逾期事项的督办",
        "facts": "你单位有一项整改事项逾期未办结。",
        "demand": "请立即整改并书面反馈。",
        "reply_due": "2011-08-30",
        "items": "",
        "version": "0",
        "opened": "",
    }
    url = office.post("/staff/slips/new/", data)["Location"]
    office.post(f"{url}step/issue/")
    assert "签收" in unit.get(url).content.decode()
    unit.post(f"{url}step/sign_for/")
    page = unit.post(f"{url}reply/", {"text": "短"}).content.decode()
    assert "error-summary" in page
    unit.post(f"{url}reply/", {"text": "已完成整改，附材料清单。"})
    page = office.post(f"{url}judge/", {"verdict": "return"}).content.decode()
    assert "请写明还缺什么" in page
    assert "请填写重新反馈的期限" in page
    office.post(f"{url}judge/", {"verdict": "good", "note": ""})
    assert SupervisionSlip.objects.get().state == SlipState.CLOSED


def test_a_wrong_item_number_is_told(cast):
    make.ensure_campaign(cast)
    response = _client(cast.office).post("/staff/slips/new/", {"items": "ZG-2011-JFJ-999"})
    assert "没有编号为 ZG-2011-JFJ-999 的整改事项" in response.content.decode()


def test_the_paper_says_facts_demand_and_date(cast):
    slip = make.make_slip(cast, kind=SlipKind.NOTICE)
    with translation.override("zh-hans"):
        paper = paper_of(slip)
    assert (paper.number, paper.addressee, paper.signer) == (slip.number, "经济发展局", "leader")
    assert [b.text for b in paper.body if isinstance(b, Heading)] == ["事实", "办理要求"]
    last = [b.text for b in paper.body if isinstance(b, Paragraph)][-1]
    assert "2011年8月28日" in last


def test_only_issued_papers_are_printed(cast):
    paper = SlipPaper()
    draft = make.make_slip(cast, issued=False)
    assert not paper.can_read({"slip": draft.pk}, cast.office)
    slip = make.make_slip(cast)
    assert paper.can_read({"slip": slip.pk}, cast.liaison)
    assert not paper.can_read({"slip": slip.pk}, cast.outsider)
    _client(cast.liaison).post(f"/staff/slips/{slip.pk}/print/")
    assert Document.objects.get().number == slip.number


def test_a_unit_that_has_had_its_papers_of_the_month_gets_no_more_without_a_leader(cast):
    for _n in range(burden.BUDGET):
        make.make_slip(cast)
    waiting = make.make_slip(cast, issued=False)
    with pytest.raises(DomainError) as fault:
        slips.issue(slip=waiting, by=cast.office)
    assert fault.value.code == "over-budget"
    waiting.refresh_from_db()
    assert (waiting.state, waiting.number) == (SlipState.DRAFT, "")
    # A leader's signature is the leader's word.
    assert make.make_slip(cast, kind=SlipKind.NOTICE).state == SlipState.ISSUED
    lifting.release(unit=cast.unit, by=cast.leader, reason="连续三次逾期未报。")
    assert slips.issue(slip=waiting, by=cast.office).state == SlipState.ISSUED


@pytest.mark.parametrize(
    ("today", "asked", "granted"),
    [
        ("2011-08-18", "2011-08-18", False),  # the afternoon of the same day
        ("2011-08-18", "2011-08-19", True),
        ("2011-08-19", "2011-08-20", False),  # a Saturday is no working day
        ("2011-08-19", "2011-08-22", True),
        ("2011-09-30", "2011-10-07", False),  # over the holidays of the National Day
        ("2011-09-30", "2011-10-08", True),  # a Saturday that is worked
    ],
)
def test_a_unit_has_one_working_day_at_least(cast, today, asked, granted):
    with clock.at(dt.datetime.fromisoformat(f"{today}T02:00:00+00:00")):
        fields = {"reply_due": dt.date.fromisoformat(asked), "issued": False}
        if granted:
            assert make.make_slip(cast, **fields).reply_due.isoformat() == asked
            return
        with pytest.raises(DomainError) as fault:
            make.make_slip(cast, **fields)
    assert fault.value.field == "reply_due"
