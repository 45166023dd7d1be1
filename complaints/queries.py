"""Reads over complaints: views of the lists, figures for dashboards and the public."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce, TruncWeek
from django.utils import timezone

from accounts.enums import Role
from accounts.models import Post, Unit
from campaign.models import Category
from complaints.enums import UNIT_STATES, WORKING_STATES, Score
from complaints.models import Complaint
from complaints.models.complaint import late_q

Rows = QuerySet[Complaint]
# Figures from fewer cases could tell who it was (C9); fewer ratings say nothing (§7, check 15).
SMALLEST_CELL, FEWEST_RATINGS = 3, 5
RANKED_RATINGS = 10


# --- Filters that lists and figures share: a number and its list never differ -------------------


def of_unit(rows: Rows, unit: Unit) -> Rows:
    """The cases a unit answers for: those it handles, else those about it."""
    return rows.filter(Q(lead_unit=unit) | Q(lead_unit=None, target_unit=unit))


def of_category(rows: Rows, category: Category) -> Rows:
    """A category with its children."""
    tree = Category.objects.filter(Q(pk=category.pk) | Q(parent=category))
    return rows.filter(category__in=tree.values("pk"))


def accepted_in_week(rows: Rows, monday: dt.date) -> Rows:
    """Accepted in the week that begins on a Monday."""
    start = timezone.make_aware(dt.datetime.combine(monday, dt.time.min))
    return rows.filter(accepted_at__gte=start, accepted_at__lt=start + dt.timedelta(days=7))


def late(rows: Rows, today: dt.date) -> Rows:
    """Answered after the day due, or not answered by it."""
    return rows.filter(late_q(today))


def on_time(rows: Rows) -> Rows:
    """Answered by the day due."""
    return rows.filter(first_reply_on__lte=F("due_reply"))


def in_hand(post: Post) -> int:
    """How many cases wait for a contact's unit: they belong to the post, not to the person."""
    return with_unit(post.unit) if post.role == Role.CONTACT and post.unit else 0


def with_unit(unit: Unit) -> int:
    """How many cases a unit has in hand."""
    states = WORKING_STATES & UNIT_STATES
    return Complaint.objects.filter(lead_unit=unit, state__in=states).count()


# --- A case ------------------------------------------------------------------------------------


def case_parts(complaint: Complaint) -> dict[str, Any]:
    """What the desk's page of a case shows besides the case (a fixed number of queries)."""
    return {
        "steps": complaint.steps.select_related("unit"),
        "messages_": complaint.messages.mailbox()
        .select_related("by")
        .prefetch_related("files__attachment"),
        "files": complaint.files.filter(reply=None, message=None).select_related("attachment"),
        "replies": complaint.replies.select_related(
            "unit", "written_by", "signed_by"
        ).prefetch_related("files__attachment"),
        "ratings": complaint.ratings.all(),
        "call_backs": complaint.call_backs.select_related("by"),
        "classifications": complaint.classifications.select_related("category", "by"),
        "refusals": complaint.refusals.select_related("proposed_by", "decided_by"),
        "extensions": complaint.extensions.all(),
        "merged": complaint.duplicates.all(),
        "assisting": complaint.co_units.all(),
    }


def family(complaint: Complaint, among: Rows | None = None) -> Rows:
    """The other cases of one letter, after a split; `among` those that somebody may know of."""
    root = complaint.parent_id or complaint.pk
    rows = Complaint.objects.all() if among is None else among
    rows = rows.filter(Q(pk=root) | Q(parent=root)).exclude(pk=complaint.pk)
    return rows.select_related("category").order_by("id")


# --- Figures for dashboards ---------------------------------------------------------------------


@dataclass(frozen=True)
class WeekFigure:
    """A week: how many were accepted, and the share answered in time of those due in it."""

    monday: dt.date
    accepted: int
    due: int
    in_time: int

    @property
    def rate(self) -> float | None:
        return self.in_time / self.due * 100 if self.due else None

    @property
    def code(self) -> str:
        """For the list's filter: 2011-W33."""
        year, week, _day = self.monday.isocalendar()
        return f"{year}-W{week:02d}"


def per_week(rows: Rows, first: dt.date, last: dt.date) -> list[WeekFigure]:
    """Every week from the one of `first` to the one of `last` (two queries)."""
    accepted = dict(
        rows.filter(accepted_at__isnull=False)
        .annotate(week=TruncWeek("accepted_at"))
        .values_list("week")
        .annotate(n=Count("pk"))
        .order_by()
    )
    by_week = {timezone.localdate(week): n for week, n in accepted.items()}
    due = {
        row["week"]: row
        for row in rows.filter(due_reply__isnull=False)
        .annotate(week=TruncWeek("due_reply"))
        .values("week")
        .annotate(n=Count("pk"), good=Count("pk", filter=_IN_TIME))
        .order_by()
    }
    monday, weeks = first - dt.timedelta(days=first.weekday()), []
    while monday <= last:
        row = due.get(monday, {"n": 0, "good": 0})
        weeks.append(WeekFigure(monday, by_week.get(monday, 0), row["n"], row["good"]))
        monday += dt.timedelta(days=7)
    return weeks


_IN_TIME = Q(pk__in=Complaint.objects.on_time().values("pk"))
_GOOD = Q(score__gte=Score.FAIR)


@dataclass(frozen=True)
class Rates:
    """Totals of some cases. Rates are percentages, or nothing when there is nothing to divide."""

    accepted: int = 0
    answered: int = 0
    due: int = 0
    in_time: int = 0
    rated: int = 0
    good: int = 0
    redone: int = 0
    overdue: int = 0

    @property
    def on_time_rate(self) -> float | None:
        """Answered by the day due ÷ due until today or answered."""
        return self.in_time / self.due * 100 if self.due else None

    @property
    def satisfaction(self) -> float | None:
        """The three best levels ÷ ratings; nothing under five ratings (sample too small)."""
        return self.good / self.rated * 100 if self.rated >= FEWEST_RATINGS else None

    @property
    def ranked(self) -> bool:
        """Whether there are enough ratings to compare units (R34)."""
        return self.rated >= RANKED_RATINGS


def _sums(today: dt.date) -> dict[str, Count]:
    ended = Q(first_reply_on__isnull=False) | Q(due_reply__lt=today, state__in=list(WORKING_STATES))
    overdue = Q(first_reply_on=None, due_reply__lt=today, state__in=list(WORKING_STATES))
    return {
        "accepted": Count("pk", filter=Q(accepted_at__isnull=False)),
        "answered": Count("pk", filter=Q(replied_at__isnull=False)),
        "due": Count("pk", filter=ended & Q(due_reply__isnull=False)),
        "in_time": Count("pk", filter=_IN_TIME),
        "rated": Count("pk", filter=Q(score__isnull=False)),
        "good": Count("pk", filter=_GOOD),
        "redone": Count("pk", filter=Q(redo_count__gt=0)),
        "overdue": Count("pk", filter=overdue),
    }


def rates(rows: Rows, today: dt.date) -> Rates:
    """Totals over some cases (one query)."""
    return Rates(**rows.aggregate(**_sums(today)))


def rates_by_unit(rows: Rows, today: dt.date) -> dict[int, Rates]:
    """Totals by the unit that answers for the case, as `of_unit` has it (one query)."""
    found = (
        rows.annotate(responsible=Coalesce("lead_unit_id", "target_unit_id"))
        .exclude(responsible=None)
        .values("responsible")
        .annotate(**_sums(today))
        .order_by()
    )
    totals: list[dict[str, Any]] = [dict(row) for row in found]
    return {row.pop("responsible"): Rates(**row) for row in totals}


def heat(rows: Rows) -> dict[tuple[int, int], int]:
    """Counts by (responsible unit, head category), as the list's filters count (one query)."""
    found = (
        rows.annotate(
            responsible=Coalesce("lead_unit_id", "target_unit_id"),
            head=Coalesce("category__parent_id", "category_id"),
        )
        .exclude(responsible=None)
        .values_list("responsible", "head")
        .annotate(n=Count("pk"))
        .order_by()
    )
    return {(unit, category): n for unit, category, n in found}
