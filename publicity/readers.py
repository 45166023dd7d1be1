"""Who works in the zone and so reads what is meant for all of it (scope 全区内部)."""

from accounts.enums import Permission as P
from accounts.models import User

# Every post of the zone and its units has one of these. The three administrators have none of
# them, nor have observers from outside.
PERMISSIONS = (
    P.UNIT_READ,
    P.ZONE_READ,
    P.COMPLAINT_HANDLE,
    P.COMPLAINT_INTAKE,
    P.COMPLAINT_DISCIPLINE,
    P.ITEM_INSPECT,
    P.ARTICLE_EDIT,
)


def works_in_zone(user: User) -> bool:
    """Whether a present post is one of the zone or of a unit."""
    return any(user.may(permission) for permission in PERMISSIONS)
