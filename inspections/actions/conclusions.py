"""Conclude, check, feed back, close (domain.md §2.2, §16)."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import clock, deadlines
from core.access import require
from core.actors import Actor
from core.errors import DomainError
from core.workdays import calendar
from core.workflow import lock
from inspections import access, notices, people
from inspections.deadlines import StatementDeadline
from inspections.enums import Decision
from inspections.models import Finding, Inspection
from inspections.workflow import FINDING, FINDING_KIND, INSPECTION

STATEMENT_DAYS = 3


@transaction.atomic
def conclude(*, inspection: Inspection, by: Actor, summary: str, conclusion: str) -> Inspection:
    """The team leader writes the conclusion; every inspection has one (§16)."""
    inspection = lock(inspection)
    require(access.can_conclude(by, inspection))
    waiting = inspection.records.filter(submitted_at=None).first()
    if waiting is not None:
        raise DomainError(
            _("The record of “%(place)s” has not been sent in. Finish and send it first.")
            % {"place": waiting.place},
            "open-record",
        )
    for name, text in (("summary", summary), ("conclusion", conclusion)):
        if not text.strip():
            raise DomainError(
                _("Write the overall picture and the conclusion."), "conclusion", name
            )
    inspection.summary, inspection.conclusion = summary.strip(), conclusion.strip()
    INSPECTION.apply(inspection, "conclude", by=by, save=["summary", "conclusion"])
    notices.tell(notices.ToRelease, inspection, people.office_heads())
    return inspection


@transaction.atomic
def send_back(*, inspection: Inspection, by: Actor, reason: str) -> Inspection:
    """The conclusion needs more work on site."""
    inspection = lock(inspection)
    INSPECTION.apply(inspection, "send_back", by=by, reason=reason)
    notices.tell(notices.ConclusionReturned, inspection, [inspection.lead])
    return inspection


@transaction.atomic
def release(*, inspection: Inspection, by: Actor) -> Inspection:
    """Feed back: from now on the units know, and each has three working days for its case."""
    inspection = lock(inspection)
    require(access.can_release(by, inspection))
    INSPECTION.apply(inspection, "release", by=by)
    for finding in inspection.findings.select_related("unit").select_for_update(of=("self",)):
        if finding.is_problem:
            _hear(finding, by)
        else:
            _note(finding, by)
    for unit in inspection.units.all():
        notices.tell(notices.FedBack, inspection, people.of_unit(unit))
    return inspection


@transaction.atomic
def close(*, inspection: Inspection, by: Actor) -> Inspection:
    """All problems settled, no re-examination under way."""
    inspection = lock(inspection)
    require(access.can_close(by, inspection))
    INSPECTION.apply(inspection, "close", by=by)
    return inspection


def _hear(finding: Finding, by: Actor) -> None:
    due = calendar().add(clock.today(), STATEMENT_DAYS)
    finding.statement_due = due
    FINDING.apply(finding, "hear", by=by, save=["statement_due"])
    deadlines.open(
        StatementDeadline,
        subject_kind=FINDING_KIND,
        subject_id=finding.pk,
        number=finding.number,
        unit_code=finding.unit_code,
        due_on=due,
    )


def _note(finding: Finding, by: Actor) -> None:
    finding.decision = Decision.UPHELD
    FINDING.apply(finding, "note", by=by, save=["decision"])
