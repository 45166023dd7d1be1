"""Drafts that the portal writes when a deadline is missed: the office checks and issues them."""

from collections.abc import Sequence

from django.db import transaction

from accounts.models import Unit
from campaign.models import Campaign
from campaign.slip_door import Lapse
from core import audit, clock
from core.actors import SYSTEM
from core.models import StatusLog
from core.workdays import calendar
from inspections import notices, people
from inspections.enums import SlipKind
from inspections.models import SupervisionSlip
from inspections.workflow import SLIP_KIND
from rectification.workflow import KIND as ITEM_KIND

ANSWER_WORKDAYS = 5


@transaction.atomic
def draft(lapses: Sequence[Lapse]) -> int:
    """One draft of a kind for each deadline, whatever became of it since; how many are new."""
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=_codes(lapses))}
    known = _known(lapses)
    campaign = Campaign.objects.current_or_none()
    fresh = [
        lapse
        for lapse in lapses
        if campaign is not None
        and (lapse.deadline.pk, _kind(lapse)) not in known
        and lapse.deadline.unit_code in units
    ]
    due = calendar().add(clock.today(), ANSWER_WORKDAYS)
    slips = SupervisionSlip.objects.bulk_create(
        SupervisionSlip(
            campaign=campaign,
            kind=_kind(lapse),
            unit=units[lapse.deadline.unit_code],
            title=lapse.title,
            facts=lapse.facts,
            demand=lapse.demand,
            reply_due=due,
            deadline=lapse.deadline,
        )
        for lapse in fresh
    )
    _name_items(slips)
    _write_down(slips)
    notices.tell_drafted(slips, people.office())
    return len(slips)


def _kind(lapse: Lapse) -> SlipKind:
    return SlipKind.ORDER if lapse.order else SlipKind.REMINDER


def _codes(lapses: Sequence[Lapse]) -> set[str]:
    return {lapse.deadline.unit_code for lapse in lapses}


def _known(lapses: Sequence[Lapse]) -> set[tuple[int | None, str]]:
    rows = SupervisionSlip.objects.filter(deadline__in=[lapse.deadline.pk for lapse in lapses])
    return set(rows.values_list("deadline_id", "kind"))


def _name_items(slips: Sequence[SupervisionSlip]) -> None:
    """A paper about a rectification item names it, as one written by hand does."""
    link = SupervisionSlip.items.through
    link.objects.bulk_create(
        link(supervisionslip=slip, rectificationitem_id=slip.deadline.subject_id)
        for slip in slips
        if slip.deadline is not None and slip.deadline.subject_kind == ITEM_KIND
    )


def _write_down(slips: Sequence[SupervisionSlip]) -> None:
    StatusLog.objects.bulk_create(
        StatusLog(
            kind=SLIP_KIND,
            object_id=slip.pk,
            transition="write",
            from_state="",
            to_state=slip.state,
            actor=SYSTEM.username,
            actor_name=SYSTEM.name,
            at=clock.now(),
        )
        for slip in slips
    )
    audit.record_all(
        audit.event(
            f"{SLIP_KIND}.write",
            by=SYSTEM,
            kind=SLIP_KIND,
            object_id=slip.pk,
            unit_code=slip.unit_code,
            detail={"kind": slip.kind, "deadline": slip.deadline_id},
        )
        for slip in slips
    )
