"""`/staff/help/`: how is it done here, what does that word mean, whom do I ask?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from campaign.models import Campaign
from portal import help as texts


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """The answers for this person's posts, the words of the field, and the office's phone."""
    context = {
        "tasks": texts.tasks(request.user),  # type: ignore[arg-type]
        "words": texts.WORDS,
        "campaign": Campaign.objects.current_or_none(),
    }
    return render(request, "portal/help.html", context)
