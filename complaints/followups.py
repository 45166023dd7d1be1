"""What follows a submission, done by a worker from the outbox: it keeps the form quick."""

from complaints import deadlines, likeness, notices
from complaints.actions.intake import RECEIVED
from complaints.enums import State
from complaints.models import Complaint
from core.outbox import Job, handler


@handler(RECEIVED)
def received(job: Job) -> None:
    """Start the clock of the desk, and tell it. Done twice it changes nothing."""
    complaint = Complaint.objects.get(pk=job.ref_id)
    likeness.remember(complaint)
    if complaint.state != State.RECEIVED or complaint.due_triage is None:
        return
    deadlines.begin(deadlines.TriageDeadline, complaint, complaint.due_triage)
    notices.tell_desk(notices.NewCase, complaint, period="new")
