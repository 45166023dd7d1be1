"""Deadlines that do more than remind. They use the actions, which use `deadlines` themselves."""

import datetime as dt
from collections.abc import Sequence

from complaints import deadlines, lapses
from complaints.actions import closing
from complaints.enums import State
from complaints.models import Complaint
from core.actors import SYSTEM
from core.models import Deadline


class SignRungs(deadlines.SignDeadline):
    """A case that is not signed for becomes the draft of a supervision slip."""

    def act(self, rows: Sequence[Deadline], step: int, today: dt.date) -> None:
        if step > 0:
            lapses.draft(rows, today, signing=True)


class ReplyRungs(deadlines.ReplyDeadline):
    """A reply that does not come becomes the draft of a supervision slip."""

    def act(self, rows: Sequence[Deadline], step: int, today: dt.date) -> None:
        if step > 0:
            lapses.draft(rows, today, signing=False)


class RatingRungs(deadlines.RatingDeadline):
    """What nobody rated in time is closed; it does not count for satisfaction."""

    def act(self, rows: Sequence[Deadline], step: int, today: dt.date) -> None:
        ids = [row.subject_id for row in rows]
        for complaint in Complaint.objects.filter(pk__in=ids, state=State.REPLIED).order_by("pk"):
            closing.close(complaint=complaint, by=SYSTEM)


KINDS = (
    deadlines.TriageDeadline,
    SignRungs,
    ReplyRungs,
    RatingRungs,
    deadlines.ContactDeadline,
    deadlines.CallBackDeadline,
    deadlines.OwnReplyDeadline,
    deadlines.TakeUpDeadline,
    deadlines.DisciplineDeadline,
    deadlines.RetaliationDeadline,
    deadlines.ExtensionWait,
)
