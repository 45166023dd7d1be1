"""Official papers for tests."""

import datetime as dt
from typing import Any

from django.template.loader import render_to_string

from core.documents.paper import Annex, Heading, OfficialPaper, Paragraph, Table
from core.documents.press import Job
from core.documents.setting import qr, styles

TEXT = (
    "各单位要紧密结合工作实际，深入查找机关作风方面存在的突出问题，认真制定整改措施，明确责任人"
    "和完成时限，做到边整边改、立行立改。张镕、李喆、王赟等同志参加了2011年的检查〔见附件〕。"
)


def make_paper(paragraphs: int = 4, **fields: Any) -> OfficialPaper:
    """A report of a unit, upward, with an imprint; each paragraph is about 200 characters."""
    body = [Heading(1, "基本情况"), Paragraph("国" * 26 * 2 + "家" * 150)]
    for _ in range(paragraphs):
        body += [Heading(2, "主要做法"), Paragraph(TEXT * 2)]
    given: dict[str, Any] = {
        "head": "青岚经济开发区经济发展局文件（演示）",
        "number": "青经发〔2011〕12号",
        "title": ["青岚经济开发区经济发展局", "2011年机关作风建设活动总结报告"],
        "addressee": "区机关作风建设活动领导小组办公室",
        "body": body,
        "issuer": "青岚经济开发区经济发展局",
        "issued_on": dt.date(2011, 8, 9),
        "signer": "张镕",
        "note": "此件公开发布",
        "copies_to": "区党工委办公室，区管委会办公室",
        "printed_by": "青岚经济开发区经济发展局",
    }
    return OfficialPaper(**{**given, **fields})


def make_annex(rows: int = 5) -> Annex:
    return Annex(
        "整改台账", [Table(["序号", "问题", "状态"], [[n, "脱岗", "已销号"] for n in range(rows)])]
    )


def make_job(paper: OfficialPaper | None = None) -> Job:
    """The paper as the press gets it."""
    context = {
        "paper": paper or make_paper(),
        "document_title": "总结报告",
        "document_number": "ZJ-2011-JFJ",
        "edition": 1,
        "issued_at": dt.datetime(2011, 8, 9, 9, tzinfo=dt.UTC),
        "verify_url": "http://localhost/verify/ZJ-2011-JFJ/",
        "verify_qr": qr("http://localhost/verify/ZJ-2011-JFJ/"),
    }
    html = render_to_string("core/documents/official.html", context)
    return Job(html, render_to_string("core/documents/closing.html", context), styles())


def job_of(body: str, **assets: tuple[str, bytes]) -> Job:
    """A bare page with this body, in the free serif."""
    return Job(f"<!DOCTYPE html><title>t</title><body>{body}", assets=assets)
