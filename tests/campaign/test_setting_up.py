"""The office changes what a campaign says: words, basis and targets, the plan, late units."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document as Word

from campaign.actions import campaigns, setting_up
from campaign.models import Campaign, UnitTask
from core.errors import Conflict, NotAllowed
from core.models import AuditEvent
from tests.campaign.pages import body, form_of, signed_in
from tests.cast import Cast, make_unit
from tests.factories.campaign import make_campaign

PAGE = "/staff/campaigns/"


def plan_file(name: str = "实施方案.docx") -> SimpleUploadedFile:
    word, out = Word(), io.BytesIO()
    word.add_paragraph("开展机关作风建设活动实施方案")
    word.save(out)
    return SimpleUploadedFile(name, out.getvalue())


def test_a_campaign_is_set_up_from_the_template(cast: Cast) -> None:
    client = signed_in(cast.office_head)
    answer = client.post(f"{PAGE}new/", {"year": "2011"})
    assert answer.headers["Location"] == f"{PAGE}2011/words/"
    made = Campaign.objects.get()
    assert (made.state, made.phases.count()) == ("draft", 3)
    assert "已有 2011 年度活动" in body(client.post(f"{PAGE}new/", {"year": "2011"}))
    assert not UnitTask.objects.exists()
    assert signed_in(cast.office).get(f"{PAGE}new/").status_code == 403


def test_words_are_changed_and_two_people_do_not_overwrite_each_other(
    cast: Cast, campaign: Campaign
) -> None:
    client = signed_in(cast.office_head)
    opened = form_of(body(client.get(f"{PAGE}2011/words/")))
    first = opened.copy()
    first["hotline"] = "0700-5500001"
    assert client.post(f"{PAGE}2011/words/", first).status_code == 302
    second = opened.copy()
    second["hotline"] = "0700-5500002"
    second["theme"] = "提高行政效能"
    answer = client.post(f"{PAGE}2011/words/", second)
    assert answer.status_code == 409
    page = body(answer)
    assert "0700-5500001" in page
    assert "0700-5500002" in page
    campaign.refresh_from_db()
    assert campaign.hotline == "0700-5500001"
    detail = AuditEvent.objects.get(action="campaign.campaign.words").detail
    assert detail == {"fields": ["hotline"]}
    assert "0700-5500001" in body(client.get("/campaign/"))


def test_bad_words_are_named_and_nothing_typed_is_lost(cast: Cast, campaign: Campaign) -> None:
    client = signed_in(cast.office_head)
    form = form_of(body(client.get(f"{PAGE}2011/words/")), hotline="", theme="新的主题")
    page = body(client.post(f"{PAGE}2011/words/", form))
    assert "请填写投诉电话" in page
    assert "新的主题" in page


def lists(**changes: Any) -> dict[str, Any]:
    targets = [{"name": "财政总收入", "value": "3.79", "measure": "亿元", "actual": "4.01"}]
    return {"references": [("服务年方案", "青办〔2011〕3号")], "targets": targets, **changes}


def test_targets_get_their_actual_figures(cast: Cast, campaign: Campaign) -> None:
    setting_up.set_lists(campaign=campaign, by=cast.office_head, version=None, **lists())
    page = body(signed_in(cast.office).get(f"{PAGE}2011/"))
    assert "4.01亿元" in page
    assert "105.8%" in page
    assert "《服务年方案》（青办〔2011〕3号）" in page
    assert "4.01亿元" in body(signed_in(cast.liaison).get("/campaign/"))


def test_the_page_of_lists_keeps_rows_and_shows_what_was_saved_meanwhile(
    cast: Cast, campaign: Campaign
) -> None:
    client = signed_in(cast.office_head)
    form = form_of(body(client.get(f"{PAGE}2011/lists/")))
    typed = {"targets-0-name": "工业增加值", "targets-0-value": "42", "targets-0-measure": "亿元"}
    for name, value in typed.items():
        form[name] = value
    grown = client.post(f"{PAGE}2011/lists/", form.dict() | {"add_targets": "1"})
    assert "工业增加值" in body(grown)
    assert not campaign.targets.exists()
    setting_up.set_lists(campaign=campaign, by=cast.office_head, version=None, **lists())
    late = client.post(f"{PAGE}2011/lists/", form.dict())
    page = body(late)
    assert late.status_code == 409
    assert "财政总收入 3.79亿元" in page
    assert "工业增加值" in page
    assert client.post(f"{PAGE}2011/lists/", form_of(page)).status_code == 302
    assert campaign.targets.get().name == "工业增加值"


def test_stale_lists_are_refused(cast: Cast, campaign: Campaign) -> None:
    with pytest.raises(Conflict):
        setting_up.set_lists(campaign=campaign, by=cast.office_head, version=999, **lists())
    with pytest.raises(NotAllowed):
        setting_up.set_lists(campaign=campaign, by=cast.office, version=None, **lists())


def test_everybody_fetches_the_plan_as_issued(cast: Cast, campaign: Campaign, client: Any) -> None:
    office = signed_in(cast.office_head)
    assert client.get("/campaign/plan-file/").status_code == 404
    wrong = office.post(f"{PAGE}2011/plan/", {"plan": SimpleUploadedFile("方案.exe", b"MZ")})
    assert "exe" in body(wrong)
    assert office.post(f"{PAGE}2011/plan/", {"plan": plan_file()}).status_code == 302
    assert b"".join(client.get("/campaign/plan-file/")).startswith(b"PK")
    assert "/campaign/plan-file/" in body(client.get("/campaign/"))
    assert b"".join(signed_in(cast.leader).get(f"{PAGE}2011/plan-file/")).startswith(b"PK")
    assert signed_in(cast.liaison).get(f"{PAGE}2011/plan-file/").status_code == 403


def test_a_unit_that_came_later_is_shown_and_gets_its_tasks(cast: Cast, campaign: Campaign) -> None:
    late = make_unit("QFJ", "企业服务局")
    client = signed_in(cast.office_head)
    assert "企业服务局" in body(client.get(f"{PAGE}2011/"))
    assert "企业服务局" not in body(signed_in(cast.office).get(f"{PAGE}2011/"))
    answer = client.post(f"{PAGE}2011/enrol/", follow=True)
    assert "已下达6项任务" in body(answer)
    assert UnitTask.objects.filter(unit=late).count() == 6


def test_nobody_is_enrolled_before_the_start(cast: Cast) -> None:
    draft = make_campaign(cast.office_head, start=False)
    with pytest.raises(NotAllowed):
        setting_up.enrol(campaign=draft, by=cast.office_head)


def test_the_archive_stays_as_it_is(cast: Cast, campaign: Campaign) -> None:
    for step, by in (("sum_up", cast.office_head), ("close", cast.leader)):
        campaigns.move(campaign=campaign, step=step, by=by)
    # Actual figures of a year are known in January, after the end.
    setting_up.set_lists(campaign=campaign, by=cast.office_head, version=None, **lists())
    campaigns.move(campaign=campaign, step="archive", by=cast.office_head)
    with pytest.raises(NotAllowed):
        setting_up.set_lists(campaign=campaign, by=cast.office_head, version=None, **lists())
    assert "campaigns/2011/words/" not in body(signed_in(cast.office_head).get(f"{PAGE}2011/"))
