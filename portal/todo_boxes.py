"""What stands beside the to-do list: the unit's lights, its phase tasks, what has happened."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from accounts.enums import Permission
from accounts.models import User
from campaign.enums import TaskState
from campaign.models import Campaign, UnitTask
from core import clock
from core.models import Notice
from core.ui.due import moment_words
from core.ui.parts import TimelineEntry
from portal import messages
from portal.menus import address
from rectification.models import RectificationItem
from rectification.queries import totals

NEWS = 4
NEWEST = 40
LIGHTS = ("red", "amber", "green", "done")


@dataclass(frozen=True)
class Lamp:
    """A light, how many items have it, and the list of exactly those."""

    kind: str
    count: int
    url: str


@dataclass(frozen=True)
class TaskLine:
    """A task of the phase: its state in words, and the colour of its tag (empty: quiet)."""

    title: str
    state: str
    tag: str
    url: str


@dataclass(frozen=True)
class PhaseBox:
    """The phase under way, its last day, the calendar days left, and the unit's tasks in it."""

    name: str
    end: dt.date
    days_left: int
    tasks: Sequence[TaskLine]

    @property
    def first_open(self) -> TaskLine | None:
        """The task to point to when nothing else is to be done."""
        return next((task for task in self.tasks if task.tag), None)


def lamps(user: User) -> list[Lamp]:
    """The lights of the unit's ledger; none for people of the zone, who have the dashboard."""
    if user.unit is None or not user.may(Permission.UNIT_READ, user.unit.code):
        return []
    counts = totals(RectificationItem.objects.visible_to(user).filter(unit=user.unit))
    ledger = reverse("rectification:ledger")
    return [Lamp(light, counts[light], f"{ledger}?lamp={light}") for light in LIGHTS]


def phase_box(user: User) -> PhaseBox | None:
    """What the phase asks of the person's unit: finished rows quiet, open ones with a tag (R26)."""
    campaign = Campaign.objects.current_or_none() if user.unit else None
    phase = campaign.phase_on() if campaign else None
    if phase is None:
        return None
    rows = (
        UnitTask.objects.visible_to(user)
        .filter(unit=user.unit, task__phase=phase)
        .exclude(state=TaskState.EXCUSED)
        .in_order()
    )
    today = clock.today()
    tasks = [_line(row, today) for row in rows]
    return PhaseBox(phase.name, phase.end, (phase.end - today).days, tasks)


def _line(row: UnitTask, today: dt.date) -> TaskLine:
    url = address("campaign:tasks")
    if row.state != TaskState.OPEN:
        return TaskLine(row.task.title, str(row.get_state_display()), "", url)
    if row.is_late(today):
        return TaskLine(row.task.title, pgettext("to-do", "late"), "red", url)
    if row.handed_in_on is not None:
        return TaskLine(row.task.title, _("handed in"), "", url)
    return TaskLine(row.task.title, _("not done"), "amber", url)


def news(user: User) -> list[TimelineEntry]:
    """The newest messages of the person; the reminders of a day are one."""
    entries = []
    for day in messages.newest(Notice.objects.filter(recipient=user), NEWEST):
        told = [_entry(line) for line in day.news]
        entries += [_digest(day.digest), *told] if day.digest else told
    return entries[:NEWS]


def _entry(line: messages.Line) -> TimelineEntry:
    link = reverse("portal:message", args=[line.notice.pk])
    title = format_html('<a href="{}">{}</a>', link, line.text)
    return TimelineEntry(title, f"{moment_words(line.notice.created_at)} · {line.label}")


def _digest(lines: Sequence[messages.Line]) -> TimelineEntry:
    words = ngettext(
        "Reminders of the day: %(n)d thing is due",
        "Reminders of the day: %(n)d things are due",
        len(lines),
    ) % {"n": len(lines)}
    title = format_html('<a href="{}">{}</a>', reverse("portal:messages"), words)
    return TimelineEntry(title, moment_words(lines[0].notice.created_at))
