"""Questions and answers between office, unit and leading person about an item (domain.md §4.8)."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.enums import Permission as P
from accounts.models import User
from core.models import Stamped
from rectification.enums import Addressee
from rectification.models.item import RectificationItem
from rectification.models.progress import ProgressReport


class QuestionQuerySet(models.QuerySet["ItemQuestion"]):
    def waiting(self) -> Self:
        """Not answered yet, of items that are still open or under look-back."""
        return self.filter(answered_at=None)

    def waiting_for(self, user: User) -> Self:
        """What this person has to answer. Whoever leads an item answers for help wanted on it."""
        mine = Q(addressee=Addressee.LEAD, item__lead__user=user)
        if user.may(P.ITEM_REVIEW):
            readable = RectificationItem.objects.visible_to(user)
            mine |= Q(addressee=Addressee.OFFICE, item__in=readable)
        units = user.units_with(P.ITEM_PROGRESS)
        if units:
            asked = Q(addressee=Addressee.UNIT, item__unit__in=units)
            if not user.may(P.PLAN_EDIT):  # the liaison sees the whole unit, others what is theirs
                asked &= Q(item__responsible__user=user)
            mine |= asked
        return self.waiting().filter(mine)


class ItemQuestion(Stamped):
    """One question and its answer; whoever asks and whoever answers is named on the page."""

    item = models.ForeignKey(RectificationItem, models.PROTECT, related_name="questions")
    report = models.ForeignKey(
        ProgressReport, models.PROTECT, null=True, blank=True, related_name="questions"
    )
    addressee = models.CharField(pgettext_lazy("question", "to"), max_length=10, choices=Addressee)
    text = models.TextField(pgettext_lazy("question", "question"), max_length=500)
    answer = models.TextField(pgettext_lazy("question", "answer"), max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question on an item")
        verbose_name_plural = _("questions on items")
        constraints = [
            models.CheckConstraint(
                name="question_answer_pair",
                condition=Q(answered_at=None, answered_by=None, answer="")
                | Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer=""),
            ),
        ]
        indexes = [
            models.Index(fields=["item", "id"], name="question_of_item"),
            models.Index(
                fields=["addressee", "item"],
                name="question_waiting",
                condition=Q(answered_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item.number}: {self.text[:30]}"
