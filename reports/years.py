"""This year's campaign beside last year's, from the records of both (R-003, R-021).

Last year is counted twice: until the same day of its campaign, which is fair while this year
still runs, and as a whole.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Avg, Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from campaign.enums import Evidence, MeetingState, SessionState, TaskState
from campaign.models import Campaign, Meeting, StudySession, UnitTask
from campaign.models.task import FINISHED
from core import clock
from core.text import Text
from outreach.models import EnterpriseCase, FieldVisit
from rectification.enums import DONE_STATES, OwnerKind
from rectification.models import RectificationItem, Rule
from reports import cases
from reports.board.scope import LEAST_SHOWN
from reports.sentences import share

WRONG_DECISION = "4.3"
"""The category of wrong administrative decisions (行政错案)."""


@dataclass(frozen=True)
class Line:
    """A figure of both years. `now` is empty when it cannot be told (too few ratings)."""

    label: Text
    then_same_day: str
    then_whole: str
    now: str
    change: int | None = None


def lines(campaign: Campaign, user: User) -> list[Line]:
    """The figures of a campaign beside those of the one it continues, as far as `user` may see.

    Complaints count within what the reader may see. Ten queries a column.
    """
    previous = campaign.previous
    assert previous is not None  # noqa: S101 (the view has asked)
    until = min(max(clock.today(), campaign.start), campaign.end)
    same_day = previous.start + (until - campaign.start)
    now = _figures(campaign, until, user)
    then = _figures(previous, same_day, user)
    whole = _figures(previous, max(previous.end, clock.today()), user)
    return [
        Line(
            label,
            _shown(then[code]),
            _shown(whole[code]),
            _shown(now[code]),
            _change(now[code], then[code]),
        )
        for code, label in _labels().items()
    ]


def _labels() -> dict[str, str]:
    return {
        "plans": _("unit plans on file"),
        "tasks": _("phase tasks done"),
        "sessions": _("study sessions held"),
        "meetings": _("meetings held"),
        "visits": _("field visits made"),
        "items": _("problems on the ledger"),
        "closed": _("struck off"),
        "closed_rate": _("share struck off"),
        "relapsed": _("relapses"),
        "wrong": _("wrong decisions on the ledger"),
        "rules": _("rules issued"),
        "complaints": _("complaints accepted"),
        "answered_rate": _("complaints answered in time"),
        "satisfied_rate": _("share of the satisfied"),
        "enterprise": _("enterprise cases registered"),
        "targets": _("targets reached, on average"),
    }


def _shown(value: int | str) -> str:
    return str(value)


def _change(now: int | str, then: int | str) -> int | None:
    if isinstance(now, int) and isinstance(then, int):
        return now - then
    return None


def _figures(campaign: Campaign, until: dt.date, user: User) -> Mapping[str, int | str]:
    """The figures of a campaign at the end of a day."""
    tasks = UnitTask.objects.of(campaign).exclude(state=TaskState.EXCUSED)
    task = tasks.filter(state__in=FINISHED, done_on__lte=until).aggregate(
        tasks=Count("pk"), plans=Count("pk", filter=Q(task__evidence=Evidence.PLAN))
    )
    days = (campaign.start, until)
    return {
        **task,
        "sessions": StudySession.objects.of(campaign)
        .filter(state=SessionState.DONE, date__lte=until)
        .count(),
        "meetings": Meeting.objects.of(campaign)
        .filter(state=MeetingState.HELD, date__lte=until)
        .count(),
        "visits": FieldVisit.objects.filter(campaign=campaign, on__lte=until).count(),
        **_items(campaign, until),
        "rules": Rule.objects.filter(campaign=campaign)
        .issued()
        .filter(issued_on__lte=until)
        .count(),
        **_complaints(user, days),
        "enterprise": EnterpriseCase.objects.filter(
            campaign=campaign, created_at__lt=_end_of(until)
        ).count(),
        "targets": _targets(campaign),
    }


def _end_of(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day + dt.timedelta(days=1), dt.time()))


def _items(campaign: Campaign, until: dt.date) -> dict[str, int | str]:
    rows = (
        RectificationItem.objects.filter(campaign=campaign, accepted_at__lt=_end_of(until))
        .counted()
        .exclude(owner_kind=OwnerKind.PERSON)
        .order_by()
        .aggregate(
            items=Count("pk"),
            closed=Count("pk", filter=Q(state__in=DONE_STATES, closed_at__lt=_end_of(until))),
            relapsed=Count("pk", filter=Q(relapse_count__gt=0)),
            wrong=Count("pk", filter=Q(category__code=WRONG_DECISION)),
        )
    )
    return {**rows, "closed_rate": share(rows["closed"], rows["items"])}


def _complaints(user: User, days: tuple[dt.date, dt.date]) -> dict[str, int | str]:
    start, until = days
    rows: dict[str, int] = (
        cases.counted(user)
        .filter(cases.accepted(start, until))
        .order_by()
        .aggregate(
            complaints=Count("pk"),
            in_time=Count("pk", filter=Q(first_reply_on__lte=F("due_reply"))),
            due=Count("pk", filter=cases.answer(cases.DUE, until)),
            rated=Count("pk", filter=cases.rating(cases.RATED)),
            good=Count("pk", filter=cases.rating(cases.GOOD)),
        )
    )
    few = rows["rated"] < LEAST_SHOWN
    return {
        "complaints": rows["complaints"],
        "answered_rate": share(rows["in_time"], rows["due"]),
        "satisfied_rate": _("sample too small") if few else share(rows["good"], rows["rated"]),
    }


def _targets(campaign: Campaign) -> str:
    known = campaign.targets.filter(actual__isnull=False, value__gt=0)
    mean = known.aggregate(mean=Avg(F("actual") * 100 / F("value")))["mean"]
    return f"{mean:.1f}%" if mean is not None else "—"
