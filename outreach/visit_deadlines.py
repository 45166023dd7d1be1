"""Until when an opinion has to be disposed of, and whom that reminds."""

from collections.abc import Sequence

from accounts.enums import Role
from core import deadlines, notices
from core.models import Deadline
from core.notices import NoticeDraft
from outreach import people
from outreach.models import Opinion
from outreach.visit_notices import OpinionDue
from outreach.workflow import OPINION_KIND


class OpinionDeadline(deadlines.DeadlineKind):
    """For the liaison of the unit that has it; its head joins on the day (R-059)."""

    code = "outreach.opinion"
    steps = (-2, 0, 1)
    every = 5

    def notices(self, deadlines: Sequence[Deadline], step: int, today: object) -> list[NoticeDraft]:
        roles = [Role.LIAISON] if step < 0 else [Role.LIAISON, Role.UNIT_HEAD]
        told = people.of_units([row.unit_code for row in deadlines], *roles)
        return [
            NoticeDraft(
                OpinionDue,
                told.get(row.unit_code, []),
                OPINION_KIND,
                row.subject_id,
                row.number,
            )
            for row in deadlines
        ]


KINDS = (OpinionDeadline,)


def settle(opinion: Opinion) -> None:
    """Let the open deadline and messages of an opinion agree with its state and holder."""
    notices.settle(OPINION_KIND, opinion.pk)
    deadlines.close(OpinionDeadline.code, OPINION_KIND, opinion.pk, "done")
    if opinion.is_waiting:
        deadlines.open(
            OpinionDeadline.code,
            subject_kind=OPINION_KIND,
            subject_id=opinion.pk,
            number=opinion.number,
            unit_code=opinion.unit_code,
            due_on=opinion.due_on,
        )
