"""The complaint (domain.md §4.10). Who wrote it is in another table: `models.identity`."""

import datetime as dt
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, GeneratedField, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.enums import Permission
from accounts.models import Unit
from campaign.models import Category
from complaints import access
from complaints.enums import (
    ANSWERED_STATES,
    OPEN_STATES,
    UNIT_STATES,
    WORKING_STATES,
    Channel,
    Handling,
    Nature,
    Result,
    Score,
    State,
    Track,
    Urgency,
    Verified,
)
from complaints.models.fields import person
from core import clock
from core.crypto import EncryptedTextField
from core.models import Stamped
from core.search import bigram_index, folded_sql, matching, terms

if TYPE_CHECKING:
    from accounts.models import User


class ComplaintQuerySet(models.QuerySet["Complaint"]):
    def visible_to(self, user: "User") -> "ComplaintQuerySet":
        """The cases this person may know of; nothing else exists for them."""
        return access.visible_to(self, user)

    def with_words(self, user: "User") -> "ComplaintQuerySet":
        """With `words`: what this person may search in."""
        return self.annotate(words=access.readable_words(user))

    def found(self, user: "User", text: str) -> "ComplaintQuerySet":
        """Whose number or redacted copy holds every word, as far as this person may read it.

        Of a case that discipline has only the number is searched (C15).
        """
        hits = matching(self, "search_text", text)
        if user.may(Permission.COMPLAINT_DISCIPLINE):
            return hits
        by_number = Q()
        for term in terms(text):
            by_number &= Q(number__icontains=term)
        return hits.filter(~access.IN_DISCIPLINE | by_number)

    def with_units(self) -> "ComplaintQuerySet":
        """With the rows that every list prints."""
        return self.select_related("category", "target_unit", "lead_unit")

    def without_originals(self) -> "ComplaintQuerySet":
        """For lists: what is encrypted is neither fetched nor decrypted."""
        return self.defer("content", "wish", "target_person")

    def open(self) -> "ComplaintQuerySet":
        return self.filter(state__in=OPEN_STATES)

    def answered(self) -> "ComplaintQuerySet":
        return self.filter(state__in=ANSWERED_STATES, replied_at__isnull=False)

    def late(self, today: dt.date) -> "ComplaintQuerySet":
        """Past the day of the reply without one, or answered after it."""
        return self.filter(late_q(today))

    def overdue(self, today: dt.date) -> "ComplaintQuerySet":
        """Open, without a reply, past the day that the list shows."""
        return self.filter(due_key__lt=today, **UNANSWERED)

    def on_time(self) -> "ComplaintQuerySet":
        """Answered by the day due; the first submission counts (domain.md §7, check 7)."""
        return self.filter(first_reply_on__lte=F("due_reply"))

    def waiting_for_desk(self) -> "ComplaintQuerySet":
        """The queue of the desk: nobody has decided about them, longest waiting first."""
        states = [
            State.RECEIVED,
            State.ACCEPTED,
            State.TRIAGED,
            State.RETURN_REVIEW,
            State.INVESTIGATING,
            State.REPLY_REVIEW,
        ]
        return self.filter(state__in=states).order_by("-retaliation", "received_at")


UNANSWERED = {"state__in": sorted(OPEN_STATES), "first_reply_on": None}


def late_q(today: dt.date) -> Q:
    """As `ComplaintQuerySet.late`, for a filter."""
    return Q(first_reply_on=None, due_reply__lt=today, state__in=sorted(WORKING_STATES)) | Q(
        first_reply_on__gt=F("due_reply")
    )


class Complaint(Stamped):
    """A complaint, question, suggestion, accusation or word of praise.

    `query_hash`, `token_hash`: keyed hashes; neither code nor token is ever stored.
    `content`, `wish`, `target_person`: encrypted, for the desk; a unit reads
    `redacted_text` only. `is_accusation` is stored because the database itself guards
    rule C4 with it. `bypass`: about the office, the desk or the host organ, so only the
    leader handles it (C5). `first_reply_on`: when the unit first reported its reply;
    it decides whether the case was on time, whatever is sent back later.
    """

    number = models.CharField(_("number"), max_length=20, unique=True)
    query_hash = models.CharField(max_length=64, editable=False)
    token_hash = models.CharField(max_length=64, editable=False)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.RECEIVED)

    channel = models.CharField(_("channel"), max_length=12, choices=Channel, default=Channel.WEB)
    foreign_number = models.CharField(_("number at the sender"), max_length=40, blank=True)
    nature = models.CharField(
        pgettext_lazy("complaint", "nature"), max_length=12, choices=Nature, blank=True
    )
    category = models.ForeignKey(
        Category,
        models.PROTECT,
        related_name="complaints",
        verbose_name=_("category"),
        db_index=False,  # this and the units' are led by an index below
    )
    target_unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="complaints_about",
        db_index=False,
        verbose_name=_("unit complained about"),
    )
    window = models.CharField(_("window or section"), max_length=60, blank=True)
    target_person = EncryptedTextField(_("person complained about"), blank=True)
    happened_on = models.DateField(_("date of the event"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=100, blank=True)
    content = EncryptedTextField(_("what happened"))
    wish = EncryptedTextField(_("what the person asks for"), blank=True)

    is_anonymous = models.BooleanField(_("anonymous"), default=True)
    wants_secrecy = models.BooleanField(_("asks for secrecy"), default=True)
    consent_contact = models.BooleanField(_("the unit may make contact"), default=False)
    consent_public = models.BooleanField(_("the answer may be published"), default=False)

    is_accusation = models.BooleanField(_("accusation"), default=False)
    is_complex = models.BooleanField(_("complex"), default=False)
    bypass = models.BooleanField(_("for the leader only"), default=False)
    retaliation = models.BooleanField(_("retaliation reported"), default=False)
    urgency = models.CharField(_("urgency"), max_length=10, choices=Urgency, default=Urgency.NORMAL)
    handling_mode = models.CharField(
        _("way of handling"), max_length=12, choices=Handling, blank=True
    )
    lead_unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="complaints_handled",
        db_index=False,
        verbose_name=_("handling unit"),
    )
    co_units = models.ManyToManyField(
        Unit, blank=True, related_name="complaints_assisted", verbose_name=_("assisting units")
    )
    recused = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="+", verbose_name=_("recused persons")
    )
    redacted_text = models.TextField(_("redacted copy"), blank=True)
    # Names, plates and places in the copy that somebody has judged not to tell who complained.
    kept_words = models.JSONField(default=list, blank=True, editable=False)
    fixed = models.BooleanField(_("may not be returned again"), default=False)
    duplicate_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="duplicates",
        verbose_name=_("merged into"),
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        db_index=False,
        verbose_name=_("split off from"),
    )

    due_triage = models.DateField(_("accept by"), null=True, blank=True)
    due_sign = models.DateField(_("sign for by"), null=True, blank=True)
    due_reply = models.DateField(_("answer by"), null=True, blank=True)
    due_reply_first = models.DateField(_("answer by (at first)"), null=True, blank=True)
    due_rating = models.DateField(_("rate by"), null=True, blank=True)
    first_reply_on = models.DateField(_("first reply on"), null=True, blank=True)

    verified = models.CharField(
        pgettext_lazy("complaint", "facts"), max_length=10, choices=Verified, blank=True
    )
    result = models.CharField(
        pgettext_lazy("complaint", "result"), max_length=12, choices=Result, blank=True
    )
    score = models.PositiveSmallIntegerField(_("satisfaction"), null=True, choices=Score)
    redo_count = models.PositiveSmallIntegerField(_("redone"), default=0)
    item_number = models.CharField(_("rectification item"), max_length=40, blank=True)

    received_at = models.DateTimeField(_("received at"), default=clock.now)
    received_by = person()
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    accepted_by = person()
    refused_at = models.DateTimeField(_("refused at"), null=True, blank=True)
    refused_by = person()
    dispatched_at = models.DateTimeField(_("dispatched at"), null=True, blank=True)
    dispatched_by = person()
    signed_at = models.DateTimeField(_("signed for at"), null=True, blank=True)
    signed_by = person()
    disciplined_at = models.DateTimeField(_("transferred to discipline at"), null=True, blank=True)
    disciplined_by = person()
    taken_up_at = models.DateTimeField(_("taken up by discipline at"), null=True, blank=True)
    taken_up_by = person()
    erasure_asked_at = models.DateTimeField(_("erasure asked for at"), null=True, blank=True)
    # A tombstone: words, files and person are gone (C12).
    cleared_at = models.DateTimeField(_("cleared at"), null=True, blank=True)
    replied_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    replied_by = person()
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_by = person()

    # The day that lists show and sort by: the reply's, before that the desk's own.
    due_key = GeneratedField(
        expression=Coalesce("due_reply", "due_triage"),
        output_field=models.DateField(),
        db_persist=True,
    )
    # Only what stands in clear anyway: what is encrypted is never searched.
    search_text = GeneratedField(
        expression=folded_sql("number", "redacted_text"),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        verbose_name = _("complaint")
        verbose_name_plural = _("complaints")
        constraints = [
            models.UniqueConstraint(name="one_case_a_code", fields=["query_hash"]),
            models.UniqueConstraint(name="one_case_a_form", fields=["token_hash"]),
            # C4, guarded by the database too: an accusation goes to no unit.
            models.CheckConstraint(
                name="accusation_to_no_unit",
                condition=Q(is_accusation=False) | Q(lead_unit=None),
            ),
            # C3: what a unit can open has a redacted copy.
            models.CheckConstraint(
                name="unit_reads_redacted_copy",
                condition=Q(lead_unit=None) | ~Q(redacted_text=""),
            ),
            models.CheckConstraint(
                name="unit_states_have_unit",
                condition=~Q(state__in=["dispatched", "handling", "signing"])
                | Q(lead_unit__isnull=False),
            ),
            models.CheckConstraint(
                name="answered_has_date",
                condition=~Q(state="replied") | Q(replied_at__isnull=False),
            ),
            models.CheckConstraint(
                name="refused_has_date",
                condition=~Q(state="refused") | Q(refused_at__isnull=False),
            ),
            models.CheckConstraint(
                name="merged_has_main_case",
                condition=~Q(state="merged") | Q(duplicate_of__isnull=False),
            ),
            models.CheckConstraint(name="redone_once", condition=Q(redo_count__lte=1)),
        ]
        indexes = [
            models.Index(fields=["state", "received_at"], name="complaint_queue"),
            models.Index(fields=["lead_unit", "state"], name="complaint_of_unit"),
            models.Index(fields=["target_unit", "received_at"], name="complaint_about_unit"),
            models.Index(fields=["category", "received_at"], name="complaint_of_category"),
            models.Index(fields=["-received_at", "-id"], name="complaint_newest"),
            models.Index(fields=["due_key", "id"], name="complaint_by_due"),
            models.Index(
                fields=["due_key", "id"],
                name="complaint_open_due",
                condition=Q(state__in=sorted(OPEN_STATES)),
            ),
            models.Index(
                fields=["due_reply"],
                name="complaint_late_reply",
                condition=Q(first_reply_on__gt=F("due_reply")),
            ),
            bigram_index("search_text", name="complaint_search"),
            models.Index(
                fields=["parent"], name="complaint_parts", condition=Q(parent__isnull=False)
            ),
            models.Index(
                fields=["foreign_number"],
                name="complaint_of_sender",
                condition=~Q(foreign_number=""),
            ),
            models.Index(
                fields=["due_reply"],
                name="complaint_due",
                condition=Q(first_reply_on=None, due_reply__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def category_words(self) -> str:
        """The category by the name it had when the case came."""
        return self.category.words_at(self.received_at)

    @property
    def unit_code(self) -> str:
        """The handling unit's code: rights of unit posts are asked for it."""
        return self.lead_unit.code if self.lead_unit else ""

    @property
    def main(self) -> "Complaint":
        """The case that decides: of a merged one its main case, else itself."""
        if self.state == State.MERGED and self.duplicate_of is not None:
            return self.duplicate_of
        return self

    @property
    def refusal_stands(self) -> bool:
        """Whether it ended by a refusal: nothing has been closed since."""
        return self.refused_at is not None and self.closed_at is None

    @property
    def track(self) -> Track:
        """The row of the time-limit table (domain.md §2.3)."""
        if self.is_accusation:
            return Track.ACCUSATION
        if self.nature in {Nature.CONSULT, Nature.SUGGESTION, Nature.PRAISE}:
            return Track.ADVICE
        return Track.COMPLEX if self.is_complex else Track.SERVICE

    @property
    def with_unit(self) -> bool:
        """Whether the handling unit can open it now."""
        return self.lead_unit_id is not None and self.state in UNIT_STATES

    @property
    def is_late(self) -> bool:
        """Whether the day of the reply has passed without one."""
        return bool(
            self.due_reply
            and self.first_reply_on is None
            and self.state in WORKING_STATES
            and self.due_reply < clock.today()
        )
