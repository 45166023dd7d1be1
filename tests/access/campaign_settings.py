"""Who may open the settings that the office keeps for a campaign."""

from tests.access.types import Route

_HEAD = frozenset({"office_head"})

ROUTES = {
    "campaign:categories": Route(lambda _: "/staff/settings/categories/", _HEAD),
    "campaign:category-new": Route(lambda _: "/staff/settings/categories/new/", _HEAD),
    "campaign:category": Route(lambda _: "/staff/settings/categories/2.1/", _HEAD),
    "campaign:category-active": Route(
        lambda _: "/staff/settings/categories/2.1/active/", _HEAD, "post", {"active": "1"}
    ),
}
