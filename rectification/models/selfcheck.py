"""A unit's self-check along the three checks, and what it found (R-052)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.enums import Permission as P
from accounts.models import Unit, User
from campaign.models import Campaign, Category
from core.models import Stamped
from rectification.enums import CheckResult, CheckState
from rectification.models.item import RectificationItem
from rectification.three_checks import PARTS, QUESTIONS, Part


class SelfCheckQuerySet(models.QuerySet["SelfCheck"]):
    def visible_to(self, user: User) -> "SelfCheckQuerySet":
        """The unit sees its own; the office and the leaders what is finished."""
        seen = Q(unit__in=[unit.pk for unit in user.units_with(P.UNIT_READ)])
        if user.reads_zone:
            seen |= Q(state=CheckState.DONE)
        return self.filter(seen)

    def in_order(self) -> "SelfCheckQuerySet":
        """The unfinished first, then the newest."""
        return self.order_by("-state", "-id")


class SelfCheck(Stamped):
    """One run through all questions. Finished, it never changes; a new one can be begun."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+")
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="self_checks", verbose_name=_("unit")
    )
    number = models.CharField(_("number"), max_length=30, unique=True)
    state = models.CharField(
        _("state"), max_length=10, choices=CheckState, default=CheckState.DRAFT
    )
    finished_at = models.DateTimeField(null=True, blank=True)
    finished_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = SelfCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("self-check of a unit")
        verbose_name_plural = _("self-checks of units")
        constraints = [
            models.UniqueConstraint(
                name="one_self_check_at_a_time",
                fields=["unit"],
                condition=Q(state=CheckState.DRAFT),
            ),
            models.CheckConstraint(
                name="self_check_finished_pair",
                condition=Q(state=CheckState.DRAFT, finished_at=None, finished_by=None)
                | Q(state=CheckState.DONE, finished_at__isnull=False, finished_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("rectification:self-check", args=[self.number])

    @property
    def unit_code(self) -> str:
        return self.unit.code

    @property
    def is_draft(self) -> bool:
        return self.state == CheckState.DRAFT

    @cached_property
    def given(self) -> dict[str, "CheckAnswer"]:
        """The answers by the code of their question."""
        return {answer.question: answer for answer in self.answers.select_related("category")}

    def next_part(self) -> Part | None:
        """The first check with a question that has no answer yet."""
        return next(
            (part for part in PARTS if any(q.code not in self.given for q in part.questions)), None
        )


class CheckAnswer(models.Model):
    """What the unit found at one question; a problem carries all that an item begins with."""

    check_run = models.ForeignKey(SelfCheck, models.CASCADE, related_name="answers")
    question = models.CharField(max_length=20)
    result = models.CharField(_("result"), max_length=10, choices=CheckResult)
    problem = models.TextField(_("problem"), max_length=500, blank=True)
    occasion = models.CharField(_("occasion"), max_length=10, blank=True)
    category = models.ForeignKey(Category, models.PROTECT, null=True, blank=True, related_name="+")
    item = models.OneToOneField(
        RectificationItem, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("answer of a self-check")
        verbose_name_plural = _("answers of self-checks")
        constraints = [
            models.UniqueConstraint(name="one_answer_each", fields=["check_run", "question"]),
            models.CheckConstraint(
                name="problem_is_described",
                condition=~Q(result=CheckResult.PROBLEM)
                | (~Q(problem="") & Q(category__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.result}"

    @property
    def words(self) -> str:
        """The question as it is asked."""
        return str(QUESTIONS[self.question][1].text)
