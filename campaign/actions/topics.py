"""The office's library of study topics."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.enums import Permission
from accounts.models import User
from campaign.models import Campaign, StudyTopic
from core import audit
from core.access import Allowed, Denied, require


@transaction.atomic
def set_topics(*, campaign: Campaign, by: User, titles: Sequence[str]) -> list[StudyTopic]:
    """Set the library in order: missing topics are added, others are taken out of use."""
    allowed = by.may(Permission.CAMPAIGN_MANAGE)
    require(Allowed() if allowed else Denied(_("Only the head of the office keeps the library.")))
    wanted = list(dict.fromkeys(title.strip() for title in titles if title.strip()))
    campaign.topics.exclude(title__in=wanted).update(active=False)
    for order, title in enumerate(wanted, start=1):
        StudyTopic.objects.update_or_create(
            campaign=campaign, title=title, defaults={"order": order, "active": True}
        )
    audit.record(
        "campaign.topics",
        by=by,
        kind="campaign.campaign",
        object_id=campaign.pk,
        number=campaign.number,
        detail={"topics": len(wanted)},
    )
    return list(campaign.topics.filter(active=True))
