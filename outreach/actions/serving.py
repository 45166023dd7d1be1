"""The unit at work: measures and a date, follow-ups, and the long breath."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import clock
from core.access import require
from core.actors import Actor
from core.errors import DomainError
from core.workflow import lock
from outreach import access, deadlines
from outreach.dates import LONG_DAYS, check_done, check_due, check_next
from outreach.enums import CaseState
from outreach.models import EnterpriseCase, FollowUp
from outreach.workflow import CASE


@transaction.atomic
def promise(
    *,
    case: EnterpriseCase,
    by: Actor,
    measures: str,
    due_on: dt.date,
    next_on: dt.date,
    version: int | None = None,
) -> EnterpriseCase:
    """Lay down measures, the date of the result and the first follow-up.

    Raises `DomainError` naming the field that does not do, `Conflict` if the case has changed.
    """
    case = lock(case, version)
    require(CASE.can(case, "promise", by))
    _promise(case, measures, due_on)
    case.first_due, case.next_on = due_on, check_next(next_on)
    CASE.apply(case, "promise", by=by, save=["measures", "due_on", "first_due", "next_on"])
    deadlines.settle(case)
    return case


@transaction.atomic
def revise(
    *,
    case: EnterpriseCase,
    by: Actor,
    measures: str,
    due_on: dt.date,
    reason: str,
    version: int | None = None,
) -> EnterpriseCase:
    """Change measures or date, with the reason; the date first promised stays on record."""
    case = lock(case, version)
    require(CASE.can(case, "revise", by))
    before = case.due_on
    _promise(case, measures, due_on)
    moved = {"from": str(before), "to": str(due_on)} if before != due_on else {}
    CASE.apply(case, "revise", by=by, reason=reason, save=["measures", "due_on"], extra=moved)
    deadlines.settle(case)
    return case


@transaction.atomic
def follow(
    *, case: EnterpriseCase, by: Actor, on: dt.date, progress: str, next_on: dt.date
) -> EnterpriseCase:
    """Log a follow-up; it names the day of the next one (R-079)."""
    case = lock(case)
    require(access.can_follow(by, case))
    text = _text(progress, _("Write what has moved since the last time."), "progress")
    long_term = case.state == CaseState.LONG_TERM
    case.next_on = check_next(next_on, **({"most": LONG_DAYS} if long_term else {}))
    since = timezone.localdate(case.assigned_at) if case.assigned_at else None
    FollowUp.objects.create(
        case=case,
        on=check_done(on, since),
        progress=text,
        next_on=next_on,
        at=clock.now(),
        by_id=by.pk,
    )
    CASE.apply(case, "follow_long" if long_term else "follow", by=by, save=["next_on"])
    deadlines.settle(case)
    return case


@transaction.atomic
def keep_long(*, case: EnterpriseCase, by: Actor, reason: str, next_on: dt.date) -> EnterpriseCase:
    """What takes longer than any promise stays open and is looked at every quarter at least."""
    case = lock(case)
    require(access.can_keep_long(by, case))
    case.next_on = check_next(next_on, most=LONG_DAYS)
    CASE.apply(case, "keep_long", by=by, reason=reason, save=["next_on"])
    deadlines.settle(case)
    return case


def _promise(case: EnterpriseCase, measures: str, due_on: dt.date) -> None:
    case.measures = _text(measures, _("Write what your unit will do."), "measures")
    case.due_on = check_due(due_on)


def _text(text: str, missing: object, field: str) -> str:
    if not text.strip():
        raise DomainError(str(missing), field, field)
    return text.strip()
