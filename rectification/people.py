"""Whom an item concerns: the one place that turns posts into recipients."""

from collections.abc import Iterable

from django.db.models import QuerySet

from accounts.enums import Role
from accounts.models import Post, Unit, User
from rectification.models import RectificationItem


def in_unit(item: RectificationItem, *roles: Role) -> list[User]:
    """Active people who hold one of the roles in the item's unit today."""
    return of_unit(item.unit, *roles)


def of_unit(unit: Unit, *roles: Role) -> list[User]:
    """Active people who hold one of the roles in a unit today."""
    posts = Post.objects.in_unit(unit, *roles).filter(user__is_active=True)
    return list({post.user_id: post.user for post in posts.select_related("user")}.values())


def workers(item: RectificationItem) -> list[User]:
    """The responsible person and the unit's liaisons."""
    people = in_unit(item, Role.LIAISON)
    owner = item.responsible_person
    return [*people, owner] if owner and owner not in people else people


def members(unit: Unit) -> QuerySet[Post]:
    """The present posts of a unit that can be responsible."""
    roles = (Role.UNIT_HEAD, Role.UNIT_DEPUTY, Role.LIAISON, Role.OWNER)
    posts = Post.objects.in_unit(unit, *roles)
    return posts.filter(user__is_active=True).select_related("user").order_by("id")


def _holding(*roles: Role) -> list[User]:
    """Active people of the zone who hold one of the roles today, in one query."""
    posts = Post.objects.current().filter(role__in=roles, user__is_active=True)
    return list({post.user_id: post.user for post in posts.select_related("user")}.values())


def office() -> list[User]:
    return _holding(Role.OFFICE_STAFF, Role.OFFICE_ADMIN)


def office_heads() -> list[User]:
    return _holding(Role.OFFICE_ADMIN)


def leaders() -> list[User]:
    return _holding(Role.LEADER)


def inspectors() -> list[User]:
    return _holding(Role.INSPECTOR, Role.INSPECTOR_LEAD)


def verifiers(item: RectificationItem) -> list[User]:
    """Who accepts the item: the inspection team on site, otherwise the office."""
    return inspectors() if item.needs_visit else office()


def liaisons_of(units: Iterable[Unit], *roles: Role) -> dict[str, list[int]]:
    """Ids of the liaisons (or of those who hold other roles) by unit code, in one query."""
    rows = (
        Post.objects.current()
        .filter(role__in=roles or [Role.LIAISON], unit__in=list(units), user__is_active=True)
        .values_list("unit__code", "user_id")
    )
    found: dict[str, list[int]] = {}
    for code, person in rows:
        found.setdefault(code, []).append(person)
    return found
