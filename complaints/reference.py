"""What taking in a complaint has to read, in one statement or two.

The last step of the form is what a flood meets first, so it asks for the columns it needs and no
more; the rest of the package uses the ORM.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from accounts.models import Unit
from campaign.models import Campaign, Category

_CATEGORY = """
SELECT id, code, accusation, (
    SELECT triage_days FROM complaints_policy
    WHERE track = CASE WHEN accusation THEN 'accusation' ELSE 'service' END
)
FROM campaign_category WHERE code = %s
"""
# The seat of the office is named in the campaign that is running (`Campaign.objects.running`).
_UNIT = """
SELECT id, code, name, short_name, active, COALESCE((
    SELECT position(name IN office_host) > 0 OR position(short_name IN office_host) > 0
    FROM campaign_campaign WHERE state IN ('active', 'closing') ORDER BY year DESC LIMIT 1
), false)
FROM accounts_unit WHERE code = %s
"""


@dataclass(frozen=True)
class Known:
    """What the tables say of a form. `unit` and `category` hold the columns read above only.

    `is_host`: the unit is the seat of the office, so the leader alone handles the case (C5).
    """

    category: Category
    triage_days: int
    unit: Unit | None = None
    is_host: bool = False


def read(category_code: str, unit_code: str) -> Known:
    """`Category.DoesNotExist` for a code that is not in the tree; no unit for an unknown one."""
    with connection.cursor() as cursor:
        cursor.execute(_CATEGORY, [category_code])
        row = cursor.fetchone()
        if row is None:
            raise Category.DoesNotExist(category_code)
        category, days = Category(id=row[0], code=row[1], accusation=row[2]), row[3]
        if unit_code:
            cursor.execute(_UNIT, [unit_code])
            if found := cursor.fetchone():
                names = ("id", "code", "name", "short_name", "active")
                unit = Unit(**dict(zip(names, found, strict=False)))
                return Known(category, days, unit, bool(found[5]))
    return Known(category, days)


def hosts(units: Iterable[Unit]) -> set[int]:
    """Which of these are the seat of the office, as `Known.is_host` has it (one query)."""
    seat = Campaign.objects.running().values_list("office_host", flat=True).first() or ""
    return {unit.pk for unit in units if unit.name in seat or unit.short_name in seat}
