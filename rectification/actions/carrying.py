"""An item that a new year takes over: it goes on there, and reminds there alone (R-099)."""

from django.db import transaction
from django.utils.translation import gettext as _

from core import deadlines
from core.actors import Actor
from core.workflow import lock
from rectification import clocks
from rectification.actions import extensions
from rectification.deadlines import DisclosureDeadline
from rectification.models import RectificationItem
from rectification.workflow import ITEM, KIND


@transaction.atomic
def go_on_in(*, item: RectificationItem, new: RectificationItem, by: Actor) -> RectificationItem:
    """Close last year's item into the one that the new campaign has opened for it.

    Its deadlines end with it; in the figures of its own year it stays one that was not finished.
    """
    item = lock(item)
    item.merged_into = new
    ITEM.apply(
        item,
        "carry",
        by=by,
        reason=_("Goes on as %(number)s.") % {"number": new.number},
        extra={"into": new.number},
        save=["merged_into"],
    )
    extensions.lapse(item, _("The item goes on in the next campaign."))
    clocks.stop(item, "carried")
    deadlines.close(DisclosureDeadline, clocks.DISCLOSURE, item.pk, "carried")
    return item


def is_carried(item: RectificationItem) -> bool:
    """Whether it goes on in another campaign."""
    into = item.merged_into
    return into is not None and into.origin_kind == KIND and into.origin_number == item.number
