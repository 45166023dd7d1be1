"""A plugin of mypy: `request.user` is a person of ours.

`accounts.middleware` lets nobody past who has not signed in, except to views that say so, and those
ask `request.user.is_authenticated` before anything else. Without this every view would have to say
again that its user is not anonymous.
"""

from collections.abc import Callable

from mypy.plugin import AttributeContext, Plugin
from mypy.types import Instance, Type
from mypy_django_plugin.lib.helpers import lookup_fully_qualified_typeinfo

USER = "accounts.models.user.User"
ATTRIBUTE = "django.http.request.HttpRequest.user"


def signed_in(context: AttributeContext) -> Type:
    """The type of our users, once their module is read."""
    found = lookup_fully_qualified_typeinfo(context.api, USER)  # type: ignore[arg-type]
    return Instance(found, []) if found else context.default_attr_type


class SignedIn(Plugin):
    """Answers for one attribute and leaves all others to the plugins after it."""

    def get_attribute_hook(self, fullname: str) -> Callable[[AttributeContext], Type] | None:
        """The hook for `request.user`."""
        return signed_in if fullname == ATTRIBUTE else None


def plugin(_version: str) -> type[Plugin]:
    """What mypy asks for."""
    return SignedIn
