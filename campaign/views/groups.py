"""Leadership groups: the zone's and the units', who answers for what (R-110 to R-115)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from campaign import access
from campaign.actions import groups as actions
from campaign.actions.plan_rows import MemberRow
from campaign.forms.plan import GroupForm, MemberRows
from campaign.models import Campaign, LeadershipGroup
from campaign.views import stale
from core.access import require
from core.errors import Conflict
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
        "editable": {
            group.pk
            for group in rows
            if group.unit_id and access.can_edit_group(request.user, group)
        },
        "may_edit_zone": access.can_edit_zone_group(request.user),
    }
    return render(request, "campaign/groups.html", context)


@require_http_methods(["GET", "POST"])
def group_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a group is called, since when, and its members; 0 is the zone's."""
    campaign = Campaign.objects.current()
    if pk == 0:
        require(access.can_edit_zone_group(request.user))
        group = actions.zone_group(campaign=campaign, by=request.user)
    else:
        group = get_object_or_404(
            LeadershipGroup.objects.visible_to(request.user).select_related("unit"), pk=pk
        )
    require(access.can_edit_group(request.user, group))
    data = request.POST if request.method == "POST" else None
    page = _Page(group, data)
    if data is None or not page.is_valid():
        return page.answer(request)
    try:
        actions.set_members(group=group, by=request.user, **page.values())
    except Conflict as late:
        # The form has written on `group` already; what is saved is read anew.
        saved = LeadershipGroup.objects.get(pk=group.pk)
        page = _Page(group, stale.again(data, late))
        lines = [saved.title, *(str(member) for member in saved.members.all())]
        return page.answer(request, meanwhile=stale.meanwhile(late, lines))
    status_message(request, _("Saved:"), reverse("campaign:groups"), group.title)
    return redirect("campaign:groups")


class _Page:
    """The form and the members of a group, unbound or posted."""

    def __init__(self, group: LeadershipGroup, data: Any) -> None:
        self.group = group
        initial = list(group.members.values("role", "name", "post", "in_charge_of"))
        self.form = GroupForm(data, instance=group)
        self.members = MemberRows(data, prefix="members", initial=initial)

    def is_valid(self) -> bool:
        if self.members.changed_rows:
            self.form.quiet()
            return False
        return all([self.form.is_valid(), self.members.is_valid()])

    def values(self) -> dict[str, Any]:
        """Arguments of the action."""
        cleaned = self.form.cleaned_data
        return {
            **{name: cleaned[name] for name in ("version", *actions.FACTS)},
            "members": [MemberRow(**row) for row in self.members.rows],
        }

    def answer(self, request: HttpRequest, **more: Any) -> HttpResponse:
        context = {
            "group": self.group,
            "form": self.form,
            "member_rows": self.members,
            "formsets": [self.members],
            "meanwhile": None,
            **more,
        }
        status = 409 if context["meanwhile"] else 200
        return render(request, "campaign/group_edit.html", context, status=status)
