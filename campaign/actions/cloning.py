"""The next year's campaign from this year's: its structure, never its results (R-002)."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from campaign.actions import campaigns, groups, topics
from campaign.actions.campaigns import PhaseDraft, TaskDraft
from campaign.actions.plan_rows import MemberRow
from campaign.enums import Evidence, MemberRole, PhaseKind
from campaign.models import Campaign, LeadershipGroup, Phase
from core.errors import DomainError

Days = tuple[dt.date, dt.date]
TEXTS = (
    "theme",
    "policy",
    "guiding_thought",
    "issuer",
    "office_host",
    "hotline",
    "address",
    "hours",
    "email",
    "reminder_budget",
)


TARGET = ("name", "value", "measure", "growth_pct")


@transaction.atomic
def clone(
    *, campaign: Campaign, by: User, year: int, title: str, phases: Mapping[str, Days]
) -> Campaign:
    """A campaign in preparation with the phases, tasks, targets, topics and group of another.

    `phases`: first and last day by kind of phase. A task keeps its distance from the end of its
    phase. Document number, actual figures and everything that units did are left behind.
    """
    if Campaign.objects.filter(year=year).exists():
        raise DomainError(
            _("There is a campaign of %(year)d already. Choose another year.") % {"year": year},
            "year-taken",
            "year",
        )
    if hasattr(campaign, "next"):
        raise DomainError(_("This campaign has been continued already."), "continued")
    made = campaigns.create(
        by=by,
        year=year,
        title=title.strip(),
        previous=campaign,
        phases=[_phase(phase, phases[phase.kind]) for phase in campaign.phase_list],
        targets=[{name: getattr(row, name) for name in TARGET} for row in campaign.targets.all()],
        references=list(campaign.references.values_list("title", "doc_no")),
        **{name: getattr(campaign, name) for name in TEXTS},
    )
    library = campaign.topics.filter(active=True).values_list("title", flat=True)
    topics.set_topics(campaign=made, by=by, titles=list(library))
    _group(campaign, made, by)
    return made


def _phase(phase: Phase, days: Days) -> PhaseDraft:
    start, end = days
    return PhaseDraft(
        PhaseKind(phase.kind),
        phase.name,
        start,
        end,
        tuple(
            TaskDraft(
                title=task.title,
                evidence=Evidence(task.evidence),
                due=end + (task.due - phase.end),
                weight=task.weight,
                quantity=task.quantity,
                kinds=tuple(task.kinds),
            )
            for task in phase.tasks.all()
        ),
    )


def _group(campaign: Campaign, made: Campaign, by: User) -> None:
    """The zone's leadership group goes on; the units set up theirs anew with their plans."""
    old = LeadershipGroup.objects.of_zone().filter(campaign=campaign).first()
    if old is None:
        return
    rows = [
        MemberRow(MemberRole(row.role), row.name, row.post, row.in_charge_of)
        for row in old.members.all()
    ]
    groups.set_members(group=groups.zone_group(campaign=made, by=by), by=by, members=rows)


def same_days(phase: Phase, year: int, old_year: int) -> Days:
    """The days of a phase in another year, as a proposal; 29 February becomes the 28th."""

    def moved(day: dt.date) -> dt.date:
        target = day.year + year - old_year
        try:
            return day.replace(year=target)
        except ValueError:
            return day.replace(year=target, day=28)

    return moved(phase.start), moved(phase.end)
