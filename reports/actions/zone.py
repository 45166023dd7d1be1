"""Open, write, issue and archive the report of the zone."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from campaign.models import Campaign
from core import audit, clock
from core.access import require
from core.documents.actions import request_document
from core.errors import DomainError
from core.models import Document
from core.workflow import lock
from reports import access, zone
from reports.enums import Section
from reports.models import ZoneReport
from reports.workflow import ZONE
from reports.zone_paper import ZonePaper

TEXT_FIELDS = ("doc_no", *(part.value for part in Section))


@transaction.atomic
def open_report(*, campaign: Campaign, by: User) -> ZoneReport:
    """The zone's report on a campaign, drafted from the units' reports and records if new."""
    require(access.can_write_zone_report(by))
    report, new = ZoneReport.objects.get_or_create(
        campaign=campaign, defaults={"number": f"ZJ-{campaign.year}", "created_by": by}
    )
    if new:
        # A Chinese paper whatever the language of the person who opens it.
        with translation.override("zh-hans"):
            drafts = zone.prefill(report, zone.values_of(report))
        for name, text in drafts.items():
            setattr(report, name, text)
        report.save(update_fields=[*drafts, "updated_at"])
        _audit("open", report, by)
    return report


@transaction.atomic
def save(*, report: ZoneReport, by: User, version: int, fields: Mapping[str, str]) -> ZoneReport:
    """Save the text (`TEXT_FIELDS`). Raises `Conflict` if it was saved since `version`."""
    report = lock(report, version)
    require(access.can_write_zone_report(by, report))
    for name in TEXT_FIELDS:
        if name in fields:
            setattr(report, name, fields[name])
    report.version += 1
    report.save(update_fields=[*TEXT_FIELDS, "version", "updated_at"])
    _audit("edit", report, by)
    return report


@transaction.atomic
def issue(*, report: ZoneReport, by: User, version: int | None = None) -> ZoneReport:
    """The figures stand still with the records they count; every part must be written."""
    report = lock(report, version)
    for part in report.missing():
        raise DomainError(
            _("Write the part “%(part)s” before the report is issued.") % {"part": part.label},
            "incomplete",
            part.value,
        )
    with translation.override("zh-hans"):
        report.snapshot = zone.snapshot(report, zone.values_of(report), clock.today())
    report.issued_on = clock.today()
    ZONE.apply(report, "issue", by=by, save=["snapshot", "issued_on"])
    return report


@transaction.atomic
def take_back(*, report: ZoneReport, by: User, reason: str) -> ZoneReport:
    """Something is wrong with it: the figures run again until it is issued anew."""
    report = lock(report)
    ZONE.apply(report, "take_back", by=by, reason=reason)
    return report


@transaction.atomic
def archive(*, report: ZoneReport, by: User) -> ZoneReport:
    """Close the file."""
    report = lock(report)
    ZONE.apply(report, "archive", by=by)
    return report


def print_report(*, report: ZoneReport, by: User) -> Document:
    """Queue the report as an official paper, a new edition of its number."""
    return request_document(ZonePaper.code, {"report": report.number}, by=by)


def _audit(what: str, report: ZoneReport, by: User) -> None:
    audit.record(
        f"{ZONE.kind}.{what}",
        by=by,
        kind=ZONE.kind,
        object_id=report.pk,
        number=report.number,
        detail={"state": str(report.state)},
    )
