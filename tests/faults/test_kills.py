"""`kill -9` in mid-work: no acknowledged complaint and no reminder is lost or doubled."""

import json
import random
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.portal_process import Citizen, PortalProcess

pytestmark = pytest.mark.faults

SET_UP = """
import datetime as dt
from tests.cast import make_cast
from core.models import Deadline
from tests.factories import complaints, rectification
cast = make_cast()
complaints.the_campaign(cast)
for _ in range(24):
    rectification.make_item(cast, on=dt.date(2011, 8, 19))
# Due in years: no sweep of the real clock reminds of them, only those of the test.
Deadline.objects.filter(kind="rectification.item-due").update(
    due_on=dt.date(2030, 3, 6), next_at=dt.datetime(2030, 3, 1, tzinfo=dt.UTC)
)
"""
A_DAY_LATE = "2030-03-07T09:00"

COUNT = """
import json
from complaints.models import Complaint
from core.models import Deadline, Notice, OutboxRow
from accounts.models.user import holders
from accounts.enums import Role
from django.db.models import Count
rows = list(Complaint.objects.values_list("pk", "number"))
print(json.dumps({
    "numbers": [number for _, number in rows],
    "texts": [c.content for c in Complaint.objects.all()],
    "clocks": sorted(Deadline.objects.open().filter(
        subject_kind="complaints.complaint").values_list("subject_id", flat=True)),
    "ids": sorted(pk for pk, _ in rows),
    "doubled": Notice.objects.values("recipient", "kind", "subject_kind", "subject_id", "period")
        .annotate(n=Count("id")).filter(n__gt=1).count(),
    "told": Notice.objects.filter(subject_kind="complaints.complaint")
        .values("subject_id").distinct().count(),
    "reminders": list(Notice.objects.filter(kind="rectification.item-due")
        .values("subject_id").annotate(n=Count("id")).values_list("n", flat=True)),
    "waiting": OutboxRow.objects.filter(done_at=None, is_dead=False).count(),
    "stuck": [str(row) for row in OutboxRow.objects.filter(done_at=None)
        .values_list("ref_id", "attempts", "fault", "next_try")],
}))
"""


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[PortalProcess]:
    process = PortalProcess(tmp_path)
    process.start()
    process.shell(SET_UP)
    yield process
    process.stop()


class Crowd:
    """Citizens who complain one after the other, in several threads."""

    def __init__(self, base: str, threads: int = 4) -> None:
        self.base = base
        self.acknowledged: dict[str, str] = {}
        self.unanswered = 0
        self.going = True
        self.threads = [threading.Thread(target=self._run, args=(n,)) for n in range(threads)]

    def _run(self, lane: int) -> None:
        turn = 0
        while self.going:
            turn += 1
            text = f"窗口办件超过承诺时限，第{lane}道第{turn}件，请核查。"
            number = Citizen(self.base).complain(text)
            if number is None:
                self.unanswered += 1
            else:
                self.acknowledged[text] = number

    def __enter__(self) -> "Crowd":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self.going = False
        for thread in self.threads:
            thread.join(60)


class Sweepers:
    """Two who sweep the deadlines all the time, each killed in the middle of it, as it happens."""

    def __init__(self, portal: PortalProcess) -> None:
        self.portal = portal
        self.killed = 0
        self.going = True
        self.threads = [threading.Thread(target=self._run, args=(n,)) for n in range(2)]

    def _run(self, lane: int) -> None:
        # How long a sweep lives: from before its first row to after its last.
        patience = random.Random(lane)
        while self.going:
            sweep = self.portal.command("sweep_deadlines", "--at", A_DAY_LATE)
            try:
                sweep.wait(patience.uniform(0.8, 3))
            except subprocess.TimeoutExpired:
                sweep.kill()
                sweep.wait()
                self.killed += 1

    def __enter__(self) -> "Sweepers":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self.going = False
        for thread in self.threads:
            thread.join(60)


def _settled(portal: PortalProcess) -> dict[str, list[str]]:
    """The figures once the outbox has run dry."""
    end = time.monotonic() + 150
    while True:
        figures = json.loads(portal.shell(COUNT).splitlines()[-1])
        if figures["waiting"] == 0 or time.monotonic() > end:
            return figures  # type: ignore[no-any-return]
        time.sleep(1)


def test_nothing_acknowledged_is_lost_when_everything_is_killed(portal: PortalProcess) -> None:
    with Crowd(portal.base) as crowd, Sweepers(portal) as sweepers:
        time.sleep(2)
        for victim, deepest in [
            ("granian", True),
            ("celery", True),
            ("bin/postgres", False),
            ("granian", True),
            ("valkey-server", False),
            ("celery", True),
        ]:
            before = len(crowd.acknowledged)
            portal.kill(victim, deepest=deepest)
            # Each fault is lived through: the next comes when complaints are taken again.
            end = time.monotonic() + 60
            while len(crowd.acknowledged) < before + 2 and time.monotonic() < end:
                time.sleep(0.25)
            time.sleep(1)
    portal.stop()
    portal.start()
    assert portal.command("sweep_deadlines", "--at", A_DAY_LATE).wait(60) == 0
    figures = _settled(portal)

    assert len(crowd.acknowledged) >= 10
    assert set(crowd.acknowledged.values()) <= set(figures["numbers"])
    assert len(figures["numbers"]) == len(set(figures["numbers"]))
    assert len(figures["texts"]) == len(set(figures["texts"])), "a complaint was stored twice"
    assert figures["stuck"] == []
    # Deadlines and messages follow from the outbox: each complaint has its own, once.
    assert figures["clocks"] == figures["ids"]
    assert figures["told"] == len(figures["ids"])
    assert figures["doubled"] == 0
    # Responsible person, liaison, leading person and office: each of the 24 items told each once.
    assert sweepers.killed > 0
    assert len(figures["reminders"]) == 24
    assert len(set(figures["reminders"])) == 1
