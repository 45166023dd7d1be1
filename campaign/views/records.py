"""What the pages of study sessions and meetings share."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.enums import Permission
from accounts.models import Unit
from core.errors import Conflict
from core.http import conflict_response
from core.models import AuditEvent


def own_unit(request: HttpRequest, permission: Permission) -> Unit:
    """The unit a record is made for: `?unit=` if the person has several, else the only one."""
    units = request.user.units_with(permission)
    code = request.POST.get("unit") or request.GET.get("unit") or ""
    for unit in units:
        if unit.code == code or not code:
            return unit
    raise Http404(_("You keep no records for this unit."))


def conflict(
    request: HttpRequest,
    form: forms.Form,
    kind: str,
    stale: Conflict,
    page: str,
    values: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Both values of what two people have changed (R28).

    `values`: what is saved now, if the record itself does not hold the form's fields.
    """
    current: Any = stale.current
    events = AuditEvent.objects.filter(object_kind=kind, object_id=current.pk)
    last = events.order_by("-id").first()
    return conflict_response(
        request,
        form,
        current if values is None else values,
        who=last.actor_name if last else _("Somebody"),
        when=current.updated_at,
        cancel_url=reverse(page, args=[current.number]),
        title=current.number,
    )
