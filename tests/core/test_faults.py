"""What breaks breaks here on purpose: nothing is lost, nobody is reminded twice."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from django.db import connection, connections
from kombu import pools
from kombu.exceptions import OperationalError

from accounts.enums import Role
from core import clock, deadlines, notices, outbox, tasks
from core.models import Deadline, Notice, OutboxRow
from portal.celery import app
from tests.cast import Cast, make_cast, make_person
from tests.core.conftest import moment
from tests.core.kinds import Alarm, ItemDue, open_deadline

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.faults]
JOBS = 24


@pytest.fixture
def people() -> Cast:
    return make_cast()


def alarms(people: Cast, count: int) -> None:
    drafts = [notices.NoticeDraft(Alarm, [people.liaison], "test.item", n) for n in range(count)]
    assert notices.post_all(drafts) == count


def together(work: Callable[[], None], workers: int = 4) -> None:
    """Run the same thing in several threads at once, each with its own connection."""
    start = threading.Barrier(workers)
    faults: list[BaseException] = []

    def one() -> None:
        try:
            start.wait()
            work()
        except BaseException as fault:
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []


@pytest.mark.asvs("15.4.2")
def test_two_sweepers_remind_once(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadlines, "BATCH", 20)
    ItemDue.recipients = [people.liaison.pk, people.owner.pk]
    with clock.at(moment("2011-09-01 10:00")):
        for number in range(200):
            open_deadline(number)

    def sweep() -> None:
        with clock.at(moment("2011-09-28 08:40")):
            deadlines.sweep()

    together(sweep)
    assert Notice.objects.count() == 400
    assert sum(count for _, count in ItemDue.calls) == 200
    assert set(Deadline.objects.values_list("last_step", flat=True)) == {0}


def test_two_schedulers_queue_one_digest(people: Cast) -> None:
    alarms(people, 3)
    OutboxRow.objects.all().delete()

    def queue() -> None:
        with clock.at(moment("2030-08-19 08:40")):
            notices.queue_digests()

    together(queue)
    assert OutboxRow.objects.filter(kind=notices.DIGEST).count() == 1


def test_many_workers_take_each_row_once(people: Cast) -> None:
    alarms(people, 60)
    taken: list[int] = []
    together(lambda: taken.extend(outbox.take(7)))
    assert len(taken) == len(set(taken)) == 28


def test_two_workers_with_the_same_job_do_it_once(people: Cast) -> None:
    alarms(people, 1)
    [row_id] = outbox.take()
    done: list[bool] = []
    together(lambda: done.append(outbox.run_one(row_id)))
    assert done.count(True) == 1


@pytest.mark.usefixtures("_dead_broker")
def test_posting_needs_no_broker(people: Cast) -> None:
    """The broker is gone: posting works, ringing fails softly, later everything is delivered."""
    alarms(people, 5)
    with pytest.raises(OperationalError):
        tasks.run_outbox_row.apply_async((1,), retry=False)
    started = time.monotonic()
    assert outbox.sweep(tasks.ring) == 5
    assert time.monotonic() - started < 10
    assert OutboxRow.objects.filter(done_at=None).count() == 5
    OutboxRow.objects.update(next_try=moment("2011-01-01 00:00"))
    assert outbox.drain() == 5
    assert outbox.drain() == 0


@pytest.fixture
def _dead_broker(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The Celery application of this process talks to a port where nobody listens."""
    nobody = pools.producers[app.connection_for_write("redis://127.0.0.1:1/0")]
    monkeypatch.setattr(type(app), "producer_pool", nobody)
    yield
    nobody.force_close_all()


class Worker:
    """A real Celery worker on the test database and the test Valkey, in a group of its own."""

    def __init__(self, letters: Path) -> None:
        name = connection.settings_dict["NAME"]
        address = urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))
        self.environment = os.environ | {
            "DATABASE_URL": address,
            "DJANGO_SETTINGS_MODULE": "tests.core.fault_settings",
            "LETTERS": str(letters),
        }
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-m", "celery", "--app=tests.core.fault_app", "worker"),
                *("--concurrency=2", "--without-mingle", "--without-gossip", "--loglevel=ERROR"),
            ],
            cwd=settings.BASE_DIR,
            env=self.environment,
            start_new_session=True,
        )

    def kill(self) -> None:
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@pytest.fixture
def worker(tmp_path: Path) -> Iterator[Worker]:
    worker = Worker(tmp_path)
    app.control.purge()
    yield worker
    worker.kill()
    app.control.purge()


def left() -> int:
    return OutboxRow.objects.filter(done_at=None).count()


def beat_until(done: Callable[[], bool], seconds: float) -> None:
    """Play the scheduler: ring for due rows twice a second."""
    limit = time.monotonic() + seconds
    while not done() and time.monotonic() < limit:
        outbox.sweep(tasks.ring)
        time.sleep(0.5)


def test_kill_9_of_the_worker_loses_and_doubles_no_reminder(
    people: Cast, worker: Worker, tmp_path: Path, settings: pytest.FixtureRequest
) -> None:
    settings.OUTBOX_LEASE_SECONDS = 2
    # One letter for each person: what is urgent for one person at a time goes in one letter.
    crowd = [make_person(f"clerk{n}", Role.LIAISON, people.unit) for n in range(JOBS)]
    notices.post_all([notices.NoticeDraft(Alarm, crowd, "test.item", 1)])
    worker.start()
    for part in (JOBS * 3 // 4, JOBS // 2):
        beat_until(lambda part=part: left() <= part, 60)
        assert 0 < left() <= part
        worker.kill()
        worker.start()
    beat_until(lambda: left() == 0, 90)
    assert left() == 0
    assert not OutboxRow.objects.filter(is_dead=True).exists()
    assert Notice.objects.exclude(mailed_at=None).count() == JOBS
    letters = "".join(path.read_text() for path in tmp_path.glob("*.log"))
    sent = Counter(re.findall(r"^Message-ID: (\S+)", letters, re.MULTILINE))
    assert len(sent) == JOBS
    # Killed between sending and writing that down, a letter goes out again with the same id.
    assert sent.total() <= JOBS + 2 * 2
