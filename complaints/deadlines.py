"""Which deadlines a case has, and whom they remind (domain.md §4.22)."""

import datetime as dt
from collections.abc import Sequence
from typing import ClassVar

from accounts.enums import Role
from accounts.models import Post
from accounts.models.user import holders
from complaints import notices, policies, protection
from complaints.enums import State
from complaints.models import Complaint, RetaliationReport
from complaints.notices import CaseNotice
from core import clock, deadlines
from core.deadlines import DeadlineKind
from core.models import Deadline
from core.notices import NoticeDraft
from core.workdays import calendar

KIND, REPORT = "complaints.complaint", "complaints.retaliation"


class _Reminder(DeadlineKind):
    """A message of one kind to the holders of some roles."""

    notice: ClassVar[type[CaseNotice]]

    def notices(
        self, deadlines: Sequence[Deadline], step: int, today: dt.date
    ) -> list[NoticeDraft]:
        return [
            NoticeDraft(self.kind_at(step), people, KIND, row.subject_id, row.number)
            for row, people in self.recipients(deadlines, step)
            if people
        ]

    def kind_at(self, step: int) -> type[CaseNotice]:
        """The message of a step."""
        return self.notice

    def recipients(
        self, deadlines: Sequence[Deadline], step: int
    ) -> list[tuple[Deadline, list[int]]]:
        raise NotImplementedError


class _AtDesk(_Reminder):
    """For the desk; for the leader if the case goes past the desk."""

    def recipients(
        self, deadlines: Sequence[Deadline], step: int
    ) -> list[tuple[Deadline, list[int]]]:
        ids = [row.subject_id for row in deadlines]
        past = set(Complaint.objects.filter(pk__in=ids, bypass=True).values_list("pk", flat=True))
        desk = list(holders(Role.DESK).values_list("pk", flat=True))
        leaders = list(holders(Role.LEADER).values_list("pk", flat=True)) if past else []
        return [(row, leaders if row.subject_id in past else desk) for row in deadlines]


class _AtUnit(_Reminder):
    """For the unit's contact; its head joins on the last day, the desk when it is late."""

    def recipients(
        self, deadlines: Sequence[Deadline], step: int
    ) -> list[tuple[Deadline, list[int]]]:
        codes = {row.unit_code for row in deadlines}
        roles = [Role.CONTACT] if step < -1 else [Role.CONTACT, Role.UNIT_HEAD]
        posts = Post.objects.current().filter(unit__code__in=codes, role__in=roles)
        people: dict[str, set[int]] = {}
        for code, user in posts.values_list("unit__code", "user_id"):
            people.setdefault(code, set()).add(user)
        desk = set(holders(Role.DESK).values_list("pk", flat=True)) if step > 0 else set()
        recused = self._recused([row.subject_id for row in deadlines])
        return [
            (
                row,
                sorted(
                    (people.get(row.unit_code, set()) | desk) - recused.get(row.subject_id, set())
                ),
            )
            for row in deadlines
        ]

    def _recused(self, ids: list[int]) -> dict[int, set[int]]:
        found: dict[int, set[int]] = {}
        pairs = Complaint.recused.through.objects.filter(complaint_id__in=ids)
        for complaint, user in pairs.values_list("complaint_id", "user_id"):
            found.setdefault(complaint, set()).add(user)
        return found


class TriageDeadline(_AtDesk):
    """Accept or refuse, and dispatch."""

    code = "complaints.triage"
    steps = (0, 1)
    every = 1
    notice = notices.TriageDue


class SignDeadline(_AtUnit):
    """The unit signs for the case."""

    code = "complaints.sign"
    steps = (0, 1)
    notice = notices.SignDue


class ContactDeadline(_AtUnit):
    """The unit begins to check the facts, or makes contact where the person allows it."""

    code = "complaints.contact"
    steps = (0, 1)
    notice = notices.ContactDue


class CallBackDeadline(_AtDesk):
    """The desk asks the person about the answer."""

    code = "complaints.call-back"
    steps = (0, 1)
    every = 2
    notice = notices.CallBackDue


class ReplyDeadline(_AtUnit):
    """The unit replies; twice on the last day (domain.md §4.22)."""

    code = "complaints.reply"
    steps = (-2, -1, 0, 1)
    times = {0: (dt.time(9), dt.time(15))}
    every = 5
    notice = notices.ReplyDue

    def kind_at(self, step: int) -> type[CaseNotice]:
        return notices.ReplyDueToday if step == 0 else self.notice


class OwnReplyDeadline(_AtDesk):
    """The office answers what it investigates itself."""

    code = "complaints.own-reply"
    steps = (-2, -1, 0, 1)
    every = 5
    notice = notices.OwnReplyDue


class _AtDiscipline(_Reminder):
    """For the discipline liaison."""

    def recipients(
        self, deadlines: Sequence[Deadline], step: int
    ) -> list[tuple[Deadline, list[int]]]:
        people = list(holders(Role.DISCIPLINE).values_list("pk", flat=True))
        return [(row, people) for row in deadlines]


class TakeUpDeadline(_AtDiscipline):
    """Discipline tells the accuser within 15 working days whether it takes the case up."""

    code = "complaints.take-up"
    steps = (-2, 0, 1)
    every = 5
    notice = notices.TakeUpDue


class DisciplineDeadline(_AtDiscipline):
    """Discipline reports the outcome, or says that it goes on."""

    code = "complaints.discipline"
    steps = (-2, 0, 1)
    every = 5
    notice = notices.DisciplineDue


class RetaliationDeadline(_Reminder):
    """A report of retaliation is answered; its subject is the report, so that nothing which ends
    the case ends this."""

    code = "complaints.retaliation"
    steps = (0, 1)
    every = 1
    notice = notices.RetaliationDue

    def notices(
        self, deadlines: Sequence[Deadline], step: int, today: dt.date
    ) -> list[NoticeDraft]:
        ids = [row.subject_id for row in deadlines]
        reports = RetaliationReport.objects.filter(pk__in=ids).select_related("complaint")
        return [
            NoticeDraft(
                self.notice,
                [person.pk for person in protection.readers(report)],
                KIND,
                report.complaint_id,
                report.complaint.number,
            )
            for report in reports
        ]


class ExtensionWait(_AtDesk):
    """A request for more time that is not decided within two working days: daily."""

    code = "complaints.extension-wait"
    steps = (1,)
    every = 1
    notice = notices.ExtensionWaits


class RatingDeadline(_AtDesk):
    """The rating window ends: what nobody rated is closed (`rungs`), and the desk hears of it."""

    code = "complaints.rating"
    steps = (1,)
    notice = notices.RatingOver

    def recipients(
        self, deadlines: Sequence[Deadline], step: int
    ) -> list[tuple[Deadline, list[int]]]:
        ids = [row.subject_id for row in deadlines]
        open_ids = set(
            Complaint.objects.filter(pk__in=ids, state=State.REPLIED).values_list("pk", flat=True)
        )
        return [
            (row, people)
            for row, people in super().recipients(deadlines, step)
            if row.subject_id in open_ids
        ]


def start(kind: type[DeadlineKind], complaint: Complaint, due: dt.date) -> None:
    """Open a deadline of a case; one that is open already moves to the new day."""
    stop(kind, complaint, "replaced")
    begin(kind, complaint, due)


def begin(kind: type[DeadlineKind], complaint: Complaint, due: dt.date) -> None:
    """Open a deadline of a case; done twice it changes nothing."""
    deadlines.open(
        kind,
        subject_kind=KIND,
        subject_id=complaint.pk,
        number=complaint.number,
        unit_code=complaint.unit_code,
        due_on=due,
    )


def protect(report: RetaliationReport) -> None:
    """The clock of a report of retaliation, anew with each word of the person."""
    end_protection(report)
    deadlines.open(
        RetaliationDeadline,
        subject_kind=REPORT,
        subject_id=report.pk,
        number=report.complaint.number,
        unit_code="",
        due_on=report.due_on,
    )


def end_protection(report: RetaliationReport) -> None:
    """The person has an answer."""
    deadlines.close(RetaliationDeadline, REPORT, report.pk, "answered")


def at_desk(complaint: Complaint) -> None:
    """The desk has the case again, and its days to decide where it goes (not saved here)."""
    days = policies.limits(complaint).triage_days
    complaint.due_triage = calendar().add(clock.today(), days)
    start(TriageDeadline, complaint, complaint.due_triage)


def later(complaint: Complaint, least: int) -> dt.date:
    """The day told to the person, but at least so many working days from today."""
    soonest = calendar().add(clock.today(), least)
    return max(complaint.due_reply or soonest, soonest)


def stop(kind: type[DeadlineKind], complaint: Complaint, reason: str) -> None:
    """Close a deadline of a case, if it is open."""
    deadlines.close(kind, KIND, complaint.pk, reason)


def stop_all(complaint: Complaint, reason: str) -> None:
    """The case has come to its end."""
    deadlines.close_all(KIND, complaint.pk, reason)


def move(kind: type[DeadlineKind], complaint: Complaint, due: dt.date) -> None:
    """An extension: the row closes, a new one keeps the original date."""
    deadlines.extend(kind, KIND, complaint.pk, due)
