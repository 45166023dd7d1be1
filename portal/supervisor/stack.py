"""From nothing to a portal that answers: the order of the start, and the stop."""

import contextlib
import errno
import fcntl
import json
import os
import shutil
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from portal import configuration
from portal.catalogs import compile_catalogs
from portal.configuration import STACK_FILE, Configuration
from portal.supervisor.account import make_home, server_account, servers_home
from portal.supervisor.child import Child
from portal.supervisor.errors import StartError
from portal.supervisor.keeper import Stopped, StopSwitch, keep, stop_all
from portal.supervisor.programs import programs
from portal.supervisor.servers import Servers
from portal.supervisor.system import adopt_orphans

ROOT = configuration.ROOT
WEB_PATIENCE = 120.0


def say(text: str) -> None:
    """Progress, for the person at the terminal."""
    print(text, flush=True)


class Stack:
    """One portal on one machine."""

    def __init__(self, given: Configuration, stop: StopSwitch):
        self.given = given
        self.stop = stop
        self.servers: list[Child] = []
        self.programs: list[Child] = []
        self.environment = {
            key: value for key, value in os.environ.items() if not key.startswith("GRANIAN_")
        }
        self.environment["PYTHONUNBUFFERED"] = "1"
        self.environment["DJANGO_SETTINGS_MODULE"] = "portal.settings"
        self.logs = given.data_dir / "logs"
        self.sign_ins = given.data_dir / "sign-ins.txt"

    def start(self) -> None:
        """Start everything; returns when the portal answers."""
        began = time.monotonic()
        check_address(self.given.host, self.given.port)
        self.logs.mkdir(mode=0o700, exist_ok=True)
        self._start_servers()
        self._prepare()
        self._start_programs()
        self._wait_for_web()
        say(f"Ready: {self.url} (after {time.monotonic() - began:.1f} s; Ctrl-C stops)")
        self._show_sign_ins()

    def keep(self) -> None:
        """Watch until asked to stop."""
        keep([*self.servers, *self.programs], self.stop, say)

    def end(self) -> None:
        """Stop everything that was started."""
        stop_all([self.programs, self.servers])
        (self.given.data_dir / STACK_FILE).unlink(missing_ok=True)
        self.sign_ins.unlink(missing_ok=True)

    @property
    def url(self) -> str:
        """Where people open the portal on this machine."""
        host = f"[{self.given.host}]" if ":" in self.given.host else self.given.host
        return f"http://{host}:{self.given.port}/"

    def _start_servers(self) -> None:
        if not (self.given.embedded_postgres or self.given.embedded_valkey):
            return
        account = server_account()
        home = servers_home(self.given.data_dir, account)
        make_home(home, account)
        servers = Servers(home, account, programs(account), throwaway=False)
        addresses = {}
        if self.given.embedded_postgres:
            if not servers.data.exists():
                say("Making a database …")
            addresses["DATABASE_URL"] = servers.access.database_url
        if self.given.embedded_valkey:
            addresses["REDIS_URL"] = servers.access.redis_url
        self.servers = servers.children(
            postgres=self.given.embedded_postgres, valkey=self.given.embedded_valkey
        )
        for child in self.servers:
            child.start()
        servers.wait_ready(self.servers)
        if self.given.embedded_postgres:
            servers.ensure_database()
        self.stop.check()
        say(f"{' and '.join(child.name for child in self.servers)} answer")
        self.environment |= addresses
        write_private(self.given.data_dir / STACK_FILE, json.dumps(addresses, indent=1) + "\n")

    def _prepare(self) -> None:
        say("Preparing the database …")
        compile_catalogs(ROOT / "locale")
        self.sign_ins.unlink(missing_ok=True)
        step = self._program(
            "prepare", [sys.executable, "manage.py", "prepare", f"--sign-ins={self.sign_ins}"]
        )
        step.to_terminal = True
        self.programs = [step]
        step.start()
        while step.running():
            self.stop.sleep(0.25)
            self.stop.check()
        if step.process is None or step.process.returncode:
            raise StartError("The database could not be prepared; see above.")
        self.programs = []

    def _program(self, name: str, command: list[str]) -> Child:
        return Child(
            name=name,
            command=command,
            log=self.logs / f"{name}.log",
            cwd=ROOT,
            env=self.environment,
        )

    def _start_programs(self) -> None:
        metrics = self.given.data_dir / "metrics"
        shutil.rmtree(metrics, ignore_errors=True)
        metrics.mkdir(mode=0o700)
        web = self._program("web", self._web_command())
        web.env = {**self.environment, "PROMETHEUS_MULTIPROC_DIR": str(metrics)}
        celery = [sys.executable, "-m", "celery", "--app=portal"]
        worker = self._program(
            "worker",
            [*celery, "worker", "--concurrency=2", "--loglevel=INFO", "--without-mingle"],
        )
        worker.patience = 30.0
        # SIGTERM lets running tasks end, and even SIGQUIT waits for a broker that is gone: without
        # a supervisor nobody would lose patience. Jobs are taken up again from the outbox.
        worker.orphan_signal = signal.SIGKILL
        beat = self._program("beat", [*celery, "beat", "--loglevel=INFO", "--pidfile="])
        self.programs = [web, worker, beat]
        for child in self.programs:
            child.start()

    def _web_command(self) -> list[str]:
        return [
            *(sys.executable, "-m", "granian", "--interface=wsgi", "--http=1", "--no-ws"),
            *(f"--host={self.given.host}", f"--port={self.given.port}"),
            *(f"--workers={self.given.web_workers}", "--blocking-threads=2"),
            *("--respawn-failed-workers", "--respawn-interval=0.2", "--workers-kill-timeout=10"),
            "portal.wsgi:application",
        ]

    def _wait_for_web(self) -> None:
        end = time.monotonic() + WEB_PATIENCE
        web = self.programs[0]
        while not self._web_answers():
            self.stop.check()
            if not web.running() or time.monotonic() > end:
                raise StartError(f"The web server did not come up:\n{web.last_words()}")
            self.stop.sleep(0.05)

    def _web_answers(self) -> bool:
        local = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104 (compared, not bound)
        host = local.get(self.given.host, self.given.host)
        host = f"[{host}]" if ":" in host and not host.startswith("[") else host
        known_as = self.given.allowed_hosts[0].lstrip(".").replace("*", host)
        request = urllib.request.Request(
            f"http://{host}:{self.given.port}/health/live/", headers={"Host": known_as}
        )
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=5) as answer:
                return bool(answer.status == 200)
        except (OSError, urllib.error.HTTPError):
            return False

    def _show_sign_ins(self) -> None:
        with contextlib.suppress(FileNotFoundError):
            say(self.sign_ins.read_text())
            self.sign_ins.unlink()
            say(f"These sign-ins are not shown again. The portal is at {self.url}")


def check_address(host: str, port: int) -> None:
    """`StartError` unless a server can listen there."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            # Listening is part of the question: a bound address may already be listened on.
            probe.listen(1)
    except OSError as fault:
        if fault.errno == errno.EADDRINUSE:
            advice = f"PORT {port} is taken: stop what listens there or set PORT to another."
        elif fault.errno == errno.EACCES:
            advice = f"PORT {port} needs root: set a PORT above 1023 and put a proxy in front."
        else:
            advice = f"HOST {host} is no address of this machine: set 127.0.0.1 or one it has."
        raise StartError(advice) from fault


def write_private(path: Path, text: str) -> None:
    """Write a file that only we can read, by rename."""
    partial = path.with_name(f"{path.name}.partial")
    partial.unlink(missing_ok=True)
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    partial.replace(path)


@contextlib.contextmanager
def ownership(data_dir: Path) -> Iterator[None]:
    """Be the only supervisor of a data folder, for as long as the block lasts."""
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        lock = (data_dir / "owner.lock").open("a+")
    except OSError as fault:
        text = f"DATA_DIR is {data_dir}, which cannot be written ({fault.strerror}): set another."
        raise StartError(text) from fault
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as fault:
            lock.seek(0)
            raise StartError(
                f"Process {lock.read().strip() or 'unknown'} runs the portal of {data_dir} already:"
                " stop it, or set DATA_DIR and PORT for a second one."
            ) from fault
        lock.truncate(0)
        lock.write(f"{os.getpid()}\n")
        lock.flush()
        yield


def main() -> int:
    """Run the portal until Ctrl-C or SIGTERM; the exit code."""
    try:
        given = configuration.read()
        with ownership(given.data_dir):
            adopt_orphans()
            return run(Stack(given, StopSwitch()))
    except StartError as fault:
        print(fault, file=sys.stderr, flush=True)
        return 1


def run(stack: Stack) -> int:
    """Start, keep, and whatever happens: end."""
    try:
        stack.start()
        stack.keep()
    except Stopped:
        pass
    finally:
        if stack.servers or stack.programs:
            say("Stopping …")
        stack.end()
        if stack.servers or stack.programs:
            say("Stopped.")
    return 0
