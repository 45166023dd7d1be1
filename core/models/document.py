"""Papers that the portal prints: what was asked for, how far it is, and what came out."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core import clock


class DocumentState(models.TextChoices):
    QUEUED = "queued", _("waiting to be built")
    RUNNING = "running", _("being built")
    DONE = "done", _("ready")
    FAILED = "failed", _("not built")


class DocumentQuerySet(models.QuerySet["Document"]):
    def under_way(self) -> "DocumentQuerySet":
        """Queued or being built."""
        return self.filter(state__in=[DocumentState.QUEUED, DocumentState.RUNNING])

    def issued(self) -> "DocumentQuerySet":
        """Finished papers, newest edition first; these are what `/verify/` answers for."""
        return self.filter(state=DocumentState.DONE).order_by("-edition")


class Document(models.Model):
    """One printed paper: an edition of a number (`ZJ-2011-JFJ`), kept as a PDF.

    A new edition supersedes the one before; nothing is printed over. `kind` and `params` say which
    builder made it from what (`core.documents.builders`). `sha256` is of the file, in hex.
    """

    key = models.UUIDField(unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=60)
    params = models.JSONField(default=dict)
    number = models.CharField(_("number"), max_length=60)
    edition = models.PositiveIntegerField(_("edition"))
    title = models.CharField(_("title"), max_length=200)
    state = models.CharField(
        _("state"), max_length=10, choices=DocumentState, default=DocumentState.QUEUED
    )
    progress = models.PositiveSmallIntegerField(_("progress in percent"), default=0)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    fault = models.CharField(_("why it was not built"), max_length=60, blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked for by")
    )
    requested_at = models.DateTimeField(_("asked for at"), default=clock.now)
    last_sign = models.DateTimeField(default=clock.now)  # of life, from the worker
    issued_at = models.DateTimeField(_("issued at"), null=True, blank=True)
    file = models.CharField(max_length=100, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    pages = models.PositiveIntegerField(_("pages"), default=0)
    superseded_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="supersedes"
    )

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = [
            models.UniqueConstraint(fields=["number", "edition"], name="document_edition_once"),
            # A second click while the first is being built gets the same document.
            models.UniqueConstraint(
                fields=["number"],
                condition=Q(state__in=["queued", "running"]),
                name="document_one_under_way",
            ),
            models.CheckConstraint(
                name="document_done_is_complete",
                condition=~Q(state="done")
                | (Q(issued_at__isnull=False, pages__gt=0) & ~Q(file="") & ~Q(sha256="")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["last_sign"],
                condition=Q(state__in=["queued", "running"]),
                name="document_under_way",
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} ({self.edition})"

    @property
    def is_under_way(self) -> bool:
        return self.state in {DocumentState.QUEUED, DocumentState.RUNNING}

    def argument(self, name: str) -> Any:
        """One of the parameters that the builder was asked with."""
        return self.params.get(name)
