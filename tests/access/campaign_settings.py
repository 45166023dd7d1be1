"""Who may open the settings that the office keeps for a campaign."""

from campaign.models import LegalBasis, LegalTopic
from tests.access.types import Route
from tests.cast import Cast

_HEAD = frozenset({"office_head"})


def _law(_cast: Cast) -> str:
    law = LegalBasis.objects.create(topic=LegalTopic.OPENNESS, title="《政府信息公开条例》")
    return f"/staff/settings/laws/{law.pk}/"


ROUTES = {
    "campaign:categories": Route(lambda _: "/staff/settings/categories/", _HEAD),
    "campaign:category-new": Route(lambda _: "/staff/settings/categories/new/", _HEAD),
    "campaign:category": Route(lambda _: "/staff/settings/categories/2.1/", _HEAD),
    "campaign:category-active": Route(
        lambda _: "/staff/settings/categories/2.1/active/", _HEAD, "post", {"active": "1"}
    ),
    "campaign:laws": Route(lambda _: "/staff/settings/laws/", _HEAD),
    "campaign:law-new": Route(lambda _: "/staff/settings/laws/new/", _HEAD),
    "campaign:law": Route(_law, _HEAD),
}
