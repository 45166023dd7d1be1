"""Work that must happen after a commit, whatever dies in between."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class OutboxRow(models.Model):
    """One thing to do: a mail to send, a document to build.

    The row is the queue. It is written in the transaction of the change that asks for it; Celery
    only carries its id, and a lost or doubled message is harmless. `fault` holds the name of the
    last exception, never its text, which could quote content.
    """

    kind = models.CharField(max_length=40)
    ref_id = models.BigIntegerField()
    key = models.CharField(max_length=200, unique=True)
    created_at = models.DateTimeField(db_default=Now())
    next_try = models.DateTimeField(db_default=Now())
    attempts = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)
    is_dead = models.BooleanField(default=False)
    fault = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["next_try"],
                name="outbox_due",
                condition=Q(done_at=None, is_dead=False),
            ),
            models.Index(fields=["done_at"], name="outbox_done"),
        ]

    def __str__(self) -> str:
        return self.key
