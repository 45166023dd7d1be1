"""The whole stack, and what it does when its parts are killed."""

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg2
import pytest

from portal.configuration import ROOT
from portal.supervisor.system import free_port

pytestmark = pytest.mark.faults
PARTS = ("postgres", "valkey", "web", "worker", "beat")
SIGNS = {
    "postgres": "bin/postgres",
    "valkey": "valkey-server",
    "web": "granian",
    "worker": " worker ",
    "beat": " beat ",
}


class Running:
    """A portal of its own, started as `script/server` starts it."""

    def __init__(self, data_dir: Path, port: int):
        self.data_dir = data_dir
        self.port = port
        self.log = data_dir.parent / f"server-{time.monotonic_ns()}.log"
        unset = {"DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE", "SECRET_KEY", "FIELD_KEYS"}
        environment = {key: value for key, value in os.environ.items() if key not in unset}
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "portal.supervisor"],
                cwd=ROOT,
                env=environment | {"DATA_DIR": str(data_dir), "PORT": str(port), "DEMO": "0"},
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def wait_ready(self) -> None:
        until(lambda: "Ready: " in self.log.read_text(), 180, self.log)

    def child(self, part: str) -> psutil.Process | None:
        """The process that the supervisor started for a part."""
        for found in psutil.Process(self.process.pid).children():
            try:
                if SIGNS[part] in " ".join(found.cmdline()) + " ":
                    return found
            except psutil.Error:
                continue
        return None

    def family(self) -> list[psutil.Process]:
        """Everything that belongs to it."""
        return psutil.Process(self.process.pid).children(recursive=True)

    def answers(self, path: str = "/health/live/") -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=2) as answer:
                return bool(answer.status == 200)
        except (OSError, urllib.error.HTTPError):
            return False

    def database(self) -> "psycopg2.extensions.connection":
        addresses = json.loads((self.data_dir / "stack.json").read_text())
        return psycopg2.connect(addresses["DATABASE_URL"])


def until(question, seconds: float, log: Path | None = None) -> float:
    """Seconds until the answer is yes."""
    began = time.monotonic()
    while not question():
        waited = time.monotonic() - began
        assert waited < seconds, log.read_text() if log else f"not within {seconds} s"
        time.sleep(0.02)
    return time.monotonic() - began


def gone(processes: list[psutil.Process], seconds: float) -> list[psutil.Process]:
    """Which of them still live after so many seconds."""
    _, alive = psutil.wait_procs(processes, timeout=seconds)
    return [found for found in alive if found.status() != psutil.STATUS_ZOMBIE]


@pytest.fixture(scope="module")
def running(shared_folder) -> Iterator[Running]:
    found = Running(shared_folder / "var", free_port())
    found.wait_ready()
    yield found
    found.process.terminate()
    found.process.wait(60)


@pytest.mark.parametrize("part", PARTS)
def test_a_killed_part_is_back_soon_and_the_pages_answer(running, part):
    victim = running.child(part)
    inner = victim.children(recursive=True)
    victim.kill()
    until(lambda: (back := running.child(part)) and back.pid != victim.pid, 10, running.log)
    until(lambda: running.answers("/health/ready/"), 60, running.log)
    assert gone(inner, 10) == []


def test_the_database_is_back_at_once_even_from_the_middle_of_a_query(running):
    line = running.database()
    line.autocommit = True
    cursor = line.cursor()
    cursor.execute("CREATE TABLE acknowledged (n int)")
    cursor.execute("INSERT INTO acknowledged SELECT generate_series(1, 1000)")
    sleeper = running.database()
    waiting = subprocess.Popen(
        [sys.executable, "-c", "import psycopg2, sys; psycopg2.connect(sys.argv[1]).cursor()"
         ".execute('SELECT pg_sleep(60)')", sleeper.dsn.replace("xxx", "")],
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    time.sleep(0.3)
    running.child("postgres").kill()

    def counted() -> bool:
        try:
            again = running.database().cursor()
            again.execute("SELECT count(*) FROM acknowledged")
            return again.fetchone() == (1000,)
        except psycopg2.Error:
            return False

    # A server that waits for the killed query's back end would need the whole minute.
    assert until(counted, 60, running.log) < 30
    waiting.kill()
    waiting.wait()


def test_a_killed_web_process_leaves_no_long_gap(running):
    workers = running.child("web").children()
    workers[0].kill()
    assert until(lambda: all(running.answers() for _ in range(5)), 20, running.log) < 10


def test_a_second_start_in_the_same_folder_is_refused(running):
    second = Running(running.data_dir, free_port())
    assert second.process.wait(20) == 1
    assert re.match(r"Process \d+ runs the portal of ", second.log.read_text())
    assert running.answers()


def test_a_second_folder_runs_beside_the_first(running, shared_folder):
    second = Running(shared_folder / "beside", free_port())
    second.wait_ready()
    assert running.answers()
    assert second.answers()
    family = second.family()
    second.process.send_signal(signal.SIGINT)
    assert second.process.wait(40) == 0
    assert gone(family, 1) == []
    assert second.log.read_text().rstrip().endswith("Stopped.")
    assert not (shared_folder / "beside" / "stack.json").exists()
    assert running.answers()


def test_a_killed_supervisor_leaves_nothing_and_the_next_start_has_the_data(open_folder):
    data, port = open_folder / "killed", free_port()
    first = Running(data, port)
    first.wait_ready()
    line = first.database()
    line.autocommit = True
    line.cursor().execute("CREATE TABLE kept AS SELECT 7 AS n")
    family = first.family()
    assert len(family) >= 9
    first.process.kill()
    first.process.wait()
    assert gone(family, 15) == []

    second = Running(data, port)
    second.wait_ready()
    cursor = second.database().cursor()
    cursor.execute("SELECT n FROM kept")
    assert cursor.fetchone() == (7,)
    assert "Making a database" not in second.log.read_text()
    second.process.terminate()
    assert second.process.wait(40) == 0


def test_asking_to_stop_during_the_start_stops_it(open_folder):
    early = Running(open_folder / "early", free_port())
    until(lambda: "Making a database" in early.log.read_text(), 20, early.log)
    early.process.terminate()
    assert early.process.wait(40) == 0
    assert "Ready" not in early.log.read_text()
    held = open_folder / "early"
    assert not [p for p in psutil.process_iter(["cmdline"]) if str(held) in str(p.info["cmdline"])]
