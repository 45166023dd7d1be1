"""The pages of summary reports."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import clock, drafts
from core.models import Document
from reports.enums import ReportState
from reports.models import SummaryReport
from tests.cast import Cast, make_unit
from tests.factories import complaints as cases
from tests.factories import rectification as items
from tests.factories.reports import (
    TEXTS,
    make_adopted,
    make_report,
    make_returned,
    make_sent,
    make_signing,
    make_written,
    the_campaign,
)

pytestmark = pytest.mark.django_db


def sign_in(person: object) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")  # type: ignore[arg-type]
    return client


def html(client: Client, name: str, *args: object) -> str:
    response = client.get(reverse(f"reports:{name}", args=args))
    assert response.status_code == 200
    return response.content.decode()


def do(client: Client, report: SummaryReport, name: str, **data: object) -> SummaryReport:
    client.post(reverse("reports:summary-step", args=[report.number, name]), data)
    report.refresh_from_db()
    return report


def test_a_unit_sees_its_own_line_and_one_button_makes_the_pdf(cast: Cast) -> None:
    the_campaign(cast)
    client = sign_in(cast.liaison)
    page = html(client, "summaries")
    assert "经济发展局" in page
    assert "规划建设局" not in page.split("<table")[1]
    response = client.post(reverse("reports:summary-make"), {"unit": "JFJ"})
    document = Document.objects.get()
    assert response["Location"] == reverse("core:document-progress", args=[document.key])
    assert SummaryReport.objects.get().number == document.number == "ZJ-2011-JFJ"


def test_the_office_sees_every_unit_but_no_drafts(cast: Cast) -> None:
    make_report(cast)
    client = sign_in(cast.office)
    page = html(client, "summaries")
    assert "经济发展局" in page
    assert "规划建设局" in page
    assert "ZJ-2011-JFJ" not in page


def test_the_list_filters_by_state(cast: Cast) -> None:
    make_sent(cast)
    client = sign_in(cast.office)
    url = reverse("reports:summaries")
    sent = client.get(url, {"state": "submitted"}).content.decode().split("<table")[1]
    assert "ZJ-2011-JFJ" in sent
    assert "规划建设局" not in sent
    none = client.get(url, {"state": "none"}).content.decode().split("<table")[1]
    assert "规划建设局" in none
    assert "ZJ-2011-JFJ" not in none
    empty = client.get(url, {"state": "archived"}).content.decode()
    assert "没有处于该状态的报告" in empty


def test_the_list_asks_the_database_the_same_however_many_units(cast: Cast) -> None:
    make_sent(cast)
    client = sign_in(cast.office)
    html(client, "summaries")
    with CaptureQueriesContext(connection) as few:
        html(client, "summaries")
    for n in range(10):
        make_unit(f"U{n}", f"单位{n}")
    with CaptureQueriesContext(connection) as many:
        html(client, "summaries")
    assert len(many) == len(few)


def test_every_number_of_the_report_leads_to_exactly_that_many_rows(cast: Cast) -> None:
    with clock.at(items.TODAY):
        items.make_closed(cast)
        items.make_item(cast)
        cases.make_closed(cast)
    report = make_sent(cast)
    client = sign_in(cast.office)
    page = html(client, "summary", report.number)
    links = re.findall(r'href="(/staff/summary/[^"]+/rows/[^"]+)">(\d+)</a>', page)
    assert len(links) > 15
    for url, number in links:
        rows = client.get(url).content.decode()
        assert rows.count("<tr>") - 1 == int(number) or (number == "0" and "<tr>" not in rows), url


def test_the_rows_name_the_frozen_records(cast: Cast) -> None:
    with clock.at(items.TODAY):
        first = items.make_item(cast)
    report = make_sent(cast)
    with clock.at(items.TODAY):
        second = items.make_item(cast)
    page = html(sign_in(cast.office), "summary-rows", report.number, "items")
    assert first.number in page
    assert second.number not in page


def test_an_unknown_figure_does_not_exist(cast: Cast) -> None:
    report = make_report(cast)
    url = reverse("reports:summary-rows", args=[report.number, "nothing"])
    assert sign_in(cast.liaison).get(url).status_code == 404


def test_writing_saves_all_parts(cast: Cast) -> None:
    report = make_report(cast)
    url = reverse("reports:summary-edit", args=[report.number])
    response = sign_in(cast.liaison).post(url, {**TEXTS, "version": 1}, follow=True)
    report.refresh_from_db()
    assert report.experience == TEXTS["experience"]
    assert "已保存" in response.content.decode()


def test_sending_from_the_editor_saves_first(cast: Cast) -> None:
    report = make_report(cast)
    url = reverse("reports:summary-edit", args=[report.number])
    sign_in(cast.liaison).post(url, {**TEXTS, "version": 1, "send": "1"})
    report.refresh_from_db()
    assert (report.state, report.results) == (ReportState.SIGNING, TEXTS["results"])


def test_a_gap_is_shown_at_its_part_and_nothing_typed_is_lost(cast: Cast) -> None:
    report = make_report(cast)
    url = reverse("reports:summary-edit", args=[report.number])
    data = {**TEXTS, "experience": "", "version": 1, "send": "1"}
    page = sign_in(cast.liaison).post(url, data).content.decode()
    assert page.count("请先填写“经验”部分") == 2  # in the summary and at the field
    assert TEXTS["next_steps"] in page
    report.refresh_from_db()
    assert report.state == ReportState.DRAFT


def test_a_stale_form_gets_the_conflict_page(cast: Cast) -> None:
    report = make_written(cast)
    url = reverse("reports:summary-edit", args=[report.number])
    response = sign_in(cast.liaison).post(url, {**TEXTS, "basics": "我的改动", "version": 1})
    assert response.status_code == 409
    assert "我的改动" in response.content.decode()
    report.refresh_from_db()
    assert report.basics == TEXTS["basics"]


def test_a_draft_on_the_server_comes_back(cast: Cast) -> None:
    report = make_report(cast)
    drafts.save(cast.liaison, f"reports.summary:{report.number}", {"experience": ["还没存"]})
    client = sign_in(cast.liaison)
    assert "还没存" in html(client, "summary-edit", report.number)
    again = client.get(reverse("reports:summary-edit", args=[report.number]), {"restart": "1"})
    assert "还没存" not in again.content.decode()


def test_the_head_signs_on_the_page(cast: Cast) -> None:
    report = make_signing(cast)
    client = sign_in(cast.unit_head)
    assert "签发并报送" in html(client, "summary", report.number)
    assert do(client, report, "submit", version=report.version).state == ReportState.SUBMITTED


def test_the_office_returns_with_a_reason_only(cast: Cast) -> None:
    report = make_sent(cast)
    client = sign_in(cast.office)
    response = client.post(reverse("reports:summary-step", args=[report.number, "return"]), {})
    assert response.status_code == 422
    assert "请填写需要修改的内容" in response.content.decode()
    assert "对“经验”的意见" in html(client, "summary", report.number)
    report = do(client, report, "return", reason="请补充经验做法", note_experience="写两条做法")
    assert (report.state, report.return_note) == (ReportState.RETURNED, "请补充经验做法")
    liaison = sign_in(cast.liaison)
    assert "写两条做法" in html(liaison, "summary", report.number)
    assert "写两条做法" in html(liaison, "summary-edit", report.number)


def test_the_returned_report_shows_why(cast: Cast) -> None:
    report = make_returned(cast)
    client = sign_in(cast.liaison)
    assert "请补充经验做法。" in html(client, "summary", report.number)
    assert "请补充经验做法。" in html(client, "summary-edit", report.number)


def test_the_office_adopts_and_archives(cast: Cast) -> None:
    report = make_adopted(cast)
    client = sign_in(cast.office)
    assert "归档" in html(client, "summary", report.number)
    assert do(client, report, "archive").state == ReportState.ARCHIVED


def test_a_step_that_is_none_does_not_exist(cast: Cast) -> None:
    url = reverse("reports:summary-step", args=[make_report(cast).number, "delete"])
    assert sign_in(cast.liaison).post(url).status_code == 404


def test_the_word_file_is_downloaded_under_its_number(cast: Cast) -> None:
    report = make_report(cast)
    response = sign_in(cast.liaison).get(reverse("reports:summary-word", args=[report.number]))
    assert response["Content-Disposition"] == "attachment; filename*=UTF-8''ZJ-2011-JFJ.docx"
    assert response.content.startswith(b"PK")


@pytest.mark.parametrize("part", ["outsider", "outsider_head", "contact", "sysadmin", "auditor"])
def test_others_find_nothing(cast: Cast, part: str) -> None:
    report = make_sent(cast)
    client = sign_in(getattr(cast, part))
    for name in ("summary", "summary-word"):
        assert client.get(reverse(f"reports:{name}", args=[report.number])).status_code == 404
