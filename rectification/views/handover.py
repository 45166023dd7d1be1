"""Hand over all open items of a person: who has what, check, one step (ux.md R24)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import ngettext

from accounts.models import Post
from core.access import require
from core.errors import Conflict, DomainError, NotAllowed
from core.http import status_message
from rectification import access, duties
from rectification.actions import handover
from rectification.forms.handover import HandOverForm
from rectification.views.edit import units_to_register
from rectification.views.item import person

# The check page names every item up to here; the act moves all of them.
MOST_NAMED = 200


def people(request: HttpRequest) -> HttpResponse:
    """Everybody with open duties, posts that have ended first."""
    user = person(request)
    require(access.can_hand_over(user))
    burdens = duties.burdens(user, units_to_register(user))
    return render(request, "rectification/hand_over_people.html", {"burdens": burdens})


def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """The check page with all items; posting it moves them."""
    user = person(request)
    require(access.can_hand_over(user))
    posts = Post.objects.filter(unit__in=units_to_register(user)).select_related("user", "unit")
    source = get_object_or_404(posts, pk=pk)
    form = HandOverForm(request.POST if request.method == "POST" else None, source=source)
    if request.method == "POST" and form.is_valid():
        try:
            moved = handover.hand_over(source=source, to=form.cleaned_data["to"], by=user)
        except (NotAllowed, Conflict):
            raise
        except DomainError as error:
            form.add_domain_error(error)
        else:
            said = ngettext(
                "Handed over %(n)d open item to", "Handed over %(n)d open items to", len(moved)
            )
            receiver = form.cleaned_data["to"].user.name
            url = reverse("rectification:hand-over", args=[form.cleaned_data["to"].pk])
            status_message(request, said % {"n": len(moved)}, url, receiver)
            return redirect("rectification:hand-over-people")
    items = duties.open_items(source).visible_to(user)  # type: ignore[attr-defined]
    count = items.count()
    context = {
        "form": form,
        "source": source,
        "ended": duties.has_ended(source),
        "items": list(items.select_related("unit").in_order()[:MOST_NAMED]),
        "count": count,
        "unnamed": max(0, count - MOST_NAMED),
    }
    return render(request, "rectification/hand_over.html", context)
