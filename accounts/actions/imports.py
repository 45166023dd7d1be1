"""Many accounts, posts or units from a sheet: all of them or none."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from accounts import access, unit_sheet
from accounts.actions import posts, users
from accounts.models import Unit, User
from accounts.people_sheet import ROLES, Row, check_accounts, check_posts
from accounts.sheets import require_whole
from core import audit
from core.access import require
from core.errors import DomainError


@transaction.atomic
def make_accounts(*, rows: Sequence[Row], by: User) -> list[User]:
    """Make the accounts of the sheet: without password, without post."""
    require(access.can_manage_users(by))
    require_whole(check_accounts(rows))
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
    require_whole(rows)
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


@transaction.atomic
def make_units(*, rows: Sequence[unit_sheet.Row], by: User) -> list[Unit]:
    """Enter the units of the sheet below those that are there, in the order of the sheet."""
    require(access.can_manage_units(by))
    require_whole(unit_sheet.check(rows))
    last = Unit.objects.aggregate(last=Max("order"))["last"] or 0
    made = [
        users.save_unit(by=by, code=row.code, order=order, **row.fields)
        for order, row in enumerate(rows, start=last + 1)
    ]
    audit.record("unit.import", by=by, kind="accounts.unit", detail={"units": len(made)})
    return made
