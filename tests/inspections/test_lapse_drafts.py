"""A missed deadline drafts a paper, once; the office checks it, nothing goes out by itself."""

import datetime as dt
import threading

import pytest
from django.db import connection
from django.test import Client

from complaints.actions import handling
from core import clock, deadlines, todo
from core.models import AuditEvent, Deadline, Notice, StatusLog
from inspections.actions import slips
from inspections.enums import SlipKind, SlipState
from inspections.models import SupervisionSlip
from tests.cast import Cast
from tests.factories import complaints as cases
from tests.factories.rectification import DUE, TODAY, make_item, make_pending

pytestmark = pytest.mark.django_db
CHINA = dt.timezone(dt.timedelta(hours=8))
# Working days after Wednesday 31 August 2011; 12 September was the Mid-Autumn holiday.
THREE, FOUR, TEN = dt.date(2011, 9, 5), dt.date(2011, 9, 6), dt.date(2011, 9, 15)


@pytest.fixture(autouse=True)
def _in_august():
    with clock.at(TODAY):
        yield


def at(day: dt.date, hour: int = 9) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour), CHINA)


def sweep(*days: dt.date) -> None:
    for day in days:
        with clock.at(at(day)):
            deadlines.sweep()


def kinds() -> list[str]:
    return list(SupervisionSlip.objects.order_by("pk").values_list("kind", flat=True))


class TestItems:
    def test_a_reminder_after_three_days_and_an_order_after_ten(self, cast: Cast) -> None:
        item = make_item(cast)
        sweep(DUE, dt.date(2011, 9, 1), dt.date(2011, 9, 2))
        assert kinds() == []
        sweep(THREE)
        assert kinds() == [SlipKind.REMINDER]
        sweep(FOUR, dt.date(2011, 9, 7), TEN, dt.date(2011, 9, 22))
        assert kinds() == [SlipKind.REMINDER, SlipKind.ORDER]
        for slip in SupervisionSlip.objects.all():
            assert (slip.state, slip.number, slip.created_by) == (SlipState.DRAFT, "", None)
            assert slip.unit == cast.unit
            assert list(slip.items.all()) == [item]
            assert item.number in slip.title
            assert "2011-08-31" in slip.facts
            assert slip.reply_due > slip.created_at.date()

    def test_the_letter_comes_even_when_the_portal_slept_on_its_day(self, cast: Cast) -> None:
        make_item(cast)
        sweep(dt.date(2011, 9, 8))
        assert kinds() == [SlipKind.REMINDER]

    def test_no_paper_when_the_closing_was_asked_for(self, cast: Cast) -> None:
        make_pending(cast)
        sweep(THREE, TEN)
        assert kinds() == []

    def test_a_dropped_draft_does_not_come_back(self, cast: Cast) -> None:
        make_item(cast)
        sweep(THREE)
        slips.cancel(slip=SupervisionSlip.objects.get(), by=cast.office, reason="已电话提醒")
        Deadline.objects.open().update(next_at=at(THREE))
        sweep(FOUR)
        assert kinds() == [SlipKind.REMINDER]

    def test_another_date_is_another_series(self, cast: Cast) -> None:
        item = make_item(cast)
        sweep(THREE)
        with clock.at(at(THREE)):
            deadlines.extend(
                "rectification.item-due", "rectification.item", item.pk, dt.date(2011, 9, 20)
            )
        assert SupervisionSlip.objects.get().is_pointless
        sweep(TEN)
        assert len(kinds()) == 1
        sweep(dt.date(2011, 9, 23))
        assert kinds() == [SlipKind.REMINDER, SlipKind.REMINDER]

    def test_it_is_on_the_to_do_list_and_in_the_trail(self, cast: Cast, client: Client) -> None:
        make_item(cast)
        sweep(THREE)
        slip = SupervisionSlip.objects.get()
        with clock.at(at(THREE)):
            mine = [row for row in todo.todos(cast.office) if row.url.endswith(f"/{slip.pk}/")]
            assert len(mine) == 1
            assert not [row for row in todo.todos(cast.liaison) if "slips" in row.url]
            client.force_login(cast.office)
            page = client.get(f"/staff/slips/{slip.pk}/").content.decode()
        assert "系统已自动起草" in page
        assert StatusLog.objects.of("inspections.slip", slip.pk).get().actor == "system"
        assert AuditEvent.objects.filter(action="inspections.slip.write", actor="system").exists()
        told = Notice.objects.filter(kind="inspections.slip-drafted")
        assert {row.recipient for row in told} == {cast.office, cast.office_head}

    def test_the_unit_sees_nothing_before_it_is_issued(self, cast: Cast) -> None:
        make_item(cast)
        sweep(THREE)
        assert not SupervisionSlip.objects.visible_to(cast.unit_head).exists()
        with clock.at(at(THREE)):
            slip = slips.issue(slip=SupervisionSlip.objects.get(), by=cast.office)
        assert slip.number
        assert SupervisionSlip.objects.visible_to(cast.unit_head).get() == slip


class TestComplaints:
    def test_a_late_reply_is_an_order_without_any_content(self, cast: Cast) -> None:
        case = cases.make_handling(cast)
        assert case.due_reply is not None
        sweep(case.due_reply)
        assert kinds() == []
        sweep(case.due_reply + dt.timedelta(days=1), case.due_reply + dt.timedelta(days=7))
        slip = SupervisionSlip.objects.get()
        assert (slip.kind, slip.state, slip.unit) == (SlipKind.ORDER, SlipState.DRAFT, cast.unit)
        assert case.number in slip.title
        for word in (cases.REDACTED[:6], cases.CONTENT[:6]):
            assert word not in f"{slip.title}{slip.facts}{slip.demand}"

    def test_a_case_nobody_signs_for(self, cast: Cast) -> None:
        case = cases.make_dispatched(cast)
        assert case.due_sign is not None
        sweep(dt.date(2011, 8, 23), dt.date(2011, 8, 24))
        assert "签收" in SupervisionSlip.objects.get().title

    def test_none_about_cases_that_the_office_must_not_know(self, cast: Cast) -> None:
        case = cases.make_dispatched(cast)
        type(case).objects.filter(pk=case.pk).update(bypass=True)
        sweep(dt.date(2011, 8, 23), dt.date(2011, 8, 24))
        assert kinds() == []

    def test_none_when_the_unit_signed_in_time(self, cast: Cast) -> None:
        handling.sign_for(complaint=cases.make_dispatched(cast), by=cast.contact)
        sweep(dt.date(2011, 8, 23), dt.date(2011, 8, 24))
        assert kinds() == []


@pytest.mark.django_db(transaction=True)
def test_two_sweepers_draft_each_paper_once(cast: Cast) -> None:
    for _n in range(6):
        make_item(cast)
    faults: list[BaseException] = []
    gate = threading.Barrier(2)

    def work() -> None:
        try:
            gate.wait(5)
            with clock.at(at(THREE)):
                deadlines.sweep(at(THREE))
        except BaseException as fault:
            faults.append(fault)
        finally:
            connection.close()

    pair = [threading.Thread(target=work) for _n in range(2)]
    for thread in pair:
        thread.start()
    for thread in pair:
        thread.join(20)
    assert not faults
    assert kinds() == [SlipKind.REMINDER] * 6
