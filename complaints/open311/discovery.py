"""The discovery document: where this interface is and what it speaks."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
VERSION = "2011-08-01T00:00:00+08:00"
FORMATS = ("text/xml", "application/json")


def address() -> str:
    """The whole address of the interface."""
    return f"{settings.SITE_URL}/open311/v2"


def document() -> dict[str, Any]:
    """The tree of the discovery document."""
    return {
        "changeset": VERSION,
        "contact": f"{settings.SITE['organiser']} {settings.SITE['hotline']}".strip(),
        "key_service": _("The office gives keys out, on request in writing."),
        "endpoints": [
            {
                "specification": SPECIFICATION,
                "url": address(),
                "changeset": VERSION,
                "type": "production",
                "formats": list(FORMATS),
            }
        ],
    }
