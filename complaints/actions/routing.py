"""Change the rules that suggest a unit."""

from django.db import transaction

from accounts.models import User
from complaints import access
from complaints.models import RoutingRule
from core import audit
from core.access import require


@transaction.atomic
def keep(*, rule: RoutingRule, by: User) -> RoutingRule:
    """Save a new or changed rule."""
    require(access.can_route(by))
    rule.save()
    audit.record(
        "complaints.routing.keep",
        by=by,
        kind="complaints.routing",
        object_id=rule.pk,
        detail={"active": rule.active},
    )
    return rule
