"""The supervision slip: from a blue reminder to a red notice (domain.md §2.2, §4.12)."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Unit, User
from campaign.models import Campaign
from core import clock
from core.models import Deadline, Stamped
from core.stamps import at, by, pairs
from inspections.enums import RED_KINDS, SLIP_OPEN, SLIP_WITH_UNIT, Evaluation, SlipKind, SlipState
from inspections.models.finding import Finding
from inspections.scope import visible_slips
from rectification.models import RectificationItem


class SlipQuerySet(models.QuerySet["SupervisionSlip"]):
    def visible_to(self, user: User) -> "SlipQuerySet":
        """Units see what was issued to them; the office and leaders see all."""
        return self.filter(visible_slips(user)).distinct()

    def open(self) -> "SlipQuerySet":
        """With the unit and not answered yet."""
        return self.filter(state__in=SLIP_OPEN)


class SupervisionSlip(Stamped):
    """A paper to a unit: facts, demand, date. Its number is given when it is issued.

    `deadline`: the missed deadline for which the portal drafted it, each kind once.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="slips")
    number = models.CharField(_("number"), max_length=40, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=SlipKind)
    state = models.CharField(_("state"), max_length=10, choices=SlipState, default=SlipState.DRAFT)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="slips", verbose_name=_("unit"))
    title = models.CharField(_("subject"), max_length=100)
    facts = models.TextField(_("facts"), max_length=2000)
    demand = models.TextField(_("what is demanded"), max_length=2000)
    reply_due = models.DateField(_("answer until"))
    items = models.ManyToManyField(
        RectificationItem, blank=True, related_name="slips", verbose_name=_("rectification items")
    )
    findings = models.ManyToManyField(
        Finding, blank=True, related_name="slips", verbose_name=_("findings")
    )
    deadline = models.ForeignKey(
        Deadline,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("missed deadline"),
    )
    reply = models.TextField(_("answer of the unit"), max_length=4000, blank=True)
    evaluation = models.CharField(_("evaluation"), max_length=10, choices=Evaluation, blank=True)
    evaluation_note = models.TextField(_("remark"), max_length=1000, blank=True)
    returns = models.PositiveSmallIntegerField(_("returned"), default=0, editable=False)

    issued_at, issued_by = at(pgettext_lazy("slip", "issued at")), by()
    signed_at, signed_by = at(_("signed for at")), by()
    replied_at, replied_by = at(_("answered at")), by()
    closed_at, closed_by = at(_("closed at")), by()

    objects = SlipQuerySet.as_manager()

    class Meta:
        verbose_name = _("slip")
        verbose_name_plural = _("slips")
        constraints = [
            *pairs("slip", "issued", "signed", "replied", "closed"),
            models.UniqueConstraint(
                name="slip_number_once", fields=["number"], condition=~Q(number="")
            ),
            models.UniqueConstraint(
                name="one_slip_of_kind_a_deadline", fields=["deadline", "kind"]
            ),
            models.CheckConstraint(
                name="issued_has_number",
                condition=~Q(state__in=SLIP_WITH_UNIT)
                | (~Q(number="") & Q(issued_at__isnull=False)),
            ),
        ]
        indexes = [models.Index(fields=["unit", "state"], name="slip_of_unit")]

    def __str__(self) -> str:
        return self.number or f"{self.get_kind_display()} {self.title}"

    @property
    def unit_code(self) -> str:
        return self.unit.code

    @property
    def is_red(self) -> bool:
        """Whether a leader has to sign it."""
        return self.kind in RED_KINDS

    @property
    def is_pointless(self) -> bool:
        """Whether it is a draft about a deadline that has been met or moved since."""
        return (
            self.state == SlipState.DRAFT
            and self.deadline is not None
            and self.deadline.closed_at is not None
        )

    @property
    def colour(self) -> str:
        """`blue`, `amber` or `red`: the colour of the paper, always with its word."""
        if self.is_red:
            return "red"
        return "brand" if self.kind == SlipKind.REMINDER else "amber"

    def is_overdue(self, today: dt.date | None = None) -> bool:
        return self.state in SLIP_OPEN and self.reply_due < (today or clock.today())
