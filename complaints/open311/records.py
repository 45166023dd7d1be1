"""What other systems may know of a complaint, and which complaints exist for them.

Never its words, persons, files or the hour it came. Accusations, cases that go past the desk and
what is with discipline answer like numbers that never were (C4, C5). A partner finds its own
complaints at once, those of others when the desk has said what they are or has dispatched them: an
accusation under a harmless heading is out by then. Only the partner that handed a case in reads
which unit has it, for counts by unit could be made of the rest (C9).
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils import timezone

from campaign.models import Category
from complaints import public_case
from complaints.enums import Nature, State
from complaints.models import Complaint, Partner
from complaints.models.complaint import ComplaintQuerySet

CLOSED = frozenset(
    {
        State.REFUSED,
        State.MERGED,
        State.REPLIED,
        State.CLOSED,
        State.WITHDRAWN,
        State.ARCHIVED,
    }
)
_SECRET = (
    Q(is_accusation=True)
    | Q(bypass=True)
    | Q(nature=Nature.ACCUSATION)
    | Q(disciplined_at__isnull=False)
    | Q(state=State.TO_DISCIPLINE)
)


def known_to(partner: Partner) -> ComplaintQuerySet:
    """The complaints that exist for a partner, newest first."""
    own = Q(partner_post__partner=partner)
    told = Q(accepted_at__isnull=False) & (~Q(nature="") | Q(dispatched_at__isnull=False))
    return (
        Complaint.objects.exclude(_SECRET)
        .filter(own | told)
        .select_related("category__parent", "lead_unit", "partner_post")
        # The columns that are read, so that no word of the case leaves the database.
        .only(
            "number",
            "state",
            "category__code",
            "category__public_label",
            "category__public_order",
            "category__parent__code",
            "category__parent__public_label",
            "category__parent__public_order",
            "lead_unit__name",
            "partner_post__partner",
            "received_at",
            "accepted_at",
            "refused_at",
            "dispatched_at",
            "replied_at",
            "closed_at",
            "due_reply",
        )
        .order_by("-received_at", "-pk")
    )


def of_services(codes: list[str]) -> Q:
    """Complaints filed under these services, or under a kind below one that is no service."""
    below = Q(category__parent__code__in=codes, category__public_order=None)
    found = Q(category__code__in=codes) | below
    other = Category.objects.public().last()
    if other is not None and other.code in codes:
        found |= Q(category__public_order=None) & (
            Q(category__parent=None) | Q(category__parent__public_order=None)
        )
    return found


def shown(rows: Iterable[Complaint], partner: Partner) -> list[dict[str, Any]]:
    """The records of complaints."""
    other = Category.objects.public().last()
    return [_record(row, partner, other) for row in rows]


def _record(row: Complaint, partner: Partner, other: Category | None) -> dict[str, Any]:
    service = _service(row.category) or other
    post = getattr(row, "partner_post", None)
    own = post is not None and post.partner_id == partner.pk
    unit = row.lead_unit.name if own and row.lead_unit else ""
    return {
        "service_request_id": row.number,
        "status": "closed" if row.state in CLOSED else "open",
        "status_notes": str(public_case.short_words(row.state)),
        "service_name": service.public_label if service else "",
        "service_code": service.code if service else "",
        "agency_responsible": unit,
        "requested_datetime": _day(row.received_at),
        "updated_datetime": _day(_last_step(row)),
        "expected_datetime": _midnight(row.due_reply) if row.due_reply else None,
    }


def _service(category: Category) -> Category | None:
    """The kind that citizens know: the category itself or the one above it."""
    parent = category.parent
    for one in (category, parent):
        if one is not None and one.public_order is not None:
            return one
    return None


def _last_step(row: Complaint) -> dt.datetime:
    """The last step that the complainant is told of."""
    steps = (
        row.received_at,
        row.accepted_at,
        row.refused_at,
        row.dispatched_at,
        row.replied_at,
        row.closed_at,
    )
    return max(step for step in steps if step is not None)


def _day(moment: dt.datetime) -> str:
    """The day of a moment: the hour could tell who it was."""
    return _midnight(timezone.localdate(moment))


def _midnight(day: dt.date) -> str:
    return start_of(day).isoformat()


def start_of(day: dt.date) -> dt.datetime:
    """The first moment of a day here."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))
