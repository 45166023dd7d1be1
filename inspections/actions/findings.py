"""What becomes of a finding: heard, decided, rectified, checked again."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import deadlines
from core.access import require
from core.actors import Actor
from core.errors import DomainError
from core.workflow import lock
from inspections import access, notices, people
from inspections.deadlines import StatementDeadline
from inspections.enums import ITEM_SOURCE, Decision, Kind, State
from inspections.models import Finding
from inspections.workflow import FINDING, FINDING_KIND, INSPECTION
from rectification.actions import items


@transaction.atomic
def state(*, finding: Finding, by: Actor, text: str) -> Finding:
    """The unit states its case, once."""
    finding = lock(finding)
    require(access.can_state(by, finding))
    if not text.strip():
        raise DomainError(_("Write the statement of your unit."), "statement", "text")
    finding.unit_statement = text.strip()
    FINDING.apply(finding, "state", by=by, save=["unit_statement"])
    notices.tell(notices.Stated, finding, people.office())
    return finding


@transaction.atomic
def uphold(*, finding: Finding, by: Actor, note: str = "") -> Finding:
    """The office holds the finding to be true."""
    finding = lock(finding)
    require(access.can_decide(by, finding))
    finding.decision, finding.decision_note = Decision.UPHELD, note.strip()
    FINDING.apply(finding, "uphold", by=by, save=["decision", "decision_note"])
    _decided(finding)
    return finding


@transaction.atomic
def dismiss(*, finding: Finding, by: Actor, reason: str, trivial: bool = False) -> Finding:
    """The finding does not hold, or is too slight; the reason is shown to the unit."""
    finding = lock(finding)
    require(access.can_decide(by, finding))
    finding.decision = Decision.TRIVIAL if trivial else Decision.DISMISSED
    finding.decision_note = reason.strip()
    FINDING.apply(finding, "dismiss", by=by, reason=reason, save=["decision", "decision_note"])
    _decided(finding)
    return finding


@transaction.atomic
def open_item(*, finding: Finding, by: Actor) -> Finding:
    """Turn an upheld finding into a draft on the unit's ledger; the links go both ways."""
    finding = lock(finding)
    require(access.can_link(by, finding))
    inspection = lock(finding.inspection)
    assert finding.category is not None  # noqa: S101 -- a constraint: problems have a category
    finding.item = items.register(
        unit=finding.unit,
        by=by,
        source=ITEM_SOURCE[Kind(inspection.kind)],
        description=_description(finding),
        category=finding.category,
        origin_kind=FINDING_KIND,
        origin_number=finding.number,
    )
    FINDING.apply(finding, "link", by=by, save=["item"], extra={"item": finding.item.number})
    if inspection.state == State.RELEASED:
        INSPECTION.apply(inspection, "rectify", by=by)
    notices.tell(notices.ItemOpened, finding, people.of_unit(finding.unit))
    return finding


@transaction.atomic
def resolve(*, finding: Finding, by: Actor) -> Finding:
    """Rectified: its item is struck off, or it needed none."""
    finding = lock(finding)
    require(access.can_resolve(by, finding))
    FINDING.apply(finding, "resolve", by=by)
    return finding


@transaction.atomic
def verify(*, finding: Finding, by: Actor) -> Finding:
    """An inspector has looked again and found it in order."""
    finding = lock(finding)
    FINDING.apply(finding, "verify", by=by)
    return finding


@transaction.atomic
def relapse(*, finding: Finding, by: Actor, reason: str) -> Finding:
    """Found again at the re-check: upheld once more; the office hears of it."""
    finding = lock(finding)
    FINDING.apply(finding, "relapse", by=by, reason=reason)
    notices.tell(notices.FoundAgain, finding, people.office())
    return finding


def _decided(finding: Finding) -> None:
    deadlines.close(StatementDeadline, FINDING_KIND, finding.pk, "decided")
    notices.tell(notices.Decided, finding, people.of_unit(finding.unit))


def _description(finding: Finding) -> str:
    """At most 500 characters, as the ledger takes them; never a name."""
    day = finding.found_on
    head = f"{day.year}年{day.month}月{day.day}日 {finding.clock} {finding.place}："
    return f"{head}{finding.description}"[:500]
