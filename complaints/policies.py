"""The time limits of a case, from the editable table (domain.md §2.3)."""

import datetime as dt

from django.utils import timezone

from complaints.enums import Track
from complaints.models import Complaint, Policy
from core.workdays import calendar

# Calendar days, 《信访工作条例》Art. 34; an extension adds 30 at most.
HARD_STOP_DAYS, EXTENSION_DAYS = 60, 30


def of(track: Track | str) -> Policy:
    """The limits of a track."""
    return Policy.objects.get(track=track)


def limits(complaint: Complaint) -> Policy:
    """The limits that apply to a case now."""
    return of(complaint.track)


def reply_by(complaint: Complaint, start: dt.date) -> dt.date:
    """The day by which the person has an answer, counted from dispatch, not from signing."""
    policy = limits(complaint)
    if complaint.redo_count:
        return calendar().add(start, policy.redo_days)
    return min(calendar().add(start, policy.reply_days), hard_stop(complaint, start))


def hard_stop(complaint: Complaint, start: dt.date, more: int = 0) -> dt.date:
    """The last day that any table allows: 60 calendar days from acceptance, `more` with an
    extension (《信访工作条例》Art. 34), on a working day; never before `start`."""
    accepted = timezone.localdate(complaint.accepted_at or complaint.received_at)
    last = accepted + dt.timedelta(days=HARD_STOP_DAYS + more)
    return max(start, calendar().last_workday_on_or_before(last))
