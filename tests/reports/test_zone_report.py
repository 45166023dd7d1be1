"""The report of the zone: drafted from the units' reports, issued with frozen figures."""

import io
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document as Word

from core import clock
from core.errors import Conflict, DomainError, NotAllowed, WrongState
from core.models import Document
from rectification.models import RectificationItem
from reports import zone
from reports.actions import zone as actions
from reports.enums import Section
from reports.models import ZoneReport
from tests.campaign.pages import body, form_of, signed_in
from tests.cast import Cast, make_unit
from tests.factories import rectification as items
from tests.factories.reports import TEXTS, TODAY, make_sent, the_campaign

PAGE = "/staff/zone-report/2011/"


@pytest.fixture(autouse=True)
def _in_december() -> Any:
    with clock.at(TODAY):
        yield


@pytest.fixture
def sent(cast: Cast) -> None:
    """JFJ has an item on its ledger and has sent its report."""
    with clock.at(items.TODAY):
        items.make_item(cast)
    campaign = the_campaign(cast)
    campaign.guiding_thought = "围绕“工业立区”的发展思路。"
    campaign.save()
    make_sent(cast)


def begun(cast: Cast) -> ZoneReport:
    return actions.open_report(campaign=the_campaign(cast), by=cast.office)


def written(cast: Cast) -> ZoneReport:
    report = begun(cast)
    return actions.save(report=report, by=cast.office, version=report.version, fields=TEXTS)


@pytest.mark.usefixtures("sent")
def test_it_is_drafted_from_the_units_reports(cast: Cast) -> None:
    report = begun(cast)
    assert report.number == "ZJ-2011"
    assert report.basics.startswith("围绕“工业立区”")
    assert "2个单位参加" in report.basics
    assert "1个已报送" in report.basics
    assert report.experience == f"经济发展局：{TEXTS['experience']}"
    assert report.missing() == [Section.RESULTS]
    assert begun(cast).pk == report.pk


@pytest.mark.usefixtures("sent")
def test_a_figure_is_the_sum_over_all_units_and_leads_to_its_rows(cast: Cast) -> None:
    with clock.at(items.TODAY):
        items.make_item(cast, unit=cast.unit)
    begun(cast)
    client = signed_in(cast.leader)
    page = body(client.get(PAGE))
    assert f"{PAGE}rows/items/" in page
    rows = body(client.get(f"{PAGE}rows/items/"))
    assert rows.count("/staff/ledger/ZG-2011-JFJ-") == 2
    assert client.get(f"{PAGE}rows/none/").status_code == 404
    assert "规划建设局" in page  # its report is missing


@pytest.mark.usefixtures("sent")
def test_issuing_freezes_figures_and_the_table_of_units(cast: Cast) -> None:
    report = actions.issue(report=written(cast), by=cast.office_head)
    with clock.at(items.TODAY):
        items.make_item(cast)
    report.refresh_from_db()
    assert zone.values_of(report)["items"].count == 1
    assert RectificationItem.objects.count() == 2
    (line,) = [row for row in zone.lines_of(report) if row.name == "经济发展局"]
    assert (line.report, line.items, line.rate) == ("ZJ-2011-JFJ", 1, "0.0%")
    assert zone.matrix_of(report)[0][0] == "ZG-2011-JFJ-001"
    with pytest.raises(NotAllowed):
        actions.save(report=report, by=cast.office, version=report.version, fields=TEXTS)


def test_it_can_be_taken_back_with_a_reason_and_archived(cast: Cast) -> None:
    report = actions.issue(report=written(cast), by=cast.office_head)
    with pytest.raises(DomainError):
        actions.take_back(report=report, by=cast.office_head, reason=" ")
    report = actions.take_back(report=report, by=cast.office_head, reason="数字有误")
    assert report.is_editable
    report = actions.issue(report=report, by=cast.office_head)
    report = actions.archive(report=report, by=cast.office_head)
    with pytest.raises(WrongState):
        actions.take_back(report=report, by=cast.office_head, reason="再改")


def test_who_may_write_and_issue(cast: Cast) -> None:
    campaign = the_campaign(cast)
    for person in (cast.leader, cast.unit_head, cast.desk, cast.sysadmin):
        with pytest.raises(NotAllowed):
            actions.open_report(campaign=campaign, by=person)
    report = written(cast)
    with pytest.raises(NotAllowed):
        actions.issue(report=report, by=cast.office)
    with pytest.raises(Conflict):
        actions.save(report=report, by=cast.office, version=1, fields=TEXTS)


def test_a_gap_stops_the_issue_and_leads_to_the_editor(cast: Cast) -> None:
    report = begun(cast)
    client = signed_in(cast.office_head)
    answer = client.post(f"{PAGE}steps/issue/", {"version": report.version}, follow=True)
    assert answer.request["PATH_INFO"] == f"{PAGE}edit/"
    assert "取得成效" in body(answer)
    assert not ZoneReport.objects.get().is_frozen


@pytest.mark.usefixtures("sent")
def test_the_office_writes_issues_and_prints_on_the_pages(cast: Cast) -> None:
    office, head = signed_in(cast.office), signed_in(cast.office_head)
    assert "1个单位已报送" in body(office.get(PAGE))
    assert f"{PAGE}start/" not in body(signed_in(cast.leader).get(PAGE))
    page = body(office.post(f"{PAGE}start/", follow=True))
    opened = form_of(page, results="窗口按时办结率提高。", doc_no="青开党发〔2011〕20号")
    assert office.post(f"{PAGE}edit/", opened).status_code == 302
    stale = office.post(f"{PAGE}edit/", form_of(page, results="另一稿"))
    assert stale.status_code == 409
    assert "另一稿" in body(stale)
    version = ZoneReport.objects.get().version
    assert "已印发" in body(head.post(f"{PAGE}steps/issue/", {"version": version}, follow=True))
    head.post(f"{PAGE}print/")
    assert Document.objects.filter(number="ZJ-2011").exists()
    back = head.post(f"{PAGE}steps/take_back/", {"reason": ""})
    assert back.status_code == 422
    word = Word(io.BytesIO(head.get(f"{PAGE}word/").content))
    text = "\n".join(p.text for p in word.paragraphs)
    assert "青开党发〔2011〕20号" in text
    assert "窗口按时办结率提高" in text
    cells = {cell.text for table in word.tables for row in table.rows for cell in row.cells}
    assert {"经济发展局", "ZJ-2011-JFJ", "规划建设局"} <= cells


def test_units_do_not_read_it(cast: Cast) -> None:
    begun(cast)
    for part in ("unit_head", "outsider", "desk", "inspector", "sysadmin"):
        assert signed_in(getattr(cast, part)).get(PAGE).status_code == 403


def test_more_units_take_no_more_queries(cast: Cast) -> None:
    report = begun(cast)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            zone.values_of(report)
            zone.lines_of(report)
        return len(queries)

    few = asked()
    for n in range(15):
        make_unit(f"U{n}", f"某某{n}局")
    assert asked() == few
