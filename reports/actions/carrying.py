"""Put what last year left onto the ledgers of the new campaign, as drafts (R-099)."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction

from accounts.models import Post, User
from campaign import people
from campaign.models import Campaign, Category
from campaign.workflow import CAMPAIGN
from core import audit
from core.access import require
from core.workflow import lock
from rectification.actions import items
from rectification.actions.carrying import go_on_in
from rectification.actions.items import Draft
from rectification.dates import next_review
from rectification.duties import has_ended
from rectification.enums import Klass, Source
from rectification.models import RectificationItem
from rectification.workflow import KIND as ITEM_KIND
from reports import access, notices
from reports.carrying import Left, left_from
from reports.workflow import REPORT

# What a report intends has no category of problem yet; the unit chooses one.
UNSORTED = "0"
KEPT = ("category", "description", "cause", "target", "section", "tags", "scope")


@dataclass(frozen=True)
class Carried:
    """How many drafts were made, for how many units."""

    items: int
    units: int


@transaction.atomic
def carry_over(*, campaign: Campaign, by: User) -> Carried:
    """Drafts for each unit from its open long-term items and its report's next measures.

    What was carried over before is left alone, so a report that comes late can follow. The
    liaisons are told. An old item goes on in its draft: last year's ledger shows it, and reminds
    of it no longer.
    """
    campaign = lock(campaign)
    require(access.can_carry_over(by, campaign))
    assert campaign.previous is not None  # noqa: S101 (asked above)
    unsorted = Category.objects.get(code=UNSORTED)
    made = units = 0
    for left in left_from(campaign.previous, campaign):
        drafts = list(_drafts(left, unsorted))
        if not drafts:
            continue
        rows = items.register_all(unit=left.unit, by=by, drafts=drafts)
        # The first drafts are those of the items, in their order.
        for item, new in zip(left.new_items, rows, strict=False):
            go_on_in(item=item, new=new, by=by)
        notices.carried_over(campaign, left.unit, people.liaisons(left.unit), len(drafts))
        made += len(drafts)
        units += 1
    audit.record(
        f"{CAMPAIGN.kind}.carry-over",
        by=by,
        kind=CAMPAIGN.kind,
        object_id=campaign.pk,
        number=campaign.number,
        detail={"items": made, "units": units},
    )
    return Carried(made, units)


def _drafts(left: Left, unsorted: Category) -> Iterator[Draft]:
    for item in left.new_items:
        yield Draft(
            fields={
                **{name: getattr(item, name) for name in KEPT},
                **{name: _still(getattr(item, name)) for name in ("responsible", "lead")},
                "source": Source.LAST_YEAR,
                "klass": Klass.LONG_TERM,
                "review_on": _next_review(item),
            },
            origin_kind=ITEM_KIND,
            origin_number=item.number,
        )
    for number, text in left.new_measures:
        yield Draft(
            fields={
                "source": Source.LAST_YEAR,
                "klass": Klass.BY_DATE,
                "description": text[: _longest()],
                "category": unsorted,
            },
            origin_kind=REPORT.kind,
            origin_number=number,
        )


def _still(post: Post | None) -> Post | None:
    """Who answered for it goes on doing so, unless the post is over."""
    return None if post is None or has_ended(post) else post


def _next_review(item: RectificationItem) -> dt.date:
    """The day that was set, moved on if it is over by the time the year begins."""
    coming = next_review()
    return max(item.review_on, coming) if item.review_on else coming


def _longest() -> int:
    return RectificationItem._meta.get_field("description").max_length or 1000
