"""What the home page shows, composed from the packages' own queries. No number is made here."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from campaign.enums import Elapsed, PhaseKind
from campaign.models import Campaign, Phase, UnitPlan
from complaints import policies
from complaints.enums import Track
from complaints.published import PublicFigures, PublicUnitRow, public_figures, public_units
from core.templatetags.zf import percent
from core.text import Text
from rectification.enums import DONE_STATES, LEFT_STATES
from rectification.models import RectificationItem

UNITS_SHOWN, TASKS_SHOWN = 6, 2


@dataclass(frozen=True, slots=True)
class PhaseCard:
    """One phase: `stands` is before, during or after; `days_left` counts calendar days.

    `fact`: what has come of it so far, or what it will ask.
    """

    name: str
    start: dt.date
    end: dt.date
    stands: str
    days_left: int
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One of the four figures below the hero."""

    label: Text
    value: str
    unit: Text = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """The row of figures and what it is: the last 30 days, or the terms before there are any."""

    title: Text
    cells: Sequence[Figure]


@dataclass(frozen=True, slots=True)
class UnitTable:
    """The busiest units since the first day of the campaign; nothing hidden is shown."""

    since: dt.date
    until: dt.date
    reply_days: int
    rows: Sequence[PublicUnitRow]


def phases(campaign: Campaign, today: dt.date) -> Sequence[PhaseCard]:
    """The three phases with where today stands in each."""
    facts = _facts(campaign)
    return [
        PhaseCard(
            phase.name,
            phase.start,
            phase.end,
            {Elapsed.BEFORE: "before", Elapsed.DURING: "during"}.get(phase.stands(today), "after"),
            (phase.end - today).days,
            facts.get(phase.kind, "") if today >= phase.start else _tasks(phase),
        )
        for phase in campaign.phase_list
    ]


def _facts(campaign: Campaign) -> dict[str, str]:
    """What the first two phases have brought, in one query each."""
    filed = UnitPlan.objects.of(campaign).filter(accepted_at__isnull=False).count()
    items = RectificationItem.objects.filter(accepted_at__isnull=False).order_by()
    found = items.exclude(state__in=LEFT_STATES).aggregate(
        all=Count("pk"), done=Count("pk", filter=Q(state__in=DONE_STATES))
    )
    plans = ngettext("%(n)d plan of a unit is on file", "%(n)d plans of units are on file", filed)
    return {
        PhaseKind.MOBILIZE: plans % {"n": filed} if filed else "",
        PhaseKind.RECTIFY: _("%(all)d problems found, %(done)d of them struck off") % found
        if found["all"]
        else "",
    }


def _tasks(phase: Phase) -> str:
    """The first tasks of a phase that has not begun."""
    return "、".join(phase.tasks.values_list("title", flat=True)[:TASKS_SHOWN])


def figures(today: dt.date) -> Figures:
    """The last 30 days; before the first accepted complaint the terms stand in their place."""
    found = public_figures(today - dt.timedelta(days=30), today)
    return _results(found) if found.accepted else terms()


def _results(found: PublicFigures) -> Figures:
    return Figures(
        _("The last 30 days"),
        [
            Figure(_("complaints accepted in 30 days"), str(found.accepted), _("cases")),
            Figure(_("of them answered"), str(found.answered), _("cases")),
            Figure(pgettext("rate", "answered in time"), percent(found.on_time_rate)),
            Figure(
                _("satisfied people")
                if found.satisfaction is not None
                else _("satisfied people (too few ratings)"),
                percent(found.satisfaction),
            ),
        ],
    )


def terms() -> Figures:
    """What the portal promises, from the time limits that the office has set."""
    limits = policies.of(Track.SERVICE)
    days = _("working days")
    return Figures(
        _("Our promise"),
        [
            Figure(_("to tell you whether we accept it"), str(limits.triage_days), days),
            Figure(_("to answer an accepted complaint"), str(limits.reply_days), days),
            Figure(_("to rate the answer"), str(limits.rating_days), days),
            Figure(_("needed to complain"), "0", _("personal details")),
        ],
    )


def unit_table(campaign: Campaign, today: dt.date) -> UnitTable | None:
    """The units with most accepted complaints; units with few cases are never singled out (C9)."""
    if today < campaign.start:
        return None
    rows = [row for row in public_units(campaign.start, today) if row.accepted is not None]
    rows.sort(key=lambda row: -(row.accepted or 0))
    if not rows:
        return None
    limits = policies.of(Track.SERVICE)
    return UnitTable(campaign.start, today, limits.reply_days, rows[:UNITS_SHOWN])
