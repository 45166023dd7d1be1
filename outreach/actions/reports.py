"""Write a research report, bring it through unit and office, make it public (R-060)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import Post, Unit, User
from campaign.actions import tasks
from campaign.enums import Evidence
from campaign.models import Campaign, Category
from core import attachments, clock, numbering
from core import beginnings as log
from core.access import require
from core.actors import Actor
from core.errors import DomainError
from core.uploads.policy import DOCX, PDF, Policy
from core.workflow import lock
from outreach import people, report_deadlines
from outreach import report_access as access
from outreach import report_notices as notices
from outreach.actions.opinions import DEFAULT_CATEGORY
from outreach.enums import ReportField
from outreach.models import FieldVisit, ReportNote, ReportProblem, ResearchReport
from outreach.workflow import REPORT, REPORT_KIND
from rectification.actions import items
from rectification.enums import Source

POLICY = Policy(kinds=(DOCX, PDF), max_files=1)
FIELDS = ("title", "authors", "background", "findings", "proposals")


@transaction.atomic
def draft(
    *,
    unit: Unit,
    by: Actor,
    visits: Sequence[FieldVisit] = (),
    problems: Iterable[str] = (),
    **fields: Any,
) -> ResearchReport:
    """Begin a report; only its title is needed. `fields`: any of `FIELDS`."""
    require(access.can_write(by, unit))
    campaign = Campaign.objects.current()
    report = ResearchReport(campaign=campaign, unit=unit, created_by_id=by.pk)
    _fill(report, fields)
    scope = f"DY-{campaign.year}-{unit.code}"
    report.number = f"{scope}-{numbering.take(scope):03d}"
    report.save(force_insert=True)
    _link(report, visits, problems)
    log.started(REPORT_KIND, report, by, "draft")
    return report


@transaction.atomic
def edit(
    *,
    report: ResearchReport,
    by: Actor,
    version: int,
    visits: Sequence[FieldVisit] = (),
    problems: Iterable[str] = (),
    **fields: Any,
) -> ResearchReport:
    """Go on writing; `Conflict` if somebody has saved since `version`."""
    report = lock(report, version)
    require(access.can_edit(by, report))
    _fill(report, fields)
    report.version += 1
    report.save(update_fields=[*FIELDS, "version", "updated_at"])
    _link(report, visits, problems)
    log.noted(REPORT_KIND, report, by, "edit")
    return report


@transaction.atomic
def attach(*, report: ResearchReport, by: User, file: "File[Any]") -> ResearchReport:
    """Keep the original file, in place of an earlier one; `UploadError` says what is wrong."""
    report = lock(report)
    require(access.can_edit(by, report))
    report.file = attachments.store(file, by=by, policy=POLICY)
    report.save(update_fields=["file", "updated_at"])
    log.noted(REPORT_KIND, report, by, "attach")
    return report


@transaction.atomic
def draw(*, report: ResearchReport, by: Actor, version: int) -> ResearchReport:
    """Put what was said on the chosen visits into findings and problems; nothing comes twice."""
    report = lock(report, version)
    require(access.can_edit(by, report))
    lines, problems = [], []
    for visit in report.visits.order_by("on", "id").prefetch_related("opinions"):
        lines.append(
            _("%(day)s, %(place)s: %(text)s")
            % {"day": visit.on.isoformat(), "place": visit.place, "text": visit.summary}
        )
        for opinion in visit.opinions.all():
            if opinion.nature in ("problem", "demand"):
                problems.append(opinion.text)
            else:
                lines.append(opinion.text)
    new = [line for line in lines if line not in report.findings]
    report.findings = "\n".join([*([report.findings] if report.findings else []), *new])
    known = set(report.problems.values_list("text", flat=True))
    ReportProblem.objects.bulk_create(
        ReportProblem(report=report, text=text)
        for text in dict.fromkeys(problems)
        if text not in known
    )
    report.version += 1
    report.save(update_fields=["findings", "version", "updated_at"])
    log.noted(REPORT_KIND, report, by, "draw", lines=len(new))
    return report


@transaction.atomic
def submit(*, report: ResearchReport, by: Actor, version: int | None = None) -> ResearchReport:
    """Hand it to the unit head; now everything has to be there."""
    report = lock(report, version)
    require(access.can_edit(by, report))
    for name, words in missing(report).items():
        raise DomainError(words, "missing", name)
    REPORT.apply(report, "submit", by=by)
    report_deadlines.settle(report)
    report.notes.update(resolved=True)
    heads = Post.objects.in_unit(report.unit, Role.UNIT_HEAD).select_related("user")
    notices.tell(notices.ReportToSign, report, [post.user for post in heads])
    return report


def missing(report: ResearchReport) -> Mapping[str, str]:
    """What a report lacks before it can be signed, by field."""
    gaps = {
        "authors": _("Write who has written the report."),
        "findings": _("Write what was found."),
        "proposals": _("Write what you propose: who does what by when."),
    }
    found = {name: words for name, words in gaps.items() if not getattr(report, name)}
    if not report.problems.exists():
        found["problems"] = _("Name at least one problem that was found.")
    return found


@transaction.atomic
def send_back(*, report: ResearchReport, by: Actor, reason: str) -> ResearchReport:
    """The unit head wants changes first."""
    report = lock(report)
    REPORT.apply(report, "send_back", by=by, reason=reason)
    report_deadlines.settle(report)
    notices.tell(notices.ReportSentBack, report, people.liaisons(report.unit))
    return report


@transaction.atomic
def sign(*, report: ResearchReport, by: Actor) -> ResearchReport:
    """The unit head signs and sends it; it counts towards the unit's task."""
    report = lock(report)
    report.first_sent_on = report.first_sent_on or clock.today()
    REPORT.apply(report, "sign", by=by, save=["first_sent_on"])
    report_deadlines.settle(report)
    notices.tell(notices.ReportToReview, report, people.office())
    tasks.fulfil(
        Evidence.RESEARCH_REPORT,
        unit=report.unit,
        by=by,
        kind=REPORT_KIND,
        object_id=report.pk,
        number=report.number,
        on=report.first_sent_on,
    )
    return report


@transaction.atomic
def adopt(*, report: ResearchReport, by: Actor, score: int, comment: str = "") -> ResearchReport:
    """The office takes it up, with a score from 0 to 100."""
    report = lock(report)
    if not 0 <= score <= 100:
        raise DomainError(_("Give a score from 0 to 100."), "score", "score")
    report.score, report.comment = score, comment.strip()
    REPORT.apply(report, "adopt", by=by, save=["score", "comment"])
    report_deadlines.settle(report)
    notices.tell(notices.ReportAdopted, report, people.liaisons(report.unit))
    return report


@transaction.atomic
def send_return(*, report: ResearchReport, by: Actor, notes: Mapping[str, str]) -> ResearchReport:
    """The office returns it with at least one note at a field."""
    report = lock(report)
    require(access.can_review(by, report))
    said = {ReportField(name): text.strip() for name, text in notes.items() if text.strip()}
    if not said:
        raise DomainError(_("Write a note at the field that has to be changed."), "notes")
    REPORT.apply(report, "return", by=by)
    report_deadlines.settle(report)
    ReportNote.objects.bulk_create(
        ReportNote(report=report, field=field, text=text, by_id=by.pk)
        for field, text in said.items()
    )
    tasks.give_back(kind=REPORT_KIND, object_id=report.pk, by=by)
    notices.tell(notices.ReportSentBack, report, people.liaisons(report.unit))
    return report


@transaction.atomic
def publish(*, report: ResearchReport, by: Actor) -> ResearchReport:
    """Everybody may read it; the office has adopted it before."""
    report = lock(report)
    REPORT.apply(report, "publish", by=by)
    report_deadlines.settle(report)
    return report


@transaction.atomic
def to_item(*, problem: ReportProblem, by: Actor) -> ReportProblem:
    """One click: a draft on the unit's ledger; the links go both ways."""
    report = lock(problem.report)
    problem = ReportProblem.objects.select_for_update().get(pk=problem.pk)
    problem.report = report
    require(access.can_open_item(by, problem))
    problem.item = items.register(
        unit=report.unit,
        by=by,
        source=Source.FIELD,
        description=problem.text,
        category=Category.objects.get(code=DEFAULT_CATEGORY),
        origin_kind=REPORT_KIND,
        origin_number=report.number,
    )
    problem.save(update_fields=["item"])
    log.noted(REPORT_KIND, report, by, "to_item", item=problem.item.number)
    return problem


def _fill(report: ResearchReport, fields: Mapping[str, Any]) -> None:
    if unknown := sorted(set(fields) - set(FIELDS)):
        raise TypeError(f"not fields of a report: {', '.join(unknown)}")
    for name, value in fields.items():
        setattr(report, name, value.strip())
    if not report.title:
        raise DomainError(_("Give the report a title."), "title", "title")


def _link(report: ResearchReport, visits: Sequence[FieldVisit], problems: Iterable[str]) -> None:
    """The visits it rests on, and its problems; those on the ledger stay."""
    if any(visit.unit_id != report.unit_id for visit in visits):
        raise DomainError(_("Choose visits of your own unit."), "visits", "visits")
    report.visits.set(visits)
    texts = list(dict.fromkeys(text.strip() for text in problems if text.strip()))
    report.problems.filter(item=None).exclude(text__in=texts).delete()
    known = set(report.problems.values_list("text", flat=True))
    ReportProblem.objects.bulk_create(
        ReportProblem(report=report, text=text) for text in texts if text not in known
    )
