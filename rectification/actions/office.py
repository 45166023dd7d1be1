"""What the office does with items besides confirming and verifying them."""

import hashlib
import secrets

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Post
from campaign.actions import tasks
from core import audit, clock
from core.access import require
from core.actors import Actor
from core.errors import DomainError
from core.workflow import lock
from rectification import access, clocks, people
from rectification.actions import extensions
from rectification.enums import State
from rectification.models import RectificationItem
from rectification.notices import LeftCount, MadeResponsible, ToVerify, Urged, tell
from rectification.workflow import ITEM, KIND


@transaction.atomic
def suspend(*, item: RectificationItem, by: Actor, reason: str) -> RectificationItem:
    """Take an item out of the count: reorganisation, force majeure."""
    item = lock(item)
    log = ITEM.apply(item, "suspend", by=by, reason=reason)
    extensions.lapse(item, _("The item has been suspended."))
    clocks.stop(item, "suspended")
    if item.accepted_at is None:
        tasks.unfulfil(kind=KIND, object_id=item.pk, by=by)
    tell(LeftCount, item, people.workers(item), log)
    return item


@transaction.atomic
def merge(
    *, item: RectificationItem, into: RectificationItem, by: Actor, reason: str
) -> RectificationItem:
    """Merge an item into another open one of the same unit."""
    item = lock(item)
    if into.pk == item.pk or into.unit_id != item.unit_id or not into.is_open:
        raise DomainError(
            _("Choose another open item of the same unit to merge into."), "merge", "into"
        )
    item.merged_into = into
    log = ITEM.apply(
        item, "merge", by=by, reason=reason, extra={"into": into.number}, save=["merged_into"]
    )
    extensions.lapse(item, _("The item has been merged into another one."))
    clocks.stop(item, "merged")
    # The item it went into is the unit's record now.
    tasks.unfulfil(kind=KIND, object_id=item.pk, by=by)
    tell(LeftCount, item, people.workers(item), log)
    return item


@transaction.atomic
def set_key(*, item: RectificationItem, by: Actor, is_key: bool) -> RectificationItem:
    """Mark as key item: it is then accepted on site."""
    item = lock(item)
    require(access.can_manage(by, item))
    item.is_key = is_key
    _save(item, by, "set-key", ["is_key"], key=is_key)
    clocks.await_report(item)
    return item


@transaction.atomic
def draw(*, item: RectificationItem, by: Actor) -> RectificationItem:
    """Draw an item into the random sample that is accepted on site."""
    item = lock(item)
    require(access.can_manage(by, item))
    item.sampled = True
    _save(item, by, "draw", ["sampled"])
    return item


@transaction.atomic
def draw_sample(*, by: Actor, share: int, seed: str = "") -> list[RectificationItem]:
    """Draw `share` percent (1 to 100, at least one) of what waits for acceptance on paper.

    The seed is kept in the audit trail with the size of the pool, so that anybody can repeat the
    draw: the numbers are ordered by the SHA-256 of seed and number, the first ones are drawn.
    """
    require(access.can_draw_sample(by))
    waiting = RectificationItem.objects.select_for_update(of=("self",)).filter(
        state=State.PENDING, is_key=False, sampled=False
    )
    seed = seed or secrets.token_hex(8)
    pool = sorted(waiting.select_related("unit"), key=lambda item: _lot(seed, item.number))
    if not pool:
        raise DomainError(
            _("Nothing waits for acceptance on paper: there is nothing to draw from."), "empty"
        )
    drawn = pool[: -(-len(pool) * share // 100)]
    for item in drawn:
        item.sampled = True
        _save(item, by, "draw", ["sampled"], seed=seed, pool=len(pool))
        tell(ToVerify, item, people.verifiers(item), clock.today())
    return drawn


def _lot(seed: str, number: str) -> str:
    return hashlib.sha256(f"{seed}{number}".encode()).hexdigest()


@transaction.atomic
def reassign(*, item: RectificationItem, by: Actor, responsible: Post) -> RectificationItem:
    """Name another responsible person of the unit."""
    item = lock(item)
    require(access.can_reassign(by, item))
    if responsible.unit_id != item.unit_id or responsible.end is not None:
        raise DomainError(_("Choose a present member of the unit."), "responsible", "responsible")
    item.responsible = responsible
    _save(item, by, "reassign", ["responsible"], post=responsible.pk)
    tell(MadeResponsible, item, [responsible.user], clock.today())
    return item


@transaction.atomic
def urge(*, item: RectificationItem, by: Actor) -> RectificationItem:
    """Remind the unit of an open item; at most once a day."""
    item = lock(item)
    require(access.can_manage(by, item))
    _save(item, by, "urge", [])
    tell(Urged, item, people.workers(item), clock.today())
    return item


def _save(
    item: RectificationItem, by: Actor, act: str, fields: list[str], **detail: object
) -> None:
    item.version += 1
    item.save(update_fields=[*fields, "version", "updated_at"])
    audit.record(
        f"{KIND}.{act}",
        by=by,
        kind=KIND,
        object_id=item.pk,
        number=item.number,
        unit_code=item.unit_code,
        detail=detail,
    )
