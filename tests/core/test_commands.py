"""The management commands: one line, the right exit code, nothing changed on failure."""

import datetime as dt
import io
import json
from pathlib import Path

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection

from core import audit, clock, notices, outbox, workdays
from core.actors import SYSTEM
from core.models import Deadline, Notice, OutboxRow, WorkCalendarDay
from tests.cast import Cast
from tests.core.conftest import moment
from tests.core.kinds import ItemDue, Reminder, open_deadline

pytestmark = pytest.mark.django_db

NOTICE = {
    "year": 2027,
    "papers": ["https://www.gov.example/2027"],
    "days": [
        {"name": "元旦", "date": "2027-01-01", "isOffDay": True},
        {"name": "春节", "date": "2027-02-08", "isOffDay": True},
        {"name": "春节", "date": "2027-02-14", "isOffDay": False},
    ],
}


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out)
    assert out.getvalue().count("\n") == 1
    return out.getvalue().strip()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "2027.json"
    path.write_text(json.dumps(NOTICE, ensure_ascii=False))
    return path


def test_a_yearly_notice_is_loaded(file: Path) -> None:
    assert run("load_workdays", str(file)) == (
        "Loaded 3 days from 2027.json; planned 0 reminders anew."
    )
    days = workdays.calendar()
    assert not days.is_workday(dt.date(2027, 2, 8))
    assert days.is_workday(dt.date(2027, 2, 14))
    assert days.is_announced(2027)
    assert days.name(dt.date(2027, 2, 14)) == "春节"
    assert WorkCalendarDay.objects.get(date="2027-01-01").source == "https://www.gov.example/2027"


def test_a_notice_corrects_and_never_clears(file: Path) -> None:
    WorkCalendarDay.objects.create(date="2027-01-01", is_workday=True, name="typo")
    WorkCalendarDay.objects.create(date="2027-12-31", is_workday=False, name="from the next notice")
    run("load_workdays", str(file))
    assert not WorkCalendarDay.objects.get(date="2027-01-01").is_workday
    assert WorkCalendarDay.objects.filter(date="2027-12-31").exists()


def test_loading_moves_the_reminders_of_open_deadlines(file: Path) -> None:
    with clock.at(moment("2027-01-20 10:00")):
        row = open_deadline(due="2027-02-09")
        Deadline.objects.filter(pk=row.pk).update(next_at=moment("2027-02-08 00:00"))
        assert "planned 1 reminders" in run("load_workdays", str(file))
    row.refresh_from_db()
    assert row.next_at == moment("2027-01-25 00:00")


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"days": []}', '{"days": [{"date": "2027-13-01"}]}', "\ufeffdays"]
)
def test_what_is_no_notice_changes_nothing(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(text)
    before = WorkCalendarDay.objects.count()
    with pytest.raises(CommandError) as refused:
        run("load_workdays", str(path))
    assert refused.value.returncode == 1
    assert WorkCalendarDay.objects.count() == before


def test_a_missing_or_strange_file(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        run("load_workdays", str(tmp_path / "none.json"))
    (tmp_path / "gbk.json").write_bytes("春节".encode("gbk"))
    with pytest.raises(CommandError, match="UTF-8"):
        run("load_workdays", str(tmp_path / "gbk.json"))


def test_sweeping_as_of_a_moment(cast: Cast) -> None:
    ItemDue.recipients = [cast.liaison.pk]
    with clock.at(moment("2011-09-01 10:00")):
        open_deadline()
    line = "Reminded about {} deadlines at 2011-09-28 08:40."
    assert run("sweep_deadlines", "--at", "2011-09-28T08:40") == line.format(1)
    assert run("sweep_deadlines", "--at", "2011-09-28") == line.format(0)
    assert Notice.objects.get().created_at == moment("2011-09-28 08:40")


def test_sweeping_now() -> None:
    assert run("sweep_deadlines").startswith("Reminded about 0 deadlines at 20")


@pytest.mark.parametrize("when", ["tomorrow", "2011-13-01T00:00", "2011-09-31"])
def test_a_strange_moment_is_refused(when: str) -> None:
    with pytest.raises(CommandError, match="write it as"):
        run("sweep_deadlines", "--at", when)


def test_sending_what_waits(cast: Cast) -> None:
    with clock.at(moment("2011-08-19 09:00")):
        notices.post(Reminder, recipients=[cast.liaison], subject_kind="test.item", subject_id=1)
        assert run("send_notices") == "Queued 1 digests, did 1 jobs; 0 wait, 0 are dead."
        assert run("send_notices") == "Queued 0 digests, did 0 jobs; 0 wait, 0 are dead."
    assert len(mail.outbox) == 1


def test_dead_jobs_are_a_failure(cast: Cast) -> None:
    outbox.put("notice.digest", cast.liaison.pk, "x")
    OutboxRow.objects.update(is_dead=True)
    with pytest.raises(CommandError, match="1 are dead"):
        run("send_notices")


def test_a_whole_trail() -> None:
    audit.record("test.act", by=SYSTEM)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    assert run("verify_audit").startswith("The audit trail is whole: ")
