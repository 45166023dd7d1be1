"""The office judges plans: put on file, or return with notes at their sections."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from campaign import notices, people
from campaign.actions import tasks
from campaign.enums import Disclosure, Evidence, PlanField, Severity
from campaign.models import ReturnNote, UnitPlan
from campaign.workflow import PLAN
from core.errors import DomainError
from core.workflow import lock


@dataclass(frozen=True)
class NoteRow:
    """A remark at one section."""

    field: PlanField
    comment: str
    severity: Severity = Severity.MUST


@transaction.atomic
def accept(*, plan: UnitPlan, by: User, version: int | None = None) -> UnitPlan:
    """Put the plan on file (予以备案). The unit's task is fulfilled by it."""
    plan = lock(plan, version)
    if plan.disclosure != Disclosure.PUBLIC:  # an amendment has made it the unit's own affair
        plan.public_edition = None
    PLAN.apply(plan, "accept", by=by, save=["public_edition"])
    plan.notes.open().update(settled=True)
    tasks.fulfil(
        Evidence.PLAN,
        unit=plan.unit,
        by=by,
        kind=PLAN.kind,
        object_id=plan.pk,
        number=plan.number,
        on=plan.first_submitted_on,
        campaign=plan.campaign,
    )
    notices.settle(plan)
    notices.filed(plan, people.writers(plan.unit))
    return plan


@transaction.atomic
def return_plan(
    *,
    plan: UnitPlan,
    by: User,
    notes: Sequence[NoteRow],
    phone: str = "",
    version: int | None = None,
) -> UnitPlan:
    """Return the plan with notes; at least one must demand a change.

    From the second return on the unit gets a phone number to call (domain.md §2.10).
    """
    plan = lock(plan, version)
    again = plan.notes.exists()
    if again and not phone.strip():
        raise DomainError(
            _("This is not the first return: give a phone number that the unit can call."),
            "phone",
            "phone",
        )
    if not any(note.severity == Severity.MUST for note in notes):
        raise DomainError(
            _("Write at least one note that must be changed, so that the unit knows what to do."),
            "no-must",
        )
    plan.call_phone = phone.strip() if again else ""
    PLAN.apply(plan, "return", by=by, extra={"notes": len(notes)}, save=["call_phone"])
    plan.notes.open().update(settled=True)
    sent = plan.versions.latest("edition")
    ReturnNote.objects.bulk_create(
        ReturnNote(
            version=sent,
            plan=plan,
            field=note.field,
            comment=note.comment,
            severity=note.severity,
            written_by_name=by.name,
            order=order,
        )
        for order, note in enumerate(notes, start=1)
    )
    if plan.accepted_at is None:  # an amendment leaves what is on file as it is
        tasks.give_back(kind=PLAN.kind, object_id=plan.pk, by=by)
    notices.settle(plan)
    notices.returned(plan, people.writers(plan.unit))
    return plan
