"""The workbook with which many accounts come at once: one person a row.

The system administrator takes the accounts from it, the security administrator, on his own, the
posts: the same file goes to both, and neither can do the other's part.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from accounts import sheets
from accounts.enums import Role
from accounts.models import Unit, User
from accounts.roles import UNIT_ROLES

# Heads of the file, not of the interface: they stay Chinese in every language.
HEADS = ("账号", "姓名", "邮箱", "单位代码", "角色", "职务")
MOST = 1000
_USERNAME = re.compile(r"[a-z][a-z0-9_]{2,39}")
ROLES = {role.value: role for role in Role}


@dataclass(frozen=True)
class Row:
    """A person as the sheet has them; `faults` says what must be changed in the sheet."""

    number: int
    username: str
    name: str
    email: str = ""
    unit_code: str = ""
    role: str = ""
    job: str = ""
    faults: tuple[str, ...] = field(default=())

    @property
    def values(self) -> tuple[str, ...]:
        """The cells again, in the order of `HEADS`."""
        return (self.username, self.name, self.email, self.unit_code, self.role, self.job)


def read(name: str, content: bytes) -> list[Row]:
    """The people of the first sheet. `DomainError` (field `file`) if it is not such a sheet."""
    found = [row(number, cells) for number, cells in sheets.read(name, content, HEADS)]
    if not found:
        raise sheets.wrong(_("There is nobody below the heads. Fill in one person a row."))
    if len(found) > MOST:
        raise sheets.wrong(_("At most %(n)d people at once. Split the sheet.") % {"n": MOST})
    return found


def row(number: int, cells: sheets.Cells) -> Row:
    """A line of the sheet; account names are written small."""
    username, name, email, unit_code, role, job = cells
    return Row(number, username.lower(), name, email, unit_code, role, job)


def check_accounts(rows: Iterable[Row]) -> list[Row]:
    """What the system administrator would make of them; one query."""
    rows = list(rows)
    taken = set(
        User.objects.filter(username__in=[row.username for row in rows]).values_list(
            "username", flat=True
        )
    )
    seen: set[str] = set()
    checked = []
    for row in rows:
        faults = [*_account_faults(row, taken, seen)]
        seen.add(row.username)
        checked.append(replace(row, faults=tuple(faults)))
    return checked


def _account_faults(row: Row, taken: set[str], seen: set[str]) -> Iterator[str]:
    if not _USERNAME.fullmatch(row.username):
        yield _("Account: 3 to 40 of a–z, 0–9 and _, a letter first.")
    if row.username in taken:
        yield _("There is already an account of this name.")
    if row.username in seen:
        yield _("This account stands twice in the sheet.")
    if not 1 <= len(row.name) <= 60:
        yield _("Fill in the name, at most 60 characters.")
    if row.email:
        try:
            validate_email(row.email)
        except ValidationError:
            yield _("E-mail: write it like name@example.cn.")


def check_posts(rows: Iterable[Row]) -> list[Row]:
    """What the security administrator would make of the rows with a role; two queries."""
    rows = [row for row in rows if row.role]
    people = set(
        User.objects.filter(username__in=[row.username for row in rows]).values_list(
            "username", flat=True
        )
    )
    units = set(Unit.objects.active().values_list("code", flat=True))
    return [replace(row, faults=tuple(_post_faults(row, people, units))) for row in rows]


def _post_faults(row: Row, people: set[str], units: set[str]) -> Iterator[str]:
    if row.username not in people:
        yield _("There is no such account yet; the system administrator makes it first.")
    role = ROLES.get(row.role)
    if role is None:
        yield _("Role: one of %(roles)s.") % {"roles": ", ".join(ROLES)}
    elif role in UNIT_ROLES and row.unit_code.upper() not in units:
        yield _("Unit code: this role needs one of an active unit.")
