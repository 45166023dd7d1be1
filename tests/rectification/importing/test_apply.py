"""Taking a sheet over: all or nothing, as the forms would, never over a newer ledger."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.errors import DomainError, NotAllowed
from core.models import AuditEvent
from rectification.actions import importing, items
from rectification.enums import Klass, OwnerKind, Scope, State
from rectification.importing.plan import Kind
from rectification.models import ImportBatch, RectificationItem
from tests.cast import Cast
from tests.factories.importing import exported, ledger, received, row
from tests.factories.rectification import make_draft, make_item, the_campaign
from tests.rectification.importing.test_plan import edited

pytestmark = pytest.mark.django_db


def imported(cast: Cast, data: bytes) -> ImportBatch:
    batch = received(cast, data)
    plan = importing.plan_of(batch, cast.liaison)
    return importing.apply(batch=batch, by=cast.liaison, fingerprint=plan.fingerprint)


def test_a_new_row_becomes_a_complete_draft(cast: Cast) -> None:
    the_campaign(cast)
    batch = imported(cast, ledger(row()))
    item = RectificationItem.objects.get()
    assert batch.result["new"] == [item.number]
    assert (item.state, item.klass, item.scope) == (State.DRAFT, Klass.BY_DATE, Scope.PUBLIC)
    assert (item.due_date, item.section) == (dt.date(2011, 9, 30), "行政审批科")
    assert (item.responsible, item.lead) == (cast.owner.main_post, cast.unit_deputy.main_post)
    assert [measure.text for measure in item.measures.all()] == ["压缩环节", "到期提醒"]
    assert [milestone.due for milestone in item.milestones.all()] == [item.due_date]
    assert items.send(item=item, by=cast.liaison).state == State.UNIT_REVIEW


@pytest.mark.parametrize(
    ("cells", "klass", "due", "review"),
    [
        ({"klass": "", "due": "立行立改"}, Klass.AT_ONCE, dt.date(2011, 9, 5), None),
        ({"klass": "立行立改", "due": ""}, Klass.AT_ONCE, dt.date(2011, 9, 5), None),
        ({"klass": "长期坚持", "due": "长期坚持"}, Klass.LONG_TERM, None, dt.date(2011, 11, 17)),
        ({"klass": "", "due": "9月底"}, Klass.BY_DATE, dt.date(2011, 9, 30), None),
        ({"klass": "", "due": ""}, Klass.BY_DATE, None, None),
    ],
)
def test_class_and_deadline_are_read_together(
    cast: Cast, cells: dict[str, str], klass: str, due: dt.date | None, review: dt.date | None
) -> None:
    the_campaign(cast)
    imported(cast, ledger(row(**cells)))
    item = RectificationItem.objects.get()
    assert (item.klass, item.due_date, item.review_on) == (klass, due, review)


def test_further_people_are_kept_in_the_remark(cast: Cast) -> None:
    the_campaign(cast)
    imported(cast, ledger(row(responsible="owner、liaison", remark="每周通报")))
    assert RectificationItem.objects.get().remark == "每周通报；责任人另有：liaison"


def test_a_changed_draft_is_edited_and_audited(cast: Cast) -> None:
    item = make_draft(cast)
    batch = imported(cast, edited(exported(), F4="流程太长。", I4="1. 只此一条措施"))
    item.refresh_from_db()
    assert batch.result["changed"] == [item.number]
    assert item.cause == "流程太长。"
    assert [measure.text for measure in item.measures.all()] == ["只此一条措施"]
    assert item.milestones.count() == 1
    assert AuditEvent.objects.filter(action="rectification.item.edit").count() == 1


def test_progress_is_reported(cast: Cast) -> None:
    item = make_item(cast)
    imported(cast, edited(exported(), N4="已压缩一个环节。", O4="60%"))
    item.refresh_from_db()
    assert item.progress == 60
    assert item.reports.get().content == "已压缩一个环节。"


def test_good_rows_come_in_and_the_faults_of_the_others_stay(cast: Cast) -> None:
    the_campaign(cast)
    batch = imported(cast, ledger(row(), row(description="乙问题", due="尽快")))
    assert RectificationItem.objects.count() == 1
    assert [fault.column for fault in importing.faults_of(batch, cast.liaison)] == ["整改时限"]


def test_a_ledger_that_has_moved_on_is_shown_again(cast: Cast) -> None:
    item = make_draft(cast)
    batch = received(cast, edited(exported(), F4="流程太长。"))
    seen = importing.plan_of(batch, cast.liaison).fingerprint
    items.edit(item=item, by=cast.liaison, target="一次办结。")
    with pytest.raises(DomainError) as fault:
        importing.apply(batch=batch, by=cast.liaison, fingerprint=seen)
    assert fault.value.code == "moved"
    item.refresh_from_db()
    assert item.cause != "流程太长。"


def test_the_second_of_two_people_sees_what_the_first_has_done(cast: Cast) -> None:
    the_campaign(cast)
    data = ledger(row())
    batches = [received(cast, data), received(cast, data, by=cast.owner)]
    seen = [importing.plan_of(b, b.created_by).fingerprint for b in batches]
    importing.apply(batch=batches[0], by=cast.liaison, fingerprint=seen[0])
    with pytest.raises(DomainError):
        importing.apply(batch=batches[1], by=cast.owner, fingerprint=seen[1])
    assert RectificationItem.objects.count() == 1
    assert importing.plan_of(batches[1], cast.owner).rows[0].kind == Kind.FAULTY


def test_a_sheet_is_imported_once(cast: Cast) -> None:
    the_campaign(cast)
    batch = imported(cast, ledger(row()))
    with pytest.raises(DomainError) as fault:
        importing.apply(batch=batch, by=cast.liaison, fingerprint="")
    assert fault.value.code == "done"


def test_a_fault_in_the_middle_leaves_everything_as_it_was(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_draft(cast)
    book = edited(exported(), F4="流程太长。", E5="一个全新的问题描述", D5="超时办理")
    batch = received(cast, book)
    plan = importing.plan_of(batch, cast.liaison)
    assert plan.counts == {Kind.CHANGED: 1, Kind.NEW: 1}

    def fail(**_given: object) -> None:
        raise DomainError("nein")

    monkeypatch.setattr(items, "edit", fail)
    with pytest.raises(DomainError):
        importing.apply(batch=batch, by=cast.liaison, fingerprint=plan.fingerprint)
    assert RectificationItem.objects.count() == 1
    batch.refresh_from_db()
    assert batch.done_at is None


def test_only_the_unit_and_the_office_import(cast: Cast) -> None:
    the_campaign(cast)
    for stranger in (cast.outsider, cast.unit_head, cast.leader):
        with pytest.raises(NotAllowed):
            received(cast, ledger(row()), by=stranger)
    assert received(cast, ledger(row()), by=cast.office).unit == cast.unit


def test_each_step_leaves_its_trace_without_content(cast: Cast) -> None:
    the_campaign(cast)
    batch = received(cast, ledger(row(category="天气")))
    importing.choose(batch=batch, by=cast.liaison, choices={"category:天气": "2.1"}, mine=[])
    columns = dict(batch.columns)
    importing.arrange(batch=batch, by=cast.liaison, columns=columns)
    events = AuditEvent.objects.filter(action__startswith="rectification.import.")
    assert [event.action.rpartition(".")[2] for event in events.order_by("id")] == [
        "receive",
        "choose",
        "arrange",
    ]
    assert not any("窗口" in str(event.detail) for event in events)


def test_the_problem_needs_a_column(cast: Cast) -> None:
    the_campaign(cast)
    batch = received(cast, ledger(row()))
    with pytest.raises(DomainError) as fault:
        importing.arrange(batch=batch, by=cast.liaison, columns={"due": 1})
    assert fault.value.field == "description"


def test_reading_takes_the_same_statements_for_few_and_many_rows(cast: Cast) -> None:
    the_campaign(cast)

    def statements(count: int) -> int:
        batch = received(cast, ledger(*[row(description=f"第{n}个问题") for n in range(count)]))
        with CaptureQueriesContext(connection) as seen:
            importing.plan_of(batch, cast.liaison)
        return len(seen)

    assert statements(2) == statements(60)


def test_individuals_items_stay_private_after_a_change(cast: Cast) -> None:
    item = make_draft(cast, owner_kind=OwnerKind.PERSON)
    imported(cast, edited(exported(), S4="是", F4="流程太长。"))
    item.refresh_from_db()
    assert (item.cause, item.scope) == ("流程太长。", Scope.UNIT)
