"""The program that turns HTML into PDF. It runs alone and trusts nothing it is given.

Started by `core.documents.press` as `python -I typesetter.py`, without the portal's environment,
and imports nothing of the portal. It loads WeasyPrint and the fonts once, then forks for every
document: the fork gets limits of CPU time, memory and file size, has no network, and reaches
nothing but what the request carries in memory (security.md §2.6).

Frames on stdin and stdout are one type byte, the length (4 bytes, big-endian) and the content:
in: `S` start (JSON: fonts, font_css, limits), `H` a document (JSON: html, closing, assets,
variant); out: `R` ready, `P` progress (percent), `D` done (4 bytes page count, then the PDF), `F`
failed (why, in one word).
"""

import ctypes
import gc
import json
import logging
import os
import re
import resource
import shutil
import signal
import struct
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, BinaryIO, NoReturn

from weasyprint import CSS, HTML
from weasyprint.document import Document
from weasyprint.logger import PROGRESS_LOGGER
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

HEADER = struct.Struct(">cI")
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
# Steps as WeasyPrint names them in its log, and how far along a document is when each begins.
STEPS = {"1": 5, "2": 8, "3": 12, "4": 20, "5": 35, "6": 75, "7": 95}
# Python's own words for leaving the process. Fonts and files come from memory, never from a path.
FORBIDDEN = {
    *("socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "urllib.Request"),
    *("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn"),
}


class Refused(ValueError):
    """The document asked for something outside itself."""


class MemoryFetcher(URLFetcher):  # type: ignore[misc] # WeasyPrint has no types
    """Answers from a dictionary of `app:` names and refuses everything else.

    A subclass with no protocol allowed: WeasyPrint 70 needs the class, and a list of allowed
    prefixes has been walked around before (`file://static/../`).
    """

    def __init__(self, assets: Mapping[str, tuple[str, bytes]]) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self.assets = assets

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The asset of that exact name."""
        if url not in self.assets:
            raise Refused(url[:60])
        kind, content = self.assets[url]
        return URLFetcherResponse(url, content, {"Content-Type": kind})


class Fonts:
    """The fonts, loaded once; forks inherit them."""

    def __init__(self, files: Mapping[str, str], css: str) -> None:
        self.files, self.css = files, css
        self.config = FontConfiguration()
        self.sheet = CSS(string=css, font_config=self.config, url_fetcher=self._fetcher())

    def _fetcher(self) -> MemoryFetcher:
        assets = {}
        for name, path in self.files.items():
            with open(path, "rb") as file:
                assets[name] = ("font/otf", file.read())
        return MemoryFetcher(assets)

    def safe_to_fork(self) -> "Fonts":
        """These fonts, or fresh ones where Pango keeps a thread that a fork would lose."""
        with open("/proc/self/status") as status:
            threads = re.search(r"Threads:\s+(\d+)", status.read())
        return self if threads and threads[1] == "1" else Fonts(self.files, self.css)


def send(kind: bytes, content: bytes = b"") -> None:
    """Write one frame to the press."""
    sys.stdout.buffer.write(HEADER.pack(kind, len(content)) + content)
    sys.stdout.buffer.flush()


def receive(source: BinaryIO) -> dict[str, Any] | None:
    """The next frame's JSON; nothing at the end of the stream."""
    head = source.read(HEADER.size)
    if len(head) < HEADER.size:
        return None
    content: dict[str, Any] = json.loads(source.read(HEADER.unpack(head)[1]))
    return content


def leave_network() -> None:
    """Move into an empty network namespace where the kernel lets us; a second wall anyway."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0:
        libc.unshare(CLONE_NEWNET)
    sys.addaudithook(_forbid)


def _forbid(event: str, arguments: tuple[Any, ...]) -> None:
    if event in FORBIDDEN:
        raise Refused(event)


def limit(limits: Mapping[str, int]) -> None:
    """CPU seconds, bytes of memory and bytes of file for this process."""
    resource.setrlimit(resource.RLIMIT_CPU, (limits["cpu"], limits["cpu"] + 1))
    resource.setrlimit(resource.RLIMIT_AS, (limits["memory"], limits["memory"]))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits["file"], limits["file"]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class _Steps(logging.Handler):
    """Tells the press when WeasyPrint gets further; the closing page does not begin again."""

    reached = 0

    def emit(self, record: logging.LogRecord) -> None:
        step = re.match(r"Step (\d)", record.getMessage())
        if step and STEPS[step[1]] > self.reached:
            self.reached = STEPS[step[1]]
            send(b"P", str(self.reached).encode())


def typeset(request: Mapping[str, Any], fonts: Fonts) -> tuple[int, bytes]:
    """Page count and PDF of one request.

    `closing` is a page of its own that follows when the pages come to an odd number: the
    imprint of an official document stands on an even page (GB/T 9704, 7.4).
    """
    assets = {name: (kind, bytes.fromhex(data)) for name, (kind, data) in request["assets"].items()}
    fetcher = MemoryFetcher(assets)

    def render(html: str) -> Document:
        return HTML(string=html, url_fetcher=fetcher).render(
            font_config=fonts.config, stylesheets=[fonts.sheet]
        )

    document = render(request["html"])
    if request["closing"] and len(document.pages) % 2:
        page = request["closing"].replace("{page}", str(len(document.pages) + 1))
        document = document.copy([*document.pages, *render(page).pages])
    options = {"pdf_variant": request["variant"]} if request["variant"] else {}
    return len(document.pages), document.write_pdf(**options)


def work(request: Mapping[str, Any], fonts: Fonts, limits: Mapping[str, int]) -> NoReturn:
    """The life of a fork: one document, then death without Python's farewells.

    Leaving the `except` block would free all that the document had built, which for a bomb takes
    longer than its CPU seconds: the fork ends inside.
    """
    try:
        gc.disable()
        limit(limits)
        pages, pdf = typeset(request, fonts.safe_to_fork())
        send(b"D", struct.pack(">I", pages) + pdf)
        os._exit(0)
    except (Exception, FatalURLFetchingError) as fault:
        send(b"F", type(fault).__name__.encode())
        os._exit(0)
    finally:
        os._exit(1)


@contextmanager
def _ready(source: BinaryIO) -> Iterator[tuple[Fonts, Mapping[str, int]]]:
    start = receive(source)
    if start is None:
        raise SystemExit(0)
    fonts = Fonts(start["fonts"], start["font_css"])
    # One page now, so that forks find Pango and the fonts warm.
    HTML(string="<p>一</p>").render(font_config=fonts.config, stylesheets=[fonts.sheet])
    PROGRESS_LOGGER.addHandler(_Steps())
    PROGRESS_LOGGER.setLevel(logging.INFO)
    gc.collect()
    gc.freeze()
    leave_network()
    send(b"R")
    yield fonts, start["limits"]


def main() -> None:
    """Serve documents one after the other until the press closes the pipe."""
    source = sys.stdin.buffer
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with _ready(source) as (fonts, limits):
        while (request := receive(source)) is not None:
            child = os.fork()
            if child == 0:
                work(request, fonts, limits)
            _, status = os.waitpid(child, 0)
            if os.WIFSIGNALED(status):
                send(b"F", f"signal {os.WTERMSIG(status)}".encode())
            elif os.WEXITSTATUS(status):
                send(b"F", b"error")
    # Also when the press was killed and cannot clean up after us.
    shutil.rmtree(os.environ["TMPDIR"], ignore_errors=True)


if __name__ == "__main__":
    main()
