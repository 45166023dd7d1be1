"""Change the time limits. Cases under way keep their dates."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.enums import Permission
from accounts.models import User
from complaints.models import Policy
from core import audit
from core.errors import NotAllowed
from core.workflow import lock


@transaction.atomic
def change(*, policy: Policy, by: User, version: int, **values: Any) -> Policy:
    """Set limits (working days) and legal basis; the audit trail names what was changed."""
    if not by.may(Permission.CAMPAIGN_MANAGE):
        raise NotAllowed(_("Only the head of the office changes time limits."))
    policy = lock(policy, version)
    changed = [name for name, value in values.items() if getattr(policy, name) != value]
    for name in changed:
        setattr(policy, name, values[name])
    policy.version += 1
    policy.save(update_fields=[*changed, "version", "updated_at"])
    audit.record(
        "complaints.policy.change",
        by=by,
        kind="complaints.policy",
        object_id=policy.pk,
        number=policy.track,
        detail={"fields": sorted(changed)},
    )
    return policy
