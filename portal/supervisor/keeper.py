"""The loop that keeps the children alive until somebody asks to stop."""

import os
import select
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

from portal.supervisor.child import Child
from portal.supervisor.system import reap_strangers

LOOK_EVERY = 0.25
LOG_LIMIT = 20 * 1024 * 1024


class Stopped(Exception):
    """Somebody asked to stop while the start was still going on."""


class StopSwitch:
    """Remembers that SIGTERM, SIGINT or SIGHUP came, and wakes whoever sleeps on it."""

    def __init__(self) -> None:
        self.asked = False
        self._wake_reader, self._wake_writer = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        signal.set_wakeup_fd(self._wake_writer, warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._ask)
        # Only to be woken at once when a child ends.
        signal.signal(signal.SIGCHLD, lambda *_: None)

    def _ask(self, *_: object) -> None:
        self.asked = True

    def sleep(self, seconds: float) -> None:
        """Sleep, but wake at any signal."""
        ready, _, _ = select.select([self._wake_reader], [], [], seconds)
        if ready:
            os.read(self._wake_reader, 4096)

    def check(self) -> None:
        """Leave the start if somebody asked to stop."""
        if self.asked:
            raise Stopped


def keep(children: list[Child], stop: StopSwitch, say: Callable[[str], None]) -> None:
    """Watch the children until `stop` is asked for."""
    next_rotation = 0.0
    while not stop.asked:
        now = time.monotonic()
        reap_strangers({child.pid for child in children if child.pid})
        for child in children:
            happened = child.watch(now)
            if happened:
                say(happened)
        if now >= next_rotation:
            for child in children:
                rotate(child.log)
            next_rotation = now + 60
        stop.sleep(LOOK_EVERY)


def stop_all(groups: list[list[Child]]) -> None:
    """Stop group after group: those who use a server before the server."""
    for children in groups:
        for child in children:
            child.ask_to_stop()
        for child in children:
            child.wait_stopped()


def rotate(log: Path) -> None:
    """Keep one older part of a log that grew too large; its writer goes on in the same file."""
    if log.exists() and log.stat().st_size > LOG_LIMIT:
        shutil.copyfile(log, log.with_name(f"{log.name}.1"))
        os.truncate(log, 0)
