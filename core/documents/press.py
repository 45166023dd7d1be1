"""The press: gives HTML to the typesetter process and gets a PDF back, within limits.

One press a worker process, started at the first document and kept warm. Whatever a document does
to its fork (endless loop, memory, crash), the press answers with `PressFault` within `WAIT`
seconds and the next document finds it in order.
"""

import atexit
import contextlib
import json
import os
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import structlog

from core.documents import fonts

log = structlog.get_logger(__name__)

PROGRAM = Path(__file__).with_name("typesetter.py")
LIMITS = {"cpu": 10, "memory": 1 << 30, "file": 50 << 20}
WAIT = 20.0
START = 30.0
_HEADER = struct.Struct(">cI")

Progress = Callable[[int], None]


class PressFault(Exception):
    """The document could not be set; the message is one word for the log."""


@dataclass(frozen=True)
class Job:
    """What the typesetter needs: `closing` is the extra page for an odd page count."""

    html: str
    closing: str = ""
    assets: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)
    variant: str = "pdf/a-3u"

    def frame(self) -> bytes:
        assets = {name: (kind, data.hex()) for name, (kind, data) in self.assets.items()}
        return _frame(
            b"H",
            {"html": self.html, "closing": self.closing, "assets": assets, "variant": self.variant},
        )


@dataclass(frozen=True)
class Sheet:
    """A finished PDF."""

    pdf: bytes
    pages: int


class Press:
    """One typesetter process. Thread-safe: documents wait for each other."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._scratch = ""
        self._owner = 0
        self._lock = threading.Lock()

    @property
    def process_id(self) -> int:
        """The typesetter's process id; 0 while there is none."""
        return self._process.pid if self._process else 0

    @property
    def scratch(self) -> str:
        """The typesetter's own folder, gone with it."""
        return self._scratch

    def print(self, job: Job, progress: Progress = lambda percent: None) -> Sheet:
        """Set one document; `progress` hears 0 to 100. Raises `PressFault`."""
        with self._lock:
            until = time.monotonic() + WAIT
            try:
                self._ready()
                until = time.monotonic() + WAIT
                self._write(job.frame(), until)
                while True:
                    kind, content = self._read(until)
                    if kind == b"P":
                        progress(int(content))
                    elif kind == b"D":
                        return Sheet(content[4:], struct.unpack(">I", content[:4])[0])
                    else:
                        raise PressFault(content.decode())
            except (OSError, EOFError) as fault:
                self.stop()
                raise PressFault(type(fault).__name__) from fault
            except PressFault:
                # A dying fork may have said so twice: the next document begins on a clean pipe.
                self.stop()
                raise

    def stop(self) -> None:
        """End the typesetter and whatever document it is at."""
        process, self._process = self._process, None
        if process is not None and self._owner == os.getpid():
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe:
                    pipe.close()
            shutil.rmtree(self._scratch, ignore_errors=True)

    def _ready(self) -> None:
        alive = self._process is not None and self._process.poll() is None
        if alive and self._owner == os.getpid():
            return
        self.stop()
        self._scratch = tempfile.mkdtemp(prefix="press-")
        self._owner = os.getpid()
        self._process = subprocess.Popen(  # noqa: S603 (our own program, constant arguments)
            [sys.executable, "-I", str(PROGRAM)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(self._scratch),
            cwd=self._scratch,
            start_new_session=True,
            bufsize=0,
        )
        until = time.monotonic() + START
        start = {"fonts": fonts.files(), "font_css": fonts.css(), "limits": LIMITS}
        self._write(_frame(b"S", start), until)
        self._read(until)

    def _pipe(self, name: str) -> int:
        pipe = getattr(self._process, name, None)
        if pipe is None:
            raise EOFError
        return int(pipe.fileno())

    def _write(self, frame: bytes, until: float) -> None:
        pipe = self._pipe("stdin")
        os.set_blocking(pipe, False)
        view = memoryview(frame)
        while view:
            _, writable, _ = select.select([], [pipe], [], max(0.0, until - time.monotonic()))
            if not writable:
                raise TimeoutFault("timeout")
            view = view[os.write(pipe, view) :]

    def _read(self, until: float) -> tuple[bytes, bytes]:
        kind, size = _HEADER.unpack(self._bytes(_HEADER.size, until))
        return kind, self._bytes(size, until)

    def _bytes(self, size: int, until: float) -> bytes:
        pipe = self._pipe("stdout")
        got = bytearray()
        while len(got) < size:
            readable, _, _ = select.select([pipe], [], [], max(0.0, until - time.monotonic()))
            if not readable:
                raise TimeoutFault("timeout")
            part = os.read(pipe, min(1 << 20, size - len(got)))
            if not part:
                raise EOFError
            got += part
        return bytes(got)


class TimeoutFault(PressFault):
    """The typesetter did not answer in time."""


def _frame(kind: bytes, content: object) -> bytes:
    data = json.dumps(content, ensure_ascii=False).encode()
    return _HEADER.pack(kind, len(data)) + data


def _environment(scratch: str) -> dict[str, str]:
    """Nothing of ours: no secrets, no proxies, and a fontconfig that knows no system fonts."""
    config = Path(scratch) / "fonts.conf"
    config.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">'
        f"<fontconfig><cachedir>{scratch}</cachedir></fontconfig>"
    )
    return {
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        "TMPDIR": scratch,
        "HOME": scratch,
        "FONTCONFIG_FILE": str(config),
    }


_press = Press()
atexit.register(_press.stop)


def print_document(job: Job, progress: Progress = lambda percent: None) -> Sheet:
    """Set a document on this process's press."""
    return _press.print(job, progress)
