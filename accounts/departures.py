"""What hangs on a person who leaves: kinds of open work that other packages register.

Administrators see no business of the campaign (domain.md §3.3): a kind gives them its name and a
number, nothing else.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from django.db.models import Q, QuerySet

from accounts.enums import Role
from accounts.models import Post, Unit, User
from accounts.roles import UNIT_ROLES
from core import clock
from core.actors import Actor
from core.text import Text


class Move(Protocol):
    """Gives everything open of one post to another; how many rows moved."""

    def __call__(self, *, source: Post, to: Post, by: Actor) -> int: ...


@dataclass(frozen=True)
class Kind:
    """Open work of one kind: how much of it a post has, and who moves it.

    Without `move` it belongs to the unit: whoever holds the post next has it at once.
    `of_unit`: how much of it a whole unit has, asked before the unit is dissolved.
    """

    label: Text
    count: Callable[[Post], int]
    move: Move | None = None
    of_unit: Callable[[Unit], int] | None = None


@dataclass(frozen=True)
class Share:
    """How much of a kind a post has."""

    kind: Kind
    n: int

    @property
    def follows_the_post(self) -> bool:
        return self.kind.move is None


@dataclass(frozen=True)
class Load:
    """A post of the person with everything open on it."""

    post: Post
    shares: tuple[Share, ...]
    over: bool

    @property
    def to_hand_over(self) -> int:
        """What nobody gets unless it is handed over."""
        return sum(share.n for share in self.shares if not share.follows_the_post)


_kinds: dict[str, Kind] = {}


def register(code: str, kind: Kind) -> None:
    """Add a kind of open work, in `apps.ready()`."""
    _kinds[code] = kind


def movers() -> dict[str, Move]:
    """The kinds that are handed over, by their code."""
    return {code: kind.move for code, kind in _kinds.items() if kind.move is not None}


def loads(user: User) -> list[Load]:
    """The posts of a person that run on or have open work; as many queries as posts and kinds."""
    today = clock.today()
    found = []
    for post in Post.objects.filter(user=user).select_related("unit", "user").order_by("id"):
        over = post.end is not None and post.end < today
        shares = tuple(Share(kind, kind.count(post)) for kind in _kinds.values())
        # What follows the post has another holder, or waits for one, once it is over.
        open_ones = tuple(
            share for share in shares if share.n and not (over and share.follows_the_post)
        )
        if open_ones or not over:
            found.append(Load(post, open_ones, over))
    return found


def open_in(unit: Unit) -> list[tuple[Text, int]]:
    """What would stay open in a unit that is dissolved: kinds with their numbers."""
    counts = [(kind.label, kind.of_unit(unit)) for kind in _kinds.values() if kind.of_unit]
    return [(label, n) for label, n in counts if n]


def running(user: User) -> QuerySet[Post]:
    """The posts a person holds today or later."""
    posts = Post.objects.filter(user=user).filter(Q(end=None) | Q(end__gte=clock.today()))
    return posts.select_related("unit", "user").order_by("-is_primary", "id")


def receivers(post: Post) -> QuerySet[Post]:
    """Who may take the open work of a post over: of the same unit, or of the same zone role."""
    same = Q(unit=post.unit) if Role(post.role) in UNIT_ROLES else Q(role=post.role)
    posts = Post.objects.filter(same, user__is_active=True).exclude(user=post.user_id)
    posts = posts.filter(Q(end=None) | Q(end__gte=clock.today()))
    return posts.select_related("user", "unit").order_by("user__name", "id")
