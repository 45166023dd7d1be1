"""The official layout, measured in the finished PDF (GB/T 9704-2012)."""

import datetime as dt
from dataclasses import replace

import pytest
from pypdf import PdfReader

from core.documents.paper import Paragraph
from core.documents.press import Press
from tests.core.documents.pages import MM, Line, fonts, lines, missing, read, widest_rule
from tests.factories.documents import job_of, make_annex, make_job, make_paper

LEFT, RIGHT, TOP, BOTTOM = 28 * MM, 184 * MM, 37 * MM, 262 * MM
BODY = 15.75


@pytest.fixture(scope="module")
def report(press: Press) -> PdfReader:
    return read(press.print(make_job(make_paper(8))).pdf)


def body(reader: PdfReader, page: int) -> list[Line]:
    return [line for line in lines(reader.pages[page]) if TOP < line.y < BOTTOM + 1]


def test_a_page_holds_twenty_two_lines(press: Press) -> None:
    paper = make_paper(0, body=[Paragraph("国" * 28 * 60)])
    second = body(read(press.print(make_job(paper)).pdf), 1)
    assert len(second) == 22
    assert {round(line.size, 2) for line in second} == {BODY}


def test_a_line_holds_twenty_eight_characters_and_the_first_twenty_six(press: Press) -> None:
    paper = make_paper(0, body=[Paragraph("国" * (26 + 28 * 10))])
    found = [
        line for line in body(read(press.print(make_job(paper)).pdf), 0) if "国国" in line.text
    ]
    assert len(found[0].text) == 26
    assert found[0].x == pytest.approx(LEFT + 2 * BODY, abs=0.5)
    assert {len(line.text) for line in found[1:]} == {28}
    assert {round(line.x, 1) for line in found[1:]} == {round(LEFT, 1)}


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(report: PdfReader) -> None:
    texts = [line.text for page in range(len(report.pages)) for line in body(report, page)]
    assert not [text for text in texts if text[0] in "，。、；：？！）》”〕"]
    assert not [text for text in texts if text[-1] in "（《“〔"]


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages(report: PdfReader) -> None:
    assert len(report.pages) >= 4
    for index, page in enumerate(report.pages):
        number = [line for line in lines(page) if line.text == f"—{index + 1}—"]
        assert len(number) == 1
        assert number[0].y > BOTTOM + 7 * MM
        if index % 2 == 0:
            assert RIGHT - 60 < number[0].x < RIGHT - 14
        else:
            assert number[0].x == pytest.approx(LEFT + 14, abs=1)


def test_the_red_line_is_as_wide_as_the_type_area(report: PdfReader) -> None:
    assert widest_rule(report, 0) == pytest.approx(156, abs=0.3)


def test_the_red_head_stands_thirty_five_millimetres_down_and_fits(report: PdfReader) -> None:
    head = lines(report.pages[0])[0]
    assert head.text == "青岚经济开发区经济发展局文件（演示）"
    assert head.y - head.size == pytest.approx(TOP + 35 * MM, abs=6)
    assert head.x >= LEFT
    assert head.x + head.size * len(head.text) <= RIGHT + 1


def test_a_short_head_is_forty_two_points(press: Press) -> None:
    reader = read(press.print(make_job(make_paper(0, head="青岚管委会文件"))).pdf)
    assert lines(reader.pages[0])[0].size == pytest.approx(42, abs=0.1)


def test_number_left_and_signer_right_on_a_paper_to_a_higher_body(report: PdfReader) -> None:
    number = next(line for line in lines(report.pages[0]) if "〔2011〕" in line.text)
    assert number.text == "青经发〔2011〕12号签发人：张镕"
    assert number.x == pytest.approx(LEFT + BODY, abs=1)


def test_the_number_is_centred_without_a_signer(press: Press) -> None:
    reader = read(press.print(make_job(make_paper(0, signer=""))).pdf)
    number = next(line for line in lines(reader.pages[0]) if "〔2011〕" in line.text)
    assert "签发人" not in number.text
    width = 8.5 * BODY + 2 * BODY * 0.5
    assert number.x == pytest.approx((LEFT + RIGHT - width) / 2, abs=BODY)


def test_headings_carry_their_marks(report: PdfReader) -> None:
    texts = [line.text for page in range(len(report.pages)) for line in body(report, page)]
    assert "一、基本情况" in texts
    assert [text for text in texts if text.startswith("（二）主要做法")]


def test_the_date_has_no_leading_zeros_and_begins_two_characters_after_the_name(
    report: PdfReader,
) -> None:
    found = [line for page in range(len(report.pages)) for line in body(report, page)]
    date = next(line for line in found if line.text == "2011年8月9日")
    name = found[found.index(date) - 1]
    assert name.text == "青岚经济开发区经济发展局"
    assert date.x - name.x == pytest.approx(2 * BODY, abs=1)
    assert name.x + 12 * BODY == pytest.approx(RIGHT - 2 * BODY, abs=2)


@pytest.mark.parametrize("paragraphs", range(6))
def test_the_imprint_ends_the_last_even_page(press: Press, paragraphs: int) -> None:
    sheet = press.print(make_job(make_paper(paragraphs)))
    reader = read(sheet.pdf)
    assert sheet.pages == len(reader.pages)
    assert len(reader.pages) % 2 == 0
    last = body(reader, len(reader.pages) - 1)[-1]
    assert last.text == "青岚经济开发区经济发展局2011年8月9日印发"
    assert BOTTOM - 22 < last.y < BOTTOM
    before = [line.text for page in reader.pages[:-1] for line in lines(page)]
    assert not [text for text in before if text.endswith("印发")]


def test_a_long_imprint_stands_on_one_line(press: Press) -> None:
    paper = make_paper(1, printed_by="青岚经济开发区机关作风建设工作领导小组办公室")
    paper = replace(paper, issued_on=dt.date(2011, 12, 31))
    reader = read(press.print(make_job(paper)).pdf)
    last = body(reader, len(reader.pages) - 1)[-1]
    assert last.text == f"{paper.printed_by}2011年12月31日印发"
    assert last.size == pytest.approx(13, abs=0.1)


def test_an_annex_begins_a_page_and_is_named_below_the_body(press: Press) -> None:
    reader = read(press.print(make_job(make_paper(1, annexes=[make_annex()]))).pdf)
    pages = [[line.text for line in lines(page)] for page in reader.pages]
    assert any("附件：1.整改台账" in text for text in pages[0] + pages[1])
    assert [page[0] for page in pages if page[0] == "附件1"] == ["附件1"]


def test_all_fonts_are_embedded_subsets(report: PdfReader) -> None:
    found = fonts(report)
    assert found
    assert all(found.values())
    assert all("+" in name for name in found)


def test_rare_name_characters_and_hexagonal_brackets_have_glyphs(report: PdfReader) -> None:
    text = "".join(line.text for page in report.pages for line in lines(page))
    assert all(character in text for character in "镕喆赟〔〕")
    assert missing(report) == set()


def test_the_check_for_missing_glyphs_sees_one(press: Press) -> None:
    """Negative control: no bundled font has this character."""
    reader = read(press.print(job_of("<p>\U0001f980</p>")).pdf)
    assert missing(reader) == {"\U0001f980"}
