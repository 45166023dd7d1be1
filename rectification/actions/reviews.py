"""The quarterly review of a long-term item (domain.md §2.1)."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from core import clock
from core.access import require
from core.actors import Actor
from core.errors import DomainError
from core.workflow import lock
from rectification import clocks, rule_access
from rectification.models import QuarterlyReview, RectificationItem
from rectification.workflow import ITEM

# A quarter has 92 days at most; a week of grace for holidays.
LONGEST_GAP = 99
USUAL_GAP = 91


@transaction.atomic
def hold(
    *,
    item: RectificationItem,
    by: Actor,
    held_on: dt.date,
    passed: bool,
    note: str,
    next_on: dt.date,
) -> QuarterlyReview:
    """Look at a long-term item again and say when to look next; its clock runs to that day."""
    item = lock(item)
    require(rule_access.can_review_quarter(by, item))
    _check(item, held_on, next_on)
    row = QuarterlyReview.objects.create(
        item=item,
        held_on=held_on,
        passed=passed,
        note=note.strip(),
        next_on=next_on,
        added_by_id=by.pk,
    )
    item.review_on = next_on
    ITEM.apply(
        item,
        "review_quarter",
        by=by,
        reason=note,
        extra={"passed": passed, "next": next_on.isoformat()},
        save=["review_on"],
    )
    if item.due_date is None:
        clocks.move(item)
        clocks.settle(item)
    return row


def _check(item: RectificationItem, held_on: dt.date, next_on: dt.date) -> None:
    today = clock.today()
    if held_on > today:
        raise DomainError(
            _("The review lies in the future. Record it when it has taken place."),
            "future",
            "held_on",
        )
    if item.start_on and held_on < item.start_on:
        raise DomainError(
            _("The item is under rectification since %(day)s; enter that day or a later one.")
            % {"day": item.start_on.isoformat()},
            "early",
            "held_on",
        )
    if not today < next_on <= today + dt.timedelta(days=LONGEST_GAP):
        raise DomainError(
            _(
                "Long-term items are reviewed every quarter: choose a day within the next"
                " %(n)d days."
            )
            % {"n": LONGEST_GAP},
            "gap",
            "next_on",
        )
