"""Register an item, change its promise, and bring it through the unit to the office."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import Unit
from campaign.actions import tasks
from campaign.enums import Evidence
from campaign.models import Campaign, Category
from core import audit, clock, numbering
from core.access import require
from core.actors import Actor
from core.errors import DomainError
from core.models import StatusLog
from core.workflow import lock
from rectification import access, clocks, people, promise
from rectification.actions import plan_course
from rectification.enums import FOUND_BY_OTHERS, OwnerKind, Scope
from rectification.models import Measure, Milestone, RectificationItem
from rectification.notices import ItemConfirmed, ItemSentBack, ItemToConfirm, ItemToSign, tell
from rectification.promise import MeasureLine, MilestoneLine
from rectification.workflow import ITEM, KIND

# What the form of the promise may set; everything else belongs to transitions.
PROMISE_FIELDS = (
    "owner_kind",
    "source",
    "category",
    "description",
    "cause",
    "strong_reaction",
    "klass",
    "target",
    "due_date",
    "review_on",
    "responsible",
    "lead",
    "section",
    "tags",
    "scope",
    "remark",
)


@dataclass(frozen=True)
class Draft:
    """What an item is opened with. `fields`: any of `PROMISE_FIELDS`, the first four needed."""

    fields: Mapping[str, Any]
    origin_kind: str = ""
    origin_number: str = ""
    measures: Sequence[MeasureLine] = ()
    milestones: Sequence[MilestoneLine] = ()
    co_units: Sequence[Unit] = ()


@transaction.atomic
def register(
    *,
    unit: Unit,
    by: Actor,
    source: str,
    description: str,
    category: Category,
    origin_kind: str = "",
    origin_number: str = "",
    measures: Sequence[MeasureLine] = (),
    milestones: Sequence[MilestoneLine] = (),
    co_units: Iterable[Unit] = (),
    **fields: Any,
) -> RectificationItem:
    """Open a draft on a unit's ledger.

    `origin_kind` and `origin_number` name the record it comes from (the opener holds the
    link). `fields`: any of `PROMISE_FIELDS`. Raises `NotAllowed`, or `DomainError` for
    an unknown field.
    """
    draft = Draft(
        fields={**fields, "source": source, "description": description, "category": category},
        origin_kind=origin_kind,
        origin_number=origin_number,
        measures=measures,
        milestones=milestones,
        co_units=list(co_units),
    )
    return register_all(unit=unit, by=by, drafts=[draft])[0]


@transaction.atomic
def register_all(*, unit: Unit, by: Actor, drafts: Sequence[Draft]) -> list[RectificationItem]:
    """Open many drafts on a unit's ledger, in a number of statements that does not grow with them.

    Raises as `register` does; then none of them is opened.
    """
    require(access.can_register(by, unit))
    if not drafts:
        return []
    campaign = Campaign.objects.current()
    known = _accepted_categories(unit)
    rows = [_drafted(draft, unit, campaign, by, known) for draft in drafts]
    scope = f"ZG-{campaign.year}-{unit.code}"
    for row, running in zip(rows, numbering.take_many(scope, len(rows)), strict=True):
        row.number = f"{scope}-{running:03d}"
    RectificationItem.objects.bulk_create(rows, batch_size=500)
    _add_all_lines(zip(rows, drafts, strict=True))
    for row, draft in zip(rows, drafts, strict=True):
        if draft.co_units:
            row.co_units.set(draft.co_units)
    _log_starts(rows, by)
    return rows


@transaction.atomic
def edit(
    *,
    item: RectificationItem,
    by: Actor,
    version: int | None = None,
    measures: Sequence[MeasureLine] | None = None,
    milestones: Sequence[MilestoneLine] | None = None,
    co_units: Iterable[Unit] | None = None,
    **fields: Any,
) -> RectificationItem:
    """Change the promise of a draft or returned item; rows that are given are replaced.

    Raises `Conflict` if somebody else has changed it since `version`.
    """
    item = lock(item, version)
    require(access.can_edit(by, item))
    _only_promise(fields)
    changed = [name for name, value in fields.items() if getattr(item, name) != value]
    if "source" in changed and item.origin_kind:
        raise DomainError(
            _("The source follows from %(number)s, where the item comes from. Leave it as it is.")
            % {"number": item.origin_number},
            "origin",
            "source",
        )
    for name in changed:
        setattr(item, name, fields[name])
    item.repeat_offence = repeats(item)
    _keep_private(item)
    item.version += 1
    item.save(update_fields=[*changed, "repeat_offence", "scope", "version", "updated_at"])
    if co_units is not None:
        item.co_units.set(co_units)
    _write_lines(item, measures, milestones)
    audit.record(
        f"{KIND}.edit",
        by=by,
        kind=KIND,
        object_id=item.pk,
        number=item.number,
        unit_code=item.unit_code,
        detail={"fields": sorted(changed)},
    )
    return item


@transaction.atomic
def send(*, item: RectificationItem, by: Actor, version: int | None = None) -> RectificationItem:
    """Put a complete promise before the unit head. Raises `DomainError` naming a gap."""
    item = lock(item, version)
    require(ITEM.can(item, "send", by))
    for gap in promise.gaps(item):
        raise DomainError(gap.message, "gap", gap.field)
    log = ITEM.apply(item, "send", by=by)
    clocks.settle(item)
    tell(ItemToSign, item, people.in_unit(item, Role.UNIT_HEAD), log)
    return item


@transaction.atomic
def sign(*, item: RectificationItem, by: Actor) -> RectificationItem:
    """The unit head signs; the promise goes to the office."""
    item = lock(item)
    log = ITEM.apply(item, "sign", by=by)
    clocks.settle(item)
    tell(ItemToConfirm, item, people.office(), log)
    tasks.hand_in(
        Evidence.ITEM, unit=item.unit, by=by, kind=KIND, object_id=item.pk, number=item.number
    )
    return item


@transaction.atomic
def send_back(*, item: RectificationItem, by: Actor, reason: str) -> RectificationItem:
    """The unit head sends the draft back to whoever wrote it."""
    item = lock(item)
    log = ITEM.apply(item, "send_back", by=by, reason=reason)
    clocks.settle(item)
    tell(ItemSentBack, item, people.workers(item), log)
    return item


@transaction.atomic
def accept(*, item: RectificationItem, by: Actor, is_key: bool = False) -> RectificationItem:
    """The office confirms: the clock starts, and the original deadline is fixed for good."""
    item = lock(item)
    item.start_on = clock.today()
    item.original_due = item.original_due or item.due_date
    item.is_key = is_key
    log = ITEM.apply(item, "accept", by=by, save=["start_on", "original_due", "is_key"])
    clocks.settle(item)
    clocks.start(item)
    clocks.await_disclosure(item)
    plan_course.goes_on(item)
    tell(ItemConfirmed, item, people.workers(item), log)
    tasks.fulfil(
        Evidence.ITEM, unit=item.unit, by=by, kind=KIND, object_id=item.pk, number=item.number
    )
    return item


@transaction.atomic
def return_for_changes(*, item: RectificationItem, by: Actor, reason: str) -> RectificationItem:
    """The office wants the promise changed; a return here does not count for the light."""
    item = lock(item)
    log = ITEM.apply(item, "return", by=by, reason=reason)
    clocks.settle(item)
    tell(ItemSentBack, item, people.workers(item), log)
    tasks.give_back(kind=KIND, object_id=item.pk, by=by)
    return item


def repeats(item: RectificationItem) -> bool:
    """Whether others found what the unit already claims to be rectifying (R-136)."""
    if item.source not in FOUND_BY_OTHERS:
        return False
    others = RectificationItem.objects.filter(unit=item.unit, category=item.category)
    return others.exclude(pk=item.pk).exclude(accepted_at=None).exists()


def _accepted_categories(unit: Unit) -> frozenset[int]:
    """The categories that a unit already claims to be rectifying."""
    accepted = RectificationItem.objects.filter(unit=unit).exclude(accepted_at=None)
    return frozenset(accepted.order_by().values_list("category_id", flat=True).distinct())


def _drafted(
    draft: Draft, unit: Unit, campaign: Campaign, by: Actor, known: frozenset[int]
) -> RectificationItem:
    """An item of a draft, without its number and not saved yet."""
    fields = dict(draft.fields)
    _only_promise(fields)
    fields["description"] = str(fields["description"]).strip()
    item = RectificationItem(
        campaign=campaign,
        unit=unit,
        origin_kind=draft.origin_kind,
        origin_number=draft.origin_number,
        created_by_id=by.pk,
        **fields,
    )
    item.repeat_offence = item.source in FOUND_BY_OTHERS and item.category_id in known
    _keep_private(item)
    return item


def _keep_private(item: RectificationItem) -> None:
    if item.owner_kind == OwnerKind.PERSON:
        item.scope = Scope.UNIT


def _only_promise(fields: dict[str, Any]) -> None:
    unknown = sorted(set(fields) - set(PROMISE_FIELDS))
    if unknown:
        raise TypeError(f"not fields of the promise: {', '.join(unknown)}")


def _write_lines(
    item: RectificationItem,
    measures: Sequence[MeasureLine] | None,
    milestones: Sequence[MilestoneLine] | None,
) -> None:
    if measures is not None:
        item.measures.all().delete()
    if milestones is not None:
        item.milestones.all().delete()
    _add_lines(item, measures or (), milestones or ())


def _add_lines(
    item: RectificationItem, measures: Sequence[MeasureLine], milestones: Sequence[MilestoneLine]
) -> None:
    Measure.objects.bulk_create(
        Measure(item=item, order=n, **line) for n, line in enumerate(measures, 1)
    )
    Milestone.objects.bulk_create(
        Milestone(item=item, order=n, **line) for n, line in enumerate(milestones, 1)
    )


def _add_all_lines(pairs: Iterable[tuple[RectificationItem, Draft]]) -> None:
    measures: list[Measure] = []
    milestones: list[Milestone] = []
    for item, draft in pairs:
        measures += [Measure(item=item, order=n, **m) for n, m in enumerate(draft.measures, 1)]
        milestones += [
            Milestone(item=item, order=n, **m) for n, m in enumerate(draft.milestones, 1)
        ]
    Measure.objects.bulk_create(measures, batch_size=1000)
    Milestone.objects.bulk_create(milestones, batch_size=1000)


def _log_starts(rows: Sequence[RectificationItem], by: Actor) -> None:
    StatusLog.objects.bulk_create([_first_log(row, by) for row in rows], batch_size=1000)
    audit.record_all(
        audit.event(
            f"{KIND}.register",
            by=by,
            kind=KIND,
            object_id=row.pk,
            number=row.number,
            unit_code=row.unit_code,
            detail={"source": row.source},
        )
        for row in rows
    )


def _first_log(item: RectificationItem, by: Actor) -> StatusLog:
    return StatusLog(
        kind=KIND,
        object_id=item.pk,
        number=item.number,
        transition="register",
        from_state="",
        to_state=item.state,
        actor=by.username,
        actor_name=by.name,
        actor_post=by.post_title,
        at=clock.now(),
        extra={"origin": item.origin_number} if item.origin_number else {},
    )
