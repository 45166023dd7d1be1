"""A person leaves: the posts end on a day, the open work goes on, then the account is closed.

Three steps by two hands (domain.md §3.3): the security administrator ends posts and hands over,
the system administrator closes the account when nothing hangs on it any more.
"""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts import access, departures
from accounts.actions import posts, users
from accounts.enums import Role
from accounts.models import Post, User
from core import audit, clock
from core.access import require
from core.errors import DomainError


def field_of(post: Post) -> str:
    """The field of the form that names the successor in a post."""
    return f"post-{post.pk}"


@transaction.atomic
def leave(*, user: User, last_day: dt.date, successors: Mapping[int, User], by: User) -> list[Post]:
    """End every post on `last_day`; `successors`, by post, begin on the next day.

    Raises `DomainError` for a day that is over, a person without a post, and a successor who may
    not hold the post (at its field). One who holds it already just goes on.
    """
    require(access.can_grant(by, user))
    if last_day < clock.today() - dt.timedelta(days=1):
        raise DomainError(
            _("This day is over. Give yesterday or a later day as the last one."),
            "past",
            "last_day",
        )
    ended = [
        post
        for post in departures.running(user).select_for_update(of=("self",))
        if post.end is None or post.end > last_day
    ]
    if not ended:
        raise DomainError(_("No post of this person runs beyond that day."), "no-post", "last_day")
    for post in ended:
        posts.end(post=post, by=by, on=last_day)
        if post.pk in successors:
            _succeed(post, successors[post.pk], last_day + dt.timedelta(days=1), by)
    return ended


def _succeed(post: Post, successor: User, start: dt.date, by: User) -> None:
    try:
        posts.grant(
            user=successor, role=Role(post.role), unit=post.unit, job=post.job, start=start, by=by
        )
    except DomainError as fault:
        if fault.code != "post-held":
            raise DomainError(fault.message, fault.code, field_of(post)) from fault


@transaction.atomic
def hand_over(*, source: Post, to: Post, by: User) -> int:
    """Give all open work of a post to another one; how much moved."""
    require(access.can_grant(by, source.user))
    if not departures.receivers(source).filter(pk=to.pk).exists():
        raise DomainError(
            _("Choose somebody who holds a post there, today or from a later day."),
            "receiver",
            "to",
        )
    moved = {code: move(source=source, to=to, by=by) for code, move in departures.movers().items()}
    total = sum(moved.values())
    if not total:
        raise DomainError(_("Nothing is open on this post any more."), "nothing", "to")
    audit.record(
        "post.hand-over-work",
        by=by,
        kind="accounts.post",
        object_id=source.pk,
        unit_code=source.unit.code if source.unit else "",
        detail={"to": to.pk, "moved": {code: n for code, n in moved.items() if n}},
    )
    return total


@transaction.atomic
def close(*, user: User, by: User) -> User:
    """Disable the account of somebody who has left; refused while anything hangs on it."""
    require(access.can_manage_users(by))
    if departures.running(user).exists():
        raise DomainError(
            _("Posts are still held. The security administrator ends them first."), "posts-held"
        )
    left = sum(load.to_hand_over for load in departures.loads(user))
    if left:
        sentence = ngettext(
            "%(n)d open matter still hangs on this person. The security administrator hands it"
            " over first.",
            "%(n)d open matters still hang on this person. The security administrator hands them"
            " over first.",
            left,
        )
        raise DomainError(sentence % {"n": left}, "open-work")
    return users.set_active(user=user, by=by, active=False)
