"""What each phase asks of units, and how far each unit is."""

import datetime as dt

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import Permission, UnitKind
from accounts.models import Unit, User
from campaign.enums import Evidence, EvidenceState, TaskState
from campaign.models.campaign import Campaign, Phase

FINISHED = (TaskState.DONE, TaskState.LATE)


class PhaseTask(models.Model):
    """A task of a phase: for which kinds of unit, shown by what, due when.

    `kinds` empty means every unit. `quantity`: how many records it takes.
    """

    phase = models.ForeignKey(Phase, models.CASCADE, related_name="tasks")
    title = models.CharField(_("task"), max_length=100)
    evidence = models.CharField(_("shown by"), max_length=20, choices=Evidence)
    kinds = ArrayField(
        models.CharField(max_length=20, choices=UnitKind),
        verbose_name=_("kinds of unit"),
        default=list,
        blank=True,
    )
    quantity = models.PositiveSmallIntegerField(_("records needed"), default=1)
    weight = models.PositiveSmallIntegerField(_("weight"), default=1)
    due = models.DateField(_("due"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "id"]
        verbose_name = _("phase task")
        verbose_name_plural = _("phase tasks")
        constraints = [
            models.CheckConstraint(name="task_needs_a_record", condition=Q(quantity__gte=1)),
            models.CheckConstraint(name="task_has_weight", condition=Q(weight__gte=1)),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def kind_names(self) -> str:
        """For which kinds of unit, in words; empty for every unit."""
        return "、".join(str(UnitKind(kind).label) for kind in self.kinds)

    def applies_to(self, unit: Unit) -> bool:
        return not self.kinds or unit.kind in self.kinds


def overdue(today: dt.date) -> Q:
    """The condition of an overdue task. What was handed in and waits for others is not."""
    return Q(state=TaskState.OPEN, handed_in_on=None, task__due__lt=today)


class UnitTaskQuerySet(models.QuerySet["UnitTask"]):
    def visible_to(self, user: User) -> "UnitTaskQuerySet":
        """All for those who read the zone, else the tasks of the units the person reads."""
        if user.reads_zone:
            return self
        return self.filter(unit__in=user.units_with(Permission.UNIT_READ))

    def of(self, campaign: Campaign) -> "UnitTaskQuerySet":
        return self.filter(task__phase__campaign=campaign)

    def open(self) -> "UnitTaskQuerySet":
        return self.filter(state=TaskState.OPEN)

    def overdue(self, today: dt.date) -> "UnitTaskQuerySet":
        """Still open after their day, and nothing handed in that waits for a decision."""
        return self.filter(overdue(today))

    def in_order(self) -> "UnitTaskQuerySet":
        """As a unit reads its list: by phase, then as the office ordered them."""
        return self.select_related("task__phase", "unit").order_by(
            "task__phase__start", "task__order", "task_id", "unit__order"
        )


class UnitTask(models.Model):
    """A phase task of one unit. Records tick it; nobody does by hand (domain.md §4.1)."""

    task = models.ForeignKey(PhaseTask, models.CASCADE, related_name="unit_tasks")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="tasks")
    state = models.CharField(_("state"), max_length=10, choices=TaskState, default=TaskState.OPEN)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    handed_in_on = models.DateField(_("handed in on"), null=True, blank=True)
    excuse = models.CharField(_("why excused"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = UnitTaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("task of a unit")
        verbose_name_plural = _("tasks of units")
        constraints = [
            models.UniqueConstraint(name="one_task_per_unit", fields=["task", "unit"]),
            models.CheckConstraint(
                name="finished_task_has_day",
                condition=Q(state__in=FINISHED, done_on__isnull=False)
                | (~Q(state__in=FINISHED) & Q(done_on=None)),
            ),
            models.CheckConstraint(
                name="excused_task_says_why", condition=~Q(state=TaskState.EXCUSED) | ~Q(excuse="")
            ),
        ]
        indexes = [models.Index(fields=["unit", "state"], name="unittask_unit_state")]

    def __str__(self) -> str:
        return f"{self.unit} {self.task}"

    @property
    def number(self) -> str:
        """Short name for timelines and the audit trail: `RW-JFJ-12`."""
        return f"RW-{self.unit.code}-{self.task_id}"

    @property
    def unit_code(self) -> str:
        return self.unit.code

    def is_late(self, today: dt.date) -> bool:
        """Overdue: open after its day, and nothing handed in."""
        handed_in = self.handed_in_on is not None
        return self.state == TaskState.OPEN and not handed_in and self.task.due < today

    @property
    def proofs(self) -> "list[TaskEvidence]":
        """The records that count, as many as it takes; for lists that have fetched them all."""
        counted = [row for row in self.evidence.all() if row.state == EvidenceState.COUNTS]
        return counted[: self.task.quantity]


class TaskEvidence(models.Model):
    """A record for a unit's task: handed in, sent back, or counting.

    More than the task takes are kept too: one of them steps in when another is taken back.
    `counted_on` is the day that decides whether the task is late; a return does not change it.
    """

    unit_task = models.ForeignKey(UnitTask, models.CASCADE, related_name="evidence")
    kind = models.CharField(_("kind"), max_length=40)
    object_id = models.BigIntegerField()
    number = models.CharField(_("number"), max_length=40, blank=True)
    counted_on = models.DateField(_("counted on"))
    state = models.CharField(
        _("state"), max_length=10, choices=EvidenceState, default=EvidenceState.COUNTS
    )

    class Meta:
        ordering = ["counted_on", "id"]
        verbose_name = _("evidence of a task")
        verbose_name_plural = _("evidence of tasks")
        constraints = [
            models.UniqueConstraint(name="a_record_counts_once", fields=["kind", "object_id"])
        ]

    def __str__(self) -> str:
        return self.number or f"{self.kind} {self.object_id}"
