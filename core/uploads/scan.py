"""Virus check: ClamAV by its INSTREAM protocol where `CLAMD_ADDRESS` names one."""

import socket
import struct
from enum import StrEnum

import structlog
from django.conf import settings

from core.uploads.errors import Fault, Refusal

log = structlog.get_logger(__name__)

# The harmless file that every scanner is tested with; in two parts, so that none finds it here.
_EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-" + b"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
_CHUNK = 1 << 16
_PATIENCE = 20.0


class ScanStatus(StrEnum):
    """What the check said: `clean`, or `unscanned` where no scanner is set up."""

    CLEAN = "clean"
    UNSCANNED = "unscanned"


def scan(data: bytes) -> ScanStatus:
    """Check a file before anything parses it; a scanner that does not answer refuses (`FAILED`)."""
    if _EICAR in data:
        raise Refusal(Fault.VIRUS)
    address = settings.CLAMD_ADDRESS
    if not address:
        return ScanStatus.UNSCANNED
    try:
        answer = _ask(address, data)
    except OSError as fault:
        log.error("virus_scanner_silent", fault=type(fault).__name__)
        raise Refusal(Fault.FAILED) from fault
    if answer.endswith("FOUND"):
        raise Refusal(Fault.VIRUS)
    if not answer.endswith("OK"):
        log.error("virus_scanner_fault")
        raise Refusal(Fault.FAILED)
    return ScanStatus.CLEAN


def _ask(address: str, data: bytes) -> str:
    """Clamd's answer to a stream. `address`: `host:port`, or the path of its socket."""
    with _connect(address) as connection:
        connection.sendall(b"zINSTREAM\0")
        for start in range(0, len(data), _CHUNK):
            chunk = data[start : start + _CHUNK]
            connection.sendall(struct.pack(">I", len(chunk)) + chunk)
        connection.sendall(struct.pack(">I", 0))
        answer = b""
        while part := connection.recv(4096):
            answer += part
    return answer.rstrip(b"\0").decode(errors="replace").strip()


def _connect(address: str) -> socket.socket:
    if address.startswith("/"):
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(_PATIENCE)
        try:
            connection.connect(address)
        except OSError:
            connection.close()
            raise
        return connection
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=_PATIENCE)
