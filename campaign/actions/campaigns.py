"""Set up a campaign and move it through its year."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User
from campaign import access, deadlines
from campaign.enums import CampaignState, Evidence, PhaseKind
from campaign.models import Campaign, CampaignTarget, Phase, PhaseTask, ReferenceDocument, UnitTask
from campaign.workflow import CAMPAIGN
from core import audit
from core.access import require
from core.errors import DomainError
from core.text import Text
from core.workflow import lock


@dataclass(frozen=True)
class TaskDraft:
    """A task of a phase; `kinds` empty means every unit."""

    title: str
    evidence: Evidence
    due: dt.date
    weight: int = 1
    quantity: int = 1
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class PhaseDraft:
    """A phase with its days (both included) and tasks."""

    kind: PhaseKind
    name: str
    start: dt.date
    end: dt.date
    tasks: tuple[TaskDraft, ...] = field(default=())


@transaction.atomic
def create(
    *,
    by: User,
    phases: Iterable[PhaseDraft],
    targets: Iterable[dict[str, Any]] = (),
    references: Iterable[tuple[str, str]] = (),
    **fields: Any,
) -> Campaign:
    """Make a campaign in preparation.

    `targets`: fields of `CampaignTarget`; `references`: (title, document number).
    Raises `DomainError` when the phases leave out a kind or overlap.
    """
    require(access.can_manage_campaigns(by))
    drafts = sorted(phases, key=lambda phase: phase.start)
    check_phases(drafts)
    campaign = Campaign.objects.create(created_by=by, **fields)
    for draft in drafts:
        phase = Phase.objects.create(
            campaign=campaign, kind=draft.kind, name=draft.name, start=draft.start, end=draft.end
        )
        PhaseTask.objects.bulk_create(
            PhaseTask(
                phase=phase,
                order=order,
                title=task.title,
                evidence=task.evidence,
                due=task.due,
                weight=task.weight,
                quantity=task.quantity,
                kinds=list(task.kinds),
            )
            for order, task in enumerate(draft.tasks, start=1)
        )
    CampaignTarget.objects.bulk_create(
        CampaignTarget(campaign=campaign, order=order, **target)
        for order, target in enumerate(targets, start=1)
    )
    ReferenceDocument.objects.bulk_create(
        ReferenceDocument(campaign=campaign, order=order, title=title, doc_no=doc_no)
        for order, (title, doc_no) in enumerate(references, start=1)
    )
    audit.record(
        "campaign.create", by=by, kind=CAMPAIGN.kind, object_id=campaign.pk, number=campaign.number
    )
    return campaign


def check_phases(drafts: list[PhaseDraft]) -> None:
    """Each kind once, none overlapping, none ending before it begins; `drafts` by first day."""
    if sorted(draft.kind for draft in drafts) != sorted(PhaseKind):
        raise DomainError(_("Give each of the three phases exactly once."), "phases")
    for before, after in pairwise(drafts):
        if after.start <= before.end:
            message: Text = _("%(after)s must begin after %(before)s has ended.")
            raise DomainError(message % {"after": after.name, "before": before.name}, "phases")
    for draft in drafts:
        if draft.end < draft.start:
            raise DomainError(_("%s must end after it begins.") % draft.name, "phases")


@transaction.atomic
def start(*, campaign: Campaign, by: User) -> Campaign:
    """Start the campaign: every active unit gets its tasks."""
    campaign = lock(campaign)
    if Campaign.objects.filter(state=CampaignState.ACTIVE).exclude(pk=campaign.pk).exists():
        raise DomainError(
            _("Another campaign is still running. Sum it up before you start this one."),
            "running",
        )
    CAMPAIGN.apply(campaign, "start", by=by)
    enrol(campaign=campaign)
    return campaign


@transaction.atomic
def enrol(*, campaign: Campaign) -> int:
    """Give each active unit the tasks it lacks (also units that join later); returns how many."""
    lock(campaign)  # two enrolments at once would both find the same tasks missing
    tasks = PhaseTask.objects.filter(phase__campaign=campaign).select_related("phase")
    units = list(Unit.objects.active())
    have = set(UnitTask.objects.of(campaign).values_list("task_id", "unit_id"))
    missing = [
        UnitTask(task=task, unit=unit)
        for task in tasks
        for unit in units
        if task.applies_to(unit) and (task.pk, unit.pk) not in have
    ]
    deadlines.open_tasks(UnitTask.objects.bulk_create(missing))
    return len(missing)


@transaction.atomic
def move(*, campaign: Campaign, step: str, by: User) -> Campaign:
    """Sum up, close or archive the campaign (`sum_up`, `close`, `archive`)."""
    if step not in {"sum_up", "close", "archive"}:
        raise ValueError(step)
    campaign = lock(campaign)
    CAMPAIGN.apply(campaign, step, by=by)
    return campaign
