"""From the consultation to the end of a rule (R-026, domain.md §4.15)."""

import datetime as dt
from typing import Any

import pytest

from campaign.actions import meetings
from campaign.enums import MeetingKind
from core import clock, deadlines
from core.errors import DomainError, NotAllowed, WrongState
from core.models import Deadline, Notice, StatusLog
from rectification.actions import rule_steps, rules
from rectification.enums import RuleChange, RuleCheckResult, RuleState, Scope, Verdict
from rectification.models import Rule
from rectification.workflow import RULE_KIND
from tests.cast import Cast
from tests.factories.rules import (
    DRAFT,
    facts,
    make_approved,
    make_consulting,
    make_drafted,
    make_in_force,
    make_issued,
    make_planned,
)

pytestmark = pytest.mark.django_db
TODAY = dt.date(2011, 8, 19)


def days(count: int) -> dt.date:
    return TODAY + dt.timedelta(days=count)


def consult(rule: Rule, cast: Cast, **changes: Any) -> Rule:
    values = {"consulted": "各科室", "start": days(-7), "end": TODAY, **changes}
    return rule_steps.consult(rule=rule, by=cast.liaison, **values)


def approve(rule: Rule, cast: Cast, **changes: Any) -> Rule:
    values = {"decision": "同意", "deliberated_by": "局长办公会", "deliberated_on": TODAY}
    return rule_steps.approve(rule=rule, by=cast.liaison, **{**values, **changes})


def open_kinds(rule: Rule) -> list[str]:
    rows = Deadline.objects.open().filter(subject_kind=RULE_KIND, subject_id=rule.pk)
    return sorted(row.kind for row in rows)


def check(rule: Rule, cast: Cast, day: dt.date = TODAY) -> None:
    rule_steps.check(
        rule=rule,
        by=cast.office,
        checked_on=day,
        result=RuleCheckResult.KEPT,
        note="抽查10件，均按制度办理。",
    )


class TestConsultation:
    @pytest.mark.parametrize("gap", ["duty", "task", "procedure", "text"])
    def test_asks_for_all_that_the_kind_must_lay_down(self, cast: Cast, gap: str) -> None:
        rule = rules.write(rule=make_planned(cast), by=cast.liaison, fields={**DRAFT, gap: ""})
        with pytest.raises(DomainError) as fault:
            consult(rule, cast)
        assert fault.value.field == gap

    def test_an_abolition_lays_nothing_down(self, cast: Cast) -> None:
        rule = make_planned(cast, change=RuleChange.ABOLISH, former="会议制度")
        rule = rules.write(rule=rule, by=cast.liaison, fields={"text": "自即日起废止。"})
        assert consult(rule, cast).state == RuleState.CONSULTING

    def test_ends_after_it_begins(self, cast: Cast) -> None:
        with pytest.raises(DomainError) as fault:
            consult(make_drafted(cast), cast, end=days(-8))
        assert fault.value.field == "end"

    def test_each_opinion_says_what_became_of_it(self, cast: Cast) -> None:
        line = {"giver": "企业", "content": "建议缩短", "outcome": "taken", "note": "已写入"}
        rule = make_consulting(cast)
        for _ in range(2):  # the list is replaced
            rule = rule_steps.note_opinions(
                rule=rule,
                by=cast.liaison,
                opinions=[line, {**line, "outcome": "not_taken"}],  # type: ignore[list-item]
            )
        assert [row.outcome for row in rule.opinions.all()] == ["taken", "not_taken"]
        approve(rule, cast)
        with pytest.raises(NotAllowed):
            rule_steps.note_opinions(rule=rule, by=cast.liaison, opinions=[])


class TestDeliberation:
    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"deliberated_by": " "}, "deliberated_by"),
            ({"deliberated_on": None}, "deliberated_on"),
            ({"deliberated_on": days(1)}, "deliberated_on"),
            ({"deliberated_on": days(-1)}, "deliberated_on"),
        ],
    )
    def test_bad_input_is_refused_at_its_field(
        self, cast: Cast, changes: dict[str, Any], field: str
    ) -> None:
        rule = make_consulting(cast)
        with pytest.raises(DomainError) as fault:
            approve(rule, cast, **changes)
        assert fault.value.field == field
        assert Rule.objects.get().state == RuleState.CONSULTING

    def test_a_meeting_of_the_portal_gives_name_and_day(self, cast: Cast) -> None:
        rule = make_consulting(cast)
        values = {
            "unit": cast.unit,
            "by": cast.liaison,
            "kind": MeetingKind.LEADING_BODY,
            "title": "8月班子会",
            "date": TODAY,
            "place": "会议室",
            "host": "局长",
            "invited": 5,
        }
        planned = meetings.plan(**values)
        with pytest.raises(DomainError) as fault:
            approve(rule, cast, meeting=planned)
        assert fault.value.field == "meeting"
        held = meetings.hold(meeting=planned, by=cast.liaison, attended=5, minutes="审议制度。")
        rule = approve(rule, cast, meeting=held, deliberated_by="", deliberated_on=None)
        assert (rule.deliberated_by, rule.deliberated_on) == ("8月班子会", TODAY)
        assert Notice.objects.filter(recipient=cast.unit_head, number=rule.number).exists()

    def test_back_to_the_draft_forgets_the_decision(self, cast: Cast) -> None:
        rule = rule_steps.redraft(rule=make_approved(cast), by=cast.liaison, reason="再改时限")
        assert (rule.state, rule.deliberated_on) == (RuleState.DRAFTING, None)
        assert consult(rule, cast).state == RuleState.CONSULTING


class TestIssue:
    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"issued_on": days(1), "effective_on": days(1)}, "issued_on"),
            ({"issued_on": days(-1)}, "issued_on"),
            ({"effective_on": days(-1)}, "effective_on"),
            ({"effective_on": days(400)}, "effective_on"),
            ({"disclosure": Scope.UNIT}, "disclosure_reason"),
        ],
    )
    def test_bad_input_is_refused_at_its_field(
        self, cast: Cast, changes: dict[str, Any], field: str
    ) -> None:
        rule = make_approved(cast)
        with pytest.raises(DomainError) as fault:
            rule_steps.issue(rule=rule, by=cast.unit_head, facts=facts(**changes))
        assert fault.value.field == field
        assert Rule.objects.get().state == RuleState.APPROVED

    @pytest.mark.parametrize("part", ["liaison", "unit_deputy", "office_head", "outsider_head"])
    def test_only_the_unit_head_issues(self, cast: Cast, part: str) -> None:
        with pytest.raises(NotAllowed):
            rule_steps.issue(rule=make_approved(cast), by=getattr(cast, part), facts=facts())

    def test_from_today_it_is_in_force_at_once(self, cast: Cast) -> None:
        rule = make_in_force(cast)
        assert rule.state == RuleState.IN_FORCE
        assert open_kinds(rule) == ["rectification.rule-check"]

    def test_on_its_day_the_sweep_brings_it_into_force(self, cast: Cast) -> None:
        rule = make_issued(cast, in_days=10)  # Monday, 29 August
        with clock.at(dt.datetime(2011, 8, 26, 2, tzinfo=dt.UTC)):
            deadlines.sweep()
            assert Rule.objects.get().state == RuleState.ISSUED
        with clock.at(dt.datetime(2011, 8, 29, 2, tzinfo=dt.UTC)):
            deadlines.sweep()
            deadlines.sweep()
        assert Rule.objects.get().state == RuleState.IN_FORCE
        steps = StatusLog.objects.of(RULE_KIND, rule.pk).values_list("transition", flat=True)
        assert list(steps).count("take_effect") == 1
        told = Notice.objects.filter(kind="rectification.rule-in-force")
        assert {row.recipient for row in told} == {cast.liaison, cast.unit_head}

    def test_what_is_kept_is_confirmed_without_a_round(self, cast: Cast) -> None:
        rule = make_planned(cast, change=RuleChange.KEEP, former="考勤制度（2008年）")
        rule = rules.write(rule=rule, by=cast.liaison, fields={"text": "继续执行。"})
        with pytest.raises(NotAllowed):
            consult(rule, cast)
        with pytest.raises(DomainError) as fault:
            rule_steps.confirm(rule=rule, by=cast.unit_head, facts=facts(effective_on=days(2)))
        assert fault.value.field == "effective_on"
        old = facts(issued_on=dt.date(2008, 3, 1), effective_on=dt.date(2008, 3, 1))
        assert rule_steps.confirm(rule=rule, by=cast.unit_head, facts=old).is_in_force
        with pytest.raises(NotAllowed):
            rule_steps.confirm(rule=make_drafted(cast), by=cast.unit_head, facts=facts())


class TestInForce:
    @pytest.mark.parametrize("part", ["liaison", "unit_deputy", "office"])
    def test_unit_and_office_check_and_the_clock_stops(self, cast: Cast, part: str) -> None:
        rule = make_in_force(cast)
        rule_steps.check(
            rule=rule,
            by=getattr(cast, part),
            checked_on=TODAY,
            result=RuleCheckResult.PARTLY,
            note="抽查10件，1件补登。",
        )
        assert open_kinds(rule) == []
        assert not Rule.objects.unchecked().exists()

    @pytest.mark.parametrize("day", [days(-1), days(1)])
    def test_a_check_lies_between_force_and_today(self, cast: Cast, day: dt.date) -> None:
        rule = make_in_force(cast)
        with pytest.raises(DomainError) as fault:
            check(rule, cast, day)
        assert fault.value.field == "checked_on"

    def test_the_first_check_is_due_by_the_end_of_the_campaign(self, cast: Cast) -> None:
        rule = make_in_force(cast)
        row = Deadline.objects.open().get(subject_id=rule.pk, subject_kind=RULE_KIND)
        assert row.due_on == rule.campaign.end

    def test_evaluated_it_still_holds_and_can_be_abolished(self, cast: Cast) -> None:
        rule = rule_steps.evaluate(
            rule=make_in_force(cast), by=cast.liaison, verdict=Verdict.KEEP, evaluation="有效"
        )
        assert Rule.objects.holding().get() == rule
        check(rule, cast)
        rule = rule_steps.abolish(rule=rule, by=cast.unit_head, reason="并入新办法")
        assert (rule.state, open_kinds(rule)) == (RuleState.ABOLISHED, [])
        assert not Rule.objects.holding().exists()

    def test_an_abolition_in_force_holds_nothing(self, cast: Cast) -> None:
        rule = make_in_force(cast, change=RuleChange.ABOLISH, former="旧制度")
        assert not Rule.objects.holding().exists()
        assert open_kinds(rule) == []
        with pytest.raises(NotAllowed):
            check(rule, cast)


def test_a_plan_that_is_given_up_says_why(cast: Cast) -> None:
    with pytest.raises(DomainError):
        rule_steps.drop(rule=make_drafted(cast), by=cast.liaison, reason=" ")
    rule = rule_steps.drop(rule=make_drafted(cast), by=cast.liaison, reason="与区里办法重复")
    assert (rule.state, open_kinds(rule)) == (RuleState.DROPPED, [])
    with pytest.raises((NotAllowed, WrongState)):
        rule_steps.drop(rule=rule, by=cast.liaison, reason="再次")


def test_the_head_and_the_office_hear_of_a_late_rule(cast: Cast) -> None:
    rule = make_planned(cast, due_on=dt.date(2011, 8, 24))
    with clock.at(dt.datetime(2011, 8, 24, 2, tzinfo=dt.UTC)):
        deadlines.sweep()
        told = Notice.objects.filter(number=rule.number)
        assert {row.recipient for row in told} == {cast.liaison}
    with clock.at(dt.datetime(2011, 8, 25, 2, tzinfo=dt.UTC)):
        deadlines.sweep()
        assert Rule.objects.overdue(clock.today()).get() == rule
        told = Notice.objects.filter(number=rule.number)
        assert {cast.unit_head, cast.office} <= {row.recipient for row in told}
