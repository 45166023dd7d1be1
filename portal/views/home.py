"""The public home page (P1)."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from campaign.models import Campaign
from core import clock
from portal import home_blocks


@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """Where do I complain, and does it help?"""
    campaign = Campaign.objects.current_or_none()
    today = clock.today()
    return render(
        request,
        "portal/home.html",
        {
            "campaign": campaign,
            "phases": home_blocks.phases(campaign, today) if campaign else [],
            "figures": home_blocks.figures(today),
            "promise": home_blocks.terms(),
            "table": home_blocks.unit_table(campaign, today) if campaign else None,
            "index_page": True,
        },
    )
