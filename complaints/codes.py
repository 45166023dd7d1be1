"""Query codes: 16 characters that only the complainant has (R14, C7, security.md §2.4).

A code is derived from the secret token of the form, so that a form that is sent twice shows
the same code twice, and neither code nor token is ever stored: only keyed hashes are.
"""

import secrets
import unicodedata

from core.crypto import keyed_hash, keyed_hashes, keys

# No 0 O 1 I L: they are mixed up when a code is copied by hand or read out.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 16
_CODE = "complaint-code"
_TOKEN = "complaint-token"  # noqa: S105 (the name of a purpose, no secret)


def normalise(text: str) -> str:
    """The code as it is compared: spaces, hyphens, case and full width do not count."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).upper() if c.isalnum())


def show(code: str) -> str:
    """In groups of four: `7K4M 92QX P3HD 5TWZ`."""
    return " ".join(code[i : i + 4] for i in range(0, len(code), 4))


def new_token() -> str:
    """A secret for one form; 256 bits."""
    return secrets.token_urlsafe(32)


def from_token(token: str) -> str:
    """The code that belongs to a token."""
    number = int(keyed_hash("complaint-code-of-token", token, keys()[-1]), 16)
    return in_letters(number, LENGTH)


def in_letters(number: int, length: int) -> str:
    """A large number in the alphabet, cut to a length."""
    letters = []
    for _ in range(length):
        number, rest = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[rest])
    return "".join(letters)


def hash_code(code: str) -> str:
    """What is stored of a code."""
    return keyed_hash(_CODE, normalise(code))


def possible_hashes(code: str) -> list[str]:
    """The hashes to look for, one for each field key: old rows are found after a rotation."""
    return keyed_hashes(_CODE, normalise(code)[:64])


def hash_token(token: str) -> str:
    """What is stored of a token, to recognise a form that is sent twice."""
    return keyed_hash(_TOKEN, token)
