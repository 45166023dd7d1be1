"""A leader lets the office remind a unit beyond the month's budget."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User
from campaign import access
from campaign.burden import Month
from campaign.models import BurdenRelease
from core import audit, clock
from core.access import require
from core.errors import DomainError


@transaction.atomic
def release(*, unit: Unit, by: User, reason: str) -> BurdenRelease:
    """Lift the budget of a unit for the present month, with the reason everybody can read."""
    require(access.can_release_burden(by))
    if not reason.strip():
        raise DomainError(_("Say why: this step needs a reason."), "reason", "reason")
    month = Month.of(clock.today()).first
    made, _new = BurdenRelease.objects.get_or_create(
        unit=unit, month=month, defaults={"reason": reason.strip()[:200], "released_by": by}
    )
    audit.record(
        "campaign.burden.release",
        by=by,
        kind="campaign.burden",
        object_id=made.pk,
        unit_code=unit.code,
    )
    return made
