"""The way of problems from meetings of a unit onto the ledger."""

from accounts.models import Unit, User
from campaign.models import Category
from campaign.workflow import LIFE, MEETING
from rectification.actions import items
from rectification.enums import Source


def take_in(
    *,
    unit: Unit,
    by: User,
    description: str,
    category: Category,
    origin: str,
    symposium: bool,
) -> str:
    """Open a draft item that names the meeting; answers the item's number."""
    item = items.register(
        unit=unit,
        by=by,
        source=Source.SYMPOSIUM if symposium else Source.LIFE_MEETING,
        description=description,
        category=category,
        origin_kind=MEETING.kind if symposium else LIFE.kind,
        origin_number=origin,
    )
    return item.number
