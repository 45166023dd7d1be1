"""The security administrator's work: who holds which post, from when to when."""

import datetime as dt

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts import access
from accounts.enums import Role
from accounts.models import Post, Unit, User
from accounts.roles import ADMIN_ROLES, UNIT_ROLES
from core import audit, clock
from core.access import require
from core.errors import DomainError


@transaction.atomic
def grant(
    *,
    user: User,
    role: Role,
    by: User,
    unit: Unit | None = None,
    job: str = "",
    start: dt.date | None = None,
) -> Post:
    """Give a post from `start` (today). One person makes the account, another gives rights.

    Raises `DomainError` for oneself, a missing unit, a post held already, and posts that one
    person may not hold together (three separated administrators, domain.md §3.3).
    """
    require(access.can_grant(by, user))
    user = User.objects.select_for_update().get(pk=user.pk)
    day = start or clock.today()
    _check(user, role, unit, day)
    unit = unit if role in UNIT_ROLES else None
    if _running(user, day).filter(role=role, unit=unit).exists():
        raise DomainError(_("The person holds this post already."), "post-held", "role")
    post = Post.objects.create(
        user=user,
        role=role,
        unit=unit,
        job=job.strip(),
        start=day,
        is_primary=not Post.objects.filter(user=user, is_primary=True, end=None).exists(),
    )
    _record("post.grant", by, post)
    return post


@transaction.atomic
def end(*, post: Post, by: User, on: dt.date | None = None) -> Post:
    """End a post; `on` is its last day (yesterday: it ends at once)."""
    require(access.can_grant(by, post.user))
    post = Post.objects.select_for_update().get(pk=post.pk)
    last = on or clock.today() - dt.timedelta(days=1)
    if post.end is not None and post.end <= last:
        raise DomainError(_("This post has ended already."), "post-ended")
    # Begun today and taken back today: it never counted for a whole day.
    post.start = min(post.start, last)
    post.end, post.is_primary = last, False
    post.save(update_fields=["start", "end", "is_primary"])
    _record("post.end", by, post)
    return post


@transaction.atomic
def hand_over(*, post: Post, to: User, by: User) -> Post:
    """Move a post to another person from today; tasks belong to posts, so they move along."""
    role, unit, job = Role(post.role), post.unit, post.job
    end(post=post, by=by)
    return grant(user=to, role=role, unit=unit, job=job, by=by)


def _check(user: User, role: Role, unit: Unit | None, day: dt.date) -> None:
    if role in UNIT_ROLES and unit is None:
        raise DomainError(_("Choose the unit of this post."), "post-unit", "unit")
    held = {Role(post.role) for post in _running(user, day)}
    if (role in ADMIN_ROLES and held - {role}) or held & ADMIN_ROLES - {role}:
        raise DomainError(
            _(
                "An administrator's post stands alone: the three administrators are three"
                " people, and none of them takes part in the business."
            ),
            "separate-administrators",
            "role",
        )


def _running(user: User, day: dt.date) -> QuerySet[Post]:
    """Posts held on that day or later: one that ends or begins later would overlap as well."""
    return Post.objects.filter(user=user).exclude(end__lt=day)


def _record(action: str, by: User, post: Post) -> None:
    audit.record(
        action,
        by=by,
        kind="accounts.post",
        object_id=post.pk,
        unit_code=post.unit.code if post.unit else "",
        detail={"account": post.user.username, "role": post.role},
    )
