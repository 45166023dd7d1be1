"""What a package says about its place in the workbench menu.

A package may have a `menu.py` with `ENTRIES: list[MenuEntry]` and, if its entries carry
numbers, `counts(user) -> Mapping[str, QuerySet]`: the rows of open work by entry key, which
`portal.menus` counts in one query for all packages. `ADDS: list[MenuEntry]` are the forms for new
records, which the to-do page offers. It composes the packages' entries; an entry whose address
does not exist (yet) is left out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from core.text import Text


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One line of the sidebar.

    `key` is what `counts` answers under; `permissions`: any one of them shows the entry (none:
    everybody who is signed in); `shown_to` narrows that further. `group` is a key of
    `portal.menus.GROUPS`, `order` sorts inside it. Counts are open work, never totals.
    """

    key: str
    label: Text
    icon: str
    url_name: str
    permissions: tuple[str, ...] = ()
    group: str = "top"
    order: int = 50
    shown_to: Callable[[Any], bool] | None = None

    def is_for(self, user: Any) -> bool:
        """Whether this person sees the entry."""
        if self.permissions and not any(user.may(permission) for permission in self.permissions):
            return False
        return self.shown_to is None or self.shown_to(user)
