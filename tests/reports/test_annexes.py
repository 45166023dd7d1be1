"""The annexes of a report: every number leads to its records, and signing freezes them."""

import io

import pytest
from docx import Document as DocxFile

from campaign.actions import meetings
from core import clock
from core.documents import word
from inspections.models import Inspection
from reports import figures, paper
from reports.actions import summary
from tests.campaign.pages import body, signed_in
from tests.cast import Cast
from tests.factories import complaints as cases
from tests.factories import rectification as items
from tests.factories.campaign import make_meeting
from tests.factories.complaints import make_published
from tests.factories.inspections import make_finding, make_inspection, release, released_finding
from tests.factories.reports import make_report, make_sent, make_signing, the_campaign

pytestmark = pytest.mark.django_db
TITLE = "亮点和典型案例"
WORDS = "推行一次性告知单，群众少跑一趟。"
SEEN = "窗口设老年人绿色通道，有专人引导。"


def highlight(cast: Cast, text: str = WORDS) -> None:
    meeting = make_meeting(cast.unit, cast.liaison)
    meetings.hold(meeting=meeting, by=cast.liaison, attended=15, minutes="会议研究了亮点工作。")
    meetings.note_result(meeting=meeting, by=cast.liaison, kind="highlight", text=text)


def good_example(cast: Cast) -> None:
    with clock.at(items.TODAY):
        released_finding(cast, nature="highlight", category=None, description=SEEN, headcount=None)


def test_highlights_stand_first_under_their_sources(cast: Cast) -> None:
    the_campaign(cast)
    highlight(cast)
    good_example(cast)
    annex = paper.paper_of(make_report(cast)).annexes[0]
    assert annex.title == TITLE
    heads = [block.text for block in annex.blocks if block.kind == "heading"]
    assert heads == ["会议总结的亮点", "督查发现的亮点"]
    rows = [row[2] for block in annex.blocks if block.kind == "table" for row in block.rows]
    assert rows == [WORDS, SEEN]


def test_word_has_the_annexes_too(cast: Cast) -> None:
    the_campaign(cast)
    highlight(cast)
    file = DocxFile(io.BytesIO(word.write(paper.paper_of(make_report(cast)))))
    assert TITLE in [paragraph.text for paragraph in file.paragraphs]
    assert file.tables[0].rows[1].cells[2].text == WORDS


def test_every_number_leads_to_exactly_its_rows(cast: Cast) -> None:
    with clock.at(items.TODAY):
        items.make_closed(cast)
        cases.make_closed(cast)
    highlight(cast)
    report = make_report(cast)
    client = signed_in(cast.liaison)
    page = client.get(f"/staff/summary/{report.number}/")
    annexes = page.context["annexes"]
    assert [title for title, _values in annexes] == [paper.ANNEXES[n].title for n in (0, 1, 3)]
    for _title, values in annexes:
        for value, url in values:
            rows = client.get(url).context["rows"]
            assert len(rows) == value.count
            assert all(address for _number, _text, address in rows)
            assert url in body(page)


def test_the_signature_freezes_the_annexes(cast: Cast) -> None:
    the_campaign(cast)
    highlight(cast)
    report = summary.submit(report=make_signing(cast), by=cast.unit_head)
    before = paper.paper_of(report).annexes
    highlight(cast, "又一个亮点：延时服务。")
    report.refresh_from_db()
    assert paper.paper_of(report).annexes == before
    assert figures.live(report.campaign, report.unit)["highlights"].count == 2


def test_a_report_signed_before_there_were_highlights_still_prints(cast: Cast) -> None:
    report = make_sent(cast)
    for code in ("highlights", "good_examples", "typical_cases"):
        report.snapshot["figures"].pop(code)
    assert TITLE not in [annex.title for annex in paper.paper_of(report).annexes]


def test_what_has_not_been_fed_back_is_nobodys_highlight(cast: Cast) -> None:
    with clock.at(items.TODAY):
        inspection: Inspection = make_inspection(cast)
        make_finding(
            cast, inspection, nature="highlight", category=None, description=SEEN, headcount=None
        )
        campaign = the_campaign(cast)
        assert figures.live(campaign, cast.unit)["good_examples"].count == 0
        release(cast, inspection)
        assert figures.live(campaign, cast.unit)["good_examples"].count == 1
        assert figures.live(campaign, cast.other_unit)["good_examples"].count == 0


def test_typical_cases_belong_to_the_zone_and_never_lead_to_a_unit(cast: Cast) -> None:
    campaign = the_campaign(cast)
    make_published(cast)
    assert figures.live(campaign, None)["typical_cases"].count == 1
    assert figures.live(campaign, cast.unit)["typical_cases"].count == 0
