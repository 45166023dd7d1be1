"""Who is told of what."""

from collections.abc import Iterable

from accounts.enums import Role
from accounts.models import Post, Unit, User
from accounts.models.user import holders
from inspections.models import Inspection, SupervisionGroup


def office() -> list[User]:
    """The office and its head."""
    return _unique([*holders(Role.OFFICE_STAFF), *holders(Role.OFFICE_ADMIN)])


def office_heads() -> list[User]:
    return list(holders(Role.OFFICE_ADMIN))


def leaders() -> list[User]:
    return list(holders(Role.LEADER))


def of_unit(unit: Unit) -> list[User]:
    """Who speaks for a unit: its head, its deputy and its liaisons."""
    return _unique(
        person
        for role in (Role.UNIT_HEAD, Role.UNIT_DEPUTY, Role.LIAISON)
        for person in holders(role, [unit])
    )


def of_units(units: Iterable[Unit]) -> dict[int, list[int]]:
    """Who speaks for each of several units, as ids by unit id: one query."""
    roles = (Role.UNIT_HEAD, Role.UNIT_DEPUTY, Role.LIAISON)
    units = list(units)
    found: dict[int, list[int]] = {unit.pk: [] for unit in units}
    posts = Post.objects.current().filter(unit__in=units, role__in=roles, user__is_active=True)
    for unit_id, user_id in posts.values_list("unit_id", "user_id").order_by("id"):
        if user_id not in found[unit_id]:
            found[unit_id].append(user_id)
    return found


def team_of(inspection: Inspection) -> list[User]:
    """Everybody who carries an inspection out."""
    people = [inspection.lead, *inspection.team.all()]
    if inspection.group is not None:
        people += members_of(inspection.group)
    return _unique(people)


def members_of(group: SupervisionGroup) -> list[User]:
    return [member.user for member in group.members.serving().select_related("user")]


def _unique(people: Iterable[User]) -> list[User]:
    return list({person.pk: person for person in people}.values())
