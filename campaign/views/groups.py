"""Leadership groups: the zone's and the units', who answers for what (R-110 to R-115)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from campaign import access
from campaign.actions import groups as actions
from campaign.actions.plan_rows import MemberRow
from campaign.forms.plan import MemberRows
from campaign.models import Campaign, LeadershipGroup
from core.access import require
from core.http import status_message


def groups(request: HttpRequest) -> HttpResponse:
    """The groups the person may read, the zone's first."""
    require(access.can_read_records(request.user))
    campaign = Campaign.objects.current()
    rows = (
        LeadershipGroup.objects.visible_to(request.user)
        .filter(campaign=campaign)
        .select_related("unit")
        .prefetch_related("members")
        .order_by("-level", "unit__order")
    )
    zone = next((group for group in rows if group.unit_id is None), None)
    context = {
        "campaign": campaign,
        "zone": zone,
        "units": [(group, group.missing_roles()) for group in rows if group.unit_id],
        "may_edit_zone": access.can_edit_zone_group(request.user),
    }
    return render(request, "campaign/groups.html", context)


@require_http_methods(["GET", "POST"])
def group_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the members of a group; 0 is the zone's."""
    campaign = Campaign.objects.current()
    if pk == 0:
        require(access.can_edit_zone_group(request.user))
        group = actions.zone_group(campaign=campaign, by=request.user)
    else:
        group = get_object_or_404(
            LeadershipGroup.objects.visible_to(request.user).select_related("unit"), pk=pk
        )
    require(access.can_edit_group(request.user, group))
    initial = list(group.members.values("role", "name", "post", "in_charge_of"))
    rows = MemberRows(request.POST or None, prefix="members", initial=initial)
    if request.method == "POST" and not rows.changed_rows and rows.is_valid():
        actions.set_members(
            group=group, by=request.user, members=[MemberRow(**row) for row in rows.rows]
        )
        status_message(request, _("Saved:"), reverse("campaign:groups"), group.title)
        return redirect("campaign:groups")
    context = {"group": group, "member_rows": rows, "formset": rows}
    return render(request, "campaign/group_edit.html", context)
