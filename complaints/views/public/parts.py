"""From a letter to the cases that were split off from it, and back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from complaints import tracking
from complaints.models import Complaint
from complaints.views.public.track import of_followed_case


@of_followed_case
@require_POST
def part(request: HttpRequest, complaint: Complaint, number: str) -> HttpResponse:
    """Follow another case of the same letter; whoever follows one may read all of them."""
    root = complaint.parent_id or complaint.pk
    family = Complaint.objects.filter(pk=root) | Complaint.objects.filter(parent=root)
    tracking.follow(request, get_object_or_404(family, number=number))
    return redirect("complaints:track-case")
