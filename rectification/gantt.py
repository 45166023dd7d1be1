"""Items and their milestones on a time axis, drawn on the server (SVG without inline style).

Like the other charts (`core.ui.charts`): x in percent, y in pixels, no viewBox, so that bars
stretch with the page while text keeps its size. All that is drawn is also said in words.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.ui.due import month_day
from rectification.enums import Light
from rectification.models import Milestone, RectificationItem

ROW, BAR_TOP, BAR = 34, 10, 14
_FILL = {
    Light.RED: "red",
    Light.AMBER: "amber",
    Light.GREEN: "green",
    Light.DONE: "done",
    Light.OFF: "done",
}
_NOTHING = SafeString("")


@dataclass(frozen=True)
class Window:
    """The days that are drawn, both ends included."""

    start: dt.date
    end: dt.date

    def at(self, day: dt.date) -> float:
        """Where a day begins, in percent of the width; days outside lie on the edge."""
        whole = (self.end - self.start).days + 1
        return max(0.0, min(100.0, (day - self.start).days / whole * 100))

    def shows(self, day: dt.date) -> bool:
        return self.start <= day <= self.end

    def months(self) -> list[dt.date]:
        """The first days of the months that are drawn; the first one may begin before."""
        found, first = [], self.start.replace(day=1)
        while first <= self.end:
            found.append(first)
            first = month_after(first, 1)
        return found


def month_after(first: dt.date, count: int) -> dt.date:
    """The first day of the month `count` months later (earlier, if negative)."""
    year, month = divmod(first.year * 12 + first.month - 1 + count, 12)
    return dt.date(year, month + 1, 1)


def scale(window: Window, today: dt.date) -> SafeString:
    """The head of the chart: months, and where today is."""
    labels = [(_x(window.at(first)), _month(first)) for first in window.months()]
    return format_html(
        '<svg class="chart gantt-scale" width="100%" height="40" aria-hidden="true">{}{}</svg>',
        format_html_join(
            "",
            '<line class="axis" x1="{0}" x2="{0}" y1="0" y2="40"/>'
            '<text x="{0}" dx="6" y="15">{1}</text>',
            labels,
        ),
        _today(window, today, 40, label=True),
    )


def row(
    item: RectificationItem,
    milestones: Sequence[Milestone],
    light: Light,
    window: Window,
    today: dt.date,
) -> SafeString:
    """One item: its time, how far it is, how late it is, and its milestones."""
    lines = [(_x(window.at(first)),) for first in window.months()]
    return format_html(
        '<svg class="chart" width="100%" height="{}" role="img" aria-label="{}">{}{}{}{}</svg>',
        ROW,
        words(item, milestones, today),
        format_html_join(
            "", f'<line class="axis" x1="{{0}}" x2="{{0}}" y1="0" y2="{ROW}"/>', lines
        ),
        _bars(item, light, window, today),
        _marks(milestones, window, today),
        _today(window, today, ROW),
    )


def words(item: RectificationItem, milestones: Iterable[Milestone], today: dt.date) -> str:
    """What the drawing says, for those who do not see it."""
    parts = []
    if item.start_on:
        parts.append(_("begun %(day)s") % {"day": month_day(item.start_on)})
    if item.deadline:
        parts.append(_("due %(day)s") % {"day": month_day(item.deadline)})
    if _was_moved(item):
        assert item.original_due is not None  # noqa: S101 - `_was_moved` has looked
        parts.append(_("originally due %(day)s") % {"day": month_day(item.original_due)})
    parts.append(_("progress %(n)d%%") % {"n": item.progress})
    parts += [f"{step.name} {month_day(step.due)} {standing(step, today)}" for step in milestones]
    return "；".join(parts)


def standing(step: Milestone, today: dt.date) -> str:
    """A milestone's state in a word."""
    if step.done_on:
        return _("reached")
    return _("late") if step.is_late(today) else _("ahead")


def _bars(item: RectificationItem, light: Light, window: Window, today: dt.date) -> SafeString:
    due = item.deadline
    if due is None:
        return _NOTHING
    start = item.start_on or due - dt.timedelta(days=1)
    left, right = window.at(start), window.at(due + dt.timedelta(days=1))
    filled = left + (right - left) * item.progress / 100
    parts = [
        _rect("f-track", left, right),
        _rect(f"f-{_FILL[light]}", left, filled),
        _late(item, light, window, today),
    ]
    if _was_moved(item) and item.original_due and window.shows(item.original_due):
        x = _x(window.at(item.original_due + dt.timedelta(days=1)))
        parts.append(
            format_html('<line class="mark" x1="{0}" x2="{0}" y1="4" y2="{1}"/>', x, ROW - 4)
        )
    return format_html_join("", "{}", ((part,) for part in parts))


def _late(item: RectificationItem, light: Light, window: Window, today: dt.date) -> SafeString:
    """The days past the deadline, hatched so that they show in grey print too."""
    due = item.deadline
    if light != Light.RED or due is None or due >= today:
        return _NOTHING
    left, right = window.at(due + dt.timedelta(days=1)), window.at(today)
    hatch = format_html(
        '<rect fill="url(#p-red)" x="{}" y="{}" width="{}" height="{}"/>',
        _x(left),
        BAR_TOP,
        _x(max(0.0, right - left)),
        BAR,
    )
    return format_html("{}{}", _rect("f-red", left, right), hatch)


def _marks(milestones: Sequence[Milestone], window: Window, today: dt.date) -> SafeString:
    rows = [
        (
            f"{step.name} {month_day(step.due)} {standing(step, today)}",
            "done" if step.done_on else "late" if step.is_late(today) else "next",
            _x(window.at(step.due)),
            BAR_TOP + BAR // 2,
        )
        for step in milestones
        if window.shows(step.due)
    ]
    return format_html_join(
        "", '<g><title>{}</title><use href="#mile-{}" x="{}" y="{}"/></g>', rows
    )


def _today(window: Window, today: dt.date, height: int, *, label: bool = False) -> SafeString:
    if not window.shows(today):
        return _NOTHING
    x = _x(window.at(today))
    line = format_html('<line class="now" x1="{0}" x2="{0}" y1="0" y2="{1}"/>', x, height)
    if not label:
        return line
    word = format_html('<text class="now-word" x="{}" dx="6" y="34">{}</text>', x, _("today"))
    return format_html("{}{}", line, word)


def _rect(kind: str, left: float, right: float) -> SafeString:
    return format_html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="2"/>',
        kind,
        _x(left),
        BAR_TOP,
        _x(max(0.0, right - left)),
        BAR,
    )


def _was_moved(item: RectificationItem) -> bool:
    return item.original_due is not None and item.original_due != item.due_date


def _month(first: dt.date) -> str:
    return _("%(year)d-%(month)d") % {"year": first.year, "month": first.month}


def _x(percent: float) -> str:
    return f"{percent:.2f}%"
