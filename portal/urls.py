"""All addresses of the portal: public pages at `/`, the workbench under `/staff/`."""

from django.urls import URLPattern, URLResolver, include, path

from portal.health import live, ready
from portal.metrics import metrics

handler400 = "portal.errors.bad_request"
handler403 = "portal.errors.permission_denied"
handler404 = "portal.errors.not_found"
handler500 = "portal.errors.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/live/", live, name="health-live"),
    path("health/ready/", ready, name="health-ready"),
    path("metrics", metrics, name="metrics"),
    path("", include("core.urls")),
    path("staff/", include("reports.urls")),
    path("", include("complaints.urls")),
    path("", include("portal.public_urls")),
    path("", include("accounts.urls")),
    path("staff/", include("inspections.urls")),
    path("", include("campaign.urls")),
    path("staff/", include("rectification.urls")),
    path("", include("outreach.urls")),
    path("", include("publicity.urls")),
]
