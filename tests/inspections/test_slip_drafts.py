"""Drafts of slips: changed, in conflict, put before a leader, returned, answered too short."""

import datetime as dt

import pytest
from django.test import Client

from core import clock
from core.models import Notice
from inspections.enums import SlipKind, SlipState
from inspections.models import SupervisionSlip
from tests.factories import inspections as make

TODAY = dt.date(2011, 8, 18)


@pytest.fixture(autouse=True)
def _a_thursday():
    with clock.at(make.DAY):
        yield


def _client(user):
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _fresh(row):
    return type(row).objects.get(pk=row.pk)


def _form(slip, **changes):
    values = {
        "kind": slip.kind,
        "unit": slip.unit.code,
        "title": slip.title,
        "facts": slip.facts,
        "demand": slip.demand,
        "reply_due": slip.reply_due.isoformat(),
        "version": str(slip.version),
    }
    return {**values, **changes}


def _signing(cast):
    """A red paper before a leader."""
    red = next(kind for kind in SlipKind if SupervisionSlip(kind=kind).is_red)
    slip = make.make_slip(cast, issued=False, kind=red)
    return make.slips.send(slip=slip, by=cast.office)


def test_a_draft_is_changed_on_its_page(cast):
    slip = make.make_slip(cast, issued=False)
    office, url = _client(cast.office), f"/staff/slips/{slip.pk}/edit/"
    assert slip.title in office.get(url).content.decode()
    answer = office.post(url, _form(slip, title="关于限期整改的督办"))
    assert answer["Location"] == f"/staff/slips/{slip.pk}/"
    assert (_fresh(slip).title, _fresh(slip).version) == ("关于限期整改的督办", slip.version + 1)


def test_changing_a_draft_keeps_the_findings_it_is_about(cast):
    found = make.released_finding(cast)
    slip = make.make_slip(cast, issued=False)
    slip.findings.set([found])
    office, url = _client(cast.office), f"/staff/slips/{slip.pk}/edit/"
    assert f'value="{found.number}"' in office.get(url).content.decode()
    office.post(url, _form(slip, title="改过的标题", findings=found.number))
    assert list(_fresh(slip).findings.all()) == [found]
    page = office.post(url, _form(_fresh(slip), findings="JC-0000-0001"))
    assert "没有编号为JC-0000-0001的发现问题" in page.content.decode()


@pytest.mark.asvs("2.3.4")
def test_two_people_at_one_draft_get_the_conflict_page(cast):
    slip = make.make_slip(cast, issued=False)
    office, url = _client(cast.office), f"/staff/slips/{slip.pk}/edit/"
    office.post(url, _form(slip, title="先保存的标题"))
    page = office.post(url, _form(slip, title="后保存的标题"))
    assert page.status_code == 409
    text = page.content.decode()
    assert "先保存的标题" in text
    assert "后保存的标题" in text
    assert _fresh(slip).title == "先保存的标题"


@pytest.mark.parametrize("day", [TODAY, TODAY - dt.timedelta(days=1)])
def test_the_answer_is_due_after_today(cast, day):
    slip = make.make_slip(cast, issued=False)
    page = _client(cast.office).post(
        f"/staff/slips/{slip.pk}/edit/", _form(slip, reply_due=day.isoformat())
    )
    assert page.status_code == 200
    assert "error-summary" in page.content.decode()
    assert _fresh(slip).version == slip.version


def test_an_issued_slip_is_not_changed_any_more(cast):
    slip = make.make_slip(cast)
    answer = _client(cast.office).post(f"/staff/slips/{slip.pk}/edit/", _form(slip, title="改一改"))
    assert answer.status_code == 403
    assert _fresh(slip).title != "改一改"


def test_a_leader_gives_a_red_paper_back_with_a_reason(cast):
    slip = _signing(cast)
    leader, url = _client(cast.leader), f"/staff/slips/{slip.pk}/step/send_back/"
    assert leader.post(url).status_code == 409
    leader.post(url, {"reason": "事实部分再核实"})
    assert _fresh(slip).state == SlipState.DRAFT
    assert _fresh(slip).number == ""
    assert Notice.objects.filter(recipient=cast.office, kind="inspections.slip-returned").exists()


def test_the_office_does_not_sign_for_the_leader(cast):
    slip = _signing(cast)
    for part in ("office", "office_head"):
        answer = _client(getattr(cast, part)).post(f"/staff/slips/{slip.pk}/step/sign/")
        assert answer.status_code == 403
    assert _fresh(slip).state == SlipState.PENDING


def test_a_dropped_draft_never_reaches_the_unit(cast):
    slip = make.make_slip(cast, issued=False)
    _client(cast.office).post(f"/staff/slips/{slip.pk}/step/cancel/", {"reason": "已口头督办"})
    assert _fresh(slip).state == SlipState.CANCELLED
    assert _client(cast.liaison).get(f"/staff/slips/{slip.pk}/").status_code == 404


def test_an_answer_of_two_words_is_explained(cast):
    slip = make.slips.sign_for(slip=make.make_slip(cast), by=cast.liaison)
    page = _client(cast.liaison).post(f"/staff/slips/{slip.pk}/reply/", {"text": "已改"})
    assert "error-summary" in page.content.decode()
    assert _fresh(slip).reply == ""


def test_a_return_needs_remark_and_a_new_date(cast):
    slip = make.slips.sign_for(slip=make.make_slip(cast), by=cast.liaison)
    make.slips.reply(slip=slip, by=cast.liaison, text="已完成整改，附相关材料。")
    office, url = _client(cast.office), f"/staff/slips/{slip.pk}/judge/"
    page = office.post(url, {"verdict": "return"})
    assert page.content.decode().count('aria-invalid="true"') == 2
    late = {"verdict": "return", "note": "请补充佐证", "reply_due": TODAY.isoformat()}
    assert "error-summary" in office.post(url, late).content.decode()
    assert _fresh(slip).state == SlipState.REPLIED
    office.post(url, late | {"reply_due": "2011-08-29"})
    assert (_fresh(slip).returns, _fresh(slip).reply_due) == (1, dt.date(2011, 8, 29))


def test_a_paper_that_nobody_signed_for_cannot_be_judged(cast):
    slip = make.make_slip(cast)
    answer = _client(cast.office).post(f"/staff/slips/{slip.pk}/judge/", {"verdict": "good"})
    assert answer.status_code == 403
