"""What the masthead and the footer say of the body that runs the site."""

from dataclasses import dataclass, replace

from django.conf import settings
from django.db import DatabaseError

from campaign.models import Campaign


@dataclass(frozen=True, slots=True)
class Site:
    """The body, its supervision line and its numbers; empty values are not shown."""

    zone: str
    organiser: str
    hotline: str
    hours: str
    address: str
    identifier: str
    record: str

    @property
    def hotline_digits(self) -> str:
        """The number as a `tel:` address takes it."""
        return "".join(c for c in self.hotline if c.isdigit() or c == "+")


def from_settings() -> Site:
    """The site as the environment describes it; needs no database (error pages)."""
    return Site(**settings.SITE)


def present_site() -> Site:
    """The site with the running campaign's supervision line (one query)."""
    site = from_settings()
    try:
        campaign = Campaign.objects.running().only("hotline", "hours", "address").first()
    except DatabaseError:
        return site
    if campaign is None:
        return site
    return replace(site, hotline=campaign.hotline, hours=campaign.hours, address=campaign.address)
