"""The three visits, what was said there, and 19 research reports of the demo (domain.md §5.2)."""

from core.demo import DemoContext
from outreach.actions import opinions, reports, visits
from outreach.demo_visit_texts import REPORTS, VISITS, Seen
from outreach.enums import VisitKind
from outreach.models import Enterprise, FieldVisit, Opinion

# Units that wrote a research report, and how far it has come; the rest of the zone has not yet.
FATES = (
    *("published",) * 4,
    *("adopted",) * 9,
    *("filed", "filed", "filed"),
    "returned",
    "signing",
    "draft",
)
REPORTERS = (
    "YTZ", "QDZ", "YBJ", "JHJ", "KYJ", "JFJ", "ZSJ", "QFJ", "CZJ", "SSJ", "NGJ", "AJJ", "XZF",
    "XMZ", "RSZ", "SZZ", "GJJ", "HBF", "GTF",
)  # fmt: skip
NOTE = "请写明每条建议由谁负责、何时完成。"


def build(ctx: DemoContext) -> None:
    """All three visits of every second unit, two of the others, and the reports on them."""
    firms = list(Enterprise.objects.order_by("id"))
    for n, (code, fate) in enumerate(zip(REPORTERS, FATES, strict=True)):
        kinds = [VisitKind.VILLAGE, VisitKind.ENTERPRISE, *([VisitKind.PROJECT] * (n % 2 == 0))]
        made = [
            _visit(ctx, code, n + place, _seen(kind, n), firms) for place, kind in enumerate(kinds)
        ]
        _report(ctx, code, n, fate, made)


def _seen(kind: VisitKind, n: int) -> Seen:
    rows = [row for row in VISITS if row.kind == kind]
    # Every second unit goes to a project: it takes them in turn all the same.
    return rows[(n // 2 if kind == VisitKind.PROJECT else n) % len(rows)]


def _visit(ctx: DemoContext, code: str, n: int, seen: Seen, firms: list[Enterprise]) -> FieldVisit:
    unit, by = ctx.units[code], ctx.users[f"{code.lower()}_liaison"]
    with ctx.at(f"{6 + n % 2:02d}-{7 + n % 20:02d}", "15:30"):
        day = ctx.day(f"{6 + n % 2:02d}-{7 + n % 20:02d}")
        visit = visits.record(
            unit=unit,
            by=by,
            kind=seen.kind,
            on=day,
            place=seen.place,
            enterprise=firms[n % len(firms)] if seen.kind == VisitKind.ENTERPRISE else None,
            visitors=f"{unit.short_name}主要负责人和联络员",
            met=n % 9 + 4,
            summary=seen.summary,
            opinions=[{"text": seen.said, "nature": seen.nature}],
        )
        _dispose(ctx, visit.opinions.get(), seen, code)
    return visit


def _dispose(ctx: DemoContext, opinion: Opinion, seen: Seen, code: str) -> None:
    by = ctx.users[f"{code.lower()}_liaison"]
    if seen.fate == "open":
        return
    if seen.fate == "explain":
        opinions.explain(opinion=opinion, by=by, note=seen.words)
    elif seen.fate == "adopt" or seen.to == code:
        opinions.adopt(opinion=opinion, by=by, note=seen.words)
    else:
        reason = "该事项属其职责范围，请研究答复。"
        opinion = opinions.hand(opinion=opinion, by=by, unit=ctx.units[seen.to], reason=reason)
        if seen.fate == "hand":
            other = ctx.users[f"{seen.to.lower()}_liaison"]
            opinions.answer(opinion=opinion, by=other, note=seen.words)


def _report(ctx: DemoContext, code: str, n: int, fate: str, made: list[FieldVisit]) -> None:
    title, findings, problem, proposal = REPORTS[n % len(REPORTS)]
    unit, liaison = ctx.units[code], ctx.users[f"{code.lower()}_liaison"]
    head, office = ctx.users[f"{code.lower()}_head"], ctx.users["office01"]
    with ctx.at(f"08-{1 + n % 5:02d}", "10:00"):
        report = reports.draft(
            unit=unit,
            by=liaison,
            visits=made,
            problems=[problem],
            title=f"{unit.short_name}{title}",
            authors=f"{unit.short_name}调研组",
            background="根据“三进”走访安排，结合走访情况撰写。",
            findings=findings,
            proposals=proposal,
        )
        if fate == "draft":
            return
        report = reports.submit(report=report, by=liaison)
        if fate == "signing":
            return
        report = reports.sign(report=report, by=head)
    if fate == "filed":
        return
    with ctx.at(f"08-{10 + n % 6:02d}", "16:00"):
        if fate == "returned":
            reports.send_return(report=report, by=office, notes={"proposals": NOTE})
            return
        report = reports.adopt(report=report, by=office, score=78 + n % 15)
        if fate == "published":
            reports.publish(report=report, by=office)
