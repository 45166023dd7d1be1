"""Who acts: a signed-in person, or the portal itself."""

from typing import Any, Protocol

from django.utils.translation import gettext as _


class Actor(Protocol):
    """What the machinery needs to know of a person; `accounts.User` has it."""

    pk: Any
    username: str

    @property
    def name(self) -> str:
        """How timelines name the person."""

    @property
    def post_title(self) -> str:
        """The post the person acts from, in words: «JFJ liaison»."""

    def may(self, permission: str, unit_code: str | None = None) -> bool:
        """Whether a present post gives `permission` (for that unit)."""


class SystemActor:
    """The portal acting by itself: sweeps, imports of its own, the public form."""

    pk = None

    def __init__(self, username: str = "system") -> None:
        self.username = username

    @property
    def name(self) -> str:
        return _("The portal")

    @property
    def post_title(self) -> str:
        return ""

    def may(self, permission: str, unit_code: str | None = None) -> bool:
        # What the portal does by itself was decided in code: no post to look up.
        return True


class PublicActor(SystemActor):
    """A citizen without an account. Never stored with anything that identifies them."""

    def __init__(self) -> None:
        super().__init__("public")

    @property
    def name(self) -> str:
        return _("The complainant")

    def may(self, permission: str, unit_code: str | None = None) -> bool:
        return permission == ""


SYSTEM = SystemActor()
PUBLIC = PublicActor()
