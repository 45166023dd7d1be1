"""The random draw: pure, so that anybody can repeat it from its seed (domain.md §2.5)."""

import hashlib
import secrets
from collections.abc import Iterable


def new_seed() -> str:
    """A seed nobody can foresee: 16 hexadecimal digits."""
    return secrets.token_hex(8)


def draw(pool: Iterable[str], count: int, seed: str) -> list[str]:
    """`count` codes of the pool, in the order drawn.

    Each code gets the SHA-256 of «seed:code»; the smallest are drawn. The order of the pool
    does not matter, and no random generator of any language is needed to check it.
    """
    codes = sorted(set(pool))
    if not 0 < count <= len(codes):
        raise ValueError(f"cannot draw {count} of {len(codes)}")
    return sorted(codes, key=lambda code: _ticket(seed, code))[:count]


def _ticket(seed: str, code: str) -> str:
    return hashlib.sha256(f"{seed}:{code}".encode()).hexdigest()
