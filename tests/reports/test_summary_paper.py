"""The summary report on paper: what stands in it, as PDF and as DOCX."""

import io

import pytest
from django.core.files.storage import default_storage
from docx import Document as DocxFile
from pypdf import PdfReader

from core import clock
from core.access import Denied
from core.documents import actions as documents
from core.documents import word
from core.models.document import DocumentState
from reports import paper
from reports.actions import summary
from tests.cast import Cast
from tests.factories import complaints as cases
from tests.factories import rectification as items
from tests.factories.reports import TEXTS, make_report, make_sent, make_written

pytestmark = pytest.mark.django_db


@pytest.fixture
def _records(cast: Cast) -> None:
    with clock.at(items.TODAY):
        items.make_closed(cast)
        items.make_item(cast)
        cases.make_closed(cast)


def text_of(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


@pytest.mark.usefixtures("_records")
def test_the_pdf_holds_every_part_and_the_counted_figures(cast: Cast) -> None:
    report = make_sent(cast)
    document = summary.print_report(report=report, by=cast.office)
    assert documents.build(document.pk)
    document.refresh_from_db()
    assert document.state == DocumentState.DONE
    with default_storage.open(document.file) as file:
        text = text_of(file.read())
    for heading in ("一、基本情况", "二、主要做法", "三、取得成效", "六、下一步整改措施"):
        assert heading in text
    assert "登记整改台账2项" in text
    assert "已销号1项（50.0%），其中按时销号1项" in text
    assert "承办群众投诉1件" in text
    assert "满意率：样本不足" in text
    assert TEXTS["experience"] in text
    assert "签发人：unit_head" in text
    assert "ZG-2011-JFJ-001" in text


def test_the_demonstration_says_so_in_its_red_head(cast: Cast, settings: object) -> None:
    settings.DEMO = True  # type: ignore[attr-defined]
    assert paper.paper_of(make_report(cast)).head == "经济发展局文件（演示）"
    settings.DEMO = False  # type: ignore[attr-defined]
    assert paper.paper_of(make_report(cast)).head == "经济发展局文件"


def test_a_draft_says_that_it_is_one_and_names_no_signer(cast: Cast) -> None:
    made = paper.paper_of(make_report(cast))
    assert made.title[1].endswith("（草稿）")
    assert made.signer == ""
    assert paper.SummaryPaper().title({"report": "ZJ-2011-JFJ"}).endswith("总结报告（草稿）")
    texts = [getattr(block, "text", "") for block in made.body]
    assert texts.count("（尚未填写）") == 1  # the experience; the results count by themselves


def test_the_units_own_document_number_stands_on_it(cast: Cast) -> None:
    report = make_written(cast, doc_no="青经发〔2011〕12号")
    assert paper.paper_of(report).number == "青经发〔2011〕12号"
    assert paper.paper_of(make_report(cast)).number == "青经发〔2011〕12号"


@pytest.mark.usefixtures("_records")
def test_a_frozen_report_prints_the_frozen_figures(cast: Cast) -> None:
    report = make_sent(cast)
    before = paper.paper_of(report)
    with clock.at(items.TODAY):
        items.make_item(cast)
    assert paper.paper_of(report) == before


def test_an_annex_longer_than_two_hundred_rows_says_how_many_are_left(cast: Cast) -> None:
    report = make_sent(cast)
    rows = [[f"ZG-2011-JFJ-{n:03}", "办件超期"] for n in range(1, 251)]
    report.snapshot["figures"]["items"] = rows
    annex = paper.paper_of(report).annexes[0]
    assert len(annex.blocks[0].rows) == 200
    assert annex.blocks[1].text == "其余50行见系统。"


@pytest.mark.usefixtures("_records")
def test_the_word_file_reads_like_the_paper(cast: Cast) -> None:
    made = paper.paper_of(make_sent(cast))
    file = DocxFile(io.BytesIO(word.write(made)))
    lines = [paragraph.text for paragraph in file.paragraphs]
    assert lines[0] == made.head
    assert "一、基本情况" in lines
    assert TEXTS["experience"] in lines
    assert "2011年12月20日" in lines
    assert [cell.text for cell in file.tables[0].rows[1].cells][1] == "ZG-2011-JFJ-001"


def test_the_builder_refuses_strangers_and_unknown_numbers(cast: Cast) -> None:
    builder = paper.SummaryPaper()
    report = make_report(cast)
    assert builder.can_read({"report": report.number}, cast.liaison)
    for person in (cast.outsider, cast.office, cast.sysadmin):
        assert isinstance(builder.can_read({"report": report.number}, person), Denied)
    assert isinstance(builder.can_read({"report": "ZJ-2011-XXX"}, cast.liaison), Denied)
