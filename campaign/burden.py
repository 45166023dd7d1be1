"""The burden meter: what the portal asked of each unit in a month, and what it did instead.

Counted from records that exist anyway; nobody fills anything in for it. Eleven queries however
many units there are.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Post, Unit
from accounts.roles import UNIT_ROLES
from campaign import field_counts
from campaign.enums import TaskState
from campaign.models import BurdenRelease, Campaign, UnitTask
from campaign.workflow import TASK
from core import clock
from core.errors import DomainError
from core.models import AuditEvent, Document, Notice

BUDGET = 8
"""Reminders and papers a month without a leader's word, when no campaign says otherwise."""
REMINDED = f"{TASK.kind}.remind"
# Slips belong to a package above; their audit rows tell of them all the same. A paper that a
# leader signs counts as well, and is his word at once.
SLIPPED = ("inspections.slip.issue", "inspections.slip.sign")
ASKED = (REMINDED, *SLIPPED)


@dataclass(frozen=True)
class Burden:
    """A unit's month. The last two are what the portal did by itself."""

    unit: Unit
    budget: int = BUDGET
    due: int = 0
    fields: int = 0
    slips: int = 0
    reminders: int = 0
    messages: int = 0
    returned: int = 0
    entries: int = 0
    ticked: int = 0
    papers: int = 0
    released: str = ""

    @property
    def asked(self) -> int:
        """What the budget limits: reminders and papers together."""
        return self.reminders + self.slips

    @property
    def over(self) -> bool:
        return self.asked > self.budget

    @property
    def full(self) -> bool:
        """Nothing more may be sent without a leader's word."""
        return self.asked >= self.budget and not self.released


@dataclass(frozen=True)
class Month:
    """A calendar month as days and as moments."""

    first: dt.date

    @classmethod
    def of(cls, day: dt.date) -> "Month":
        return cls(day.replace(day=1))

    @property
    def following(self) -> dt.date:
        return (self.first + dt.timedelta(days=31)).replace(day=1)

    @property
    def last(self) -> dt.date:
        return self.following - dt.timedelta(days=1)

    @property
    def span(self) -> tuple[dt.datetime, dt.datetime]:
        """From its first moment to that of the next month."""
        start, end = (
            timezone.make_aware(dt.datetime.combine(day, dt.time.min))
            for day in (self.first, self.following)
        )
        return start, end


def burdens(month: Month, units: Iterable[Unit]) -> list[Burden]:
    """The month of each unit, in the order given."""
    start, end = month.span
    staff = Post.objects.filter(role__in=UNIT_ROLES).filter(Q(end=None) | Q(end__gte=month.first))
    events = AuditEvent.objects.filter(at__gte=start, at__lt=end).exclude(unit_code="")
    due = UnitTask.objects.filter(task__due__range=(month.first, month.last))
    ticked = UnitTask.objects.filter(done_on__range=(month.first, month.last))
    by_code = {
        "fields": _fields(due),
        "slips": _counts(events.filter(action__in=SLIPPED), "unit_code"),
        "reminders": _counts(events.filter(action=REMINDED), "unit_code"),
        "returned": _counts(events.filter(action__endswith=".return"), "unit_code"),
        "entries": _counts(events.filter(actor__in=staff.values("user__username")), "unit_code"),
        "due": _counts(due, "unit__code"),
        "ticked": _counts(ticked, "unit__code"),
        "messages": _per_unit(Notice.objects.filter(created_at__gte=start, created_at__lt=end)),
        "papers": _papers(start, end),
    }
    released = dict(
        BurdenRelease.objects.filter(month=month.first).values_list("unit__code", "reason")
    )
    limit = budget()
    return [
        Burden(
            unit=unit,
            budget=limit,
            released=released.get(unit.code, ""),
            **{name: counts.get(unit.code, 0) for name, counts in by_code.items()},
        )
        for unit in units
    ]


def budget() -> int:
    """Reminders that the office may send a unit in a month: as the running campaign has it."""
    campaign = Campaign.objects.running().only("reminder_budget").first()
    return campaign.reminder_budget if campaign else BUDGET


def _fields(due: QuerySet[UnitTask]) -> dict[str, int]:
    """What the tasks that fall due ask people to fill in, by unit."""
    found: dict[str, int] = {}
    rows = due.exclude(state=TaskState.EXCUSED).order_by()
    for code, evidence, quantity in rows.values_list(
        "unit__code", "task__evidence", "task__quantity"
    ):
        found[code] = found.get(code, 0) + field_counts.of(evidence) * quantity
    return found


def _counts(rows: QuerySet[Any], field: str) -> dict[str, int]:
    found = rows.order_by().values_list(field).annotate(n=Count("pk"))
    return dict(found)


def _per_unit(rows: QuerySet[Notice]) -> dict[str, int]:
    """Messages to people of a unit; a person with two posts there counts once."""
    found = (
        rows.filter(recipient__posts__role__in=UNIT_ROLES)
        .order_by()
        .values_list("recipient__posts__unit__code")
        .annotate(n=Count("pk", distinct=True))
    )
    return dict(found)


def _papers(start: dt.datetime, end: dt.datetime) -> dict[str, int]:
    """Papers that the portal set for people of a unit."""
    found = (
        Document.objects.issued()
        .filter(issued_at__gte=start, issued_at__lt=end)
        .filter(requested_by__posts__role__in=UNIT_ROLES)
        .order_by()
        .values_list("requested_by__posts__unit__code")
        .annotate(n=Count("pk", distinct=True))
    )
    return dict(found)


def room(units: Iterable[Unit]) -> dict[str, int]:
    """How many reminders and papers each unit may still get this month by code; no entry: as many
    as one likes, because a leader has said so. Three queries."""
    month = Month.of(clock.today())
    start, end = month.span
    units = list(units)
    sent = _counts(
        AuditEvent.objects.filter(
            action__in=ASKED, at__gte=start, at__lt=end, unit_code__in=[u.code for u in units]
        ),
        "unit_code",
    )
    free = set(
        BurdenRelease.objects.filter(month=month.first, unit__in=units).values_list(
            "unit__code", flat=True
        )
    )
    limit = budget()
    return {
        unit.code: max(limit - sent.get(unit.code, 0), 0) for unit in units if unit.code not in free
    }


def require_room(unit: Unit) -> None:
    """Refuse one more paper to a unit that has had its budget of the month."""
    if room([unit]).get(unit.code) == 0:
        raise DomainError(
            _(
                "%(unit)s has had its %(n)d reminders and papers of this month. A leader can lift"
                " the limit with a reason on the burden meter."
            )
            % {"unit": unit.short_name, "n": budget()},
            "over-budget",
        )
