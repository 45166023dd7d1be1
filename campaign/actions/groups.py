"""Set up the leadership groups."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from campaign import access
from campaign.actions import plan_rows, tasks
from campaign.actions.plan_rows import MemberRow
from campaign.enums import Evidence, GroupLevel
from campaign.models import Campaign, LeadershipGroup
from core import audit
from core.access import require
from core.workflow import lock

KIND = "campaign.group"
# what the paper that set the group up says of it.
FACTS = ("title", "established_on", "doc_no")


@transaction.atomic
def zone_group(*, campaign: Campaign, by: User) -> LeadershipGroup:
    """The zone's own group, made when it is first asked for."""
    group = LeadershipGroup.objects.of_zone().filter(campaign=campaign).first()
    if group:
        return group
    require(access.can_edit_zone_group(by))
    return LeadershipGroup.objects.create(
        campaign=campaign,
        level=GroupLevel.ZONE,
        title=_("Leadership group of the campaign"),
        created_by=by,
    )


@transaction.atomic
def set_members(
    *,
    group: LeadershipGroup,
    by: User,
    members: Sequence[MemberRow],
    version: int | None = None,
    **facts: Any,
) -> LeadershipGroup:
    """Set the members in order; a complete chain fulfils the unit's task.

    `facts`: any of `FACTS`. Raises `Conflict` if somebody has saved the group since `version`.
    """
    group = lock(group, version)
    require(access.can_edit_group(by, group))
    if unknown := sorted(set(facts) - set(FACTS)):
        raise TypeError(f"not facts of a group: {', '.join(unknown)}")
    for name, value in facts.items():
        setattr(group, name, value)
    plan_rows.replace_members(group, members)
    group.version += 1
    group.save(update_fields=[*facts, "version", "updated_at"])
    audit.record(
        f"{KIND}.members",
        by=by,
        kind=KIND,
        object_id=group.pk,
        number=group.number,
        unit_code=group.unit_code,
        detail={"members": len(members)},
    )
    settle(group, by)
    return group


def settle(group: LeadershipGroup, by: User) -> None:
    """Count the group towards the unit's task as soon as its chain is complete."""
    if group.unit is not None and not group.missing_roles():
        tasks.fulfil(
            Evidence.GROUP,
            unit=group.unit,
            by=by,
            kind=KIND,
            object_id=group.pk,
            number=group.number,
            campaign=group.campaign,
        )
