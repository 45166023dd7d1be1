"""Whom messages go to."""

from accounts.enums import Role
from accounts.models import Unit, User
from accounts.models.user import holders


def liaisons(unit: Unit) -> list[User]:
    return list(holders(Role.LIAISON, [unit]))


def heads(unit: Unit) -> list[User]:
    return list(holders(Role.UNIT_HEAD, [unit]))


def writers(unit: Unit) -> list[User]:
    """Those of the unit who must know what became of its plan."""
    return [*liaisons(unit), *heads(unit)]


def office() -> list[User]:
    return [*holders(Role.OFFICE_STAFF), *holders(Role.OFFICE_ADMIN)]
