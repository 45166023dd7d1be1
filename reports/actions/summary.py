"""Open, write, sign, review and archive the summary report of a unit."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import Unit, User
from campaign import people
from campaign.actions import tasks
from campaign.enums import Evidence
from campaign.models import Campaign
from core import audit, clock
from core.access import require
from core.documents.actions import request_document
from core.errors import DomainError
from core.models import Document
from core.workflow import lock
from reports import access, figures, notices, rules, sentences
from reports.enums import Section
from reports.models import SummaryReport
from reports.paper import SummaryPaper
from reports.workflow import REPORT

TEXT_FIELDS = ("doc_no", *(part.value for part in Section))


@transaction.atomic
def open_report(*, unit: Unit, by: User, campaign: Campaign | None = None) -> SummaryReport:
    """The unit's report for the campaign (the running one), drafted from its records if new."""
    campaign = campaign or Campaign.objects.current()
    present = SummaryReport.objects.filter(campaign=campaign, unit=unit).first()
    if present:
        return present
    require(access.can_open_report(by, unit))
    report, new = SummaryReport.objects.get_or_create(
        campaign=campaign,
        unit=unit,
        defaults={"number": f"ZJ-{campaign.year}-{unit.code}", "created_by": by},
    )
    if new:
        _draft(report)
        _audit("open", report, by)
    return report


def _draft(report: SummaryReport) -> None:
    # The report is a Chinese paper whatever the language of the person who opens it.
    with translation.override("zh-hans"):
        values = figures.live(report.campaign, report.unit)
        drafts = sentences.prefill(report, values)
    for name, text in drafts.items():
        setattr(report, name, text)
    report.save(update_fields=[*drafts, "updated_at"])


@transaction.atomic
def save(
    *, report: SummaryReport, by: User, version: int, fields: Mapping[str, str]
) -> SummaryReport:
    """Save the text (`TEXT_FIELDS`). Raises `Conflict` if it was saved since `version`."""
    report = lock(report, version)
    require(access.can_edit_report(by, report))
    for name in TEXT_FIELDS:
        if name in fields:
            setattr(report, name, fields[name])
    report.version += 1
    report.save(update_fields=[*TEXT_FIELDS, "version", "updated_at"])
    _audit("edit", report, by)
    return report


@transaction.atomic
def send_to_head(*, report: SummaryReport, by: User, version: int | None = None) -> SummaryReport:
    """Hand the report to the unit head; every part must be written."""
    report = lock(report, version)
    _require_complete(report)
    REPORT.apply(report, "send_to_head", by=by)
    notices.settle(report)
    notices.to_sign(report, people.heads(report.unit))
    return report


@transaction.atomic
def send_back(*, report: SummaryReport, by: User, reason: str) -> SummaryReport:
    """The unit head wants changes first."""
    report = lock(report)
    report.return_note = reason.strip()
    REPORT.apply(report, "send_back", by=by, reason=reason, save=["return_note"])
    notices.settle(report)
    notices.sent_back(report, people.liaisons(report.unit))
    return report


@transaction.atomic
def submit(*, report: SummaryReport, by: User, version: int | None = None) -> SummaryReport:
    """The head signs: the figures stand still with the records they count."""
    report = lock(report, version)
    _require_complete(report)
    with translation.override("zh-hans"):
        report.snapshot = {
            **figures.take(figures.live(report.campaign, report.unit), clock.today()),
            "matrix": rules.matrix(report.campaign, report.unit),
        }
    report.return_note, report.part_notes = "", {}
    REPORT.apply(report, "submit", by=by, save=["snapshot", "return_note", "part_notes"])
    tasks.hand_in(
        Evidence.SUMMARY_REPORT,
        unit=report.unit,
        by=by,
        kind=REPORT.kind,
        object_id=report.pk,
        number=report.number,
        campaign=report.campaign,
    )
    notices.settle(report)
    notices.submitted(report, people.office())
    return report


@transaction.atomic
def return_(
    *, report: SummaryReport, by: User, reason: str, notes: Mapping[str, str] | None = None
) -> SummaryReport:
    """The office wants changes; the figures run again until the next signature.

    `notes`: a remark on a part, by the value of its `Section`; the unit reads it at the field.
    """
    report = lock(report)
    report.return_note = reason.strip()
    report.part_notes = {
        Section(part).value: text.strip()[:500]
        for part, text in (notes or {}).items()
        if text.strip()
    }
    REPORT.apply(report, "return", by=by, reason=reason, save=["return_note", "part_notes"])
    tasks.give_back(kind=REPORT.kind, object_id=report.pk, by=by)
    notices.settle(report)
    notices.returned(report, people.liaisons(report.unit))
    return report


@transaction.atomic
def adopt(*, report: SummaryReport, by: User) -> SummaryReport:
    """The office takes the report as it is; the unit's task is done with it."""
    report = lock(report)
    REPORT.apply(report, "adopt", by=by)
    sent = report.submitted_at
    tasks.fulfil(
        Evidence.SUMMARY_REPORT,
        unit=report.unit,
        by=by,
        kind=REPORT.kind,
        object_id=report.pk,
        number=report.number,
        on=timezone.localdate(sent) if sent else None,
        campaign=report.campaign,
    )
    notices.settle(report)
    notices.adopted(report, people.writers(report.unit))
    return report


@transaction.atomic
def archive(*, report: SummaryReport, by: User) -> SummaryReport:
    """Close the file."""
    report = lock(report)
    REPORT.apply(report, "archive", by=by)
    return report


@transaction.atomic
def open_and_print(*, unit: Unit, by: User) -> Document:
    """One click: the unit's report, drafted from its records if there is none, as a paper."""
    return print_report(report=open_report(unit=unit, by=by), by=by)


def print_report(*, report: SummaryReport, by: User) -> Document:
    """Queue the report as an official paper, a new edition of its number."""
    return request_document(SummaryPaper.code, {"report": report.number}, by=by)


def _require_complete(report: SummaryReport) -> None:
    for part in report.missing():
        raise DomainError(
            _("Write the part “%(part)s” before handing the report on.") % {"part": part.label},
            "incomplete",
            part.value,
        )


def _audit(what: str, report: SummaryReport, by: User) -> None:
    audit.record(
        f"{REPORT.kind}.{what}",
        by=by,
        kind=REPORT.kind,
        object_id=report.pk,
        number=report.number,
        unit_code=report.unit_code,
        detail={"state": str(report.state)},
    )
