"""The way of problems from a democratic life meeting onto the ledger."""

from accounts.models import Unit, User
from campaign.models import Category
from campaign.workflow import LIFE
from rectification.actions import items
from rectification.enums import Source


def take_in(*, unit: Unit, by: User, description: str, category: Category, origin: str) -> str:
    """Open a draft item that names the meeting; answers the item's number."""
    item = items.register(
        unit=unit,
        by=by,
        source=Source.LIFE_MEETING,
        description=description,
        category=category,
        origin_kind=LIFE.kind,
        origin_number=origin,
    )
    return item.number
