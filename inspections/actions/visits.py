"""On site: records of places, questions answered, findings written down."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Unit
from campaign.models import Category
from core import attachments, clock, numbering
from core import beginnings as log
from core.access import require
from core.actors import Actor
from core.errors import DomainError
from core.models import Attachment
from core.workflow import lock
from inspections import access, queries
from inspections.enums import Nature, Result, Severity
from inspections.models import (
    ChecklistTemplate,
    CheckRow,
    Finding,
    FindingEvidence,
    Inspection,
    SiteRecord,
)
from inspections.workflow import FINDING_KIND, INSPECTION, KIND


@dataclass(frozen=True)
class Answer:
    """What the form holds for one row."""

    result: str = ""
    note: str = ""
    wants_item: bool = False


@dataclass(frozen=True)
class Seen:
    """A finding as an inspector writes it; no names."""

    unit: Unit
    time: dt.time
    place: str
    description: str
    category: Category | None = None
    nature: str = Nature.PROBLEM
    severity: str = Severity.MINOR
    headcount: int | None = None
    wants_item: bool = False
    found_on: dt.date | None = None


@transaction.atomic
def begin(*, inspection: Inspection, by: Actor) -> Inspection:
    """The team starts on site."""
    inspection = lock(inspection)
    require(access.can_begin(by, inspection))
    INSPECTION.apply(inspection, "begin", by=by)
    return inspection


@transaction.atomic
def open_record(
    *,
    inspection: Inspection,
    by: Actor,
    unit: Unit,
    place: str,
    template: ChecklistTemplate,
    begun: dt.datetime | None = None,
) -> SiteRecord:
    """Start the record of a place: the template's questions are copied into it.

    Asking again for the same place gives the same record: nothing is doubled.
    """
    inspection = lock(inspection)
    require(access.can_record(by, inspection))
    _unit_of(inspection, unit)
    record, new = SiteRecord.objects.get_or_create(
        inspection=inspection,
        unit=unit,
        place=place.strip(),
        defaults={"begun": begun or clock.now(), "created_by_id": by.pk},
    )
    if new:
        CheckRow.objects.bulk_create(
            CheckRow(record=record, order=line.order, text=line.text, category_id=line.category_id)
            for line in template.lines.all()
        )
        log.noted(KIND, inspection, by, "open-record", unit=unit.code)
    return record


@transaction.atomic
def save_record(*, record: SiteRecord, by: Actor, answers: Mapping[int, Answer]) -> SiteRecord:
    """Keep what has been filled in so far (autosave); `answers` by row id, others ignored."""
    record = lock(record)
    require(access.can_record(by, record.inspection))
    _still_open(record)
    _write(record, answers)
    record.version += 1
    record.save(update_fields=["version", "updated_at"])
    return record


@transaction.atomic
def submit_record(*, record: SiteRecord, by: Actor, answers: Mapping[int, Answer]) -> list[Finding]:
    """Send the record in; each «does not conform» becomes a finding with its photos.

    Raises `DomainError` with the field `note-<row id>` if a row that does not conform has
    neither text nor photo, or `answers` if nothing was answered at all.
    """
    record = lock(record)
    inspection = lock(record.inspection)
    require(access.can_record(by, inspection))
    _still_open(record)
    rows = _write(record, answers)
    _check_rows(rows)
    record.submitted_at, record.submitted_by_id = clock.now(), by.pk
    record.version += 1
    record.save(update_fields=["submitted_at", "submitted_by", "version", "updated_at"])
    found = [_find_row(inspection, record, row, by) for row in rows if row.result == Result.NO]
    log.noted(KIND, inspection, by, "submit-record", unit=record.unit.code, findings=len(found))
    return found


@transaction.atomic
def add_finding(*, inspection: Inspection, by: Actor, seen: Seen, files_key: str = "") -> Finding:
    """Write down what no question asks for: a problem or a good example.

    `files_key` names the staged files that belong to it.
    """
    inspection = lock(inspection)
    require(access.can_record(by, inspection))
    _unit_of(inspection, seen.unit)
    if seen.nature == Nature.PROBLEM and seen.category is None:
        raise DomainError(_("Choose the kind of behaviour."), "category", "category")
    finding = _find(inspection, by, seen)
    _attach(finding, attachments.claim(files_key) if files_key else [])
    return finding


def _write(record: SiteRecord, answers: Mapping[int, Answer]) -> list[CheckRow]:
    rows = list(record.rows.select_related("category"))
    for row in rows:
        if row.pk in answers:
            given = answers[row.pk]
            row.result = given.result if given.result in Result.values else ""
            row.note = given.note.strip()[:500]
            row.wants_item = given.wants_item
    CheckRow.objects.bulk_update(rows, ["result", "note", "wants_item"])
    return rows


def _check_rows(rows: Sequence[CheckRow]) -> None:
    if not any(row.result for row in rows):
        raise DomainError(
            _("Answer at least one question before you send the record."), "empty", "answers"
        )
    for row in rows:
        if row.result != Result.NO or row.note:
            continue
        if not attachments.staged(row.upload_key).exists():
            raise DomainError(
                _("“%(text)s” does not conform: write what you saw, or add a photo.")
                % {"text": row.text},
                "no-evidence",
                f"note-{row.pk}",
            )


def _find_row(inspection: Inspection, record: SiteRecord, row: CheckRow, by: Actor) -> Finding:
    begun = timezone.localtime(record.begun)
    seen = Seen(
        unit=record.unit,
        time=begun.time().replace(second=0, microsecond=0),
        place=record.place,
        description=row.note
        or _("%(text)s: does not conform, see the photos.") % {"text": row.text},
        category=row.category,
        wants_item=row.wants_item,
        found_on=begun.date(),
    )
    finding = _find(inspection, by, seen, row)
    _attach(finding, attachments.claim(row.upload_key))
    return finding


def _find(inspection: Inspection, by: Actor, seen: Seen, row: CheckRow | None = None) -> Finding:
    problem = seen.nature == Nature.PROBLEM
    repeat = problem and queries.is_repeat(seen.unit, seen.category)
    finding = Finding(
        inspection=inspection,
        unit=seen.unit,
        row=row,
        found_on=seen.found_on or clock.today(),
        time=seen.time,
        place=seen.place.strip(),
        description=seen.description.strip(),
        category=seen.category,
        nature=seen.nature,
        severity=seen.severity if problem else "",
        headcount=seen.headcount,
        wants_item=seen.wants_item and problem,
        repeat_offence=repeat,
        created_by_id=by.pk,
    )
    finding.number = f"{inspection.number}-{numbering.take(inspection.number):02d}"
    finding.save()
    log.started(FINDING_KIND, finding, by, "record", nature=finding.nature, repeat=repeat)
    return finding


def _attach(finding: Finding, files: Sequence[Attachment]) -> None:
    FindingEvidence.objects.bulk_create(
        FindingEvidence(finding=finding, attachment=file) for file in files
    )


def _unit_of(inspection: Inspection, unit: Unit) -> None:
    if not inspection.units.filter(pk=unit.pk).exists():
        raise DomainError(
            _("This unit does not belong to the inspection. Choose one of its units."),
            "unit",
            "unit",
        )


def _still_open(record: SiteRecord) -> None:
    if not record.is_open:
        raise DomainError(
            _("This record has been sent in already; it is not changed any more."), "sent"
        )
