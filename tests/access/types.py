"""One row of the access table."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.cast import Cast

ANYBODY = frozenset({"anonymous"})


@dataclass(frozen=True)
class Route:
    """Who may open an address.

    `path(cast)` makes the address, creating the objects it needs (they belong to unit JFJ);
    `allowed`: parts of the cast who get through (200, or a redirect that is the page's own
    answer), with `anonymous` for the public: then everybody may; all others must get 403 or
    404, or the sign-in page if they are not signed in. `method`/`data` for POST-only addresses.
    `by_key`: for other systems, whose key decides; a session never opens it, and it takes POST
    without a token against forged forms, for a browser sends no key by itself.
    """

    path: Callable[[Cast], str]
    allowed: frozenset[str]
    method: str = "get"
    data: dict[str, str] = field(default_factory=dict)
    by_key: bool = False
