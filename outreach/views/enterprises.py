"""The list of enterprises, one of them, its form, and whom to call there."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core import watermark
from core.access import require
from core.errors import Conflict, DomainError
from core.http import ListPage, Sort, conflict_response, status_message
from outreach import access
from outreach.actions import enterprises as actions
from outreach.forms.enterprises import EnterpriseFilter, EnterpriseForm, values_of
from outreach.models import Enterprise, EnterpriseCase
from outreach.views.cases import dress
from outreach.views.frame import person

SORTS = (
    Sort(
        "name",
        ("name", "id"),
        gettext_lazy("by the enterprise's name"),
        gettext_lazy("by the enterprise's name, last first"),
    ),
    Sort("open", ("-open_cases", "name", "id"), gettext_lazy("by open cases, most first")),
    Sort("unit", ("unit__order", "name", "id"), gettext_lazy("by unit")),
)


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """The firms of the zone, who serves them, and how many cases they have."""
    user = person(request)
    require(access.can_read(user))
    filters = EnterpriseFilter(request.GET, user=user)
    rows = filters.apply(
        Enterprise.objects.visible_to(user).with_counts().select_related("unit", "leader__user")
    )
    page = ListPage(request, rows, sorts=SORTS, filters=filters, per_page=40)
    context = {"page": page, "may_add": bool(access.can_add_enterprise(user))}
    return render(request, "outreach/enterprises.html", context)


def _find(request: HttpRequest, pk: int) -> Enterprise:
    rows = Enterprise.objects.visible_to(person(request))
    rows = rows.select_related("unit", "leader__user", "leader__unit")
    return get_object_or_404(rows, pk=pk)


@require_GET
def enterprise(request: HttpRequest, pk: int) -> HttpResponse:
    """One firm and its cases."""
    return _page(request, _find(request, pk), None)


@require_POST
@never_cache
def contact(request: HttpRequest, pk: int) -> HttpResponse:
    """The same page with contact and telephone; the look is recorded and marks the page."""
    row = _find(request, pk)
    shown = actions.show_contact(enterprise=row, by=person(request))
    watermark.put(request, shown.look)
    return _page(request, row, shown)


def _page(request: HttpRequest, row: Enterprise, shown: actions.Contact | None) -> HttpResponse:
    user = person(request)
    cases = EnterpriseCase.objects.visible_to(user).filter(enterprise=row)
    listed = list(cases.select_related("unit").order_by("-id"))
    dress(listed)
    context = {
        "enterprise": row,
        "facts": _facts(row),
        "cases": listed,
        "contact": shown,
        "has_contact": bool(row.contact or row.phone),
        "may_see_contact": bool(access.can_see_contact(user, row)),
        "may_edit": bool(access.can_edit_enterprise(user, row)),
        "may_register": bool(access.can_register(user)),
    }
    return render(request, "outreach/enterprise.html", context)


def _facts(row: Enterprise) -> list[tuple[str, Any]]:
    leader = f"{row.leader.user.name}（{row.leader.title}）" if row.leader else ""
    return [
        (_("Credit code"), row.credit_code),
        (_("Industry"), row.get_industry_display()),
        (_("Size"), row.get_size_display()),
        (_("Address"), row.address),
        (_("Assigned unit"), row.unit.short_name),
        (_("Assigned leader"), leader),
    ]


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Enter a firm."""
    user = person(request)
    require(access.can_add_enterprise(user))
    posted = request.method == "POST"
    first = {"unit": user.unit.code if user.unit else "", "version": 0, "active": True}
    form = EnterpriseForm(request.POST if posted else None, initial=first)
    if posted and form.is_valid():
        try:
            row = actions.add(by=user, fields=form.values())
        except DomainError as refusal:
            form.add_domain_error(refusal)
        else:
            status_message(request, _("Enterprise entered:"), row.get_absolute_url(), row.name)
            return redirect(row)
    context = {"form": form, "enterprise": None}
    status = 422 if posted else 200
    return render(request, "outreach/enterprise_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a firm; an empty contact or telephone keeps what is on record."""
    user = person(request)
    row = _find(request, pk)
    require(access.can_edit_enterprise(user, row))
    posted = request.method == "POST"
    form = EnterpriseForm(request.POST if posted else None, enterprise=row)
    if posted and form.is_valid():
        try:
            actions.change(
                enterprise=row, by=user, fields=form.values(), version=form.cleaned_data["version"]
            )
        except Conflict as stale:
            return _conflict(request, form, stale)
        except DomainError as refusal:
            form.add_domain_error(refusal)
        else:
            status_message(
                request, _("Changed:"), row.get_absolute_url(), form.cleaned_data["name"]
            )
            return redirect(row)
    context = {"form": form, "enterprise": row}
    status = 422 if posted else 200
    return render(request, "outreach/enterprise_form.html", context, status=status)


def _conflict(request: HttpRequest, form: EnterpriseForm, stale: Conflict) -> HttpResponse:
    current = stale.current
    assert isinstance(current, Enterprise)  # noqa: S101 - the action raises it so
    return conflict_response(
        request,
        form,
        values_of(current),
        who="",
        when=current.updated_at,
        cancel_url=current.get_absolute_url(),
        title=current.name,
    )
