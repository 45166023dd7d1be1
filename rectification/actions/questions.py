"""Ask and answer on one thread, instead of by telephone (domain.md §4.8)."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit, clock, notices
from core.access import require
from core.actors import Actor
from core.errors import DomainError
from core.workflow import lock
from rectification import access, people
from rectification.enums import Addressee
from rectification.models import ItemQuestion, ProgressReport, RectificationItem
from rectification.notices import QuestionAnswered, QuestionAsked, tell_of_question
from rectification.workflow import QUESTION_KIND


@transaction.atomic
def ask(*, item: RectificationItem, by: Actor, text: str) -> ItemQuestion:
    """The office asks the unit, everybody of the unit asks the office."""
    item = lock(item)
    require(access.can_ask(by, item))
    addressee = Addressee.UNIT if access.is_office(by, item) else Addressee.OFFICE
    question = _write(item, by, addressee, text)
    hearers = people.workers(item) if addressee == Addressee.UNIT else people.office()
    tell_of_question(QuestionAsked, question, hearers)
    return question


def want_help(*, report: ProgressReport, by: Actor) -> ItemQuestion | None:
    """The help that a report asks for, as a question to the leading person; in its transaction.

    Without a leading person the office has to see to it.
    """
    if not report.help_needed:
        return None
    addressee = Addressee.LEAD if report.item.lead else Addressee.OFFICE
    return _write(report.item, by, addressee, report.help_needed, report)


@transaction.atomic
def answer(*, question: ItemQuestion, by: Actor, text: str) -> ItemQuestion:
    """Answer once; who asked hears of it. Raises `DomainError` if somebody was quicker."""
    question = lock(question)
    require(access.can_answer(by, question))
    if question.answered_at is not None:
        raise DomainError(
            _("A colleague has answered already. Read the answer on the page of the item."),
            "answered",
        )
    question.answer = _told(text, "text")
    question.answered_at, question.answered_by_id = clock.now(), by.pk
    question.version += 1
    question.save(update_fields=["answer", "answered_at", "answered_by", "version", "updated_at"])
    _record("answer", question, by)
    notices.settle(QUESTION_KIND, question.pk)
    if question.created_by:
        tell_of_question(QuestionAnswered, question, [question.created_by])
    return question


def _write(
    item: RectificationItem,
    by: Actor,
    addressee: Addressee,
    text: str,
    report: ProgressReport | None = None,
) -> ItemQuestion:
    question = ItemQuestion.objects.create(
        item=item,
        report=report,
        addressee=addressee,
        text=_told(text, "text"),
        created_by_id=by.pk,
    )
    _record("ask", question, by)
    return question


def _told(text: str, field: str) -> str:
    text = text.strip()
    if not text:
        raise DomainError(_("Write a sentence that the other side can act on."), "empty", field)
    return text


def _record(act: str, question: ItemQuestion, by: Actor) -> None:
    audit.record(
        f"{QUESTION_KIND}.{act}",
        by=by,
        kind=QUESTION_KIND,
        object_id=question.pk,
        number=question.item.number,
        unit_code=question.item.unit_code,
        detail={"to": question.addressee},
    )
