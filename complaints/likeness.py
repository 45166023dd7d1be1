"""Cases that may be the same matter: alike texts, the same unit and category, many at once.

Texts are encrypted, so the database cannot compare them. A sketch is made of every text once:
the smallest keyed hashes of its pieces of three characters. The share of equal ones among the
smallest of two sketches estimates how much the texts share (Broder's min-wise sketch). After a
change of the field key, older sketches match nothing any more; hints only get fewer.
"""

import datetime as dt
import hashlib
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from accounts.models import User
from complaints.enums import State
from complaints.models import Complaint, Sketch
from complaints.redaction import squeeze
from core.crypto import keyed_hash

PIECE, MARKS = 3, 32
ALIKE = 0.3
# How far apart alike texts may lie, and cases of one unit and category; days.
NEAR_TEXT, NEAR_MATTER = 180, 30
MASS_DAYS, MASS = 7, 5
MOST, CANDIDATES = 8, 200
_ENDED = (State.MERGED, State.WITHDRAWN)


@dataclass(frozen=True)
class Hint:
    """`percent`: how much of the texts is alike, as far as sketches can tell."""

    complaint: Complaint
    percent: int
    same_matter: bool


def marks(text: str) -> list[int]:
    """The sketch of a text: at most 32 numbers of 63 bits, ascending. Empty for a short text."""
    squeezed = squeeze(text)
    pieces = {squeezed[i : i + PIECE] for i in range(len(squeezed) - PIECE + 1)}
    key = bytes.fromhex(keyed_hash("complaint-sketch", "key"))
    hashes = (hashlib.blake2b(piece.encode(), digest_size=8, key=key).digest() for piece in pieces)
    return sorted(int.from_bytes(one, "big") >> 1 for one in hashes)[:MARKS]


def share(one: list[int], other: list[int]) -> float:
    """How much of two texts is alike, 0 to 1, from their sketches."""
    smallest = sorted({*one, *other})[:MARKS]
    if not smallest:
        return 0.0
    return len({*one} & {*other} & {*smallest}) / len(smallest)


def remember(complaint: Complaint) -> None:
    """Keep the sketch of a case. Done twice it changes nothing."""
    sketch = Sketch(complaint=complaint, marks=marks(complaint.content))
    Sketch.objects.bulk_create([sketch], ignore_conflicts=True)


def hints(complaint: Complaint, user: User) -> list[Hint]:
    """Cases that may be the same matter, the likeliest first (three queries)."""
    sketch = Sketch.objects.filter(pk=complaint.pk).values_list("marks", flat=True).first() or []
    alike = _near(complaint, user, NEAR_TEXT).filter(sketch__marks__overlap=sketch)
    matter = _same_matter(complaint, _near(complaint, user, NEAR_MATTER))
    found = {row.pk: row for row in [*alike.order_by("-received_at")[:CANDIDATES], *matter[:MOST]]}
    scored = [_hint(complaint, sketch, row) for row in found.values()]
    kept = [hint for hint in scored if hint.same_matter or hint.percent >= ALIKE * 100]
    return sorted(kept, key=lambda h: (-h.percent, h.complaint.number))[:MOST]


def mass(complaint: Complaint, user: User) -> int:
    """How many cases of one unit and category came within a week of this one, if they are many."""
    count = _same_matter(complaint, _near(complaint, user, MASS_DAYS)).count() + 1
    return count if count >= MASS else 0


def _near(complaint: Complaint, user: User, days: int) -> QuerySet[Complaint]:
    span = dt.timedelta(days=days)
    rows = Complaint.objects.visible_to(user).with_units().select_related("sketch")
    return (
        rows.filter(
            bypass=complaint.bypass,
            received_at__range=(complaint.received_at - span, complaint.received_at + span),
        )
        .exclude(pk=complaint.pk)
        .exclude(state__in=_ENDED)
        # How alike a sealed text is would tell what it says (C15).
        .filter(disciplined_at=None)
    )


def _same_matter(complaint: Complaint, rows: QuerySet[Complaint]) -> QuerySet[Complaint]:
    if complaint.target_unit_id is None:
        return rows.none()
    same = Q(target_unit=complaint.target_unit_id, category=complaint.category_id)
    return rows.filter(same).order_by("-received_at")


def _hint(complaint: Complaint, sketch: list[int], row: Complaint) -> Hint:
    other = row.sketch.marks if hasattr(row, "sketch") else []
    same = row.target_unit_id == complaint.target_unit_id and complaint.target_unit_id is not None
    return Hint(
        row,
        round(share(sketch, other) * 100),
        same and row.category_id == complaint.category_id,
    )
