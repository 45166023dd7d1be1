"""Questions and answers between office, unit and leading person (domain.md §4.8)."""

import pytest
from django.test import Client

from accounts.models import User
from core.errors import DomainError, NotAllowed
from core.models import AuditEvent, Notice
from core.todo import listed
from rectification import todo
from rectification.actions import progress, questions
from rectification.enums import Addressee
from rectification.models import ItemQuestion, RectificationItem
from tests.cast import Cast
from tests.factories import rectification as make

ASKED = "抽查的60件是哪个月的？请写明。"
TOLD = "是7月份的，清单已上传。"


@pytest.fixture
def item(cast: Cast) -> RectificationItem:
    return make.make_item(cast)


def _client(person: User) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _verbs(person: User) -> list[str]:
    return [row.title for row in listed(todo.todos(person)) if "/questions/" in row.url]


def test_the_office_asks_and_the_unit_answers(cast, item):
    office, owner = _client(cast.office), _client(cast.owner)
    office.post(f"/staff/ledger/{item.number}/ask/", {"text": ASKED})
    question = item.questions.get()
    assert (question.addressee, question.created_by) == (Addressee.UNIT, cast.office)
    page = owner.get(f"/staff/ledger/{item.number}/").content.decode()
    assert ASKED in page
    assert f"/staff/ledger/{item.number}/questions/{question.pk}/" in page
    assert (
        ASKED in owner.get(f"/staff/ledger/{item.number}/questions/{question.pk}/").content.decode()
    )
    owner.post(f"/staff/ledger/{item.number}/questions/{question.pk}/", {"text": TOLD})
    assert TOLD in office.get(f"/staff/ledger/{item.number}/").content.decode()


def test_the_unit_asks_and_the_office_answers(cast, item):
    question = questions.ask(item=item, by=cast.liaison, text=ASKED)
    assert question.addressee == Addressee.OFFICE
    questions.answer(question=question, by=cast.office, text=TOLD)
    question.refresh_from_db()
    assert (question.answer, question.answered_by) == (TOLD, cast.office)


def test_it_waits_for_the_other_side_until_it_is_answered(cast, item):
    question = questions.ask(item=item, by=cast.office, text=ASKED)
    assert _verbs(cast.owner) == _verbs(cast.liaison) == [ASKED]
    assert _verbs(cast.office) == _verbs(cast.outsider) == []
    assert Notice.objects.filter(recipient=cast.owner, kind="rectification.question-asked").exists()
    questions.answer(question=question, by=cast.owner, text=TOLD)
    assert _verbs(cast.owner) == []
    asked = Notice.objects.filter(kind="rectification.question-asked")
    assert not asked.filter(settled_at=None).exists()
    told = Notice.objects.get(kind="rectification.question-answered")
    assert told.recipient == cast.office


def test_messages_carry_no_words_of_it(cast, item):
    questions.ask(item=item, by=cast.office, text=ASKED)
    for notice in Notice.objects.all():
        assert "60件" not in str(notice.params)
    for event in AuditEvent.objects.filter(action__startswith="rectification.question"):
        assert "60件" not in str(event.detail)


def test_help_wanted_stands_on_the_list_of_the_leading_person(cast, item):
    progress.report(
        item=item,
        by=cast.owner,
        content="提醒功能开发需要信息中心配合，已提交申请。",
        progress=40,
        figure_reason="按工作量填报",
        help_needed="请协调信息中心在8月底前排期。",
    )
    assert _verbs(cast.unit_deputy) == ["请协调信息中心在8月底前排期。"]
    assert _verbs(cast.owner) == []
    question = ItemQuestion.objects.get()
    assert question.report is not None
    questions.answer(question=question, by=cast.unit_deputy, text="已商定8月25日上线。")
    assert _verbs(cast.unit_deputy) == []


def test_a_report_without_need_asks_nobody(cast, item):
    make.finish(item, cast)
    assert not ItemQuestion.objects.exists()


@pytest.mark.parametrize("part", ["outsider", "desk", "inspector", "supervisor"])
def test_strangers_neither_ask_nor_answer(cast, item, part):
    question = questions.ask(item=item, by=cast.office, text=ASKED)
    with pytest.raises(NotAllowed):
        questions.ask(item=item, by=getattr(cast, part), text=ASKED)
    with pytest.raises(NotAllowed):
        questions.answer(question=question, by=getattr(cast, part), text=TOLD)


def test_nobody_answers_the_own_question_of_the_other_side(cast, item):
    question = questions.ask(item=item, by=cast.liaison, text=ASKED)
    with pytest.raises(NotAllowed):
        questions.answer(question=question, by=cast.liaison, text=TOLD)


def test_a_draft_is_not_asked_about(cast):
    with pytest.raises(NotAllowed):
        questions.ask(item=make.make_draft(cast), by=cast.liaison, text=ASKED)


def test_the_second_answer_hears_that_there_is_one(cast, item):
    question = questions.ask(item=item, by=cast.office, text=ASKED)
    questions.answer(question=question, by=cast.owner, text=TOLD)
    page = _client(cast.liaison).post(
        f"/staff/ledger/{item.number}/questions/{question.pk}/", {"text": "另一个回答"}
    )
    assert page.status_code == 403
    question.refresh_from_db()
    assert question.answer == TOLD


def test_an_empty_question_says_what_to_do_and_keeps_nothing(cast, item):
    page = _client(cast.office).post(f"/staff/ledger/{item.number}/ask/", {"text": "  "})
    assert page.status_code == 200
    assert "请填写" in page.content.decode()
    assert not item.questions.exists()
    with pytest.raises(DomainError):
        questions.ask(item=item, by=cast.office, text="  ")


def test_the_page_costs_the_same_with_one_question_and_with_many(
    cast, item, django_assert_max_num_queries
):
    client, path = _client(cast.office), f"/staff/ledger/{item.number}/"
    questions.ask(item=item, by=cast.office, text=ASKED)
    client.get(path)
    with django_assert_max_num_queries(60) as few:
        client.get(path)
    for number in range(6):
        questions.ask(item=item, by=cast.liaison, text=f"第{number}个问题：材料交给谁？")
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(path)
