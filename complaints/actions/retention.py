"""Identities are kept no longer than the case needs them (rule C12, PIPL Art. 19)."""

import datetime as dt

from django.db.models import Q

from complaints import identity
from complaints.enums import State
from complaints.models import Complaint
from core import clock

KEPT = dt.timedelta(days=2 * 365)
MOST_AT_ONCE = 500


def forget_identities() -> int:
    """Empty the identities of ordinary cases that ended two years ago; how many were emptied.

    Accusations, reports of retaliation and what went to discipline follow rules of their own, so
    they stay. Each identity is emptied in a transaction of its own, with its audit row.
    """
    before = clock.now() - KEPT
    ended = (
        Q(state__in=(State.CLOSED, State.ARCHIVED), closed_at__lt=before)
        | Q(state=State.REFUSED, refused_at__lt=before)
        | Q(state=State.WITHDRAWN, updated_at__lt=before)
        | Q(state=State.MERGED, duplicate_of__closed_at__lt=before)
    )
    cases = Complaint.objects.filter(
        ended,
        identity__cleared_at=None,
        identity__isnull=False,
        is_accusation=False,
        retaliation=False,
        disciplined_at=None,
    )
    return sum(identity.clear(complaint) for complaint in cases.order_by("pk")[:MOST_AT_ONCE])
