"""The real portal as its operator starts it, in a data folder of its own."""

import http.cookiejar
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import psutil
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
# The settings of the test run must not leak into the portal that we start.
OURS = ("DATABASE_URL", "REDIS_URL", "DATA_DIR", "PORT", "DEMO", "DJANGO_SETTINGS_MODULE")


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class PortalProcess:
    """`python -m portal.supervisor`, with embedded servers, empty of demo data."""

    def __init__(self, data_dir: Path) -> None:
        self.port = free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.log = data_dir / "supervisor.log"
        clean = {key: value for key, value in os.environ.items() if key not in OURS}
        self.env = clean | {"DATA_DIR": str(data_dir), "PORT": str(self.port), "DEMO": "0"}
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start, and wait until it says Ready."""
        said_before = self.log.stat().st_size if self.log.exists() else 0
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "portal.supervisor"],
                cwd=ROOT,
                env=self.env,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        end = time.monotonic() + 120
        ready = f"Ready: {self.base}/".encode()
        while ready not in self.log.read_bytes()[said_before:]:
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < end, self.log.read_text()
            time.sleep(0.1)

    def stop(self) -> None:
        """SIGTERM, as a service manager does; then nothing of it may be left."""
        assert self.process is not None
        family = [self.process.pid, *(child.pid for child in self.children())]
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)
        end = time.monotonic() + 10
        while left := [pid for pid in family if psutil.pid_exists(pid)]:
            assert time.monotonic() < end, f"left behind: {left}"
            time.sleep(0.1)

    def children(self) -> list[psutil.Process]:
        """Everything that runs under the supervisor."""
        assert self.process is not None
        return psutil.Process(self.process.pid).children(recursive=True)

    def kill(self, word: str, *, deepest: bool = False) -> None:
        """SIGKILL a process whose command line has the word; `deepest`: one without children."""
        for child in self.children():
            try:
                line = " ".join([child.name(), *child.cmdline()])
                if word in line and not (deepest and child.children()):
                    child.kill()
                    return
            except psutil.NoSuchProcess:
                continue
        raise AssertionError(f"no process called {word}")

    def command(self, *words: str) -> subprocess.Popen[bytes]:
        """Start a management command in the portal's own environment; what it says is dropped."""
        return subprocess.Popen(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=self.env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def shell(self, code: str) -> str:
        """Run code in the portal's own environment; its output."""
        done = subprocess.run(
            [sys.executable, "manage.py", "shell", "--no-imports", "-c", code],
            cwd=ROOT,
            env=self.env,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


class Citizen:
    """Somebody with a phone who sends one complaint, and tries again as people do."""

    def __init__(self, base: str) -> None:
        self.base = base
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), jar)

    def _get(self, path: str) -> str:
        with self.opener.open(self.base + path, timeout=10) as answer:
            return str(answer.read().decode())

    def _post(self, path: str, data: dict[str, str]) -> str:
        page = self._get(path)
        hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
        body = urllib.parse.urlencode({**hidden, **data}).encode()
        with self.opener.open(self.base + path, body, timeout=10) as answer:
            return str(answer.read().decode())

    def complain(self, text: str) -> str | None:
        """The number on the result page, or None if the portal did not answer in the end."""
        steps = [
            ("unit", {"unit": "JFJ"}),
            ("detail", {"category": "2", "content": text}),
            ("contact", {"anonymous": "1"}),
            ("check", {"confirm": "1"}),
        ]
        for step, data in steps:
            page = self._patiently(f"/complaint/new/{step}/", data)
            if page is None:
                return None
        found = re.search(r"TS\d{8}-\d{4}", page or "")
        return found[0] if found else None

    def _patiently(self, path: str, data: dict[str, str]) -> str | None:
        for _try in range(40):
            try:
                return self._post(path, data)
            except (urllib.error.URLError, OSError, ConnectionError):
                time.sleep(0.25)
        return None
