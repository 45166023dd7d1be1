"""What a verifier should know about evidence: the same file elsewhere, photos out of time.

Remarks, never verdicts: one photo may rightly prove two items, and cameras have wrong clocks.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import BigIntegerField, F, Func, IntegerField, Q, QuerySet, Value
from django.utils.translation import gettext as _

from accounts.models import User
from core.ui.due import month_day
from rectification.models import Evidence, RectificationItem

# A picture that everybody uses (a stamp, a form) needs no longer list than this.
MOST = 20
# Pictures that differ in so few of 64 bits show the same: a crop, a filter, a word written over.
# Different scenes differ in some thirty bits.
NEAR = 5
# Nobody's old picture is compared: among so many newest ones, whatever the table has grown to.
NEWEST = 20_000


@dataclass(frozen=True)
class Remark:
    """Something to look at twice: which file, and why."""

    file: str
    text: str


def remarks(item: RectificationItem, user: User) -> list[Remark]:
    """The remarks on an item's evidence for somebody who verifies it: three queries at most.

    Items that the person may not see are told of without their number.
    """
    rows = list(item.evidence.select_related("attachment", "report").order_by("id"))
    found = [*_twice(rows), *_elsewhere(item, rows, user)]
    for row in rows:
        if (said := _out_of_time(item, row)) is not None:
            found.append(Remark(row.attachment.original_name, said))
    return found


def _twice(rows: list[Evidence]) -> Iterable[Remark]:
    """The same file added to one item again."""
    seen: dict[str, str] = {}
    for row in rows:
        name = row.attachment.original_name
        if (first := seen.get(row.attachment.sha256)) is not None:
            text = _("The same file has been added to this item before, as “%(name)s”.")
            yield Remark(name, text % {"name": first})
        seen.setdefault(row.attachment.sha256, name)


def _elsewhere(item: RectificationItem, rows: list[Evidence], user: User) -> list[Remark]:
    """The same or a like picture on other items, of this unit or another one."""
    hashes = {row.attachment.sha256 for row in rows}
    looks = {row.attachment.look for row in rows if row.attachment.look is not None}
    if not hashes:
        return []
    foreign = Evidence.objects.exclude(item=item).order_by()
    same = foreign.filter(Q(attachment__sha256__in=hashes) | Q(attachment__look__in=looks))
    found = same.values("pk")[:MOST].union(_near(foreign, looks).values("pk")[:MOST])
    others = list(
        Evidence.objects.filter(pk__in=found)
        .select_related("attachment", "item__unit")
        .order_by("item__number", "id")[:MOST]
    )
    visible = set(
        RectificationItem.objects.visible_to(user)
        .filter(pk__in=[row.item_id for row in others])
        .values_list("pk", flat=True)
    )
    return [
        Remark(mine.attachment.original_name, _said(mine, other, known=other.item_id in visible))
        for mine in rows
        for other in others
        if _alike(mine, other)
    ]


def _near(foreign: QuerySet[Evidence], looks: set[int]) -> QuerySet[Evidence]:
    """Pictures that differ in a few bits only, among the newest."""
    newest = Evidence.objects.exclude(attachment__look=None).order_by("-id")[:NEWEST]
    differs = Q(pk__in=[])
    for n, look in enumerate(sorted(looks)[:MOST]):
        foreign = foreign.alias(**{f"bits_{n}": _Differing(F("attachment__look"), _signed(look))})
        differs |= Q(**{f"bits_{n}__lte": NEAR})
    return foreign.filter(differs, pk__in=newest.values("pk"))


class _Differing(Func):
    """In how many bits two looks differ (Hamming distance)."""

    template = "bit_count((%(expressions)s)::bit(64))"
    arg_joiner = " # "
    output_field = IntegerField()


def _signed(look: int) -> Value:
    return Value(look, output_field=BigIntegerField())


def _alike(mine: Evidence, other: Evidence) -> bool:
    same = mine.attachment.sha256 == other.attachment.sha256
    look = mine.attachment.look
    theirs = other.attachment.look
    return same or (look is not None and theirs is not None and differing(look, theirs) <= NEAR)


def differing(one: int, other: int) -> int:
    """The same distance for two looks at hand; signed as the database keeps them."""
    return ((one ^ other) & (1 << 64) - 1).bit_count()


def _said(mine: Evidence, other: Evidence, *, known: bool) -> str:
    where = f"{other.item.unit.short_name} {other.item.number}" if known else _("another item")
    if mine.attachment.sha256 == other.attachment.sha256:
        return _("The same file is also evidence of %(item)s.") % {"item": where}
    return _("A picture that looks the same is evidence of %(item)s.") % {"item": where}


def _out_of_time(item: RectificationItem, row: Evidence) -> str | None:
    """A photo from before the rectification, or from after the day it is said to show."""
    taken = row.attachment.taken_on
    if taken is None:
        return None
    claimed = row.report.period if row.report else None
    if item.start_on is not None and taken < item.start_on:
        return _("Taken on %(day)s, before the rectification began on %(start)s.") % {
            "day": month_day(taken),
            "start": month_day(item.start_on),
        }
    if claimed is not None and taken > claimed:
        return _("Taken on %(day)s by its camera, after the report of %(claimed)s.") % {
            "day": month_day(taken),
            "claimed": month_day(claimed),
        }
    return None
