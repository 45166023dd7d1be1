"""The fixed cast: one person for each role, in unit JFJ, with an outsider in unit GJJ."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache

from django.contrib.auth.hashers import make_password

from accounts.enums import AppraisalGroup, Role, UnitKind
from accounts.models import Post, Unit, User

PASSWORD = "Long-enough-1"


@dataclass
class Cast:
    """Everybody, by the part they play."""

    unit: Unit
    other_unit: Unit
    liaison: User
    unit_head: User
    unit_deputy: User
    owner: User
    contact: User
    outsider: User
    outsider_head: User
    office: User
    office_head: User
    desk: User
    desk2: User
    leader: User
    discipline: User
    inspector: User
    inspector_lead: User
    supervisor: User
    editor: User
    sysadmin: User
    secadmin: User
    auditor: User

    def people(self) -> dict[str, User]:
        """All persons by part."""
        return {f.name: getattr(self, f.name) for f in fields(self) if f.type is User}


_PARTS: dict[str, tuple[Role, str | None]] = {
    "liaison": (Role.LIAISON, "JFJ"),
    "unit_head": (Role.UNIT_HEAD, "JFJ"),
    "unit_deputy": (Role.UNIT_DEPUTY, "JFJ"),
    "owner": (Role.OWNER, "JFJ"),
    "contact": (Role.CONTACT, "JFJ"),
    "outsider": (Role.LIAISON, "GJJ"),
    "outsider_head": (Role.UNIT_HEAD, "GJJ"),
    "office": (Role.OFFICE_STAFF, None),
    "office_head": (Role.OFFICE_ADMIN, None),
    "desk": (Role.DESK, None),
    "desk2": (Role.DESK, None),
    "leader": (Role.LEADER, None),
    "discipline": (Role.DISCIPLINE, None),
    "inspector": (Role.INSPECTOR, None),
    "inspector_lead": (Role.INSPECTOR_LEAD, None),
    "supervisor": (Role.SUPERVISOR, None),
    "editor": (Role.EDITOR, None),
    "sysadmin": (Role.SYSADMIN, None),
    "secadmin": (Role.SECADMIN, None),
    "auditor": (Role.AUDITOR, None),
}

PARTS = tuple(_PARTS)
"""The names of all parts: everybody who can sign in."""


def make_unit(code: str, name: str, **fields_: object) -> Unit:
    """A unit with sensible defaults."""
    defaults = {
        "name": name,
        "short_name": name,
        "kind": UnitKind.DEPARTMENT,
        "group": AppraisalGroup.DEPARTMENTS,
        "headcount": 18,
        "phone": "0700-5500000",
    }
    return Unit.objects.create(code=code, **{**defaults, **fields_})


def make_person(username: str, role: Role, unit: Unit | None = None, name: str = "") -> User:
    """An account with one post that began long ago; its password is `PASSWORD`."""
    user = _user(username, name)
    user.save()
    _post(user, role, unit).save()
    return user


@cache
def _hash() -> str:
    """One for all: most tests never look at it, and thousands begin with a whole cast."""
    return make_password(PASSWORD)


def _user(username: str, name: str = "") -> User:
    email = f"{username}@example.test"
    return User(username=username, name=name or username, email=email, password=_hash())


def _post(user: User, role: Role, unit: Unit | None) -> Post:
    return Post(user=user, unit=unit, role=role, start=dt.date(2011, 1, 1), is_primary=True)


def make_people(parts: Mapping[str, tuple[Role, Unit | None]]) -> dict[str, User]:
    """An account with one post for each, like `make_person`, all at once."""
    users = User.objects.bulk_create(_user(name) for name in parts)
    Post.objects.bulk_create(
        _post(user, *given) for user, given in zip(users, parts.values(), strict=True)
    )
    return dict(zip(parts, users, strict=True))


def make_cast() -> Cast:
    """Create everybody."""
    units = {"JFJ": make_unit("JFJ", "经济发展局"), "GJJ": make_unit("GJJ", "规划建设局")}
    people = make_people(
        {part: (role, units[code] if code else None) for part, (role, code) in _PARTS.items()}
    )
    return Cast(unit=units["JFJ"], other_unit=units["GJJ"], **people)
