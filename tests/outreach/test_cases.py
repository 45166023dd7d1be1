"""From the demand to the unit: who registers, who hands over, what follows by itself."""

import datetime as dt

import pytest

from campaign.models import Category
from core import deadlines
from core.errors import Conflict, DomainError, NotAllowed, WrongState
from core.models import AuditEvent, Deadline, Notice
from outreach.actions import cases, serving
from outreach.enums import CaseState, Origin
from outreach.models import EnterpriseCase
from outreach.workflow import KIND
from rectification.models import RectificationItem
from tests.factories import outreach as make

pytestmark = pytest.mark.django_db


def _told(kind: str) -> list[str]:
    rows = Notice.objects.filter(kind=f"outreach.{kind}")
    return sorted(rows.values_list("recipient__username", flat=True))


def _open_deadlines(case: EnterpriseCase) -> dict[str, dt.date]:
    rows = Deadline.objects.open().of(KIND, case.pk)
    return {row.kind.removeprefix("outreach."): row.due_on for row in rows}


def test_a_unit_takes_its_own_case_on_at_once(cast):
    case = make.make_case(cast)
    assert (case.number, case.state) == ("BF-2011-JFJ-001", CaseState.ASSIGNED)
    assert case.assigned_by == cast.liaison
    assert case.promise_due == case.next_on == dt.date(2011, 8, 26)
    assert _open_deadlines(case) == {"promise": dt.date(2011, 8, 26)}
    assert _told("case-assigned") == ["unit_deputy", "unit_head"]


def test_numbers_run_by_unit_and_year(cast):
    first, second = make.make_case(cast), make.make_case(cast)
    other = make.make_case(cast, unit=cast.other_unit, by=cast.office)
    assert [first.number, second.number, other.number] == [
        "BF-2011-JFJ-001",
        "BF-2011-JFJ-002",
        "BF-2011-GJJ-001",
    ]


def test_a_case_for_another_unit_waits_for_the_office(cast):
    case = make.make_registered(cast)
    assert case.state == CaseState.REGISTERED
    assert case.registered_for == cast.other_unit
    assert _open_deadlines(case) == {"follow-up": dt.date(2011, 8, 23)}
    assert _told("case-to-assign") == ["office", "office_head"]
    case = cases.assign(case=case, by=cast.office)
    assert (case.state, case.unit, case.assigned_by) == (
        CaseState.ASSIGNED,
        cast.unit,
        cast.office,
    )
    assert _told("case-assigned") == ["liaison", "unit_deputy", "unit_head"]
    assert not Notice.objects.filter(kind="outreach.case-to-assign", settled_at=None).exists()


def test_the_office_may_choose_another_unit_and_the_number_stays(cast):
    case = make.make_registered(cast)
    case = cases.assign(case=case, by=cast.office, unit=cast.other_unit)
    assert (case.unit, case.number) == (cast.other_unit, "BF-2011-JFJ-001")
    assert Deadline.objects.open().get(subject_id=case.pk).unit_code == "GJJ"


def test_the_unit_named_may_take_it_without_waiting(cast):
    case = cases.take(case=make.make_registered(cast), by=cast.liaison)
    assert case.assigned_by == cast.liaison
    with pytest.raises(WrongState):
        cases.take(case=case, by=cast.liaison)


def test_the_desk_registers_what_a_complaint_turned_out_to_be(cast):
    case = make.make_case(
        cast,
        by=cast.desk,
        origin=Origin.COMPLAINT,
        origin_kind="complaints.complaint",
        origin_number="TS20110819-0001",
    )
    assert (case.state, case.registered_for) == (CaseState.REGISTERED, None)
    assert case.origin_number == "TS20110819-0001"


@pytest.mark.parametrize("part", ["owner", "unit_head", "leader", "inspector", "sysadmin"])
def test_others_register_nothing(cast, part):
    with pytest.raises(NotAllowed):
        make.make_case(cast, by=getattr(cast, part))
    assert EnterpriseCase.objects.count() == 0


def test_a_case_without_a_demand_is_refused(cast):
    with pytest.raises(DomainError) as fault:
        make.make_case(cast, description="   ")
    assert fault.value.field == "description"


def test_a_unit_hands_back_what_is_not_its_business(cast):
    case = make.make_case(cast)
    with pytest.raises(DomainError):
        cases.hand_back(case=case, by=cast.liaison, reason=" ")
    case = cases.hand_back(case=case, by=cast.liaison, reason="属供电部门职责")
    assert (case.state, case.promise_due) == (CaseState.REGISTERED, None)
    assert _open_deadlines(case) == {"follow-up": dt.date(2011, 8, 23)}
    assert _told("case-to-assign") == ["office", "office_head"]


def test_measures_and_date_start_the_service(cast):
    case = make.make_promised(cast)
    assert (case.state, case.promised_by) == (CaseState.PROMISED, cast.liaison)
    assert case.due_on == case.first_due == dt.date(2011, 9, 18)
    assert _open_deadlines(case) == {
        "result": dt.date(2011, 9, 18),
        "follow-up": dt.date(2011, 8, 26),
    }


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"measures": " "}, "measures"),
        ({"due_on": dt.date(2011, 8, 18)}, "due_on"),
        ({"next_on": dt.date(2011, 8, 19)}, "next_on"),
        ({"next_on": dt.date(2011, 9, 20)}, "next_on"),
    ],
)
def test_a_promise_that_does_not_do_says_where(cast, changed, field):
    case = make.make_case(cast)
    values = {"measures": "联系银行", "due_on": make.days(20), "next_on": make.days(5)}
    with pytest.raises(DomainError) as fault:
        serving.promise(case=case, by=cast.liaison, **{**values, **changed})
    assert fault.value.field == field
    case.refresh_from_db()
    assert case.state == CaseState.ASSIGNED


def test_a_changed_promise_keeps_the_first_date(cast):
    case = make.make_promised(cast)
    first = case.first_due
    case = serving.revise(
        case=case,
        by=cast.liaison,
        measures="分两批办理。",
        due_on=make.days(45),
        reason="企业推迟开工",
        version=case.version,
    )
    assert (case.first_due, case.due_on) == (first, make.days(45))
    moved = Deadline.objects.open().get(kind="outreach.result", subject_id=case.pk)
    assert (moved.due_on, moved.original_due) == (make.days(45), first)


def test_a_stale_promise_is_a_conflict(cast):
    case = make.make_case(cast)
    cases.mark(case=case, by=cast.liaison, is_real_thing=True)
    with pytest.raises(Conflict):
        serving.promise(
            case=case,
            by=cast.liaison,
            measures="联系银行",
            due_on=make.days(20),
            next_on=make.days(5),
            version=case.version,
        )


def test_every_follow_up_names_the_next_one(cast):
    case = make.make_serving(cast)
    assert (case.state, case.next_on) == (CaseState.SERVING, make.days(10))
    row = case.follow_ups.get()
    assert (row.on, row.next_on, row.by) == (make.days(0), make.days(10), cast.liaison)
    assert _open_deadlines(case)["follow-up"] == make.days(10)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"progress": ""}, "progress"),
        ({"on": dt.date(2011, 8, 20)}, "on"),
        ({"on": dt.date(2011, 8, 18)}, "on"),
        ({"next_on": dt.date(2011, 8, 19)}, "next_on"),
    ],
)
def test_a_follow_up_that_does_not_do_says_where(cast, changed, field):
    case = make.make_promised(cast)
    values = {"on": make.days(0), "progress": "已走访银行", "next_on": make.days(9)}
    with pytest.raises(DomainError) as fault:
        serving.follow(case=case, by=cast.liaison, **{**values, **changed})
    assert fault.value.field == field
    assert case.follow_ups.count() == 0


def test_long_cases_stay_open_and_are_looked_at_every_quarter(cast):
    case = make.make_long(cast)
    assert (case.state, case.is_open, case.next_on) == (CaseState.LONG_TERM, True, make.days(60))
    assert _open_deadlines(case) == {"follow-up": make.days(60)}
    case = make.follow(cast, case)
    assert (case.state, case.next_on) == (CaseState.LONG_TERM, make.days(10))
    with pytest.raises(DomainError) as fault:
        serving.follow(
            case=case, by=cast.liaison, on=make.days(0), progress="已协调", next_on=make.days(93)
        )
    assert fault.value.field == "next_on"


def test_a_case_becomes_an_item_in_one_step(cast):
    case = make.make_case(cast, tags=["operation"])
    category = Category.objects.get(code="7.1")
    case = cases.open_item(case=case, by=cast.liaison, category=category)
    item = RectificationItem.objects.get(number=case.item.number)
    assert (item.origin_kind, item.origin_number) == (KIND, case.number)
    assert (item.unit, item.source, item.tags) == (cast.unit, "enterprise", ["operation"])
    assert make.NAME in item.description
    with pytest.raises(NotAllowed):
        cases.open_item(case=case, by=cast.liaison, category=category)


def test_the_list_of_real_things_is_kept_by_unit_and_office(cast):
    case = make.make_case(cast)
    assert cases.mark(case=case, by=cast.liaison, is_real_thing=True).is_real_thing
    assert not cases.mark(case=case, by=cast.office, is_real_thing=False).is_real_thing
    for part in ("outsider", "owner", "leader"):
        with pytest.raises(NotAllowed):
            cases.mark(case=case, by=getattr(cast, part), is_real_thing=True)
    assert AuditEvent.objects.filter(action="outreach.case.mark").count() == 2


def test_who_is_reminded_of_what(cast):
    late = make.make_case(cast)
    waiting = make.make_registered(cast)
    served = make.make_serving(cast)
    deadlines.sweep(at=dt.datetime(2011, 8, 22, 1, tzinfo=dt.UTC))
    assert _told("follow-up-due") == ["office", "office_head"]  # a day before: no unit has it yet
    deadlines.sweep(at=dt.datetime(2011, 8, 29, 1, tzinfo=dt.UTC))
    assert _told("promise-due") == ["liaison", "office", "office_head", "unit_head"]
    assert {late.number} == set(
        Notice.objects.filter(kind="outreach.promise-due").values_list("number", flat=True)
    )
    due = Notice.objects.filter(kind="outreach.follow-up-due", number=served.number)
    assert set(due.values_list("recipient__username", flat=True)) == {"liaison", "unit_head"}
    assert Notice.objects.filter(number=waiting.number, recipient=cast.liaison).count() == 0
