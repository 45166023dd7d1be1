"""How a record of this package becomes an item of the ledger, which lies in a higher package.

The ledger plugs itself in when the applications are ready.
"""

from typing import Protocol

from accounts.models import Unit, User
from campaign.models import Category


class Door(Protocol):
    """Opens a draft on a unit's ledger and answers its number."""

    def __call__(
        self,
        *,
        unit: Unit,
        by: User,
        description: str,
        category: Category,
        origin: str,
        symposium: bool,
    ) -> str: ...


_doors: list[Door] = []


def plug(door: Door) -> None:
    """Name the ledger, in `apps.ready()`."""
    _doors[:] = [door]


def take_in(
    *,
    unit: Unit,
    by: User,
    description: str,
    category: Category,
    origin: str,
    symposium: bool = False,
) -> str:
    """Make a draft item of what a meeting found (`origin`: its number); its own number.

    `symposium`: from a meeting everybody may read of; otherwise from a democratic life meeting.
    """
    (door,) = _doors
    return door(
        unit=unit,
        by=by,
        description=description,
        category=category,
        origin=origin,
        symposium=symposium,
    )
