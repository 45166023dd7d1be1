"""Who may open the settings of the office, and the materials of a study session."""

from campaign.actions import materials
from campaign.models import LegalBasis, LegalTopic
from tests.access.campaign import LIAISON, READERS, _docx, _session
from tests.access.types import Route
from tests.cast import Cast
from tests.factories.campaign import make_campaign, make_session

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


def _material(cast: Cast) -> str:
    make_campaign(cast.office_head)
    session = make_session(cast)
    row = materials.add(session=session, by=cast.liaison, file=_docx())
    return f"/staff/study/{session.number}/materials/{row.pk}/"


ROUTES |= {
    "campaign:session-materials": Route(_session("materials/"), LIAISON),
    "campaign:session-material": Route(_material, READERS),
}
