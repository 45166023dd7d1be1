"""Run the three checks: begin, answer part by part, finish; problems become items."""

from collections.abc import Iterable
from typing import TypedDict

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from campaign.actions import tasks
from campaign.enums import Evidence
from campaign.models import Campaign, Category
from core import audit, numbering
from core.access import require
from core.actors import Actor
from core.errors import DomainError
from core.workflow import lock
from rectification import access
from rectification.actions import items
from rectification.enums import CheckResult
from rectification.models import CheckAnswer, RectificationItem, SelfCheck
from rectification.promise import MIN_DESCRIPTION
from rectification.three_checks import QUESTIONS, Part
from rectification.workflow import CHECK, CHECK_KIND


class Answer(TypedDict):
    """What was found at one question; `problem` and `category` go with a problem."""

    question: str
    result: str
    problem: str
    occasion: str
    category: Category | None


@transaction.atomic
def start(*, unit: Unit, by: Actor) -> SelfCheck:
    """Begin a self-check, or go on with the one that is not finished."""
    require(access.can_start_check(by, unit))
    Unit.objects.select_for_update().get(pk=unit.pk)
    running = SelfCheck.objects.filter(unit=unit, state="draft").first()
    if running is not None:
        return running
    campaign = Campaign.objects.current()
    scope = f"ZC-{campaign.year}-{unit.code}"
    check = SelfCheck.objects.create(
        campaign=campaign,
        unit=unit,
        number=f"{scope}-{numbering.take(scope):02d}",
        created_by_id=by.pk,
    )
    _record("start", by, check)
    return check


@transaction.atomic
def answer(
    *,
    check: SelfCheck,
    part: Part,
    answers: Iterable[Answer],
    by: Actor,
    version: int | None = None,
) -> SelfCheck:
    """Write down one of the three checks; what was answered before is replaced.

    Raises `DomainError` at `problem-<question>` for a problem that is not described.
    """
    check = lock(check, version)
    require(access.can_answer_check(by, check))
    known = {question.code for question in part.questions}
    rows = [_row(check, given) for given in answers if given["question"] in known]
    check.answers.filter(question__in=known).delete()
    CheckAnswer.objects.bulk_create(rows)
    check.version += 1
    check.save(update_fields=["version", "updated_at"])
    check.__dict__.pop("given", None)
    _record("answer", by, check, part=part.number)
    return check


@transaction.atomic
def finish(*, check: SelfCheck, by: Actor) -> list[RectificationItem]:
    """All questions are answered: each problem becomes a draft on the ledger."""
    check = lock(check)
    require(access.can_answer_check(by, check))
    missing = check.next_part()
    if missing is not None:
        raise DomainError(
            _("Answer every question first: “%(part)s” is not complete.") % {"part": missing.title},
            "incomplete",
        )
    found = []
    for row in check.answers.filter(result=CheckResult.PROBLEM).order_by("question"):
        row.item = _item(check, row, by)
        row.save(update_fields=["item"])
        found.append(row.item)
    CHECK.apply(check, "finish", by=by, extra={"items": [item.number for item in found]})
    tasks.fulfil(
        Evidence.SELF_CHECK,
        unit=check.unit,
        by=by,
        kind=CHECK_KIND,
        object_id=check.pk,
        number=check.number,
    )
    return found


def _item(check: SelfCheck, row: CheckAnswer, by: Actor) -> RectificationItem:
    assert row.category is not None  # noqa: S101 - a check constraint sees to it
    part, _question = QUESTIONS[row.question]
    return items.register(
        unit=check.unit,
        by=by,
        source=part.source,
        description=row.problem,
        category=row.category,
        origin_kind=CHECK_KIND,
        origin_number=check.number,
    )


def _row(check: SelfCheck, given: Answer) -> CheckAnswer:
    is_problem = given["result"] == CheckResult.PROBLEM
    if is_problem and len(given["problem"].strip()) < MIN_DESCRIPTION:
        raise DomainError(
            _("Describe the problem in at least 15 characters: who, what, when, where."),
            "short",
            f"problem-{given['question']}",
        )
    if is_problem and given["category"] is None:
        raise DomainError(
            _("Choose the category of the problem."), "category", f"category-{given['question']}"
        )
    return CheckAnswer(
        check_run=check,
        question=given["question"],
        result=given["result"],
        problem=given["problem"].strip() if is_problem else "",
        occasion=given["occasion"] if is_problem else "",
        category=given["category"] if is_problem else None,
    )


def _record(act: str, by: Actor, check: SelfCheck, **detail: object) -> None:
    audit.record(
        f"{CHECK_KIND}.{act}",
        by=by,
        kind=CHECK_KIND,
        object_id=check.pk,
        number=check.number,
        unit_code=check.unit_code,
        detail=detail,
    )
