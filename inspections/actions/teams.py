"""Somebody of a team leaves the service: a colleague of the same role goes instead."""

from django.db import transaction
from django.db.models import Q, QuerySet

from accounts.access import can_grant
from accounts.enums import Role
from accounts.models import Post
from core import beginnings as log
from core.access import require
from core.actors import Actor
from inspections import notices
from inspections.enums import State
from inspections.models import Inspection
from inspections.workflow import KIND

OVER = (State.CLOSED, State.CANCELLED)


def carried_out(post: Post) -> int:
    """How many unfinished inspections hang on a post of a team."""
    return _of(post).count()


@transaction.atomic
def leave(*, source: Post, to: Post, by: Actor) -> int:
    """Put a colleague into the person's place in every unfinished inspection.

    A part for `accounts.departures`: the administrator who asks for it learns a number only.
    """
    require(can_grant(by, source.user))
    found = list(_of(source).select_for_update(of=("self",)).order_by("id"))
    for inspection in found:
        if inspection.lead_id == source.user_id:
            inspection.lead = to.user
        if inspection.team.filter(pk=source.user_id).exists():
            inspection.team.remove(source.user_id)
            inspection.team.add(to.user_id)
        inspection.version += 1
        inspection.save(update_fields=["lead", "version", "updated_at"])
        log.noted(KIND, inspection, by, "hand-over", source=source.pk, to=to.pk)
        if inspection.state not in (State.DRAFT, State.PLANNED):
            notices.tell(notices.TeamCalled, inspection, [to.user])
    return len(found)


def _of(post: Post) -> QuerySet[Inspection]:
    """What a team leader leads or takes part in; what a member takes part in."""
    mine = Inspection.objects.filter(team=post.user_id).values("pk")
    wanted = {
        Role.INSPECTOR: Q(pk__in=mine),
        Role.INSPECTOR_LEAD: Q(pk__in=mine) | Q(lead=post.user_id),
    }.get(Role(post.role))
    if wanted is None:
        return Inspection.objects.none()
    return Inspection.objects.exclude(state__in=OVER).filter(wanted)
