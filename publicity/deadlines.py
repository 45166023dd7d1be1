"""The end of a publication: the office sees what was said and takes the notice down."""

import datetime as dt
from collections.abc import Sequence

from accounts.enums import Role
from accounts.models.user import holders
from core import deadlines
from core.models import Deadline
from core.notices import NoticeDraft
from publicity.models import Publication
from publicity.notices import PublicationEnds
from publicity.workflow import KIND


class PublicationEnd(deadlines.DeadlineKind):
    """On the last day and the working day after it (domain.md §4.22); then there is no more."""

    code = "publicity.end"
    steps = (0, 1)

    def notices(
        self, deadlines: Sequence[Deadline], step: int, today: dt.date
    ) -> list[NoticeDraft]:
        office = [*holders(Role.OFFICE_STAFF), *holders(Role.OFFICE_ADMIN)]
        people = dict.fromkeys(person.pk for person in office)
        return [
            NoticeDraft(
                PublicationEnds,
                people,
                KIND,
                row.subject_id,
                row.number,
                params={"over": step > 0},
            )
            for row in deadlines
        ]

    def act(self, rows: Sequence[Deadline], step: int, today: dt.date) -> None:
        if step > 0:
            deadlines.close_many(self.code, KIND, [row.subject_id for row in rows], "ended")


def start(publication: Publication) -> None:
    """A publication has become public."""
    deadlines.open(
        PublicationEnd,
        subject_kind=KIND,
        subject_id=publication.pk,
        number=publication.number,
        unit_code=publication.unit_code,
        due_on=publication.end_on,
    )


def stop(publication: Publication) -> None:
    """It is no longer public."""
    deadlines.close_all(KIND, publication.pk, "withdrawn")
