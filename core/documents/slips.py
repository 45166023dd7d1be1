"""Printed slips that are no documents of ours but can be confirmed at `/verify/` all the same.

A receipt that somebody prints in the browser has no file to compare; it carries a number with a
short hash at its end. The package that made it says whether the two belong together.
"""

import datetime as dt
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from core.text import Text


@dataclass(frozen=True)
class Slip:
    """What may be said about a genuine slip: its kind and when it was issued, never its content."""

    number: str
    title: Text
    issued_at: dt.datetime


Confirm = Callable[[str], Slip | None]
_confirmers: dict[str, Confirm] = {}


def register(kind: str, confirm: Confirm) -> None:
    """Make a kind of slip known (from `apps.ready()` of its package)."""
    _confirmers[kind] = confirm


def find(number: str) -> Slip | None:
    """The slip of a number, if one of the packages confirms it."""
    found = (confirm(number) for confirm in _confirmers.values())
    return next((slip for slip in found if slip is not None), None)


def normalise(text: str) -> str:
    """A number as somebody types it from paper: spaces, case and full width do not count."""
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()
