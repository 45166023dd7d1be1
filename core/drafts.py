"""Server-side drafts of staff forms: nothing typed is lost with a session or a tab (R27)."""

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import clock
from core.errors import DomainError
from core.models.draft import Draft

LIFE = dt.timedelta(days=7)
LONGEST = 200_000
"""Characters of one draft: the longest form of the portal has about a tenth."""

Fields = dict[str, list[str]]
"""What a form would post: every field name with all its values."""


@dataclass(frozen=True)
class Saved:
    """A draft as it lies on the server."""

    data: Fields
    version: int
    saved_at: dt.datetime


def save(user: Any, form_key: str, data: Fields) -> Saved:
    """Keep what the form holds now, over what was kept before.

    `data`: field name to list of values (`QueryDict.lists`). `DomainError` if it is too long.
    """
    text = json.dumps(data, ensure_ascii=False)
    if len(text) > LONGEST:
        raise DomainError(
            _("The draft is too long to be kept. Shorten the text and save the form."), "too-long"
        )
    with transaction.atomic():
        Draft.objects.bulk_create(
            [Draft(user=user, form_key=form_key, data="", version=0)], ignore_conflicts=True
        )
        row = Draft.objects.select_for_update().get(user=user, form_key=form_key)
        row.data, row.version, row.saved_at = text, row.version + 1, clock.now()
        row.save(update_fields=["data", "version", "saved_at"])
    return Saved(data, row.version, row.saved_at)


def load(user: Any, form_key: str) -> Saved | None:
    """The draft of a form, if there is one not older than seven days."""
    row = Draft.objects.filter(
        user=user, form_key=form_key, saved_at__gt=clock.now() - LIFE
    ).first()
    return Saved(json.loads(row.data), row.version, row.saved_at) if row else None


def drop(user: Any, form_key: str) -> None:
    """Forget the draft: call it when the form has been saved."""
    Draft.objects.filter(user=user, form_key=form_key).delete()


def drop_old() -> int:
    """Delete the drafts that have expired; how many."""
    return Draft.objects.filter(saved_at__lte=clock.now() - LIFE).delete()[0]
