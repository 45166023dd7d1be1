"""The three checks as a guided self-check; its problems become drafts on the ledger."""

import pytest

from campaign.models import Category, TaskEvidence
from core.errors import Conflict, DomainError, NotAllowed
from rectification.actions import selfcheck
from rectification.actions.selfcheck import Answer
from rectification.enums import CheckResult, Source, State
from rectification.models import CheckAnswer, RectificationItem, SelfCheck
from rectification.three_checks import PARTS, QUESTIONS, Part
from tests.cast import Cast
from tests.factories.rectification import category, the_campaign

pytestmark = pytest.mark.django_db
PROBLEM = "项目现场走访全年只有两次，企业反映的用电问题无人跟进。"


@pytest.fixture(autouse=True)
def _campaign(cast: Cast) -> None:
    the_campaign(cast)


def good(code: str) -> Answer:
    return Answer(question=code, result=CheckResult.GOOD, problem="", occasion="", category=None)


def bad(code: str, of: Category | None = None, problem: str = PROBLEM) -> Answer:
    return Answer(
        question=code,
        result=CheckResult.PROBLEM,
        problem=problem,
        occasion="work",
        category=of or category(),
    )


def answered(check: SelfCheck, cast: Cast, *problems: str, parts: tuple[Part, ...] = PARTS) -> None:
    for part in parts:
        answers = [bad(q.code) if q.code in problems else good(q.code) for q in part.questions]
        selfcheck.answer(check=check, part=part, answers=answers, by=cast.liaison)


def test_the_questions_follow_the_plan_and_keep_their_codes() -> None:
    assert [part.source for part in PARTS] == [
        Source.CHECK_ONE,
        Source.CHECK_TWO,
        Source.CHECK_THREE,
    ]
    assert len(QUESTIONS) == sum(len(part.questions) for part in PARTS) == 17
    assert all(code.startswith(f"{part.number}-") for code, (part, _q) in QUESTIONS.items())


def test_a_unit_has_one_unfinished_self_check_and_goes_on_with_it(cast: Cast) -> None:
    first = selfcheck.start(unit=cast.unit, by=cast.liaison)
    assert first.number == "ZC-2011-JFJ-01"
    assert selfcheck.start(unit=cast.unit, by=cast.owner) == first
    answered(first, cast)
    selfcheck.finish(check=first, by=cast.liaison)
    assert selfcheck.start(unit=cast.unit, by=cast.liaison).number == "ZC-2011-JFJ-02"


def test_each_problem_becomes_a_draft_with_the_source_of_its_check(cast: Cast) -> None:
    check = selfcheck.start(unit=cast.unit, by=cast.liaison)
    answered(check, cast, "1-unity", "2-projects", "3-duty")
    found = selfcheck.finish(check=check, by=cast.liaison)
    assert [item.source for item in found] == ["check_1", "check_2", "check_3"]
    for item in RectificationItem.objects.all():
        assert (item.state, item.description) == (State.DRAFT, PROBLEM)
        assert item.origin_number == check.number
    assert CheckAnswer.objects.get(question="2-projects").item == found[1]


def test_a_unit_without_problems_may_finish_too(cast: Cast) -> None:
    check = selfcheck.start(unit=cast.unit, by=cast.liaison)
    answered(check, cast)
    assert selfcheck.finish(check=check, by=cast.liaison) == []
    check.refresh_from_db()
    assert check.finished_by == cast.liaison


def test_an_incomplete_self_check_says_what_is_missing(cast: Cast) -> None:
    check = selfcheck.start(unit=cast.unit, by=cast.liaison)
    answered(check, cast, "1-unity", parts=PARTS[:2])
    with pytest.raises(DomainError, match="三查机关工作人员言行举止是否得体"):
        selfcheck.finish(check=check, by=cast.liaison)
    assert not RectificationItem.objects.exists()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (Answer(question="2-speed", result="problem", problem="太慢了", occasion="", category=None),
         "problem-2-speed"),
        (Answer(question="2-speed", result="problem", problem=PROBLEM, occasion="", category=None),
         "category-2-speed"),
    ],
)  # fmt: skip
def test_a_problem_needs_words_and_a_category(cast: Cast, given: Answer, field: str) -> None:
    check = selfcheck.start(unit=cast.unit, by=cast.liaison)
    with pytest.raises(DomainError) as refusal:
        selfcheck.answer(check=check, part=PARTS[1], answers=[given], by=cast.liaison)
    assert refusal.value.field == field


def test_a_problem_taken_back_leaves_nothing_behind(cast: Cast) -> None:
    check = selfcheck.start(unit=cast.unit, by=cast.liaison)
    answered(check, cast, "1-unity")
    answered(check, cast)
    assert not CheckAnswer.objects.exclude(problem="").exists()
    assert check.answers.count() == 17


def test_answers_of_another_part_are_not_smuggled_in(cast: Cast) -> None:
    check = selfcheck.start(unit=cast.unit, by=cast.liaison)
    selfcheck.answer(
        check=check, part=PARTS[0], answers=[good("1-unity"), good("3-duty")], by=cast.liaison
    )
    assert list(check.answers.values_list("question", flat=True)) == ["1-unity"]


def test_two_colleagues_do_not_overwrite_each_other(cast: Cast) -> None:
    check = selfcheck.start(unit=cast.unit, by=cast.liaison)
    selfcheck.answer(check=check, part=PARTS[0], answers=[], by=cast.liaison, version=1)
    with pytest.raises(Conflict):
        selfcheck.answer(check=check, part=PARTS[0], answers=[], by=cast.owner, version=1)


def test_finished_answers_stay(cast: Cast) -> None:
    check = selfcheck.start(unit=cast.unit, by=cast.liaison)
    answered(check, cast)
    selfcheck.finish(check=check, by=cast.liaison)
    check.refresh_from_db()
    with pytest.raises(NotAllowed):
        selfcheck.answer(check=check, part=PARTS[0], answers=[], by=cast.liaison)


@pytest.mark.parametrize("part", ["outsider", "unit_head", "office", "leader"])
def test_a_unit_looks_into_itself_nobody_else_does(cast: Cast, part: str) -> None:
    with pytest.raises(NotAllowed):
        selfcheck.start(unit=cast.unit, by=getattr(cast, part))


def test_others_read_it_only_when_it_is_finished(cast: Cast) -> None:
    check = selfcheck.start(unit=cast.unit, by=cast.liaison)
    seen = SelfCheck.objects.visible_to
    assert seen(cast.unit_head).exists()
    assert not seen(cast.office).exists()
    answered(check, cast)
    selfcheck.finish(check=check, by=cast.liaison)
    assert seen(cast.office).exists()
    assert seen(cast.leader).exists()
    assert not seen(cast.outsider).exists()


def test_it_counts_for_the_phase_task_when_one_asks_for_it(cast: Cast) -> None:
    check = selfcheck.start(unit=cast.unit, by=cast.liaison)
    answered(check, cast)
    selfcheck.finish(check=check, by=cast.liaison)
    counted = TaskEvidence.objects.filter(kind="rectification.self-check").count()
    asked = cast.unit.tasks.filter(task__evidence="self_check").count()
    assert counted == min(1, asked)
