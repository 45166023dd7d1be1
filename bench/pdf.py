"""A summary report as PDF, through the press, against bare WeasyPrint on the same HTML.

The floor is WeasyPrint in this very process, warm, with the fonts loaded once and the same options:
no process, no limits, nothing between. The press adds a fork for every document and two pipes.
"""

import datetime as dt
import statistics
import time
from collections.abc import Callable, Iterator

import django
from django.template.loader import render_to_string

django.setup()

from weasyprint import HTML  # noqa: E402

from core.documents import fonts  # noqa: E402
from core.documents.paper import Annex, Heading, OfficialPaper, Paragraph, Table  # noqa: E402
from core.documents.press import Job, Press  # noqa: E402
from core.documents.setting import qr, styles  # noqa: E402
from core.documents.typesetter import Fonts, MemoryFetcher  # noqa: E402
from script.lib.bench import Row  # noqa: E402

ROUNDS = 7
TEXT = (
    "各单位要紧密结合工作实际，深入查找机关作风方面存在的突出问题，认真制定整改措施，明确责任人"
    "和完成时限，做到边整边改、立行立改，确保活动取得实实在在的成效。"
)
PARTS = ("基本情况", "主要做法", "取得成效", "经验", "存在不足", "下一步整改措施")


def _job(paragraphs: int, rows: int) -> Job:
    """A report of six parts with a ledger of that many rows behind it."""
    body: list[Heading | Paragraph | Table] = []
    for part in PARTS:
        body += [Heading(1, part), *[Paragraph(TEXT * 3)] * paragraphs]
    cells = [[n, f"ZG-2011-JFJ-{n:03}", "窗口办件超过承诺时限", "已销号"] for n in range(rows)]
    table = Table(["序号", "编号", "问题", "状态"], cells)
    paper = OfficialPaper(
        head="青岚经济开发区经济发展局文件（演示）",
        number="青经发〔2011〕12号",
        title=["青岚经济开发区经济发展局", "2011年机关作风建设活动总结报告"],
        addressee="青岚经济开发区机关作风建设活动领导小组办公室",
        body=body,
        issuer="青岚经济开发区经济发展局",
        issued_on=dt.date(2011, 12, 31),
        annexes=[Annex("问题整改台账", [table])] if rows else [],
        printed_by="青岚经济开发区经济发展局",
    )
    terms = {
        "paper": paper,
        "document_title": "总结报告",
        "document_number": "ZJ-2011-JFJ",
        "edition": 1,
        "issued_at": dt.datetime(2011, 12, 31, tzinfo=dt.UTC),
        "verify_url": "http://localhost/verify/ZJ-2011-JFJ/",
        "verify_qr": qr("http://localhost/verify/ZJ-2011-JFJ/"),
    }
    # Without the closing page, which is no part of the same HTML.
    return Job(render_to_string("core/documents/official.html", terms), assets=styles())


def _seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def run() -> Iterator[Row]:
    """Seconds a document, the median of seven, floor and press in turn."""
    shared = Fonts(fonts.files(), fonts.css())
    press = Press()
    for name, paragraphs, rows in (("text", 3, 0), ("with a ledger of 100 rows", 3, 100)):
        job = _job(paragraphs, rows)
        fetcher = MemoryFetcher(job.assets)

        def bare(job: Job = job, fetcher: MemoryFetcher = fetcher) -> object:
            return HTML(string=job.html, url_fetcher=fetcher).write_pdf(
                font_config=shared.config, stylesheets=[shared.sheet], pdf_variant=job.variant
            )

        bare()
        pages = press.print(job).pages
        floors, values = [], []
        for _ in range(ROUNDS):
            floors.append(_seconds(bare))
            values.append(_seconds(lambda job=job: press.print(job)))
        yield Row(
            f"report {name}, {pages} pages",
            statistics.median(values),
            "s",
            floor=statistics.median(floors),
            target="<= 1.2",
        )
    press.stop()
