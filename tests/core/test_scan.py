"""The virus scanner: asked about every byte, and when it is silent nothing is let in."""

import socket
import struct
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from core.uploads.errors import Fault, Refusal
from core.uploads.scan import ScanStatus, scan

FILE = bytes(range(256)) * 1000  # more than one piece of the protocol


@dataclass
class Scanner:
    """A clamd of one answer that keeps what it was sent."""

    answer: bytes
    door: socket.socket
    heard: bytearray = field(default_factory=bytearray)

    def serve(self) -> None:
        while True:
            try:
                line, _ = self.door.accept()
            except OSError:
                return
            with line, line.makefile("rb") as given:
                self.heard = bytearray(given.read(len(b"zINSTREAM\0")))
                while length := struct.unpack(">I", given.read(4))[0]:
                    self.heard += given.read(length)
                line.sendall(self.answer)


@pytest.fixture
def scanner(settings) -> Iterator[Scanner]:
    door = socket.create_server(("127.0.0.1", 0))
    found = Scanner(b"stream: OK\0", door)
    settings.CLAMD_ADDRESS = f"127.0.0.1:{door.getsockname()[1]}"
    threading.Thread(target=found.serve, daemon=True).start()
    yield found
    door.close()


def test_a_clean_file_was_sent_whole(scanner):
    assert scan(FILE) is ScanStatus.CLEAN
    assert bytes(scanner.heard) == b"zINSTREAM\0" + FILE


@pytest.mark.asvs("5.4.3")
@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (b"stream: Win.Test.EICAR_HDB-1 FOUND\0", Fault.VIRUS),
        (b"INSTREAM size limit exceeded. ERROR\0", Fault.FAILED),
        (b"", Fault.FAILED),
    ],
)
def test_whatever_is_not_called_clean_stays_out(scanner, answer, fault):
    scanner.answer = answer
    with pytest.raises(Refusal) as refusal:
        scan(FILE)
    assert refusal.value.fault is fault


@pytest.mark.asvs("5.4.3")
def test_without_its_scanner_the_portal_takes_no_file(settings, tmp_path: Path):
    settings.CLAMD_ADDRESS = str(tmp_path / "nobody-listens")
    with pytest.raises(Refusal) as refusal:
        scan(FILE)
    assert refusal.value.fault is Fault.FAILED


def test_where_none_is_set_up_the_file_says_so(settings):
    settings.CLAMD_ADDRESS = ""
    assert scan(FILE) is ScanStatus.UNSCANNED
