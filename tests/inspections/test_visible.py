"""Whom an inspection, a finding, a slip exists for. A covert visit exists for no unit."""

import datetime as dt

import pytest

from core import clock
from inspections.actions import opinions, reviews
from inspections.enums import Kind
from inspections.models import Finding, Inspection, Opinion, Reexamination, SupervisionSlip
from inspections.queries import inspected_units, load_of
from rectification.models import RectificationItem
from tests.factories import inspections as make
from tests.factories import rectification

INSIDE = ("office", "office_head", "leader", "inspector", "inspector_lead")
UNIT = ("liaison", "unit_head", "unit_deputy", "owner")
NOBODY = (
    "outsider",
    "outsider_head",
    "contact",
    "desk",
    "discipline",
    "supervisor",
    "editor",
    "sysadmin",
    "secadmin",
    "auditor",
)


@pytest.fixture(autouse=True)
def _a_thursday():
    with clock.at(make.DAY):
        yield


def _seen(cast, model):
    return {part for part, user in cast.people().items() if model.objects.visible_to(user).exists()}


@pytest.mark.parametrize("kind", [Kind.COVERT, Kind.OPEN])
@pytest.mark.parametrize("state", ["draft", "planned", "approved", "running"])
def test_before_the_release_no_unit_knows(cast, kind, state):
    make.make_inspection(cast, to=state, kind=kind)
    assert _seen(cast, Inspection) == set(INSIDE)


def test_after_the_release_the_unit_concerned_knows(cast):
    inspection = make.make_inspection(cast, kind=Kind.COVERT)
    make.make_finding(cast, inspection)
    assert _seen(cast, Finding) == set(INSIDE)
    make.release(cast, inspection)
    assert _seen(cast, Inspection) == set(INSIDE + UNIT)
    assert _seen(cast, Finding) == set(INSIDE + UNIT)


def test_a_unit_sees_only_its_own_findings_of_a_shared_inspection(cast):
    inspection = make.make_inspection(cast, units=[cast.unit, cast.other_unit])
    own = make.make_finding(cast, inspection)
    other = make.make_finding(cast, inspection, unit=cast.other_unit)
    make.release(cast, inspection)
    assert list(Finding.objects.visible_to(cast.liaison)) == [own]
    assert list(Finding.objects.visible_to(cast.outsider)) == [other]
    assert Finding.objects.visible_to(cast.office).count() == 2


def test_an_inspector_sees_only_the_inspections_of_the_own_teams(cast):
    make.make_inspection(cast)
    stranger = make.extra_inspector()
    assert not Inspection.objects.visible_to(stranger).exists()


def test_supervisors_see_what_their_group_takes_part_in(cast):
    group = make.make_group(cast.supervisor)
    make.make_inspection(cast, kind=Kind.REVIEW, group=group)
    make.make_inspection(cast)
    assert Inspection.objects.visible_to(cast.supervisor).get().group == group


def test_a_member_whose_term_is_over_sees_nothing_more(cast):
    group = make.make_group(cast.supervisor)
    make.make_inspection(cast, kind=Kind.REVIEW, group=group)
    opinions.give(group=group, unit=cast.unit, by=cast.supervisor, text="窗口引导不够")
    group.members.update(term_end="2011-08-17")
    assert not Inspection.objects.visible_to(cast.supervisor).exists()
    assert not Opinion.objects.visible_to(cast.supervisor).exists()


def test_a_member_whose_term_has_not_begun_sees_nothing_yet(cast):
    group = make.make_group(cast.supervisor)
    make.make_inspection(cast, kind=Kind.REVIEW, group=group)
    group.members.update(term_start="2011-08-19")
    assert not Inspection.objects.visible_to(cast.supervisor).exists()
    with clock.at(make.DAY + dt.timedelta(days=1)):
        assert Inspection.objects.visible_to(cast.supervisor).exists()


def test_slips_are_seen_by_the_unit_once_issued(cast):
    draft = make.make_slip(cast, issued=False)
    assert _seen(cast, SupervisionSlip) == {"office", "office_head", "leader"}
    make.slips.issue(slip=draft, by=cast.office)
    assert _seen(cast, SupervisionSlip) == {"office", "office_head", "leader", *UNIT}


def test_a_reexamination_is_seen_by_the_unit_and_its_examiner(cast):
    finding = make.upheld_finding(cast)
    review = reviews.ask(
        inspection=finding.inspection,
        unit=cast.unit,
        by=cast.unit_head,
        findings=[finding],
        grounds="当日窗口停电",
    )
    assert _seen(cast, Reexamination) == {"office", "office_head", "leader", *UNIT}
    examiner = make.extra_inspector()
    reviews.assign(review=review, by=cast.office_head, examiner=examiner)
    assert Reexamination.objects.visible_to(examiner).exists()


def test_opinions_are_seen_by_the_group_and_the_office(cast):
    make.ensure_campaign(cast)
    group = make.make_group(cast.supervisor)
    opinions.give(group=group, unit=cast.unit, by=cast.supervisor, text="窗口引导不够")
    assert _seen(cast, Opinion) == {"office", "office_head", "leader", "supervisor"}


def test_people_with_no_part_see_nothing_at_all(cast):
    make.upheld_finding(cast)
    make.make_slip(cast)
    for part in NOBODY:
        user = getattr(cast, part)
        assert not Inspection.objects.visible_to(user).exists(), part
        assert not Finding.objects.visible_to(user).exists(), part
        assert not SupervisionSlip.objects.visible_to(user).exists(), part


def test_a_team_reads_the_ledger_of_the_units_it_inspects(cast):
    make.ensure_campaign(cast)
    item = rectification.make_item(cast)
    assert not RectificationItem.objects.visible_to(cast.inspector).filter(pk=item.pk).exists()
    make.make_inspection(cast, to="approved")
    assert inspected_units(cast.inspector) == [cast.unit]
    assert RectificationItem.objects.visible_to(cast.inspector).filter(pk=item.pk).exists()


def test_the_load_counts_covert_visits_too_and_no_cancelled_ones(cast, django_assert_num_queries):
    make.make_inspection(cast, kind=Kind.COVERT)
    make.make_inspection(cast)
    gone = make.make_inspection(cast, to="draft")
    make.plans.cancel(inspection=gone, by=cast.office, reason="重复")
    old = make.make_inspection(cast)
    Inspection.objects.filter(pk=old.pk).update(start="2011-07-19T02:00:00Z")
    with django_assert_num_queries(2):
        loads = load_of([cast.unit, cast.other_unit])
    assert [(load.unit, len(load.inspections), load.is_heavy) for load in loads] == [
        (cast.unit, 2, True),
        (cast.other_unit, 0, False),
    ]
