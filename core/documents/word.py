"""An official paper as an editable DOCX. The PDF is the document; this is for copying from."""

import io
from collections.abc import Sequence
from urllib.parse import quote

from django.http import HttpResponse
from docx import Document
from docx.document import Document as DocxFile
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as DocxParagraph

from core.documents.paper import Block, MarkedHeading, OfficialPaper, Paragraph, Table
from core.documents.text import long_date

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
RED = RGBColor(0xD8, 0x00, 0x0F)
# Names that Word on the reader's machine knows; the file carries no font.
FANGSONG, HEI, KAI, XBS = "仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体"
_HEADING_FONTS = {1: HEI, 2: KAI, 3: FANGSONG, 4: FANGSONG}


def download(paper: OfficialPaper, number: str) -> HttpResponse:
    """The paper as a file to keep, called by its number."""
    response = HttpResponse(write(paper), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(number)}.docx"
    response["Cache-Control"] = "private, no-store"
    return response


def write(paper: OfficialPaper) -> bytes:
    """The paper as a DOCX file."""
    file = Document()
    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    file.core_properties.title = "".join(paper.title)
    file.core_properties.author = paper.issuer
    _head(file, paper)
    _blocks(file, paper.blocks())
    for n, annex in enumerate(paper.annexes, start=1):
        _line(file, f"附件：{n}. {annex.title}" if n == 1 else f"　　　{n}. {annex.title}")
    _line(file, paper.issuer, align=WD_ALIGN_PARAGRAPH.RIGHT)
    _line(file, long_date(paper.issued_on), align=WD_ALIGN_PARAGRAPH.RIGHT)
    for n, (annex, blocks) in enumerate(paper.annex_blocks(), start=1):
        file.add_page_break()  # type: ignore[no-untyped-call]
        _line(file, f"附件{n}", font=HEI, indent=False)
        _line(file, annex.title, font=XBS, size=22, align=WD_ALIGN_PARAGRAPH.CENTER)
        _blocks(file, blocks)
    target = io.BytesIO()
    file.save(target)
    return target.getvalue()


def _head(file: DocxFile, paper: OfficialPaper) -> None:
    centre = WD_ALIGN_PARAGRAPH.CENTER
    _line(file, paper.head, font=XBS, size=paper.head_size, align=centre, colour=RED)
    _line(file, paper.number, align=centre)
    for line in paper.title:
        _line(file, line, font=XBS, size=22, align=centre)
    _line(file, f"{paper.addressee}：", indent=False)


def _blocks(file: DocxFile, blocks: Sequence[Block | MarkedHeading]) -> None:
    for block in blocks:
        if isinstance(block, MarkedHeading):
            _line(file, f"{block.mark}{block.text}", font=_HEADING_FONTS[block.level])
        elif isinstance(block, Table):
            _table(file, block)
        elif isinstance(block, Paragraph):
            _line(file, block.text)


def _line(
    file: DocxFile,
    text: str,
    *,
    font: str = FANGSONG,
    size: float = 16,
    align: WD_ALIGN_PARAGRAPH | None = None,
    colour: RGBColor | None = None,
    indent: bool = True,
) -> None:
    paragraph: DocxParagraph = file.add_paragraph()
    style = paragraph.paragraph_format
    style.line_spacing, style.space_after = Pt(28.95), Pt(0)
    if align is not None:
        paragraph.alignment = align
    elif indent:
        style.first_line_indent = Pt(2 * size)
    run = paragraph.add_run(text)
    run.font.name, run.font.size = font, Pt(size)
    # Word keeps the font of Chinese characters apart from that of Latin ones.
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    if colour is not None:
        run.font.color.rgb = colour


def _table(file: DocxFile, block: Table) -> None:
    table = file.add_table(rows=1, cols=len(block.headers), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, block.headers, strict=True):
        cell.text = str(text)
    for row in block.rows:
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = str(value)
