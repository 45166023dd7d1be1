"""All open work of a person goes to a colleague in one step (domain.md §2.10)."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.access import can_grant
from accounts.models import Post
from core import audit, clock
from core.access import require
from core.actors import Actor
from core.errors import DomainError
from rectification import access, duties
from rectification.models import Measure, RectificationItem
from rectification.notices import tell_handed_over
from rectification.workflow import KIND


@transaction.atomic
def hand_over(*, source: Post, to: Post, by: Actor) -> list[RectificationItem]:
    """Give everything open of one post to another one of the unit; returns the items moved.

    Moves items that the post answers for, items that it leads, and undone measures. Done work
    keeps the name of whoever did it. Raises `DomainError` at field `to` for a stranger, the same
    post, or when there is nothing to move.
    """
    assert source.unit is not None  # noqa: S101 - `can_hand_over` asks about posts of units
    require(access.can_hand_over(by, source.unit))
    _check_receiver(source, to)
    items = _move_all(source, to, by)
    if not items:
        raise DomainError(_("This person has no open items to hand over."), "nothing", "to")
    return items


@transaction.atomic
def leave(*, source: Post, to: Post, by: Actor) -> int:
    """The same when somebody leaves (`accounts.departures`): the administrator sees a number."""
    require(can_grant(by, source.user))
    return len(_move_all(source, to, by))


def _move_all(source: Post, to: Post, by: Actor) -> list[RectificationItem]:
    items = list(
        duties.open_items(source)
        .select_for_update(of=("self",))
        .select_related("unit")
        .order_by("id")
    )
    measures = Measure.objects.filter(item__in=items, owner=source, done_on=None)
    with_measures = set(measures.values_list("item_id", flat=True))
    measures.update(owner=to)
    for item in items:
        _move(item, source, to, by, measures=item.pk in with_measures)
    if items:
        tell_handed_over(source, to, len(items))
    return items


def _check_receiver(source: Post, to: Post) -> None:
    ended = to.end is not None and to.end < clock.today()
    if to.unit_id != source.unit_id or ended or not to.user.is_active:
        raise DomainError(_("Choose a present member of the unit."), "responsible", "to")
    if to.pk == source.pk:
        raise DomainError(_("Choose somebody else: the items are this person's."), "same", "to")


def _move(item: RectificationItem, source: Post, to: Post, by: Actor, *, measures: bool) -> None:
    moved = ["measures"] if measures else []
    for name in ("responsible", "lead"):
        if getattr(item, f"{name}_id") == source.pk:
            setattr(item, name, to)
            moved.append(name)
    item.version += 1
    item.save(update_fields=["responsible", "lead", "version", "updated_at"])
    audit.record(
        f"{KIND}.hand-over",
        by=by,
        kind=KIND,
        object_id=item.pk,
        number=item.number,
        unit_code=item.unit_code,
        detail={"from": source.pk, "to": to.pk, "moved": sorted(moved)},
    )
