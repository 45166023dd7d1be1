"""The portal as it is served, with one bare view beside it: the rows of a list as plain lines."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from complaints.views.acts import staff
from complaints.views.listing import listed

ROWS = 50


def bare(request: HttpRequest) -> HttpResponse:
    """The same rows with the same join, printed and no more."""
    rows = listed(request, staff(request))[:ROWS]
    lines = (
        f"{row.number} {row.words or row.category.name} {row.lead_unit or row.target_unit}"
        f" {row.channel} {row.received_at:%Y-%m-%d} {row.due_key} {row.state}"
        for row in rows
    )
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


urlpatterns = [path("staff/bare/", bare), path("", include("portal.urls"))]
