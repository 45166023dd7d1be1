"""Reads over the ledger: lights per unit, counts of the tabs, what a person has to do."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, F, Min, Q, QuerySet

from accounts.enums import Permission
from accounts.models import User
from core import clock
from core.counting import capped_counts
from core.models import AuditEvent
from core.ui.due import SOON
from core.workdays import calendar
from rectification.enums import Light, State
from rectification.lights import Day, lit
from rectification.models import RectificationItem
from rectification.workflow import KIND


def present_day(today: dt.date | None = None) -> Day:
    """What lights are judged against on a day (today)."""
    day = today or clock.today()
    return Day(day, calendar().add(day, SOON))


@dataclass(frozen=True)
class UnitLights:
    """One unit's open and closed items by light, and its longest delay in working days."""

    unit_id: int
    code: str
    name: str
    red: int
    amber: int
    green: int
    done: int
    late: int
    longest_late: int

    @property
    def total(self) -> int:
        return self.red + self.amber + self.green + self.done


def lights(items: QuerySet[RectificationItem], today: dt.date | None = None) -> list[UnitLights]:
    """The lights of each unit that has items, in the order of units: one query."""
    day = present_day(today)
    late = lit(Light.RED, day) & Q(due_key__lt=day.today)
    rows = (
        items.order_by()
        .values("unit_id", code=F("unit__code"), name=F("unit__short_name"))
        .annotate(
            red=Count("id", filter=lit(Light.RED, day)),
            amber=Count("id", filter=lit(Light.AMBER, day)),
            green=Count("id", filter=lit(Light.GREEN, day)),
            done=Count("id", filter=lit(Light.DONE, day)),
            late=Count("id", filter=late),
            oldest=Min("due_key", filter=late),
        )
        .order_by("unit__order", "unit__sort_key")
    )
    days = calendar()
    return [
        UnitLights(
            **{name: row[name] for name in _COPIED},  # type: ignore[literal-required]
            longest_late=days.distance(row["oldest"], day.today) if row["oldest"] else 0,
        )
        for row in rows
    ]


# Verified at least once: struck off some time, or returned.
VERIFIED = Q(first_pass__isnull=False) | Q(rejections__gt=0)
_MOST_VERIFIED = 3_000


@dataclass(frozen=True)
class FirstPass:
    """How many items were accepted at their first verification, of those verified at all."""

    passed: int
    verified: int

    @property
    def percent(self) -> float:
        return self.passed * 100 / self.verified


def first_pass(items: QuerySet[RectificationItem]) -> FirstPass | None:
    """The one place that computes the rate; nothing to say of no items, or of far too many.

    What was returned counts from then on, not only when it is struck off at last.
    """
    found = capped_counts(
        {"passed": items.filter(first_pass=True), "verified": items.filter(VERIFIED)},
        cap=_MOST_VERIFIED,
    )
    return FirstPass(**found) if 0 < found["verified"] <= _MOST_VERIFIED else None


_COPIED = ("unit_id", "code", "name", "red", "amber", "green", "done", "late")


def totals(items: QuerySet[RectificationItem], today: dt.date | None = None) -> dict[str, int]:
    """Items by light: one query."""
    day = present_day(today)
    counts = {kind.value: Count("id", filter=lit(kind, day)) for kind in Light}
    return dict(items.order_by().aggregate(**counts))


def overdue_workdays(item: RectificationItem, today: dt.date | None = None) -> int:
    """Working days past the deadline, 0 if it is not past."""
    day = today or clock.today()
    due = item.deadline
    return calendar().distance(due, day) if due is not None and due < day else 0


def last_change(item: RectificationItem) -> tuple[str, dt.datetime]:
    """Who changed an item last, and when: for the conflict page."""
    event = (
        AuditEvent.objects.filter(object_kind=KIND, object_id=item.pk, result="ok")
        .order_by("-id")
        .first()
    )
    return (event.actor_name, event.at) if event else ("", item.updated_at)


def to_verify(user: User) -> QuerySet[RectificationItem]:
    """The items that wait for this person's acceptance, on paper or on site."""
    items = RectificationItem.objects.visible_to(user).filter(state=State.PENDING)
    on_site = Q(is_key=True) | Q(sampled=True)
    mine = Q(pk__in=[])
    if user.may(Permission.ITEM_VERIFY):
        mine |= ~on_site
    if user.may(Permission.ITEM_INSPECT) or user.may(Permission.ITEM_VERIFY_KEY):
        mine |= on_site
    return items.filter(mine)
