"""What a post answers for: items to rectify, items to lead, measures to carry out."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from accounts.models import Post, Unit, User
from core import clock
from rectification.enums import Rank
from rectification.models import Measure, RectificationItem


@dataclass(frozen=True)
class Burden:
    """A post with open duties; `ended`: nobody sits there any more."""

    post: Post
    items: int
    led: int
    measures: int
    ended: bool

    @property
    def total(self) -> int:
        return self.items + self.led + self.measures


def of_person(user: User) -> Q:
    """The items that a person answers for, leads, or has an undone measure in; from any post."""
    posts = Post.objects.filter(user=user).values("pk")
    measures = Measure.objects.filter(owner__in=posts, done_on=None).values("item_id")
    return Q(responsible__in=posts) | Q(lead__in=posts) | Q(pk__in=measures)


def open_items(post: Post) -> QuerySet[RectificationItem]:
    """Open items that the post answers for, leads, or has an undone measure in."""
    mine = Measure.objects.filter(owner=post, done_on=None).values("item_id")
    return RectificationItem.objects.open().filter(
        Q(responsible=post) | Q(lead=post) | Q(pk__in=mine)
    )


def burdens(user: User, units: QuerySet[Unit]) -> list[Burden]:
    """The posts of some units that have open duties the reader may see: five queries.

    Posts that have ended come first: their work waits for somebody.
    """
    items = RectificationItem.objects.visible_to(user).filter(rank=Rank.OPEN, unit__in=units)
    undone = Measure.objects.filter(item__in=items, done_on=None)
    answered, led = _by_post(items, "responsible"), _by_post(items, "lead")
    measures = _by_post(undone, "owner")
    posts = Post.objects.filter(pk__in={*answered, *led, *measures})
    found = [
        Burden(post, answered[post.pk], led[post.pk], measures[post.pk], has_ended(post))
        for post in posts.select_related("user", "unit").order_by(
            "unit__order", "unit__sort_key", "id"
        )
    ]
    return sorted(found, key=lambda burden: not burden.ended)


def has_ended(post: Post) -> bool:
    """Whether the post is over, or its account is closed."""
    return (post.end is not None and post.end < clock.today()) or not post.user.is_active


def _by_post(rows: QuerySet[Any], field: str) -> Counter[int]:
    """How many rows each post has, counted by the database."""
    counts = rows.exclude(**{field: None}).order_by().values_list(field).annotate(Count("pk"))
    return Counter(dict(counts))
