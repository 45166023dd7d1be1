"""The embedded PostgreSQL and Valkey: made once, started with passwords, waited for."""

import json
import secrets
import shutil
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portal.supervisor.account import Account
from portal.supervisor.child import Child
from portal.supervisor.errors import StartError
from portal.supervisor.programs import Programs
from portal.supervisor.system import LINUX, free_port, kill_processes_in, port_is_free

ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
POSTGRES_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "shared_buffers": "256MB",
    "max_connections": "100",
    "timezone": "Asia/Shanghai",
    # After a crash one call to the kernel instead of one for each of a thousand files.
    "recovery_init_sync_method": "syncfs" if LINUX else "fsync",
    # A failing statement must not write a row into the server log: rows hold complaints.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length_on_error": "0",
    "log_min_duration_statement": "-1",
    "log_statement": "none",
}
UNSAFE_BUT_FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True)
class Access:
    """Ports and passwords of the embedded servers, kept in their folder."""

    postgres_port: int
    postgres_password: str
    valkey_port: int
    valkey_password: str

    @property
    def database_url(self) -> str:
        """As `DATABASE_URL` wants it."""
        return f"postgres://portal:{self.postgres_password}@127.0.0.1:{self.postgres_port}/portal"

    @property
    def redis_url(self) -> str:
        """As `REDIS_URL` wants it."""
        return f"redis://:{self.valkey_password}@127.0.0.1:{self.valkey_port}/0"


def load_access(home: Path) -> Access:
    """The remembered ports and passwords; a port that somebody else took since is replaced."""
    path = home / "access.json"
    known = json.loads(path.read_text()) if path.exists() else {}
    for key in ("postgres_port", "valkey_port"):
        if key not in known or not port_is_free("127.0.0.1", known[key]):
            known[key] = free_port()
    for key in ("postgres_password", "valkey_password"):
        known.setdefault(key, secrets.token_urlsafe(24))
    partial = home / "access.json.partial"
    partial.touch(mode=0o600)
    partial.write_text(json.dumps(known, indent=1) + "\n")
    partial.replace(path)
    return Access(**known)


class Servers:
    """Both servers of one folder."""

    def __init__(self, home: Path, account: Account, programs: Programs, *, throwaway: bool):
        self.home = home
        self.account = account
        self.programs = programs
        self.throwaway = throwaway
        self.access = load_access(home)
        self.data = home / "postgres" / "data"

    def children(self, *, postgres: bool = True, valkey: bool = True) -> list[Child]:
        """The wanted servers, ready to be started; a first call makes the database cluster."""
        found = []
        if postgres:
            self._make_cluster()
            kill_processes_in(self.data)
            found.append(self._postgres())
        if valkey:
            found.append(self._valkey())
        return found

    def _make_cluster(self) -> None:
        if (self.data / "PG_VERSION").exists():
            return
        partial = self.data.with_name("data.partial")
        shutil.rmtree(partial, ignore_errors=True)
        password = self.home / "password.partial"
        password.touch(mode=0o600)
        password.write_text(self.access.postgres_password)
        self.account.own(password)
        try:
            made = subprocess.run(
                [
                    *(
                        str(self.programs.postgres / "initdb"),
                        f"--pgdata={partial}",
                        "--username=portal",
                    ),
                    *(f"--pwfile={password}", "--auth=scram-sha-256", "--encoding=UTF8"),
                    # LC_CTYPE must know Chinese: with plain C trigrams of Chinese come out empty.
                    *("--locale=C.UTF-8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
                    *(["--no-sync"] if self.throwaway else []),
                ],
                **self._surroundings(),
                capture_output=True,
                text=True,
                check=False,
            )
        finally:
            password.unlink()
        if made.returncode:
            raise StartError(f"The database could not be made: {made.stderr.strip()}")
        partial.rename(self.data)  # by rename: a killed initdb never leaves half a cluster

    def _surroundings(self) -> dict[str, Any]:
        return {"cwd": self.home, "env": ENVIRONMENT, **self.account.popen()}

    def _child(self, name: str, command: list[str], stop: signal.Signals) -> Child:
        return Child(
            name=name,
            command=command,
            log=self.home / f"{name}.log",
            cwd=self.home,
            env=ENVIRONMENT,
            account=self.account,
            stop_signal=stop,
        )

    def _postgres(self) -> Child:
        settings = POSTGRES_SETTINGS | (UNSAFE_BUT_FAST if self.throwaway else {})
        command = [
            *(str(self.programs.postgres / "postgres"), "-D", str(self.data)),
            *("-p", str(self.access.postgres_port)),
            *(part for key, value in settings.items() for part in ("-c", f"{key}={value}")),
        ]
        # SIGINT is PostgreSQL's fast shutdown: SIGTERM would wait for every client to leave.
        child = self._child("postgres", command, signal.SIGINT)
        child.before_restart = lambda: kill_processes_in(self.data)
        return child

    def _valkey(self) -> Child:
        config = self.home / "valkey.conf"
        config.touch(mode=0o600)
        # In a file and not on the command line, which every account of the machine can read.
        config.write_text(f"requirepass {self.access.valkey_password}\n")
        self.account.own(config)
        command = [
            *(str(self.programs.valkey), str(config), "--port", str(self.access.valkey_port)),
            *("--bind", "127.0.0.1", "--dir", str(self.home / "valkey"), "--save", ""),
            *("--appendonly", "no" if self.throwaway else "yes", "--appendfsync", "everysec"),
            *("--maxmemory", "256mb", "--maxmemory-policy", "noeviction"),
        ]
        return self._child("valkey", command, signal.SIGTERM)

    def wait_ready(self, children: list[Child], seconds: float = 60) -> None:
        """Wait until every one of them answers; `StartError` with its last words if one ends."""
        checks = {"postgres": self._postgres_answers, "valkey": self._valkey_answers}
        end = time.monotonic() + seconds
        for child in children:
            while not checks[child.name]():
                if not child.running():
                    raise StartError(f"{child.name} ended at once:\n{child.last_words()}")
                if time.monotonic() > end:
                    raise StartError(f"{child.name} did not answer within {seconds:.0f} s.")
                time.sleep(0.02)

    def ensure_database(self) -> None:
        """Create the database `portal` in a new cluster."""
        done = subprocess.run(
            [
                *(self.programs.postgres / "createdb", "--host=127.0.0.1", "--username=portal"),
                *(f"--port={self.access.postgres_port}", "portal"),
            ],
            env={**ENVIRONMENT, "PGPASSWORD": self.access.postgres_password},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode and "already exists" not in done.stderr:
            raise StartError(f"The database could not be made: {done.stderr.strip()}")

    def _postgres_answers(self) -> bool:
        asked = subprocess.run(
            [
                *(self.programs.postgres / "pg_isready", "--quiet", "--host=127.0.0.1"),
                *(f"--port={self.access.postgres_port}", "--timeout=1"),
            ],
            env=ENVIRONMENT,
            check=False,
        )
        return asked.returncode == 0

    def _valkey_answers(self) -> bool:
        try:
            address = ("127.0.0.1", self.access.valkey_port)
            with socket.create_connection(address, timeout=1) as line:
                line.sendall(b"PING\r\n")
                # It wants a password, so it lives; while it loads its file it says LOADING.
                return line.recv(64).startswith(b"-NOAUTH")
        except OSError:
            return False
