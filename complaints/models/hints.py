"""What helps the desk see cases together: sketches of texts, links, and who has read what."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from complaints.models.complaint import Complaint
from complaints.models.fields import person
from core import clock


class Sketch(models.Model):
    """Keyed hashes of some of a text's words (`complaints.likeness`): alike texts share them.

    Nobody can tell the text from it without the key.
    """

    complaint = models.OneToOneField(
        Complaint, models.CASCADE, primary_key=True, related_name="sketch"
    )
    marks = ArrayField(models.BigIntegerField())

    class Meta:
        verbose_name = _("sketch of a text")
        indexes = [GinIndex(fields=["marks"], name="sketch_marks")]

    def __str__(self) -> str:
        return f"sketch of {self.complaint_id}"


class CaseLink(models.Model):
    """Two cases that belong together but are handled apart; `one` is the older."""

    one = models.ForeignKey(Complaint, models.PROTECT, related_name="links_on")
    other = models.ForeignKey(Complaint, models.PROTECT, related_name="links_back")
    at = models.DateTimeField(default=clock.now)
    by = person(null=False)

    class Meta:
        verbose_name = _("link of two cases")
        constraints = [
            models.UniqueConstraint(name="linked_once", fields=["one", "other"]),
            models.CheckConstraint(name="link_from_the_older", condition=Q(one__lt=F("other"))),
        ]

    def __str__(self) -> str:
        return f"{self.one_id}–{self.other_id}"


class ReadMark(models.Model):
    """A person has opened a case: acts on many cases leave out what was never read."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="read_marks")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("read mark")
        constraints = [models.UniqueConstraint(name="read_once", fields=["user", "complaint"])]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.complaint_id}"
