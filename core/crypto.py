"""Encrypted fields and keyed hashes; the keys live outside the database (`FIELD_KEYS`).

AES-256-GCM by default. Newest key first: it encrypts, all of them decrypt, so keys
can be rotated without touching old rows.
"""

import base64
import hashlib
import hmac
import os
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import models

_PREFIX = "g1:"
_NONCE = 12
_KEY_ID = 4


@lru_cache(maxsize=8)
def _keys(encoded: tuple[str, ...]) -> tuple[bytes, ...]:
    keys = tuple(base64.b64decode(text) for text in encoded)
    if not keys or any(len(key) != 32 for key in keys):
        raise ImproperlyConfigured("FIELD_KEYS: give base64 keys of 32 bytes, newest first.")
    return keys


def keys() -> tuple[bytes, ...]:
    """The field keys, newest first, 32 bytes each."""
    return _keys(tuple(settings.FIELD_KEYS))


def _key_id(key: bytes) -> bytes:
    return hashlib.sha256(b"id" + key).digest()[:_KEY_ID]


def encrypt(text: str, context: str = "") -> str:
    """Encrypt text; `context` (such as the column's name) must be given again to decrypt."""
    key = keys()[0]
    nonce = os.urandom(_NONCE)
    sealed = AESGCM(key).encrypt(nonce, text.encode(), context.encode())
    return _PREFIX + base64.b64encode(_key_id(key) + nonce + sealed).decode()


def decrypt(token: str, context: str = "") -> str:
    """The text again; `ValueError` if no key fits or the token was tampered with."""
    raw = base64.b64decode(token.removeprefix(_PREFIX))
    key_id, nonce, sealed = raw[:_KEY_ID], raw[_KEY_ID : _KEY_ID + _NONCE], raw[_KEY_ID + _NONCE :]
    for key in keys():
        if _key_id(key) == key_id:
            try:
                return AESGCM(key).decrypt(nonce, sealed, context.encode()).decode()
            except InvalidTag as fault:
                raise ValueError("The encrypted value was tampered with.") from fault
    raise ValueError("No key in FIELD_KEYS fits this value.")


def keyed_hash(purpose: str, value: str, key: bytes | None = None) -> str:
    """HMAC-SHA256 (hex) with the newest key, or the given one."""
    return hmac.new(key or keys()[0], f"{purpose}\0{value}".encode(), hashlib.sha256).hexdigest()


def keyed_hashes(purpose: str, value: str) -> list[str]:
    """The hash under every key: look-ups still find rows written before a rotation.

    A hash cannot be made anew, for what was hashed is not kept. So keys that encrypt nothing
    any more go on finding in `HASH_KEYS`.
    """
    finding = _keys(tuple(settings.HASH_KEYS)) if settings.HASH_KEYS else ()
    return [keyed_hash(purpose, value, key) for key in (*keys(), *finding)]


def newest_mark() -> str:
    """How every value begins that was encrypted with the newest key."""
    # Four bytes of id fill five letters of base64, and two bits of the sixth.
    return _PREFIX + base64.b64encode(_key_id(keys()[0])).decode()[:5]


class EncryptedTextField(models.TextField):  # type: ignore[type-arg]
    """Text that is stored encrypted. It cannot be searched, sorted or compared in SQL."""

    @property
    def context(self) -> str:
        """What the column's values are bound to: they cannot be moved to another one."""
        return f"{self.model._meta.label_lower}.{self.name}"

    def get_prep_value(self, value: Any) -> Any:
        return value if value in (None, "") else encrypt(str(value), self.context)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return value if value in (None, "") else decrypt(value, self.context)

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        raise FieldError(f"{self.name} is encrypted: it cannot be looked up.")
