"""Who is asked about the answer, and by when (domain.md §2.3 e, §4.10)."""

from complaints import deadlines, policies
from complaints.models import Complaint
from core import clock
from core.crypto import keyed_hash
from core.workdays import calendar

# One in so many satisfied cases is asked all the same, drawn by lot.
SPOT_CHECK = 10
# So often the desk tries; then the case is left alone.
TRIES = 3


def expect(complaint: Complaint) -> None:
    """After the answer the desk asks the person, within the days of the policy.

    Nobody calls those who stay anonymous; what discipline concluded is not asked about.
    """
    _start(complaint, policies.limits(complaint).call_back_days)


def after_rating(complaint: Complaint, *, low: bool) -> None:
    """Everybody who is dissatisfied is called the next day; of the others those drawn by lot."""
    if low:
        _start(complaint, 1)
    elif not drawn(complaint.number):
        deadlines.stop(deadlines.CallBackDeadline, complaint, "rated")


def made(complaint: Complaint, *, reached: bool) -> None:
    """A call was made; after the last try without an answer there is no other."""
    if reached or complaint.call_backs.count() >= TRIES:
        deadlines.stop(deadlines.CallBackDeadline, complaint, "called back")


def drawn(number: str) -> bool:
    """Whether the lot fell on a case: fixed by its number, and known to nobody beforehand."""
    return int(keyed_hash("spot-check", number)[:8], 16) % SPOT_CHECK == 0


def _start(complaint: Complaint, days: int) -> None:
    asked = not complaint.is_anonymous and complaint.disciplined_at is None
    if asked and days:
        due = calendar().add(clock.today(), days)
        deadlines.start(deadlines.CallBackDeadline, complaint, due)
