"""Second key: acceptance by the office or on site; look-back and relapse (domain.md §2.1)."""

import datetime as dt
from typing import Any, TypedDict

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from core import clock
from core.access import require
from core.actors import Actor
from core.errors import DomainError
from core.ui.due import day_words
from core.workflow import lock
from rectification import access, clocks, people, rule_gaps
from rectification.actions import extensions, plan_course
from rectification.models import RectificationItem
from rectification.notices import Rejected, Reopened, StruckOff, tell
from rectification.workflow import ITEM

# Look-back one to three months after the closing; this many days unless told otherwise.
LOOK_BACK_DAYS = 60
# One to three months in days: the shortest month, the longest quarter.
LOOK_BACK_BOUNDS = (28, 92)


class Checklist(TypedDict):
    """What the verifier has checked (ux.md P28); all but the last two must hold."""

    measures_done: bool
    evidence_holds: bool
    public_agrees: bool
    rules_follow: bool


@transaction.atomic
def strike_off(
    *,
    item: RectificationItem,
    by: Actor,
    checklist: Checklist,
    result: str = "",
    note: str = "",
    look_back_on: dt.date | None = None,
) -> RectificationItem:
    """Acceptance on paper by the office."""
    item = lock(item)
    require(access.can_strike_off(by, item))
    return _close(item, "strike_off", by, checklist, result, note, look_back_on)


@transaction.atomic
def strike_off_on_site(
    *,
    item: RectificationItem,
    by: Actor,
    checklist: Checklist,
    result: str = "",
    note: str = "",
    look_back_on: dt.date | None = None,
) -> RectificationItem:
    """Acceptance of a key or drawn item by the inspection team after a visit."""
    item = lock(item)
    require(access.can_strike_off_on_site(by, item))
    return _close(item, "strike_off_on_site", by, checklist, result, note, look_back_on)


@transaction.atomic
def strike_off_key(
    *,
    item: RectificationItem,
    by: Actor,
    checklist: Checklist,
    result: str = "",
    note: str = "",
    look_back_on: dt.date | None = None,
) -> RectificationItem:
    """Acceptance of a key item without a visit: only with a reason (`note`)."""
    item = lock(item)
    require(access.can_strike_off_key(by, item))
    return _close(item, "strike_off_key", by, checklist, result, note, look_back_on)


@transaction.atomic
def reject(
    *, item: RectificationItem, by: Actor, reason: str, new_due: dt.date | None = None
) -> RectificationItem:
    """Return to be done again; the second return turns the light red (ux.md P28)."""
    item = lock(item)
    require(access.can_reject(by, item))
    if new_due is not None:
        _in_future(new_due, "new_due")
        extensions.later(item=item, by=by, new_due=new_due, reason=reason)
        item.due_date = new_due
    item.rejections += 1
    item.rejected = True
    item.asked_at, item.asked_by = None, None
    item.vouched_at, item.vouched_by = None, None
    log = ITEM.apply(
        item,
        _way_back(item, by),
        by=by,
        reason=reason,
        extra={"due": new_due.isoformat()} if new_due else {},
        save=[*_ASKING, "due_date", "extensions_granted", "rejections", "rejected"],
    )
    clocks.settle(item)
    clocks.start(item)
    tell(Rejected, item, people.workers(item), log)
    return item


@transaction.atomic
def look_back(*, item: RectificationItem, by: Actor, note: str = "") -> RectificationItem:
    """The result still holds: consolidated, for good."""
    item = lock(item)
    require(access.can_look_back(by, item))
    on_paper = ITEM.can(item, "consolidate", by)
    ITEM.apply(item, "consolidate" if on_paper else "consolidate_on_site", by=by, reason=note)
    clocks.stop(item, "consolidated")
    return item


@transaction.atomic
def reopen(
    *, item: RectificationItem, by: Actor, reason: str, new_due: dt.date
) -> RectificationItem:
    """A relapse: the same number is under rectification again, with a new deadline.

    Measures and milestones begin again; a milestone whose day does not fit moves to the deadline.
    """
    item = lock(item)
    require(ITEM.can(item, "reopen", by))
    extensions.within_campaign(item, _in_future(new_due, "new_due"))
    item.due_date = new_due
    item.relapse_count += 1
    item.start_on = clock.today()
    item.progress = 0
    item.rejections, item.rejected = 0, False
    item.result, item.claimed_result, item.result_note = "", "", ""
    item.measures.update(done_on=None)
    _start_milestones_again(item, new_due)
    item.look_back_on = None
    item.asked_at, item.asked_by = None, None
    item.vouched_at, item.vouched_by = None, None
    item.closed_at, item.closed_by = None, None
    log = ITEM.apply(
        item,
        "reopen",
        by=by,
        reason=reason,
        extra={"relapse": item.relapse_count, "due": new_due.isoformat()},
        save=[*_ASKING, *_REOPENED],
    )
    clocks.stop(item, "reopened")
    clocks.start(item)
    plan_course.goes_on(item)
    tell(Reopened, item, [*people.workers(item), *people.in_unit(item, Role.UNIT_HEAD)], log)
    return item


_ASKING = ("asked_at", "asked_by", "vouched_at", "vouched_by")
_REOPENED = (
    "due_date",
    "relapse_count",
    "start_on",
    "progress",
    "rejections",
    "rejected",
    "result",
    "claimed_result",
    "result_note",
    "look_back_on",
    "closed_at",
    "closed_by",
)


def _close(
    item: RectificationItem,
    step: str,
    by: Actor,
    checklist: Checklist,
    result: str,
    note: str,
    look_back_on: dt.date | None,
) -> RectificationItem:
    if not (checklist["measures_done"] and checklist["evidence_holds"]):
        raise DomainError(
            _("Tick that the measures are done and the evidence holds, or return the item."),
            "checklist",
            "measures_done",
        )
    item.result = result or item.claimed_result
    for gap in rule_gaps.long_term_gaps(item, item.result):
        raise DomainError(gap.message, gap.field, gap.field)
    item.look_back_on = _in_look_back(
        look_back_on or clock.today() + dt.timedelta(days=LOOK_BACK_DAYS)
    )
    if item.first_pass is None:
        item.first_pass = item.rejections == 0
    extra: dict[str, Any] = {"checklist": dict(checklist)}
    log = ITEM.apply(
        item,
        step,
        by=by,
        reason=note,
        extra=extra,
        save=["result", "look_back_on", "first_pass"],
    )
    clocks.stop(item, "struck-off")
    clocks.await_look_back(item)
    tell(StruckOff, item, people.workers(item), log)
    return item


def _way_back(item: RectificationItem, by: Actor) -> str:
    """The step that returns an item: on paper, after a visit, or by the head of the office."""
    if not item.needs_visit:
        return "reject"
    return "reject_on_site" if ITEM.can(item, "reject_on_site", by) else "reject_key"


def _start_milestones_again(item: RectificationItem, new_due: dt.date) -> None:
    item.milestones.update(done_on=None)
    misplaced = item.milestones.filter(Q(due__lt=clock.today()) | Q(due__gt=new_due))
    misplaced.update(due=new_due)


def _in_look_back(day: dt.date) -> dt.date:
    earliest, latest = (clock.today() + dt.timedelta(days=days) for days in LOOK_BACK_BOUNDS)
    if not earliest <= day <= latest:
        raise DomainError(
            _("The look-back is one to three months ahead: from %(from)s to %(to)s.")
            % {"from": day_words(earliest), "to": day_words(latest)},
            "look-back",
            "look_back_on",
        )
    return day


def _in_future(day: dt.date, field: str) -> dt.date:
    if day <= clock.today():
        raise DomainError(_("Choose a date after today."), "past", field)
    return day
