"""Messages of the campaign: one small class each, and the functions that actions call."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from campaign.models import Phase, UnitPlan, UnitTask
from campaign.workflow import PLAN, TASK
from core import notices
from core.models import Notice
from core.notices import NoticeKind


class _PlanNotice(NoticeKind):
    """A message about a plan leads to the plan."""

    page = "campaign:plan"

    def url(self, notice: Notice) -> str:
        return reverse(self.page, args=[notice.number])


class PlanToSign(_PlanNotice):
    code = "campaign.plan-to-sign"
    label = gettext_lazy("Plan to sign")
    page = "campaign:plan-sign"

    def text(self, notice: Notice) -> str:
        return _("The plan %(number)s waits for your signature.") % {"number": notice.number}


class PlanSentBack(_PlanNotice):
    code = "campaign.plan-sent-back"
    label = gettext_lazy("Plan sent back")
    page = "campaign:plan-edit"

    def text(self, notice: Notice) -> str:
        return _("The unit head wants changes in the plan %(number)s.") % {"number": notice.number}


class PlanSubmitted(_PlanNotice):
    code = "campaign.plan-submitted"
    label = gettext_lazy("Plan to review")
    page = "campaign:plan-review"

    def text(self, notice: Notice) -> str:
        return _("%(unit)s has sent its plan %(number)s.") % {
            "unit": notice.params.get("unit", ""),
            "number": notice.number,
        }


class PlanReturned(_PlanNotice):
    code = "campaign.plan-returned"
    label = gettext_lazy("Plan returned")
    page = "campaign:plan-edit"

    def text(self, notice: Notice) -> str:
        return _("The office has returned the plan %(number)s with %(count)d notes.") % {
            "number": notice.number,
            "count": notice.params.get("notes", 0),
        }


class PlanFiled(_PlanNotice):
    code = "campaign.plan-filed"
    label = gettext_lazy("Plan on file")

    def text(self, notice: Notice) -> str:
        return _("The plan %(number)s is on file.") % {"number": notice.number}


class _TaskNotice(NoticeKind):
    """A message about a task leads to the unit's task list."""

    def url(self, notice: Notice) -> str:
        return reverse("campaign:tasks")


class TaskDue(_TaskNotice):
    code = "campaign.task-due"
    reminder = True
    label = gettext_lazy("Task due")

    def text(self, notice: Notice) -> str:
        said = {"task": notice.params.get("task", ""), "due": notice.params.get("due", "")}
        if notice.params.get("late"):
            return _("The task “%(task)s” was due on %(due)s and is not done.") % said
        return _("The task “%(task)s” is due on %(due)s.") % said


class TaskReminder(_TaskNotice):
    code = "campaign.task-reminder"
    label = gettext_lazy("Reminder of the office")

    def text(self, notice: Notice) -> str:
        return _("The office reminds you of the task “%(task)s”, due on %(due)s.") % {
            "task": notice.params.get("task", ""),
            "due": notice.params.get("due", ""),
        }


class PhaseMoved(_TaskNotice):
    code = "campaign.phase-moved"
    label = gettext_lazy("Days of a phase changed")

    def text(self, notice: Notice) -> str:
        params = notice.params
        said = {name: params.get(name, "") for name in ("phase", "start", "end")}
        text = _("“%(phase)s” runs from %(start)s to %(end)s.") % said
        if moved := params.get("tasks", 0):
            text += ngettext(
                "%(count)d task has a new day.", "%(count)d tasks have a new day.", moved
            ) % {"count": moved}
        if params.get("given"):
            text += _("There are new tasks.")
        return text


KINDS: tuple[type[NoticeKind], ...] = (
    PlanToSign,
    PlanSentBack,
    PlanSubmitted,
    PlanReturned,
    PlanFiled,
    TaskDue,
    TaskReminder,
    PhaseMoved,
)


def _post(kind: type[NoticeKind], plan: UnitPlan, people: Iterable[User], **params: object) -> None:
    notices.post(
        kind,
        recipients=people,
        subject_kind=PLAN.kind,
        subject_id=plan.pk,
        number=plan.number,
        # A plan goes round more than once; its version tells the rounds apart.
        period=str(plan.version),
        params={"unit": plan.unit.short_name, **params},
    )


def to_sign(plan: UnitPlan, people: Iterable[User]) -> None:
    _post(PlanToSign, plan, people)


def sent_back(plan: UnitPlan, people: Iterable[User]) -> None:
    _post(PlanSentBack, plan, people)


def submitted(plan: UnitPlan, people: Iterable[User]) -> None:
    _post(PlanSubmitted, plan, people)


def returned(plan: UnitPlan, people: Iterable[User]) -> None:
    _post(PlanReturned, plan, people, notes=plan.notes.open().count())


def filed(plan: UnitPlan, people: Iterable[User]) -> None:
    _post(PlanFiled, plan, people)


def settle(plan: UnitPlan) -> None:
    """The plan has moved on: what waited for its last step is no longer needed."""
    notices.settle(PLAN.kind, plan.pk)


def settle_task(task: UnitTask) -> None:
    """Nothing of the task waits for the unit any more: its reminders have done their work."""
    notices.settle(TASK.kind, task.pk)


def remind(task: UnitTask, people: Iterable[User], period: str) -> int:
    """The office's reminder; once per person, task and `period` (a day). How many are new."""
    return notices.post(
        TaskReminder,
        recipients=people,
        subject_kind=TASK.kind,
        subject_id=task.pk,
        number=task.number,
        period=period,
        params={"task": task.task.title, "due": task.task.due.isoformat()},
    )


def phase_moved(phase: Phase, people: Iterable[User], *, tasks: int, given: int) -> int:
    """Tell the units that days have changed; one message a person for each change."""
    return notices.post(
        PhaseMoved,
        recipients=people,
        subject_kind="campaign.phase",
        subject_id=phase.pk,
        number=phase.campaign.number,
        # A phase may be moved more than once; the campaign's version tells the changes apart.
        period=str(phase.campaign.version),
        params={
            "phase": phase.name,
            "start": phase.start.isoformat(),
            "end": phase.end.isoformat(),
            "tasks": tasks,
            "given": given,
        },
    )
