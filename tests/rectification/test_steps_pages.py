"""The pages of the steps, from the form to the message."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rectification.actions import items, progress
from rectification.enums import ExtensionState, Result, State
from rectification.models import RectificationItem
from tests.cast import Cast
from tests.factories.rectification import (
    finish,
    make_closed,
    make_draft,
    make_item,
    make_pending,
    make_submitted,
)
from tests.rectification.test_ledger_page import signed_in

pytestmark = pytest.mark.django_db


def url(item: RectificationItem, page: str = "") -> str:
    return f"/staff/ledger/{item.number}/{page}"


_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8"
    "ffff3f0005fe02fe0def46b80000000049454e44ae426082"
)


def picture() -> SimpleUploadedFile:
    return SimpleUploadedFile("照片.png", _PNG, "image/png")


def post(client: Client, item: RectificationItem, page: str, **data: object) -> RectificationItem:
    response = client.post(url(item, page), data)
    assert response.status_code == 302, response.context["form"].errors
    item.refresh_from_db()
    return item


class TestReport:
    def test_progress_with_a_file_becomes_evidence(self, cast: Cast) -> None:
        item = make_item(cast)
        post(
            signed_in(cast.owner),
            item,
            "progress/",
            version=item.version,
            progress=50,
            figure_reason="按工作量填报",
            content="流转环节已压缩为两个，科室已开会确认执行。",
            files=[picture()],
        )
        assert (item.progress, item.evidence.count()) == (50, 1)

    def test_an_error_keeps_text_and_files(self, cast: Cast) -> None:
        item = make_item(cast)
        response = signed_in(cast.owner).post(
            url(item, "progress/"),
            {"version": item.version, "progress": 50, "content": "太短", "files": [picture()]},
        )
        html = response.content.decode()
        assert response.status_code == 200
        assert "太短" in html
        assert "照片.png" in html
        assert "有错误" in html

    def test_the_kept_file_is_used_when_the_form_is_right(self, cast: Cast) -> None:
        item = make_item(cast)
        client = signed_in(cast.owner)
        client.post(
            url(item, "progress/"),
            {"version": item.version, "progress": 50, "content": "太短", "files": [picture()]},
        )
        post(
            client,
            item,
            "progress/",
            version=item.version,
            progress=50,
            figure_reason="按工作量填报",
            content="流转环节已压缩为两个，科室已开会确认执行。",
        )
        assert item.evidence.count() == 1

    def test_a_lower_figure_is_asked_about_at_its_field(self, cast: Cast) -> None:
        item = make_item(cast)
        content = "流转环节已压缩为两个，科室已开会确认执行。"
        progress.report(
            item=item, by=cast.owner, content=content, progress=60, figure_reason="按工作量填报"
        )
        item.refresh_from_db()
        response = signed_in(cast.owner).post(
            url(item, "progress/"), {"version": item.version, "progress": 40, "content": content}
        )
        assert "figure_reason" in response.context["form"].errors

    def test_a_stale_form_gets_the_conflict_page_with_both_figures(self, cast: Cast) -> None:
        item = make_item(cast)
        content = "流转环节已压缩为两个，科室已开会确认执行。"
        client = signed_in(cast.liaison)
        opened = client.get(url(item, "progress/")).context["form"]
        stale = {
            "version": opened.initial["version"],
            "opened": opened.initial["opened"],
            "progress": 40,
            "content": content,
        }
        progress.report(
            item=item, by=cast.owner, content=content, progress=70, figure_reason="按工作量填报"
        )
        response = client.post(url(item, "progress/"), stale)
        assert response.status_code == 409
        html = response.content.decode()
        assert "70" in html
        assert "40" in html
        item.refresh_from_db()
        assert item.progress == 70


class TestClosing:
    def test_the_whole_way_to_struck_off(self, cast: Cast) -> None:
        item = finish(make_item(cast), cast)
        note = "两项措施均已落实，抽查60件全部按时办结，制度已印发。"
        post(signed_in(cast.liaison), item, "close/", result=Result.DONE, note=note)
        post(signed_in(cast.unit_head), item, "close/sign/", decision="yes")
        assert item.state == State.PENDING
        post(
            signed_in(cast.office),
            item,
            "verify/",
            measures_done="on",
            evidence_holds="on",
            decision="yes",
            result=Result.DONE,
        )
        assert item.state == State.CLOSED

    def test_missing_proof_is_said_on_the_form(self, cast: Cast) -> None:
        item = make_item(cast)
        response = signed_in(cast.liaison).post(
            url(item, "close/"),
            {"result": Result.DONE, "note": "措施均已落实，请予以验收销号。" * 2},
        )
        assert response.status_code == 200
        assert "还有 2 条措施没有完成" in response.content.decode()

    def test_returning_needs_a_reason(self, cast: Cast) -> None:
        item = make_pending(cast)
        response = signed_in(cast.office).post(url(item, "verify/"), {"decision": "no"})
        assert "reason" in response.context["form"].errors
        post(signed_in(cast.office), item, "verify/", decision="no", reason="佐证对不上")
        assert (item.state, item.rejections) == (State.IN_PROGRESS, 1)

    def test_a_key_item_is_struck_off_by_the_team(self, cast: Cast) -> None:
        item = make_pending(cast, is_key=True)
        assert signed_in(cast.office).get(url(item, "verify/")).status_code == 403
        post(
            signed_in(cast.inspector),
            item,
            "verify/",
            measures_done="on",
            evidence_holds="on",
            decision="yes",
        )
        assert item.state == State.CLOSED

    def test_the_head_of_the_office_returns_a_key_item(self, cast: Cast) -> None:
        item = make_pending(cast, is_key=True)
        post(signed_in(cast.office_head), item, "verify/", decision="no", reason="佐证对不上")
        assert (item.state, item.rejections) == (State.IN_PROGRESS, 1)

    def test_looking_back_reopens_after_a_relapse(self, cast: Cast) -> None:
        item = make_closed(cast)
        client = signed_in(cast.office_head)
        response = client.post(url(item, "look-back/"), {"decision": "no", "reason": "反弹"})
        assert "new_due" in response.context["form"].errors
        post(client, item, "look-back/", decision="no", reason="反弹", new_due="2011年9月30日")
        assert (item.state, item.relapse_count) == (State.IN_PROGRESS, 1)


class TestSignAndReview:
    def test_head_and_office(self, cast: Cast) -> None:
        item = items.send(item=make_draft(cast), by=cast.liaison)
        post(signed_in(cast.unit_head), item, "sign/", decision="yes")
        post(signed_in(cast.office), item, "review/", decision="yes", is_key="on")
        assert (item.state, item.is_key) == (State.IN_PROGRESS, True)

    def test_a_return_shows_its_reason_to_the_unit(self, cast: Cast) -> None:
        item = make_submitted(cast)
        post(signed_in(cast.office), item, "review/", decision="no", reason="措施要写清完成时间")
        assert "措施要写清完成时间" in signed_in(cast.liaison).get(url(item)).content.decode()

    def test_a_second_click_says_that_the_step_is_past(self, cast: Cast) -> None:
        item = make_submitted(cast)
        client = signed_in(cast.office)
        post(client, item, "review/", decision="yes")
        assert client.post(url(item, "review/"), {"decision": "yes"}).status_code == 403


def test_an_extension_from_the_unit_to_the_decision(cast: Cast) -> None:
    item = make_item(cast)
    post(
        signed_in(cast.liaison),
        item,
        "extend/",
        reason_kind="funds",
        reason="设备采购款 9 月初才能到账。",
        progress_so_far="已完成选型和三家询价。",
        new_due="2011-09-15",
    )
    post(signed_in(cast.office), item, "extend/opinion/", opinion="情况属实，建议同意。")
    post(signed_in(cast.office_head), item, "extend/decision/", decision="yes")
    assert (item.due_date, item.extensions_granted) == (dt.date(2011, 9, 15), 1)
    assert item.extensions.get().state == ExtensionState.APPROVED


def test_why_explains_the_days_to_the_deadline(cast: Cast) -> None:
    item = make_item(
        cast, klass="long_term", due_date=None, review_on=dt.date(2011, 10, 10), milestones=[]
    )
    html = signed_in(cast.liaison).get(url(item, "why/")).content.decode()
    assert "为什么是 10 月 10 日" in html
    assert "国庆节" in html
    assert "调休上班" in html


def test_merging_reassigning_and_marking(cast: Cast) -> None:
    item, into = make_item(cast), make_item(cast)
    office = signed_in(cast.office)
    post(office, item, "assign/", responsible=cast.liaison.main_post.pk)
    assert item.responsible_person == cast.liaison
    post(office, item, "key/", key="1")
    assert item.is_key
    post(office, item, "merge/", into=into.number, reason="同一个问题")
    assert (item.state, item.merged_into) == (State.MERGED, into)
