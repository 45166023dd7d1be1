"""Plan an inspection, have it approved, call the team (domain.md §2.2, §15)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.enums import Permission as P
from accounts.models import Unit, User
from campaign.models import Campaign
from core import beginnings as log
from core import numbering
from core.access import require
from core.actors import Actor
from core.errors import DomainError
from core.workflow import lock
from inspections import access, notices, people
from inspections.draw import draw
from inspections.enums import Kind
from inspections.models import Inspection, SupervisionGroup
from inspections.workflow import INSPECTION, KIND

FIELDS = ("title", "kind", "plan", "lead", "group", "start", "end", "draw_seed", "draw_pool")
LONGEST = dt.timedelta(days=60)


@dataclass(frozen=True)
class Plan:
    """What a plan says. `draw_seed` with `draw_pool` proves units that were drawn by lot."""

    title: str
    kind: str
    plan: str
    lead: User
    team: Sequence[User]
    units: Sequence[Unit]
    start: dt.datetime
    end: dt.datetime
    group: SupervisionGroup | None = None
    draw_seed: str = ""
    draw_pool: Sequence[str] = ()


@transaction.atomic
def create(*, plan: Plan, by: Actor) -> Inspection:
    """Enter a plan as a draft. Raises `DomainError` naming the field that does not fit."""
    require(access.can_plan(by))
    _check(plan)
    campaign = Campaign.objects.current()
    inspection = Inspection(campaign=campaign, created_by_id=by.pk)
    _fill(inspection, plan)
    scope = f"DC-{campaign.year}"
    inspection.number = f"{scope}-{numbering.take(scope):03d}"
    inspection.save()
    inspection.team.set(plan.team)
    inspection.units.set(plan.units)
    log.started(KIND, inspection, by, "create", kind=inspection.kind, units=len(plan.units))
    return inspection


@transaction.atomic
def edit(
    *, inspection: Inspection, plan: Plan, by: Actor, version: int | None = None
) -> Inspection:
    """Change a plan that has not been sent. Raises `Conflict` if it is stale."""
    inspection = lock(inspection, version)
    require(access.can_edit(by, inspection))
    _check(plan)
    _fill(inspection, plan)
    inspection.version += 1
    inspection.save(update_fields=[*FIELDS, "confidential", "version", "updated_at"])
    inspection.team.set(plan.team)
    inspection.units.set(plan.units)
    log.noted(KIND, inspection, by, "edit")
    return inspection


@transaction.atomic
def submit(*, inspection: Inspection, by: Actor) -> Inspection:
    """Put the plan before the head of the office."""
    inspection = lock(inspection)
    INSPECTION.apply(inspection, "submit", by=by)
    notices.tell(notices.PlanToApprove, inspection, people.office_heads())
    return inspection


@transaction.atomic
def return_plan(*, inspection: Inspection, by: Actor, reason: str) -> Inspection:
    """Send the plan back to whoever wrote it."""
    inspection = lock(inspection)
    INSPECTION.apply(inspection, "return", by=by, reason=reason)
    if inspection.created_by is not None:
        notices.tell(notices.PlanReturned, inspection, [inspection.created_by])
    return inspection


@transaction.atomic
def approve(*, inspection: Inspection, by: Actor) -> Inspection:
    """Approve the plan and call the team; not by who sent it."""
    inspection = lock(inspection)
    require(access.can_approve(by, inspection))
    INSPECTION.apply(inspection, "approve", by=by)
    notices.tell(notices.TeamCalled, inspection, people.team_of(inspection))
    return inspection


@transaction.atomic
def cancel(*, inspection: Inspection, by: Actor, reason: str) -> Inspection:
    """Call the inspection off before it has begun; its number is not used again."""
    inspection = lock(inspection)
    INSPECTION.apply(inspection, "cancel", by=by, reason=reason)
    return inspection


def _fill(inspection: Inspection, plan: Plan) -> None:
    for name in FIELDS:
        setattr(inspection, name, getattr(plan, name))
    inspection.draw_pool = sorted(plan.draw_pool)
    inspection.confidential = plan.kind == Kind.COVERT


def _check(plan: Plan) -> None:
    if not plan.units:
        raise DomainError(_("Choose at least one unit to be inspected."), "units", "units")
    if plan.end < plan.start:
        raise DomainError(
            _("The end lies before the start. Give a later end."), "end-before-start", "end"
        )
    if plan.end - plan.start > LONGEST:
        raise DomainError(
            _("An inspection lasts 60 days at most. Give an earlier end."), "long", "end"
        )
    _check_team(plan)
    if plan.draw_seed:
        _check_draw(plan)


def _check_team(plan: Plan) -> None:
    if not plan.lead.may(P.INSPECTION_CONCLUDE):
        raise DomainError(_("Choose somebody who holds the post of a team leader."), "lead", "lead")
    strangers = [person for person in plan.team if not person.may(P.INSPECTION_RECORD)]
    if strangers:
        raise DomainError(
            _("%(name)s is no inspector. Choose people who hold that post.")
            % {"name": strangers[0].name},
            "stranger",
            "team",
        )
    if len({plan.lead.pk, *(person.pk for person in plan.team)}) < 2 and plan.group is None:
        raise DomainError(
            _("A team has at least two people, or a supervision group goes along."),
            "team",
            "team",
        )


def _check_draw(plan: Plan) -> None:
    codes = {unit.code for unit in plan.units}
    if not codes <= set(plan.draw_pool) or codes != set(
        draw(plan.draw_pool, len(codes), plan.draw_seed)
    ):
        raise DomainError(
            _("These are not the units that the seed draws. Draw again or take the seed out."),
            "draw",
            "units",
        )
