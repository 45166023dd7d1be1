"""One process under the supervisor."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from portal.supervisor.account import Account
from portal.supervisor.system import die_with_parent, kill_group

FIRST_PAUSE = 0.2
LONGEST_PAUSE = 30.0
STEADY_AFTER = 20.0
"""Seconds a process must have lived for its next end to count as the first again."""


@dataclass
class Child:
    """A process that is started again when it ends, each time after a longer pause.

    `stop_signal` ends it politely. `orphan_signal` is what it gets when we die and nobody is left
    to lose patience with it; it must end it soon.
    """

    name: str
    command: list[str]
    log: Path
    cwd: Path
    env: Mapping[str, str]
    account: Account | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    orphan_signal: signal.Signals | None = None
    patience: float = 15.0
    before_restart: Callable[[], object] | None = None
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = field(default=0.0)
    due: float | None = None
    to_terminal: bool = False

    def start(self) -> None:
        """Start the process; its output goes to the log."""
        parent = os.getpid()

        def prepare() -> None:
            die_with_parent(self.orphan_signal or self.stop_signal, parent)

        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=self.cwd,
                env=dict(self.env),
                stdin=subprocess.DEVNULL,
                stdout=None if self.to_terminal else log,
                stderr=None if self.to_terminal else log,
                preexec_fn=prepare,  # safe here: the supervisor has one thread
                **(self.account.popen() if self.account else {}),
            )
        self.started = time.monotonic()
        self.due = None

    @property
    def pid(self) -> int | None:
        """The process id while it runs or is not yet collected."""
        return self.process.pid if self.process else None

    def running(self) -> bool:
        """Whether the process lives; an ended one is collected by asking."""
        return self.process is not None and self.process.poll() is None

    def watch(self, now: float) -> str:
        """Look once: restart an ended process when its pause is over; answer what happened."""
        if self.process is None or self.running():
            return ""
        if self.due is None:
            steady = now - self.started >= STEADY_AFTER
            self.pause = FIRST_PAUSE if steady or not self.pause else self.pause * 2
            self.pause = min(self.pause, LONGEST_PAUSE)
            self.due = now + self.pause
            kill_group(self.process.pid)
            return f"{self.name} ended ({self.ending()}); next start in {self.pause:.1f} s"
        if now < self.due:
            return ""
        if self.before_restart:
            self.before_restart()
        self.start()
        return f"{self.name} started again"

    def ending(self) -> str:
        """How the process ended, for people."""
        code = self.process.returncode if self.process else None
        if code is not None and code < 0:
            return f"by {signal.Signals(-code).name}"
        return f"exit code {code}"

    def ask_to_stop(self) -> None:
        """Send the stop signal."""
        if self.process is not None and self.running():
            with contextlib.suppress(ProcessLookupError):
                self.process.send_signal(self.stop_signal)

    def wait_stopped(self) -> None:
        """Wait for the end, by force when the patience is over; nothing of its group stays."""
        if self.process is None:
            return
        try:
            self.process.wait(self.patience)
        except subprocess.TimeoutExpired:
            kill_group(self.process.pid)
            self.process.wait()
        kill_group(self.process.pid)

    def last_words(self, lines: int = 12) -> str:
        """The end of its log."""
        try:
            text = self.log.read_text(errors="replace")
        except OSError:
            return ""
        return "\n".join(text.splitlines()[-lines:])
