"""Re-examination of a conclusion, by people who did not make it (domain.md §2.2, §17)."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.enums import Permission as P
from accounts.models import Unit, User
from core import beginnings as log
from core import clock
from core.access import require
from core.actors import Actor
from core.errors import DomainError
from core.workflow import lock
from inspections import access, notices, people
from inspections.enums import Decision, FindingState
from inspections.models import Finding, Inspection, Reexamination
from inspections.workflow import FINDING, REEXAMINATION, REVIEW_KIND

ANSWER_DAYS = 30
CAN_BE_OVERTURNED = (FindingState.CONFIRMED, FindingState.LINKED, FindingState.RESOLVED)


@transaction.atomic
def ask(
    *, inspection: Inspection, unit: Unit, by: User, findings: Sequence[Finding], grounds: str
) -> Reexamination:
    """A unit contests findings within 30 days; the answer is due 30 days later."""
    inspection = lock(inspection)
    require(access.can_ask_review(by, inspection))
    contested = [f for f in findings if f.unit_id == unit.pk and f.inspection_id == inspection.pk]
    if not contested:
        raise DomainError(
            _("Choose the findings that should be examined again."), "findings", "findings"
        )
    if not grounds.strip():
        raise DomainError(_("Write why the conclusion should change."), "grounds", "grounds")
    review = Reexamination.objects.create(
        inspection=inspection,
        unit=unit,
        grounds=grounds.strip(),
        answer_due=clock.today() + dt.timedelta(days=ANSWER_DAYS),
        created_by_id=by.pk,
    )
    review.findings.set(contested)
    log.started(REVIEW_KIND, review, by, "ask", findings=len(contested))
    notices.tell(notices.ReviewAsked, inspection, people.office_heads())
    return review


@transaction.atomic
def assign(*, review: Reexamination, by: Actor, examiner: User) -> Reexamination:
    """Give it to an inspector who had no part in the conclusion."""
    review = lock(review)
    require(REEXAMINATION.can(review, "assign", by))
    if examiner.pk in access.withdrawn_from(review.inspection):
        raise DomainError(
            _("%(name)s took part in the conclusion and must withdraw. Choose somebody else.")
            % {"name": examiner.name},
            "withdraw",
            "examiner",
        )
    if not examiner.may(P.ITEM_INSPECT):
        raise DomainError(_("Choose a member of an inspection team."), "examiner", "examiner")
    review.examiner = examiner
    REEXAMINATION.apply(review, "assign", by=by, save=["examiner"])
    notices.tell(notices.ReviewAssigned, review, [examiner])
    return review


@transaction.atomic
def keep(*, review: Reexamination, by: Actor, answer: str) -> Reexamination:
    """The conclusion stands."""
    review = _judged(review, by, answer)
    REEXAMINATION.apply(review, "keep", by=by, save=["answer"])
    _tell(review)
    return review


@transaction.atomic
def change(
    *, review: Reexamination, by: Actor, answer: str, overturned: Sequence[Finding]
) -> Reexamination:
    """The conclusion changes: some of the contested findings do not hold any more."""
    review = _judged(review, by, answer)
    contested = set(review.findings.values_list("pk", flat=True))
    chosen = [lock(finding) for finding in overturned if finding.pk in contested]
    chosen = [finding for finding in chosen if finding.state in CAN_BE_OVERTURNED]
    if not chosen:
        raise DomainError(
            _("Choose the findings that do not hold any more."), "overturned", "overturned"
        )
    for finding in chosen:
        finding.decision, finding.decision_note = Decision.DISMISSED, review.answer
        fields = ["decision", "decision_note"]
        FINDING.apply(finding, "overturn", by=by, reason=review.answer, save=fields)
    REEXAMINATION.apply(review, "change", by=by, save=["answer"])
    _tell(review)
    return review


def _judged(review: Reexamination, by: Actor, answer: str) -> Reexamination:
    review = lock(review)
    require(access.can_examine(by, review))
    if not answer.strip():
        raise DomainError(_("Write what you found out."), "answer", "answer")
    review.answer = answer.strip()
    return review


def _tell(review: Reexamination) -> None:
    told = [*people.of_unit(review.unit), *people.office_heads()]
    notices.tell(notices.ReviewAnswered, review, told)
