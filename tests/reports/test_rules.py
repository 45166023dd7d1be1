"""Rules in the summary report: figures, averages, matrix, annex (R-074, R-095, R-096)."""

import datetime as dt

import pytest
from django.test import Client

from core import clock
from rectification.actions import closing, rule_steps
from rectification.enums import RuleChange, RuleCheckResult
from reports import figures, paper, rules, sentences
from reports.actions import summary
from tests.cast import Cast
from tests.factories import rectification as items
from tests.factories.reports import make_report, make_signing, the_campaign
from tests.factories.rules import make_in_force, make_planned

pytestmark = pytest.mark.django_db


@pytest.fixture
def august() -> dt.datetime:
    return items.TODAY


def signed_in(user: object) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")  # type: ignore[arg-type]
    return client


def counts(cast: Cast) -> dict[str, int]:
    values = figures.live(the_campaign(cast), cast.unit)
    names = [code for code in values if "rule" in code]
    return {code: values[code].count for code in names}


def test_each_figure_counts_its_rows(cast: Cast, august: dt.datetime) -> None:
    with clock.at(august):
        bare, back = items.make_item(cast), items.make_closed(cast)
        make_in_force(cast)
        failed = make_in_force(cast, change=RuleChange.REVISE, former="旧办法", items=[back])
        make_in_force(cast, change=RuleChange.ABOLISH, former="旧制度")
        make_planned(cast)
        rule_steps.drop(rule=make_planned(cast), by=cast.liaison, reason="重复")
        rule_steps.check(
            rule=failed,
            by=cast.office,
            checked_on=clock.today(),
            result=RuleCheckResult.KEPT,
            note="抽查10件，均执行。",
        )
    with clock.at(august + dt.timedelta(days=5)):
        closing.reopen(item=back, by=cast.office_head, reason="反弹", new_due=dt.date(2011, 9, 30))
        assert counts(cast) == {
            "rules": 4,
            "rules_issued": 3,
            "rules_new": 1,
            "rules_revised": 1,
            "rules_abolished": 1,
            "rules_simplified": 3,
            "rules_unchecked": 1,
            "rules_relapsed": 1,
            "without_rule": 1,
            "despite_rule": 1,
        }
        table = rules.matrix(the_campaign(cast), cast.unit)
    assert [row[0] for row in table] == [bare.number, back.number]
    assert table[0][2:] == ["未建立制度", "—"]
    assert table[1][2:] == [failed.title, "1次，有制度仍反弹"]


def test_the_average_is_over_the_rows_that_are_counted(cast: Cast, august: dt.datetime) -> None:
    with clock.at(august):
        make_in_force(cast)  # 7 → 4 steps, 15 → 10 days
        rule = make_in_force(cast)
        type(rule).objects.filter(pk=rule.pk).update(
            steps_after=5, days_before=None, days_after=None
        )
        values = figures.live(the_campaign(cast), cast.unit)
    assert values["rules_simplified"].means == {"steps_saved": "2.5", "days_saved": "5"}
    assert "平均压缩2.5个环节、5天" in "".join(sentences.plain(values))


def test_without_rules_the_report_is_silent_about_them(cast: Cast) -> None:
    assert "制度" not in "".join(sentences.plain(figures.live(the_campaign(cast), cast.unit)))


def test_every_number_leads_to_its_rows(cast: Cast, august: dt.datetime) -> None:
    with clock.at(august):
        rule = make_in_force(cast)
    report = make_report(cast)
    client = signed_in(cast.liaison)
    page = client.get(f"/staff/summary/{report.number}/").content.decode()
    address = f"/staff/summary/{report.number}/rows/rules_issued/"
    assert address in page
    rows = client.get(address).content.decode()
    assert f"/staff/rules/{rule.number}/" in rows


def test_what_was_signed_does_not_change_with_the_rules(cast: Cast, august: dt.datetime) -> None:
    with clock.at(august):
        items.make_item(cast)
        make_in_force(cast)
    report = summary.submit(report=make_signing(cast), by=cast.unit_head)
    before = paper.paper_of(report)
    with clock.at(august):
        make_in_force(cast, items=[items.make_item(cast)])
    report.refresh_from_db()
    assert paper.paper_of(report) == before
    titles = [annex.title for annex in before.annexes]
    assert "制度清单" in titles
    assert "问题—制度—反弹对照表" in titles


def test_a_report_that_was_signed_before_there_were_rules_still_prints(cast: Cast) -> None:
    report = summary.submit(report=make_signing(cast), by=cast.unit_head)
    for name in ("means", "matrix"):
        report.snapshot.pop(name, None)
    report.save(update_fields=["snapshot"])
    assert paper.paper_of(report).annexes == []
