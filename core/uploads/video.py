"""MP4: place and device are taken out in place, so that no offset in the file moves."""

import struct
from collections.abc import Iterator

from core.uploads.errors import BROKEN, Fault, Refusal

_CONTAINERS = {b"moov", b"trak", b"mdia", b"minf"}
_PERSONAL = {b"udta", b"meta", b"uuid"}
_DEEPEST = 8


def clean_mp4(data: bytes) -> bytes:
    """The video with its user data (GPS, device, title) turned into free space."""
    out = bytearray(data)
    kinds = {kind for _, _, _, kind in _walk(out, 0, len(out), 0)}
    if b"moov" not in kinds or b"ftyp" not in kinds:
        raise Refusal(Fault.FAILED, BROKEN)
    for start, body, end, kind in list(_walk(out, 0, len(out), 0)):
        if kind in _PERSONAL:
            out[start + 4 : start + 8] = b"free"
            out[body:end] = bytes(end - body)
    return bytes(out)


def _walk(
    data: bytearray, start: int, end: int, depth: int
) -> Iterator[tuple[int, int, int, bytes]]:
    """Every box as (start, start of its content, end, kind), outer before inner."""
    while start + 8 <= end:
        size, kind = struct.unpack_from(">I4s", data, start)
        body = start + 8
        if size == 1 and body + 8 <= end:
            size = struct.unpack_from(">Q", data, body)[0]
            body += 8
        elif size == 0:
            size = end - start
        if size < body - start or start + size > end:
            raise Refusal(Fault.FAILED, BROKEN)
        yield start, body, start + size, kind
        if kind in _CONTAINERS and depth < _DEEPEST:
            yield from _walk(data, body, start + size, depth + 1)
        start += size
