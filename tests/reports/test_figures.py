"""Every figure is the count of the records it lists, live and frozen."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import clock
from rectification.enums import Klass, OwnerKind
from reports import figures
from reports.figures import FIGURES
from reports.measures import Value
from tests.cast import Cast
from tests.factories import complaints as cases
from tests.factories import outreach as outside
from tests.factories import rectification as items
from tests.factories.reports import the_campaign

pytestmark = pytest.mark.django_db


def live(cast: Cast) -> dict[str, Value]:
    return figures.live(the_campaign(cast), cast.unit)


def counts(cast: Cast) -> dict[str, int]:
    return {code: value.count for code, value in live(cast).items()}


@pytest.fixture
def august() -> dt.datetime:
    return items.TODAY


def test_an_item_counts_from_its_confirmation_on(cast: Cast, august: dt.datetime) -> None:
    with clock.at(august):
        items.make_submitted(cast)
        assert counts(cast)["items"] == 0
        items.make_item(cast)
        found = counts(cast)
    assert (found["items"], found["by_date"], found["open"], found["closed"]) == (1, 1, 1, 0)


def test_items_are_split_by_class(cast: Cast, august: dt.datetime) -> None:
    with clock.at(august):
        items.make_item(cast)
        items.make_item(cast, klass=Klass.LONG_TERM, due_date=None, review_on=items.DUE)
        found = counts(cast)
    assert (found["items"], found["by_date"], found["long_term"]) == (2, 1, 1)


def test_individuals_items_stay_in_the_unit(cast: Cast, august: dt.datetime) -> None:
    with clock.at(august):
        items.make_item(cast, owner_kind=OwnerKind.PERSON)
        assert counts(cast)["items"] == 0


def test_an_item_struck_off_before_its_deadline_is_in_time(cast: Cast, august: dt.datetime) -> None:
    with clock.at(august):
        closed = items.make_closed(cast)
        value = live(cast)["closed_in_time"]
    assert value.rows == [(closed.number, closed.headline)]


def test_an_item_struck_off_late_is_not_in_time(cast: Cast, august: dt.datetime) -> None:
    with clock.at(august):
        item = items.make_item(cast)
    with clock.at(august + dt.timedelta(days=30)):
        items.finish(item, cast)
        items.progress.ask_closing(
            item=item, by=cast.liaison, result=items.Result.DONE, note="措施全部落实。"
        )
        item.refresh_from_db()
        items.progress.vouch(item=item, by=cast.unit_head)
        item.refresh_from_db()
        items.closing.strike_off(item=item, by=cast.office, checklist=items.CHECKED)
        found = counts(cast)
    assert (found["closed"], found["closed_in_time"]) == (1, 0)


def test_an_open_item_past_its_deadline_has_a_red_light(cast: Cast, august: dt.datetime) -> None:
    with clock.at(august):
        items.make_item(cast)
        assert counts(cast)["red"] == 0
    with clock.at(august + dt.timedelta(days=30)):
        assert counts(cast)["red"] == 1


def test_complaints_count_for_the_unit_that_handles_them(cast: Cast, august: dt.datetime) -> None:
    with clock.at(august):
        cases.make_handling(cast)
        cases.make_replied(cast)
        cases.make_closed(cast, score=4)
        found = counts(cast)
    assert (found["cases"], found["answered"], found["answered_in_time"]) == (3, 2, 2)
    assert (found["rated"], found["satisfied"]) == (1, 1)


def test_complaints_outside_the_campaign_do_not_count(cast: Cast, august: dt.datetime) -> None:
    the_campaign(cast)
    with clock.at(august.replace(year=2012)):
        cases.make_replied(cast)
        assert counts(cast)["cases"] == 0


def test_accusations_never_count_for_the_accused_unit(cast: Cast, august: dt.datetime) -> None:
    with clock.at(august):
        cases.make_accusation(cast)
        assert counts(cast)["cases"] == 0


def test_the_rows_of_a_complaint_say_nothing_of_the_person(cast: Cast, august: dt.datetime) -> None:
    with clock.at(august):
        case = cases.make_replied(cast)
        rows = live(cast)["cases"].rows
    assert rows == [(case.number, f"{case.category.name} · {case.get_state_display()}")]


def test_another_units_records_do_not_count(cast: Cast, august: dt.datetime) -> None:
    with clock.at(august):
        items.make_item(cast)
        found = figures.live(the_campaign(cast), cast.other_unit)
    assert {value.count for code, value in found.items() if code != "tasks"} == {0}


def test_phase_tasks_are_those_asked_of_the_unit(cast: Cast) -> None:
    found = counts(cast)
    assert (found["tasks"], found["tasks_done"]) == (6, 0)


def test_frozen_figures_are_what_they_were(cast: Cast, august: dt.datetime) -> None:
    with clock.at(august):
        items.make_item(cast)
        before = live(cast)
        snapshot = figures.take(before, clock.today())
        items.make_item(cast)
    assert snapshot["on"] == "2011-08-19"
    assert figures.frozen(snapshot) == before
    assert figures.frozen(snapshot)["items"].count == 1


def test_a_figure_that_is_newer_than_the_snapshot_counts_nothing() -> None:
    found = figures.frozen({"on": "2011-08-19", "figures": {"items": [["ZG-2011-JFJ-001", "x"]]}})
    assert found.keys() == {figure.code for figure in FIGURES}
    assert (found["items"].count, found["cases"].count) == (1, 0)


def test_the_number_of_queries_does_not_grow_with_the_records(
    cast: Cast, august: dt.datetime
) -> None:
    with clock.at(august):
        campaign = the_campaign(cast)
        items.make_item(cast)
        with CaptureQueriesContext(
            connection,
        ) as few:
            figures.live(campaign, cast.unit)
        for _ in range(3):
            items.make_item(cast)
            cases.make_handling(cast)
        with CaptureQueriesContext(connection) as many:
            figures.live(campaign, cast.unit)
    assert len(many) <= len(few) <= len(FIGURES) + 2


def test_what_was_done_outside_the_office_counts(cast: Cast, august: dt.datetime) -> None:
    with clock.at(august):
        outside.make_visit(cast)
        outside.make_firm_visit(cast)
        outside.make_opinion(cast)
        outside.make_adopted(cast)
        outside.make_closed(cast)
        outside.make_case(cast)
        found = counts(cast)
    assert found["visits"] >= found["visits_firm"] >= 1
    assert (found["opinions"], found["opinions_settled"]) >= (1, 0)
    assert (found["research"], found["research_adopted"]) == (1, 1)
    assert (found["aid"], found["aid_closed"], found["aid_confirmed"]) == (2, 1, 1)
    assert found["publications"] == found["self_checks"] == 0


def test_the_zone_counts_all_units_together(cast: Cast, august: dt.datetime) -> None:
    with clock.at(august):
        items.make_item(cast)
        outside.make_visit(cast)
        zone = figures.live(the_campaign(cast), None)
        unit = figures.live(the_campaign(cast), cast.unit)
        other = figures.live(the_campaign(cast), cast.other_unit)
    for code, value in zone.items():
        assert value.count == unit[code].count + other[code].count, code
