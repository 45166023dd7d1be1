"""Plan a rule, write its draft, link its problems (R-074 to R-076, R-092 to R-095)."""

import datetime as dt

import pytest

from accounts.enums import Permission
from core import clock
from core.errors import Conflict, DomainError, NotAllowed
from core.models import Deadline
from rectification.actions import rules
from rectification.enums import OwnerKind, RuleChange, RuleKind, RuleState
from rectification.models import Rule, RuleAbsence
from tests.cast import Cast
from tests.factories.rectification import make_item, proof
from tests.factories.rules import DRAFT, MAKERS, make_consulting, make_drafted, make_planned

pytestmark = pytest.mark.django_db


def test_numbers_are_those_of_the_contract(cast: Cast) -> None:
    assert [make_planned(cast).number for _ in range(2)] == ["ZD-2011-JFJ-001", "ZD-2011-JFJ-002"]


def test_a_plan_opens_a_deadline_and_a_timeline(cast: Cast) -> None:
    rule = make_planned(cast)
    row = Deadline.objects.open().get(subject_id=rule.pk, subject_kind="rectification.rule")
    assert row.due_on == rule.due_on
    assert (rule.state, rule.campaign.year) == (RuleState.PLANNED, 2011)


def test_a_rule_answers_a_problem_or_says_that_it_does_not(cast: Cast) -> None:
    with pytest.raises(DomainError) as fault:
        make_planned(cast, preventive=False)
    assert fault.value.field == "items"
    assert not Rule.objects.exists()
    item = make_item(cast)
    rule = make_planned(cast, items=[item])
    assert list(rule.items.all()) == [item]
    assert not rule.preventive


@pytest.mark.parametrize("change", [RuleChange.REVISE, RuleChange.ABOLISH, RuleChange.KEEP])
def test_what_exists_already_is_named(cast: Cast, change: RuleChange) -> None:
    with pytest.raises(DomainError) as fault:
        make_planned(cast, change=change)
    assert fault.value.field == "former"
    assert make_planned(cast, change=change, former="会议制度（青经发〔2008〕3号）").former


@pytest.mark.parametrize("days", [-1, 900])
def test_the_day_of_issue_lies_ahead_and_not_too_far(cast: Cast, days: int) -> None:
    with pytest.raises(DomainError) as fault:
        make_planned(cast, due_on=clock.today() + dt.timedelta(days=days))
    assert fault.value.field == "due_on"


def test_only_problems_of_the_unit_that_others_may_read(cast: Cast) -> None:
    private = make_item(cast, owner_kind=OwnerKind.PERSON)
    with pytest.raises(DomainError) as fault:
        make_planned(cast, items=[private])
    assert fault.value.field == "items"
    with pytest.raises(NotAllowed):
        rules.link(rule=make_planned(cast), item=private, by=cast.liaison)


def test_a_problem_of_another_unit_cannot_be_linked(cast: Cast) -> None:
    rule = make_planned(cast, unit=cast.other_unit, by=cast.outsider)
    with pytest.raises(NotAllowed):
        rules.link(rule=rule, item=make_item(cast), by=cast.liaison)
    with pytest.raises(NotAllowed):
        rules.link(rule=rule, item=make_item(cast), by=cast.outsider)
    assert not rule.items.exists()


def test_a_linked_problem_makes_a_rule_no_longer_preventive(cast: Cast) -> None:
    rule, item = make_planned(cast), make_item(cast)
    rules.link(rule=rule, item=item, by=cast.liaison)
    rule.refresh_from_db()
    assert not rule.preventive
    assert list(item.rules.all()) == [rule]


def test_the_first_saved_draft_begins_the_drafting(cast: Cast) -> None:
    rule = rules.write(rule=make_planned(cast), by=cast.unit_deputy, fields=DRAFT)
    assert rule.state == RuleState.DRAFTING
    again = rules.write(rule=rule, by=cast.liaison, fields={"text": "改过的条文"})
    assert (again.state, again.text, again.steps_saved) == (RuleState.DRAFTING, "改过的条文", 3)


def test_before_and_after_are_told_together(cast: Cast) -> None:
    fields = {**DRAFT, "days_after": None}
    with pytest.raises(DomainError) as fault:
        rules.write(rule=make_planned(cast), by=cast.liaison, fields=fields)
    assert fault.value.field == "days_after"


def test_files_come_and_go_but_stay_on_record(cast: Cast) -> None:
    rule = make_planned(cast)
    files = [proof(cast.liaison, "a.png"), proof(cast.liaison, "b.png")]
    rule = rules.write(rule=rule, by=cast.liaison, fields={}, files=files)
    first = rule.files.first()
    rules.write(rule=rule, by=cast.liaison, fields={}, drop_files=[first])
    assert [file.in_use for file in rule.files.all()] == [False, True]


def test_two_people_editing_do_not_overwrite_each_other(cast: Cast) -> None:
    rule = make_planned(cast)
    rules.edit(rule=rule, by=cast.liaison, version=rule.version, title="甲制度")
    with pytest.raises(Conflict):
        rules.edit(rule=rule, by=cast.unit_deputy, version=rule.version, title="乙制度")
    with pytest.raises(Conflict):
        rules.write(rule=rule, by=cast.liaison, version=rule.version, fields={"text": "x"})
    assert Rule.objects.get().title == "甲制度"


def test_another_day_moves_the_deadline_and_keeps_the_first_one(cast: Cast) -> None:
    rule = make_planned(cast)
    later = rule.due_on + dt.timedelta(days=5)
    rules.edit(rule=rule, by=cast.liaison, due_on=later)
    row = Deadline.objects.open().get(subject_id=rule.pk, subject_kind="rectification.rule")
    assert (row.due_on, row.original_due) == (later, rule.due_on)


def test_editing_cannot_leave_a_rule_without_a_reason(cast: Cast) -> None:
    rule = make_planned(cast, items=[make_item(cast)])
    with pytest.raises(DomainError):
        rules.edit(rule=rule, by=cast.liaison, items=[])
    assert rule.items.exists()


def test_a_draft_that_has_gone_out_is_not_changed(cast: Cast) -> None:
    rule = make_consulting(cast)
    with pytest.raises(NotAllowed):
        rules.edit(rule=rule, by=cast.liaison, title="别的")
    with pytest.raises(NotAllowed):
        rules.write(rule=rule, by=cast.liaison, fields={"text": "别的"})


@pytest.mark.parametrize("part", ["unit_head", "owner", "outsider", "office", "leader", "editor"])
def test_only_liaison_and_deputy_plan_and_write(cast: Cast, part: str) -> None:
    person = getattr(cast, part)
    rule = make_drafted(cast)
    with pytest.raises(NotAllowed):
        make_planned(cast, by=person)
    with pytest.raises(NotAllowed):
        rules.write(rule=rule, by=person, fields={"text": "x"})
    assert not person.may(Permission.RULE_EDIT, "JFJ")


def test_a_unit_says_why_it_makes_no_rule_of_a_kind(cast: Cast) -> None:
    make_planned(cast)
    for reason in ("本单位只有3人，沿用区里的督查制度。", "改为沿用区督查办法。"):
        row = rules.excuse(
            unit=cast.unit, kind=RuleKind.SUPERVISION, reason=reason, by=cast.liaison
        )
    assert RuleAbsence.objects.get() == row
    assert row.reason == "改为沿用区督查办法。"
    with pytest.raises(DomainError):
        rules.excuse(unit=cast.unit, kind=RuleKind.WORK, reason=" ", by=cast.liaison)
    with pytest.raises(NotAllowed):
        rules.excuse(unit=cast.unit, kind=RuleKind.WORK, reason="x", by=cast.outsider)


@pytest.mark.parametrize("state", MAKERS)
def test_the_factories_make_what_they_say(cast: Cast, state: RuleState) -> None:
    assert MAKERS[state](cast).state == state
