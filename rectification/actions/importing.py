"""Import a ledger: keep the sheet, say what its columns and words mean, take it over at once."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Unit
from core import attachments, audit, clock
from core.access import require
from core.actors import Actor
from core.errors import DomainError
from core.sheets import cells, markup, paste, reader
from core.sheets.cells import Table
from core.sheets.faults import SheetError
from core.uploads.policy import XLSX, Policy
from core.workflow import lock
from rectification import access
from rectification.actions import items, progress
from rectification.actions.items import Draft
from rectification.dates import next_review, suggested_due
from rectification.enums import Klass, Source
from rectification.importing import columns as heads
from rectification.importing import judging
from rectification.importing.columns import PROMISE_KEYS, TAKEN, Header
from rectification.importing.entries import Fault
from rectification.importing.known import marks_of
from rectification.importing.plan import Kind, Plan, Request, Row
from rectification.models import ImportBatch, RectificationItem
from rectification.promise import MilestoneLine

POLICY = Policy(kinds=(XLSX,), max_bytes=10 * 1024 * 1024, max_files=1)
KIND = "rectification.import"
_PLAIN = (
    "source",
    "category",
    "description",
    "cause",
    "target",
    "lead",
    "section",
    "responsible",
)


@dataclass(frozen=True)
class Sheet:
    """What a workbook or a pasted block holds: its best table, that table's header, the marks.

    `others`: the names of further sheets with content, which are not imported.
    """

    table: Table
    header: Header
    marks: dict[str, list[str]] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)


def opened(data: bytes) -> Sheet:
    """The sheet of a workbook that looks most like a ledger. Raises `SheetError`.

    Web pages and text that some system calls a workbook are read too.
    """
    tables = markup.read(data) if markup.looks_like(data) else reader.read(data)
    shown = [table for table in tables if table.rows and not table.hidden]
    if not shown:
        raise SheetError("nothing")
    found = [(heads.find(table), table) for table in shown]
    header, table = max(found, key=lambda pair: (pair[0].row > 0, len(pair[0].columns)))
    others = [one.name for one in shown if one is not table]
    return Sheet(table, header, marks_of(tables), others)


def pasted(text: str) -> Sheet:
    """The sheet of a pasted block. Raises `SheetError`."""
    table = paste.parse(text)
    return Sheet(table, heads.find(table))


@transaction.atomic
def receive(
    *, unit: Unit, by: Actor, name: str = "", data: bytes = b"", text: str = ""
) -> ImportBatch:
    """Keep a workbook or a pasted block to look at before it is imported; changes no item."""
    require(access.can_register(by, unit))
    sheet = pasted(text) if text else opened(data)
    kept = None
    # Only true workbooks are kept as files; of the others the table is.
    if not text and not markup.looks_like(data):
        kept = attachments.store(ContentFile(data, name=name), by=by, policy=POLICY)
    batch = ImportBatch.objects.create(
        unit=unit,
        name=kept.original_name if kept else PurePath(name).name[:200],
        workbook=kept,
        table=cells.pack(sheet.table),
        columns=dict(sheet.header.columns),
        marks=sheet.marks,
        other_sheets=sheet.others,
        created_by_id=by.pk,
    )
    _record("receive", batch, by, {"rows": len(sheet.table.rows)})
    return batch


@transaction.atomic
def arrange(*, batch: ImportBatch, by: Actor, columns: Mapping[str, int]) -> ImportBatch:
    """Say which column is which. Raises `DomainError` if the problem's column is missing."""
    batch = _open(batch)
    if "description" not in columns:
        raise DomainError(
            _("Say which column holds the problem: without it nothing can be imported."),
            "columns",
            "description",
        )
    batch.columns, batch.choices, batch.mine = dict(columns), {}, []
    _save(batch, ["columns", "choices", "mine"])
    _record("arrange", batch, by, {"columns": sorted(columns)})
    return batch


@transaction.atomic
def choose(
    *, batch: ImportBatch, by: Actor, choices: Mapping[str, str], mine: Sequence[str]
) -> ImportBatch:
    """Say what unknown words mean, and in which conflicts the sheet is right."""
    batch = _open(batch)
    batch.choices = {**batch.choices, **{ask: what for ask, what in choices.items() if what}}
    batch.mine = sorted({*batch.mine, *mine})
    _save(batch, ["choices", "mine"])
    _record("choose", batch, by, {"choices": len(choices), "mine": len(mine)})
    return batch


def plan_of(batch: ImportBatch, by: Actor, *, locked: bool = False) -> Plan:
    """What the import would do now."""
    return judging.make(request_of(batch, by), locked=locked)


def request_of(batch: ImportBatch, by: Actor) -> Request:
    """The question that a batch puts to the judge."""
    table = cells.unpack(batch.table)
    header = heads.chosen(table, heads.find(table), batch.columns)
    return Request(batch.unit, by, table, header, batch.choices, batch.marks, batch.mine)


def faults_of(batch: ImportBatch, by: Actor) -> list[Fault]:
    """What keeps rows out; after the import, what has kept them out."""
    if batch.done_at is not None:
        return [Fault(*kept) for kept in batch.result["left"]]
    return plan_of(batch, by).faults


@transaction.atomic
def apply(*, batch: ImportBatch, by: Actor, fingerprint: str) -> ImportBatch:
    """Take over every good row, all or none, as the forms would.

    `fingerprint`: of the plan that the person has seen. Raises `DomainError` (code `moved`) if
    the ledger or the sheet stands otherwise by now.
    """
    batch = _open(batch)
    require(access.can_register(by, batch.unit))
    Unit.objects.select_for_update(no_key=True).get(pk=batch.unit_id)
    plan = plan_of(batch, by, locked=True)
    if plan.fingerprint != fingerprint:
        raise DomainError(
            _(
                "The ledger has changed while you were looking. Check the preview again; nothing "
                "has been imported."
            ),
            "moved",
        )
    done = carry_out(plan, batch.unit, by)
    left = [[fault.row, fault.key, fault.message] for fault in plan.faults]
    batch.result = {**done, "left": left}
    batch.done_at = clock.now()
    _save(batch, ["result", "done_at"])
    _record("apply", batch, by, {kind: len(rows) for kind, rows in batch.result.items()})
    return batch


@transaction.atomic
def carry_out(plan: Plan, unit: Unit, by: Actor) -> dict[str, list[str]]:
    """Register the new rows and change the changed ones; numbers by kind."""
    made = items.register_all(
        unit=unit, by=by, drafts=[_draft(row, unit) for row in plan.of(Kind.NEW)]
    )
    for row in plan.of(Kind.CHANGED):
        _change(row, by)
    changed = [row.number for row in plan.of(Kind.CHANGED)]
    return {"new": [item.number for item in made], "changed": changed}


def _draft(row: Row, unit: Unit) -> Draft:
    values = row.entry.values
    fields = {name: values[name] for name in _PLAIN if name in values}
    fields.setdefault("source", Source.SELF_CHECK.value)
    fields |= _clock_fields(values, None)
    fields |= {name: values[name] for name in ("scope", "remark") if name in values}
    return Draft(
        fields=fields,
        measures=[{"text": text} for text in values.get("measures", [])],
        milestones=_milestones(fields["klass"], fields["due_date"]),
    )


def _milestones(klass: str, due: dt.date | None) -> list[MilestoneLine]:
    """The sheet has no column for milestones; this class needs one: that all is done."""
    if klass != Klass.BY_DATE or due is None:
        return []
    return [{"name": _("Rectification completed"), "due": due}]


def _clock_fields(
    values: Mapping[str, Any], item: RectificationItem | None, keys: Collection[str] = TAKEN
) -> dict[str, Any]:
    """Class, deadline and next review, each from what the two cells say together.

    `keys`: the cells that the sheet changes; what the other one says stays as it is.
    """
    due = values.get("due") if "due" in keys else None
    klass = values.get("klass", "") if "klass" in keys else ""
    klass = klass or (due.klass if due else "")
    klass = klass or (item.klass if item else Klass.BY_DATE.value)
    day = due.day if due else None
    if item is not None and "due" not in keys and klass != Klass.LONG_TERM:
        day = item.due_date
    if klass == Klass.AT_ONCE and day is None:
        day = suggested_due(klass)
    fields: dict[str, Any] = {"klass": klass, "due_date": day}
    if klass == Klass.LONG_TERM and day is None:
        fields["review_on"] = (item.review_on if item else None) or next_review()
    return fields


def _change(row: Row, by: Actor) -> None:
    item, values = row.item, row.entry.values
    assert item is not None  # noqa: S101 - a changed row has its item
    keys = {change.key for change in row.changes}
    if keys & set(PROMISE_KEYS):
        names = [name for name in (*_PLAIN, "scope", "remark") if name in keys]
        fields = {name: values.get(name, _EMPTY.get(name, "")) for name in names}
        lines: dict[str, Any] = {}
        if keys & {"due", "klass"}:
            fields |= _clock_fields(values, item, keys)
            steps = list(item.milestones.all())
            if not steps or judging.is_own_milestone(steps, item.due_date):
                lines["milestones"] = _milestones(fields["klass"], fields["due_date"])
        if "measures" in keys:
            lines["measures"] = [{"text": text} for text in values.get("measures", [])]
        items.edit(item=item, by=by, version=item.version, **lines, **fields)
    else:
        progress.report(
            item=item,
            by=by,
            version=item.version,
            content=values.get("done") or _("Progress taken over from the ledger file."),
            progress=values.get("progress", item.progress),
            figure_reason=_("The figure stands in the ledger file."),
        )


# What an emptied cell means for fields that hold a record.
_EMPTY: Mapping[str, Any] = {"lead": None, "responsible": None}


def _open(batch: ImportBatch) -> ImportBatch:
    batch = lock(batch)
    if batch.done_at is not None:
        raise DomainError(_("This sheet has been imported already. Upload it again."), "done")
    return batch


def _save(batch: ImportBatch, fields: list[str]) -> None:
    batch.version += 1
    batch.save(update_fields=[*fields, "version", "updated_at"])


def _record(act: str, batch: ImportBatch, by: Actor, detail: dict[str, Any]) -> None:
    audit.record(
        f"{KIND}.{act}",
        by=by,
        kind=KIND,
        object_id=batch.pk,
        unit_code=batch.unit.code,
        detail=detail,
    )
