"""A file written and read in encrypted pieces, so that an archive of any size passes through.

AES-256-GCM over pieces of one MiB. The nonce counts the pieces and marks the last one: a piece
that is missing, moved or changed is found, and so is an end that was cut off.
"""

import hashlib
import hmac
import os
from collections.abc import Iterator
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from core import crypto

MAGIC = b"WSPBAK1\n"
PIECE = 1 << 20
_TAG = 16
_PREFIX = 7
_ID = 8


class Broken(Exception):
    """The archive cannot be read: another key, or not what was written."""


def _archive_key(field_key: bytes) -> bytes:
    return hmac.new(field_key, b"backup archive", hashlib.sha256).digest()


def _key_id(key: bytes) -> bytes:
    return hashlib.sha256(b"id" + key).digest()[:_ID]


def _nonce(prefix: bytes, number: int, *, last: bool) -> bytes:
    return prefix + number.to_bytes(4, "big") + bytes([last])


class Writer:
    """Something to write to; `close` seals the last piece."""

    def __init__(self, target: IO[bytes]) -> None:
        key = _archive_key(crypto.keys()[0])
        self._target, self._cipher = target, AESGCM(key)
        self._prefix, self._number, self._held = os.urandom(_PREFIX), 0, bytearray()
        target.write(MAGIC + _key_id(key) + self._prefix)

    def write(self, data: bytes) -> int:
        self._held += data
        while len(self._held) > PIECE:
            self._seal(bytes(self._held[:PIECE]), last=False)
            del self._held[:PIECE]
        return len(data)

    def _seal(self, piece: bytes, *, last: bool) -> None:
        nonce = _nonce(self._prefix, self._number, last=last)
        self._target.write(self._cipher.encrypt(nonce, piece, None))
        self._number += 1

    def close(self) -> None:
        self._seal(bytes(self._held), last=True)


class Reader:
    """The plain content again; `Broken` at the first piece that is not genuine."""

    def __init__(self, source: IO[bytes]) -> None:
        head = source.read(len(MAGIC) + _ID + _PREFIX)
        if not head.startswith(MAGIC) or len(head) < len(MAGIC) + _ID + _PREFIX:
            raise Broken("this is no backup of the portal")
        key_id, self._prefix = head[len(MAGIC) : -_PREFIX], head[-_PREFIX:]
        known = map(_archive_key, crypto.keys())
        key = next((key for key in known if _key_id(key) == key_id), None)
        if key is None:
            raise Broken("no key in FIELD_KEYS fits; add the one the backup was made with")
        self._pieces = self._open(source, AESGCM(key))
        self._held = bytearray()

    def _open(self, source: IO[bytes], cipher: AESGCM) -> Iterator[bytes]:
        sealed, number = source.read(PIECE + _TAG), 0
        while True:
            following = source.read(PIECE + _TAG)
            nonce = _nonce(self._prefix, number, last=not following)
            try:
                yield cipher.decrypt(nonce, sealed, None)
            except InvalidTag as fault:
                raise Broken("the backup is damaged or incomplete") from fault
            if not following:
                return
            sealed, number = following, number + 1

    def read(self, size: int = -1) -> bytes:
        while size < 0 or len(self._held) < size:
            piece = next(self._pieces, None)
            if piece is None:
                break
            self._held += piece
        taken = len(self._held) if size < 0 else size
        data = bytes(self._held[:taken])
        del self._held[:taken]
        return data
