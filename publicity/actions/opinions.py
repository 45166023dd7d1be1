"""People say what they think of a publication; the desk says what became of it."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models.user import holders
from core import audit, clock
from core.access import require
from core.actors import PUBLIC, Actor
from core.errors import DomainError
from core.workflow import lock
from publicity import access
from publicity.models import Opinion, Publication
from publicity.notices import OpinionLeft, tell
from publicity.workflow import KIND, OPINION

# More than this in an hour on one publication is not people any more.
MOST_AN_HOUR = 60


@transaction.atomic
def leave(*, publication: Publication, content: str) -> Opinion:
    """An opinion of the public, while the publication runs. Keeps nothing about its author."""
    if not publication.runs:
        raise DomainError(
            _("The time of this publication is over. You can still file a complaint."), "over"
        )
    hour = clock.now() - dt.timedelta(hours=1)
    if publication.opinions.filter(created_at__gt=hour).count() >= MOST_AN_HOUR:
        raise DomainError(
            _("Very many opinions are coming in just now. Please try again in an hour."), "busy"
        )
    opinion = Opinion.objects.create(publication=publication, content=content.strip())
    audit.record(
        "publicity.opinion.leave",
        by=PUBLIC,
        kind=KIND,
        object_id=publication.pk,
        number=publication.number,
        unit_code=publication.unit_code,
    )
    tell(OpinionLeft, publication, holders(Role.DESK), opinion.pk)
    return opinion


@transaction.atomic
def handle(*, opinion: Opinion, by: Actor, note: str) -> Opinion:
    """The desk has read an opinion and says what became of it."""
    opinion = lock(opinion)
    require(access.can_handle(by, opinion))
    opinion.note = note.strip()
    # The note may quote the opinion: it stands in the record, not in the log of steps.
    OPINION.apply(opinion, "handle", by=by, reason=opinion.note, save=["note"])
    return opinion
