"""Register what an enterprise needs, bring it to a unit, and link it to the ledger."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.enums import Permission as P
from accounts.models import Unit, User
from campaign.models import Campaign, Category
from core import beginnings as log
from core import numbering
from core.access import require
from core.actors import Actor
from core.errors import DomainError
from core.workflow import lock
from outreach import access, deadlines, notices, people
from outreach.dates import ASSIGN_WORKDAYS, PROMISE_DAYS, in_days, in_workdays
from outreach.models import Enterprise, EnterpriseCase
from outreach.workflow import CASE, KIND
from rectification.actions import items
from rectification.enums import Source

LONGEST_ITEM = 500


@transaction.atomic
def register(
    *,
    enterprise: Enterprise,
    unit: Unit,
    by: Actor,
    origin: str,
    demand: str,
    description: str,
    tags: Iterable[str] = (),
    is_real_thing: bool = False,
    origin_kind: str = "",
    origin_number: str = "",
) -> EnterpriseCase:
    """Register a demand for a unit to handle.

    Who may hand it over does so at once: the office to any unit, a unit to itself. Otherwise it
    waits for the office. `origin_kind` and `origin_number` name the record it comes from (the
    opener holds the link). Raises `NotAllowed`, or `DomainError` without a description.
    """
    require(access.can_register(by))
    if not description.strip():
        raise DomainError(_("Write what the enterprise needs."), "description", "description")
    campaign = Campaign.objects.current()
    case = EnterpriseCase(
        campaign=campaign,
        enterprise=enterprise,
        unit=unit,
        registered_for=by.unit if isinstance(by, User) else None,
        origin=origin,
        demand=demand,
        description=description.strip(),
        tags=list(tags),
        is_real_thing=is_real_thing,
        origin_kind=origin_kind,
        origin_number=origin_number,
        next_on=in_workdays(ASSIGN_WORKDAYS),
        created_by_id=by.pk,
    )
    scope = f"BF-{campaign.year}-{unit.code}"
    case.number = f"{scope}-{numbering.take(scope):03d}"
    case.save(force_insert=True)
    log.started(KIND, case, by, "register", origin=origin, demand=demand)
    return _hand_over(case, by)


def _hand_over(case: EnterpriseCase, by: Actor) -> EnterpriseCase:
    """At once, if whoever registers may; else the office is asked to."""
    if by.may(P.CASE_REVIEW, case.unit_code):
        return _to_unit(case, "assign", by)
    if by.may(P.CASE_EDIT, case.unit_code):
        return _to_unit(case, "take", by)
    deadlines.settle(case)
    notices.tell(notices.CaseToAssign, case, people.office())
    return case


@transaction.atomic
def assign(*, case: EnterpriseCase, by: Actor, unit: Unit | None = None) -> EnterpriseCase:
    """The office hands a case to the unit named in it, or to another one."""
    case = lock(case)
    case.unit = unit or case.unit
    return _to_unit(case, "assign", by)


@transaction.atomic
def take(*, case: EnterpriseCase, by: Actor) -> EnterpriseCase:
    """The unit named takes the case on without waiting for the office."""
    case = lock(case)
    return _to_unit(case, "take", by)


def _to_unit(case: EnterpriseCase, step: str, by: Actor) -> EnterpriseCase:
    case.promise_due = case.next_on = in_days(PROMISE_DAYS)
    CASE.apply(case, step, by=by, save=["unit", "promise_due", "next_on"])
    deadlines.settle(case)
    notices.tell(
        notices.CaseAssigned, case, [u for u in people.of_unit(case.unit) if u.pk != by.pk]
    )
    return case


@transaction.atomic
def hand_back(*, case: EnterpriseCase, by: Actor, reason: str) -> EnterpriseCase:
    """The unit is not the right one; the office hands the case to another."""
    case = lock(case)
    case.next_on, case.promise_due = in_workdays(ASSIGN_WORKDAYS), None
    CASE.apply(case, "hand_back", by=by, reason=reason, save=["next_on", "promise_due"])
    deadlines.settle(case)
    notices.tell(notices.CaseToAssign, case, people.office())
    return case


@transaction.atomic
def mark(*, case: EnterpriseCase, by: Actor, is_real_thing: bool) -> EnterpriseCase:
    """Put a case on the list of real things, or take it off (R-080)."""
    case = lock(case)
    require(access.can_mark(by, case))
    case.is_real_thing = is_real_thing
    case.version += 1
    case.save(update_fields=["is_real_thing", "version", "updated_at"])
    log.noted(KIND, case, by, "mark", real_thing=is_real_thing)
    return case


@transaction.atomic
def open_item(*, case: EnterpriseCase, by: Actor, category: Category) -> EnterpriseCase:
    """Put the problem behind a case on the unit's ledger; the links go both ways (R-068)."""
    case = lock(case)
    require(access.can_open_item(by, case))
    case.item = items.register(
        unit=case.unit,
        by=by,
        source=Source.ENTERPRISE,
        description=f"{case.enterprise.name}反映：{case.description}"[:LONGEST_ITEM],
        category=category,
        tags=case.tags,
        origin_kind=KIND,
        origin_number=case.number,
    )
    case.version += 1
    case.save(update_fields=["item", "version", "updated_at"])
    log.noted(KIND, case, by, "open_item", item=case.item.number)
    return case
