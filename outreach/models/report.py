"""Research reports of units (domain.md §4.19, R-060)."""

import pgtrigger
from django.db import models
from django.db.models import GeneratedField, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Unit, User
from campaign.models import Campaign
from core import clock
from core.models import Attachment, Stamped
from core.search import bigram_index, folded_sql
from core.stamps import at, pairs
from core.stamps import by as person
from outreach.enums import EDITABLE_STATES, ReportField, ReportState
from outreach.models.visit import FieldVisit
from outreach.scope import visible_reports
from rectification.models import RectificationItem

TEXTS = ("background", "findings", "proposals")
LONGEST = 10_000


class ReportQuerySet(models.QuerySet["ResearchReport"]):
    def visible_to(self, user: User) -> "ReportQuerySet":
        """Units: their own. The office and leaders: what has been sent."""
        return self.filter(visible_reports(user))

    def published(self) -> "ReportQuerySet":
        """What everybody may read."""
        return self.filter(state=ReportState.PUBLISHED)


class ResearchReport(Stamped):
    """A report of a unit on what its visits showed, with problems and proposals.

    `authors`: as they shall stand on the paper. `score`: 0 to 100, with the office's review.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="research_reports")
    number = models.CharField(_("number"), max_length=30, unique=True)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="research_reports", verbose_name=_("unit")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=ReportState, default=ReportState.DRAFT
    )
    title = models.CharField(_("title"), max_length=100)
    authors = models.CharField(_("authors"), max_length=200, blank=True)
    visits = models.ManyToManyField(
        FieldVisit, related_name="reports", blank=True, verbose_name=_("field visits")
    )
    background = models.TextField(_("background"), max_length=LONGEST, blank=True)
    findings = models.TextField(
        pgettext_lazy("research report", "findings"), max_length=LONGEST, blank=True
    )
    proposals = models.TextField(_("proposals"), max_length=LONGEST, blank=True)
    file = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    score = models.PositiveSmallIntegerField(_("score"), null=True, editable=False)
    comment = models.TextField(_("comment of the office"), max_length=500, blank=True)
    first_sent_on = models.DateField(_("first sent on"), null=True, editable=False)

    submitted_at, submitted_by = at(_("handed to the head at")), person()
    signed_at, signed_by = at(_("signed at")), person()
    reviewed_at, reviewed_by = at(_("reviewed at")), person()
    published_at, published_by = at(_("published at")), person()

    search_text = GeneratedField(
        expression=folded_sql("number", "title", "findings"),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("research report")
        verbose_name_plural = _("research reports")
        constraints = [
            *pairs("report", "submitted", "signed", "reviewed", "published"),
            models.CheckConstraint(
                name="report_score_in_range",
                condition=Q(score=None) | Q(score__range=(0, 100)),
            ),
            models.CheckConstraint(
                name="sent_report_is_complete",
                condition=Q(state__in=EDITABLE_STATES)
                | (~Q(findings="") & ~Q(proposals="") & ~Q(authors="")),
            ),
            models.CheckConstraint(
                name="adopted_report_has_score",
                condition=~Q(state__in=[ReportState.ADOPTED, ReportState.PUBLISHED])
                | Q(score__isnull=False, reviewed_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "state"], name="report_of_unit"),
            bigram_index("search_text", name="research_report_search"),
        ]
        triggers = [
            pgtrigger.Protect(name="research_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="research_number_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__number__df=pgtrigger.F("new__number")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("outreach:report", args=[self.number])

    @property
    def unit_code(self) -> str:
        return self.unit.code

    @property
    def adopted(self) -> bool:
        """Whether the office has taken it up."""
        return self.state in (ReportState.ADOPTED, ReportState.PUBLISHED)


class ReportProblem(models.Model):
    """A problem that a report names; one click puts it on the ledger."""

    report = models.ForeignKey(ResearchReport, models.CASCADE, related_name="problems")
    text = models.CharField(_("problem"), max_length=500)
    item = models.ForeignKey(
        RectificationItem,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="report_problems",
        verbose_name=_("rectification item"),
    )

    class Meta:
        verbose_name = _("problem of a report")
        verbose_name_plural = _("problems of reports")
        ordering = ("id",)

    def __str__(self) -> str:
        return self.text


class ReportNote(models.Model):
    """Why a report came back, at the field it speaks of."""

    report = models.ForeignKey(ResearchReport, models.CASCADE, related_name="notes")
    field = models.CharField(_("field"), max_length=12, choices=ReportField)
    text = models.CharField(pgettext_lazy("research report", "note"), max_length=500)
    at = models.DateTimeField(default=clock.now, editable=False)
    by = person()
    resolved = models.BooleanField(_("resolved"), default=False)

    class Meta:
        verbose_name = _("note on a report")
        verbose_name_plural = _("notes on reports")
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.report_id} {self.field}"
