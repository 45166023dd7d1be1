"""Records of every package tick the tasks of their unit, and untick them when they are withdrawn.

What the unit hands in stops its clock, whoever has to judge it and however long that takes; sent
back it waits for the unit, and its first day stays (domain.md §4.1, §4.4 «Clock»).
"""

import datetime as dt

import pytest

from campaign import overview
from campaign.actions.campaigns import TaskDraft
from campaign.enums import Evidence, TaskState
from campaign.models import Campaign, UnitTask
from core import clock
from core.actors import SYSTEM
from outreach.actions import reports as research
from publicity.actions import publications
from rectification.actions import items, office, rule_steps
from reports.actions import summary
from tests.cast import Cast
from tests.factories import outreach as make_outreach
from tests.factories import publicity as make_publicity
from tests.factories import rectification as make
from tests.factories import reports as make_reports
from tests.factories import rules as make_rules
from tests.factories.campaign import make_campaign, phase_drafts

KINDS = (
    Evidence.ITEM,
    Evidence.RULE,
    Evidence.PUBLICATION,
    Evidence.RESEARCH_REPORT,
    Evidence.SUMMARY_REPORT,
)
DUE = dt.date(2011, 8, 22)
IN_TIME = dt.datetime(2011, 8, 19, 10, tzinfo=dt.UTC)
# The office decides when the last day has long gone by.
LATER = dt.datetime(2011, 8, 31, 10, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def tasks_of_august(cast: Cast) -> Campaign:
    drafts = tuple(TaskDraft(str(kind.label), kind, DUE) for kind in KINDS)
    with clock.at(IN_TIME):
        return make_campaign(
            cast.office_head, phases=phase_drafts(rectify=drafts, institutionalize=())
        )


def standing(cast: Cast, evidence: Evidence) -> tuple[str, dt.date | None, str]:
    """State, day that counts, and the view of the office's screen on the task of JFJ."""
    row = overview.standing_rows(Campaign.objects.current()).get(
        unit=cast.unit, task__evidence=evidence
    )
    task = UnitTask.objects.get(pk=row.pk)
    views = overview.standing_views(LATER.date(), LATER.date())
    rows = overview.standing_rows(Campaign.objects.current()).filter(pk=row.pk)
    found = [name for name, condition in views.items() if rows.filter(condition).exists()]
    return task.state, task.done_on or task.handed_in_on, " ".join(found)


HANDED_IN = (TaskState.OPEN, IN_TIME.date(), "waiting")
SENT_BACK = (TaskState.OPEN, IN_TIME.date(), "returned")
DONE = (TaskState.DONE, IN_TIME.date(), "")
MISSING = (TaskState.OPEN, None, "missing")


def test_an_item_counts_from_the_day_the_head_signs(cast: Cast) -> None:
    with clock.at(IN_TIME):
        item = make.make_submitted(cast)
    assert standing(cast, Evidence.ITEM) == HANDED_IN
    with clock.at(LATER):
        item = items.return_for_changes(item=item, by=cast.office, reason="时限要明确")
        assert standing(cast, Evidence.ITEM) == SENT_BACK
        item = items.sign(item=items.send(item=item, by=cast.liaison), by=cast.unit_head)
        item = items.accept(item=item, by=cast.office)
        assert standing(cast, Evidence.ITEM) == DONE
        into = make.make_draft(cast)
        into = items.sign(item=items.send(item=into, by=cast.liaison), by=cast.unit_head)
        into = items.accept(item=into, by=cast.office)
        office.merge(item=item, into=into, by=cast.office, reason="同一问题")
    assert standing(cast, Evidence.ITEM) == (TaskState.LATE, LATER.date(), "late")


def test_an_item_suspended_before_it_was_confirmed_counts_no_more(cast: Cast) -> None:
    with clock.at(IN_TIME):
        item = make.make_submitted(cast)
        office.suspend(item=item, by=cast.office, reason="机构调整")
    assert standing(cast, Evidence.ITEM) == MISSING


def test_a_rule_counts_from_its_issue_until_it_is_abolished(cast: Cast) -> None:
    with clock.at(IN_TIME):
        rule = make_rules.make_issued(cast, in_days=5)
    assert standing(cast, Evidence.RULE) == HANDED_IN
    with clock.at(LATER):
        rule = rule_steps.take_effect(rule=rule, by=SYSTEM)
        assert standing(cast, Evidence.RULE) == DONE
        rule_steps.abolish(rule=rule, by=cast.unit_head, reason="内容有误，重新制定")
    assert standing(cast, Evidence.RULE) == MISSING


def test_a_publication_counts_from_the_head_s_review_until_it_is_withdrawn(cast: Cast) -> None:
    with clock.at(IN_TIME):
        row = make_publicity.make_publication(cast)
        row = publications.submit(publication=row, by=cast.liaison)
        assert standing(cast, Evidence.PUBLICATION) == MISSING
        row = publications.pass_first(publication=row, by=cast.unit_head)
        assert standing(cast, Evidence.PUBLICATION) == HANDED_IN
        row = publications.send_back(publication=row, by=cast.office, reason="遮盖手机号")
        assert standing(cast, Evidence.PUBLICATION) == SENT_BACK
        row = publications.submit(publication=row, by=cast.liaison)
        row = publications.pass_first(publication=row, by=cast.unit_head)
        row = publications.pass_second(publication=row, by=cast.office, privacy=True, secrecy=True)
    with clock.at(LATER):
        row = publications.publish(publication=row, by=cast.office_head)
        assert standing(cast, Evidence.PUBLICATION) == DONE
        publications.withdraw(publication=row, by=cast.office, reason="事项有误")
    assert standing(cast, Evidence.PUBLICATION) == MISSING


def test_a_research_report_counts_when_it_is_signed_and_not_while_it_is_returned(
    cast: Cast,
) -> None:
    with clock.at(IN_TIME):
        report = make_outreach.make_filed(cast)
    assert standing(cast, Evidence.RESEARCH_REPORT) == DONE
    with clock.at(LATER):
        report = research.send_return(
            report=report, by=cast.office, notes={"findings": "请补充样本数量"}
        )
        assert standing(cast, Evidence.RESEARCH_REPORT) == SENT_BACK
        report = research.submit(report=report, by=cast.liaison)
        research.sign(report=report, by=cast.unit_head)
    assert standing(cast, Evidence.RESEARCH_REPORT) == DONE


def test_a_summary_report_counts_from_the_day_it_was_first_sent(cast: Cast) -> None:
    with clock.at(IN_TIME):
        report = make_reports.make_sent(cast)
    assert standing(cast, Evidence.SUMMARY_REPORT) == HANDED_IN
    with clock.at(LATER):
        report = summary.return_(report=report, by=cast.office, reason="请补充经验做法。")
        assert standing(cast, Evidence.SUMMARY_REPORT) == SENT_BACK
        report = summary.send_to_head(report=report, by=cast.liaison)
        report = summary.submit(report=report, by=cast.unit_head)
        summary.adopt(report=report, by=cast.office)
    assert standing(cast, Evidence.SUMMARY_REPORT) == DONE
