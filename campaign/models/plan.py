"""A unit's plan for the campaign, its versions and the office's notes (domain.md §4.4)."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.enums import Permission
from accounts.models import Unit, User
from campaign.enums import Disclosure, PlanField, PlanState, Severity, StudyForm
from campaign.models.campaign import Campaign, Phase
from campaign.models.group import LeadershipGroup
from core import clock
from core.models import Attachment, Stamped

EDITABLE = (PlanState.DRAFT, PlanState.RETURNED, PlanState.AMENDING)
ON_FILE = (PlanState.ACCEPTED, PlanState.PUBLISHED, PlanState.AMENDING)


class UnitPlanQuerySet(models.QuerySet["UnitPlan"]):
    def visible_to(self, user: User) -> "UnitPlanQuerySet":
        """All for those who read the zone, else the plans of the units the person reads."""
        if user.reads_zone:
            return self
        return self.filter(unit__in=user.units_with(Permission.UNIT_READ))

    def of(self, campaign: Campaign) -> "UnitPlanQuerySet":
        return self.filter(campaign=campaign)

    def waiting_for_head(self) -> "UnitPlanQuerySet":
        return self.filter(state=PlanState.UNIT_REVIEW)

    def waiting_for_office(self) -> "UnitPlanQuerySet":
        return self.filter(state=PlanState.SUBMITTED)

    def returned(self) -> "UnitPlanQuerySet":
        """Returned by the office and not sent again yet."""
        return self.filter(state=PlanState.RETURNED)

    def public(self) -> "UnitPlanQuerySet":
        """With a version that everybody may read, also while a later one is being written."""
        return self.filter(public_edition__isnull=False)


class UnitPlan(Stamped):
    """How a unit will run the campaign: the required sections and their state.

    `first_submitted_on` alone decides whether the plan came in time: a later return does not
    make it late (domain.md §4.4, «Clock»).
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="plans")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="plans", verbose_name=_("unit"))
    number = models.CharField(_("number"), max_length=40, unique=True)
    title = models.CharField(_("title"), max_length=100)
    goals = models.TextField(_("guiding thought, goals and tasks"), blank=True)
    group = models.OneToOneField(
        LeadershipGroup, models.PROTECT, related_name="plan", verbose_name=_("leadership group")
    )
    features = models.TextField(_("features"), blank=True)
    keypoints = models.TextField(_("key points"), blank=True)
    difficulties = models.TextField(pgettext_lazy("plan", "difficulties"), blank=True)
    highlights = models.TextField(_("highlights"), blank=True)
    measures = models.TextField(_("safeguards"), blank=True)
    disclosure = models.CharField(
        _("who may read it"), max_length=10, choices=Disclosure, default=Disclosure.PUBLIC
    )
    state = models.CharField(_("state"), max_length=12, choices=PlanState, default=PlanState.DRAFT)
    first_submitted_on = models.DateField(_("first sent on"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    accepted_at = models.DateTimeField(_("put on file at"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(_("made public at"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    # On a second return the unit has somebody to call (domain.md §2.10).
    call_phone = models.CharField(_("phone for questions"), max_length=40, blank=True)
    public_edition = models.PositiveSmallIntegerField(
        _("version that is public"), null=True, blank=True
    )

    objects = UnitPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("unit plan")
        verbose_name_plural = _("unit plans")
        constraints = [
            models.UniqueConstraint(name="one_plan_per_unit", fields=["campaign", "unit"]),
            models.CheckConstraint(
                name="sent_plan_has_date",
                condition=Q(state__in=[PlanState.DRAFT, PlanState.UNIT_REVIEW])
                | Q(first_submitted_on__isnull=False, submitted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="filed_plan_has_date",
                condition=~Q(state__in=ON_FILE) | Q(accepted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="published_plan_has_date",
                condition=~Q(state=PlanState.PUBLISHED)
                | Q(published_at__isnull=False, public_edition__isnull=False),
            ),
            models.CheckConstraint(
                name="public_plan_has_date",
                condition=Q(public_edition=None) | Q(published_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["campaign", "state"], name="plan_campaign_state")]

    def __str__(self) -> str:
        return self.title

    @property
    def unit_code(self) -> str:
        return self.unit.code

    def public_version(self) -> "PlanVersion":
        """What everybody reads: the version that was made public, never a later draft."""
        return self.versions.get(edition=self.public_edition or 0)

    @property
    def is_editable(self) -> bool:
        return self.state in EDITABLE


class PlanPhaseItem(models.Model):
    """What the unit will do in a phase, from when to when, and who answers for it."""

    plan = models.ForeignKey(UnitPlan, models.CASCADE, related_name="phase_items")
    phase = models.ForeignKey(Phase, models.PROTECT, related_name="+", verbose_name=_("phase"))
    content = models.CharField(pgettext_lazy("plan", "step"), max_length=300)
    start = models.DateField(_("from"))
    end = models.DateField(_("until"))
    person = models.CharField(_("person in charge"), max_length=60)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "id"]
        verbose_name = _("step of a plan")
        verbose_name_plural = _("steps of a plan")
        constraints = [
            models.CheckConstraint(name="step_ends_after_start", condition=Q(end__gte=F("start")))
        ]

    def __str__(self) -> str:
        return self.content[:40]


class PlanFile(models.Model):
    """The plan as the unit wrote it (Word, PDF). Taken out, it stays for the versions sent."""

    plan = models.ForeignKey(UnitPlan, models.PROTECT, related_name="files")
    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="+")
    in_use = models.BooleanField(default=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("file of a plan")
        verbose_name_plural = _("files of a plan")

    def __str__(self) -> str:
        return self.attachment.original_name


class StudyLine(models.Model):
    """A session that the study plan promises (R-039)."""

    plan = models.ForeignKey(UnitPlan, models.CASCADE, related_name="study_lines")
    topic = models.CharField(_("topic"), max_length=100)
    form = models.CharField(_("form of study"), max_length=12, choices=StudyForm)
    date = models.DateField(_("date"))
    person = models.CharField(_("person in charge"), max_length=60)
    audience = models.CharField(_("audience"), max_length=60)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["date", "id"]
        verbose_name = _("line of a study plan")
        verbose_name_plural = _("lines of a study plan")

    def __str__(self) -> str:
        return f"{self.date:%Y-%m-%d} {self.topic}"


class PlanVersion(models.Model):
    """The plan as it was sent: a frozen copy that nothing changes afterwards.

    `content`: what `campaign.snapshot.snapshot` gives.
    """

    plan = models.ForeignKey(UnitPlan, models.PROTECT, related_name="versions")
    edition = models.PositiveSmallIntegerField(_("version"))
    content = models.JSONField()
    sent_at = models.DateTimeField(_("sent at"), default=clock.now)
    sent_by_name = models.CharField(_("sent by"), max_length=100)
    sent_by_post = models.CharField(_("post"), max_length=100, blank=True)

    class Meta:
        ordering = ["edition"]
        verbose_name = _("version of a plan")
        verbose_name_plural = _("versions of a plan")
        constraints = [
            models.UniqueConstraint(name="one_edition_of_a_plan", fields=["plan", "edition"])
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}/{self.edition}"


class ReturnNoteQuerySet(models.QuerySet["ReturnNote"]):
    def open(self) -> "ReturnNoteQuerySet":
        """Of the latest return, until the plan is sent again and judged."""
        return self.filter(settled=False)

    def unanswered_musts(self) -> "ReturnNoteQuerySet":
        return self.open().filter(severity=Severity.MUST, answer="")


class ReturnNote(models.Model):
    """The office's remark at one section of a sent version, and the unit's answer to it."""

    version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="notes")
    plan = models.ForeignKey(UnitPlan, models.PROTECT, related_name="notes")
    field = models.CharField(_("section"), max_length=20, choices=PlanField)
    comment = models.CharField(pgettext_lazy("opinion", "note"), max_length=500)
    severity = models.CharField(
        pgettext_lazy("opinion", "severity"), max_length=10, choices=Severity
    )
    answer = models.CharField(pgettext_lazy("opinion", "answer"), max_length=500, blank=True)
    settled = models.BooleanField(pgettext_lazy("opinion", "settled"), default=False)
    written_by_name = models.CharField(_("written by"), max_length=100)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = ReturnNoteQuerySet.as_manager()

    class Meta:
        ordering = ["version__edition", "order", "id"]
        verbose_name = _("note of return")
        verbose_name_plural = _("notes of return")

    def __str__(self) -> str:
        return self.comment[:40]
