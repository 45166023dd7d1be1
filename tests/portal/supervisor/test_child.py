"""One process under the supervisor: started, watched, restarted, ended."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from portal.configuration import ROOT
from portal.supervisor.child import LONGEST_PAUSE, STEADY_AFTER, Child

SHELL = "/bin/sh"


@pytest.fixture
def child(tmp_path):
    """Make children that are certainly gone after the test."""
    made: list[Child] = []

    def make(script: str, **fields: object) -> Child:
        found = Child(
            name="thing",
            command=[SHELL, "-c", script],
            log=tmp_path / "thing.log",
            cwd=tmp_path,
            env={"PATH": "/usr/bin:/bin"},
            patience=2,
            **fields,
        )
        made.append(found)
        return found

    yield make
    for found in made:
        if found.process is not None:
            found.patience = 0.1
            found.wait_stopped()


def _until(question, seconds: float = 5) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if question():
            return True
        time.sleep(0.01)
    return False


def _alive(pid: int) -> bool:
    return psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE


def test_its_output_goes_to_its_log_and_adds_to_what_was_there(child):
    thing = child("echo said; echo complained >&2")
    for _ in range(2):
        thing.start()
        thing.process.wait()
    assert thing.log.read_text() == "said\ncomplained\n" * 2
    assert thing.last_words(1) == "complained"


def test_it_sees_the_given_environment_and_no_input(child):
    thing = child("env; cat; pwd")
    thing.start()
    assert thing.process.wait(2) == 0
    words = thing.log.read_text()
    assert str(thing.cwd) in words
    assert "DATABASE_URL" not in words


def test_it_has_a_process_group_of_its_own(child):
    thing = child("sleep 60")
    thing.start()
    assert os.getpgid(thing.pid) == thing.pid != os.getpgid(0)


def test_watching_a_running_one_does_nothing(child):
    thing = child("sleep 60")
    thing.start()
    pid = thing.pid
    assert thing.watch(time.monotonic()) == ""
    assert thing.pid == pid


def test_an_ended_one_is_started_again_after_its_pause(child):
    thing = child("sleep 60")
    thing.start()
    first = thing.pid
    os.kill(first, signal.SIGKILL)
    assert _until(lambda: not thing.running())
    now = time.monotonic()
    assert thing.watch(now) == "thing ended (by SIGKILL); next start in 0.2 s"
    assert thing.watch(now + 0.1) == ""
    assert thing.watch(now + 0.3) == "thing started again"
    assert thing.running()
    assert thing.pid != first


def test_one_that_keeps_ending_waits_longer_each_time(child):
    thing = child("exit 3")
    thing.start()
    pauses = []
    now = thing.started
    for _ in range(12):
        thing.process.wait()
        assert "exit code 3" in thing.watch(now)
        pauses.append(thing.pause)
        now = thing.due
        assert thing.watch(now) == "thing started again"
        thing.started = now
    assert pauses[:4] == pytest.approx([0.2, 0.4, 0.8, 1.6])
    assert pauses[-1] == LONGEST_PAUSE
    assert pauses == sorted(pauses)


def test_one_that_lived_long_begins_with_the_short_pause_again(child):
    thing = child("exit 3")
    thing.start()
    thing.process.wait()
    thing.pause = 16.0
    thing.watch(thing.started + STEADY_AFTER + 1)
    assert thing.pause == pytest.approx(0.2)


def test_what_has_to_happen_before_a_restart_happens(child):
    done = []
    thing = child("exit 0", before_restart=lambda: done.append("cleaned"))
    thing.start()
    assert done == []
    thing.process.wait()
    thing.watch(time.monotonic())
    thing.watch(thing.due)
    assert done == ["cleaned"]


def test_children_of_an_ended_one_are_ended_too(child, tmp_path):
    thing = child(f"sleep 60 & echo $! > {tmp_path}/inner; wait")
    thing.start()
    inner = tmp_path / "inner"
    assert _until(lambda: inner.exists() and inner.read_text().strip())
    pid = int(inner.read_text())
    os.kill(thing.pid, signal.SIGKILL)
    assert _until(lambda: not thing.running())
    thing.watch(time.monotonic())
    assert _until(lambda: not _alive(pid))


def test_it_is_asked_to_stop_politely(child):
    thing = child("trap 'echo bye; exit 0' TERM; while :; do sleep 0.05; done")
    thing.start()
    assert _until(thing.running)
    time.sleep(0.2)
    thing.ask_to_stop()
    thing.wait_stopped()
    assert thing.process.returncode == 0
    assert thing.last_words() == "bye"


def test_one_that_does_not_listen_is_ended_when_patience_is_over(child):
    thing = child("trap '' TERM; while :; do sleep 0.05; done")
    thing.patience = 0.3
    thing.start()
    time.sleep(0.2)
    began = time.monotonic()
    thing.ask_to_stop()
    thing.wait_stopped()
    assert time.monotonic() - began < 3
    assert thing.process.returncode == -signal.SIGKILL


def test_stopping_one_that_never_started_or_has_ended_is_no_error(child):
    thing = child("exit 0")
    thing.ask_to_stop()
    thing.wait_stopped()
    thing.start()
    thing.process.wait()
    thing.ask_to_stop()
    thing.wait_stopped()


ORPHANING = """
import signal, sys, time
from pathlib import Path
from portal.supervisor.child import Child
thing = Child(
    name="thing",
    command=["/bin/sh", "-c", "trap '' TERM; while :; do sleep 0.05; done"],
    log=Path(sys.argv[1]),
    cwd=Path("/"),
    env={"PATH": "/usr/bin:/bin"},
    orphan_signal=signal.SIGKILL if sys.argv[2] == "hard" else None,
)
thing.start()
print(thing.pid, flush=True)
time.sleep(60)
"""


@pytest.mark.faults
@pytest.mark.parametrize(("manner", "survives"), [("hard", False), ("soft", True)])
def test_an_orphan_gets_its_own_signal(tmp_path: Path, manner, survives):
    parent = subprocess.Popen(
        [sys.executable, "-c", ORPHANING, str(tmp_path / "log"), manner],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    pid = int(parent.stdout.readline())
    time.sleep(0.3)
    try:
        assert _alive(pid)
        parent.kill()
        parent.wait()
        # The soft one gets SIGTERM, which this script ignores: the control of the experiment.
        assert _until(lambda: not _alive(pid), seconds=1.5) is not survives
    finally:
        parent.stdout.close()
        if _alive(pid):
            os.kill(pid, signal.SIGKILL)
