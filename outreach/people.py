"""Who is told of what."""

from collections.abc import Iterable

from django.db.models import QuerySet

from accounts.enums import Role
from accounts.models import Post, Unit, User

_UNIT = (Role.UNIT_HEAD, Role.UNIT_DEPUTY, Role.LIAISON)
_ZONE = (Role.OFFICE_STAFF, Role.OFFICE_ADMIN)


def office() -> list[User]:
    """The office and its head."""
    return _users(Post.objects.current().filter(role__in=_ZONE))


def liaisons(unit: Unit) -> list[User]:
    """Who does the work in a unit."""
    return _users(Post.objects.in_unit(unit, Role.LIAISON))


def of_unit(unit: Unit) -> list[User]:
    """Who speaks for a unit: its head, its deputy and its liaisons."""
    return _users(Post.objects.in_unit(unit, *_UNIT))


def of_units(codes: Iterable[str], *roles: Role) -> dict[str, list[int]]:
    """Ids of who holds the roles in each of several units, by unit code: one query."""
    posts = Post.objects.current().filter(unit__code__in=set(codes), user__is_active=True)
    found: dict[str, list[int]] = {}
    for code, user in posts.filter(role__in=roles).values_list("unit__code", "user_id"):
        found.setdefault(code, []).append(user)
    return found


def leaders_of_firms() -> QuerySet[Post]:
    """The posts that can look after an enterprise: leaders of the zone and of the units."""
    roles = (Role.LEADER, Role.UNIT_HEAD, Role.UNIT_DEPUTY)
    posts = Post.objects.current().filter(role__in=roles, user__is_active=True)
    return posts.select_related("user", "unit").order_by("unit__order", "id")


def _users(posts: QuerySet[Post]) -> list[User]:
    rows = posts.filter(user__is_active=True).select_related("user").order_by("id")
    return list({post.user_id: post.user for post in rows}.values())
