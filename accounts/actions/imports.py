"""Many accounts, or many posts, from a sheet: all of them or none."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts import access
from accounts.actions import posts, users
from accounts.models import Unit, User
from accounts.people_sheet import ROLES, Row, check_accounts, check_posts
from core import audit
from core.access import require
from core.errors import DomainError


@transaction.atomic
def make_accounts(*, rows: Sequence[Row], by: User) -> list[User]:
    """Make the accounts of the sheet: without password, without post."""
    require(access.can_manage_users(by))
    _require_whole(check_accounts(rows))
    made = [
        users.create(by=by, username=row.username, name=row.name, email=row.email) for row in rows
    ]
    audit.record("account.import", by=by, kind="accounts.user", detail={"accounts": len(made)})
    return made


@transaction.atomic
def give_posts(*, rows: Sequence[Row], by: User) -> int:
    """Give the posts of the sheet; how many. A post that is held already stays as it is."""
    require(access.can_grant_many(by))
    rows = check_posts(rows)
    _require_whole(rows)
    people = User.objects.in_bulk([row.username for row in rows], field_name="username")
    units = {unit.code: unit for unit in Unit.objects.active()}
    given = 0
    for row in rows:
        person, unit = people[row.username], units.get(row.unit_code.upper())
        try:
            posts.grant(user=person, role=ROLES[row.role], unit=unit, job=row.job, by=by)
        except DomainError as fault:
            if fault.code == "post-held":
                continue
            sentence = _("Row %(n)d, %(account)s: %(fault)s")
            said = {"n": row.number, "account": row.username, "fault": fault.message}
            raise DomainError(sentence % said, fault.code, "file") from fault
        given += 1
    audit.record("post.import", by=by, kind="accounts.post", detail={"posts": given})
    return given


def _require_whole(rows: Sequence[Row]) -> None:
    if any(row.faults for row in rows):
        raise DomainError(
            _("The sheet still has faults. Mend the rows that are marked and choose it again."),
            "sheet",
            "file",
        )
