"""Start, move and stop the clocks of an item; called by its actions."""

import calendar as calendars
import datetime as dt
from collections.abc import Iterable

from core import clock, deadlines, notices
from core.workdays import calendar
from rectification.deadlines import (
    DisclosureDeadline,
    ExtensionWait,
    ItemDeadline,
    LookBack,
    MonthlyReport,
)
from rectification.enums import Klass, OwnerKind, Scope, State
from rectification.models import RectificationItem
from rectification.workflow import KIND

EXTENSION_WORKDAYS = 2
DISCLOSURE_WORKDAYS = 20
# Its own kind of subject: the counter runs on when the item's other clocks stop.
DISCLOSURE = "rectification.disclosure"


def start(item: RectificationItem) -> None:
    """The clock runs to the deadline, or to the next review of a long-term item."""
    if item.deadline is not None:
        deadlines.open(
            ItemDeadline,
            subject_kind=KIND,
            subject_id=item.pk,
            number=item.number,
            unit_code=item.unit_code,
            due_on=item.deadline,
        )

    await_report(item)


def await_report(item: RectificationItem) -> None:
    """The next monthly report, where the class asks for one and the end is further off.

    A rest day moves it on; reporting earlier starts the month again.
    """
    deadlines.close(MonthlyReport, KIND, item.pk, "reported")
    due = _in_a_month(clock.today())
    runs = item.state == State.IN_PROGRESS and item.asked_at is None
    wanted = item.klass == Klass.BY_DATE or item.is_key
    if runs and wanted and (item.deadline is None or due < item.deadline):
        deadlines.open(
            MonthlyReport,
            subject_kind=KIND,
            subject_id=item.pk,
            number=item.number,
            unit_code=item.unit_code,
            due_on=due,
        )


def _in_a_month(day: dt.date) -> dt.date:
    first = (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
    last = calendars.monthrange(first.year, first.month)[1]
    same = first.replace(day=min(day.day, last))
    return calendar().next_workday(same)


def move(item: RectificationItem) -> None:
    """The deadline has changed."""
    if item.deadline is not None:
        deadlines.extend(ItemDeadline, KIND, item.pk, item.deadline)


def stop(item: RectificationItem, reason: str) -> None:
    """Nothing is due any more; unread reminders are settled."""
    deadlines.close_all(KIND, item.pk, reason)
    notices.settle(KIND, item.pk)


def settle(item: RectificationItem) -> None:
    """What waited for the step just made is done."""
    notices.settle(KIND, item.pk)


def await_look_back(item: RectificationItem) -> None:
    """A closed item is looked at again."""
    assert item.look_back_on is not None  # noqa: S101 - closing sets it
    deadlines.open(
        LookBack,
        subject_kind=KIND,
        subject_id=item.pk,
        number=item.number,
        unit_code=item.unit_code,
        due_on=item.look_back_on,
    )


def await_decision(item: RectificationItem) -> None:
    """An extension has been asked for: the office has two working days."""
    deadlines.open(
        ExtensionWait,
        subject_kind=KIND,
        subject_id=item.pk,
        number=item.number,
        unit_code=item.unit_code,
        due_on=calendar().add(clock.today(), EXTENSION_WORKDAYS),
    )


def decided(item: RectificationItem) -> None:
    """The extension is no longer undecided."""
    deadlines.close(ExtensionWait, KIND, item.pk, "decided")


def await_disclosure(item: RectificationItem) -> None:
    """An item for the public is confirmed: the unit has twenty working days to publish it."""
    if item.scope == Scope.PUBLIC and item.owner_kind != OwnerKind.PERSON:
        deadlines.open(
            DisclosureDeadline,
            subject_kind=DISCLOSURE,
            subject_id=item.pk,
            number=item.number,
            unit_code=item.unit_code,
            due_on=calendar().add(clock.today(), DISCLOSURE_WORKDAYS),
        )


def disclosed(items: Iterable[int]) -> int:
    """These items (ids) are public now; how many were counted."""
    return deadlines.close_many(DisclosureDeadline, DISCLOSURE, items, "published")
