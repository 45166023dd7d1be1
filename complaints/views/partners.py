"""Keys of other systems: who has one, what it opens, how often it is used."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from complaints import access
from complaints.actions import partners as actions
from complaints.forms.partners import PartnerForm
from complaints.models import Partner
from complaints.open311 import discovery
from complaints.views.acts import staff
from core.access import require
from core.errors import DomainError
from core.http import ListPage, Sort, status_message

SORTS = [Sort("name", ("organisation", "name", "pk"), _("by organisation"))]
_DAYS_SHOWN = 30


@require_GET
def partners(request: HttpRequest) -> HttpResponse:
    """All keys, revoked ones too."""
    require(access.can_manage_partners(staff(request)))
    page = ListPage(request, Partner.objects.with_use(), sorts=SORTS, per_page=40)
    context = {"page": page, "address": discovery.address()}
    return render(request, "complaints/staff/partners.html", context)


@never_cache
@sensitive_variables("key")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Give a key out. The page after it shows the key, and no page ever does again."""
    user = staff(request)
    require(access.can_manage_partners(user))
    posted = request.method == "POST"
    form = PartnerForm(request.POST if posted else None)
    if posted and form.is_valid():
        try:
            partner, key = actions.give(terms=form.terms(), by=user)
        except DomainError as refusal:
            form.add_domain_error(refusal)
        else:
            context = {"partner": partner, "key": key, "address": discovery.address()}
            return render(request, "complaints/staff/partner_key.html", context)
    context = {"form": form}
    return render(
        request, "complaints/staff/partner_form.html", context, status=422 if posted else 200
    )


@require_GET
def partner(request: HttpRequest, prefix: str) -> HttpResponse:
    """One key: its rights, limits and days of use."""
    require(access.can_manage_partners(staff(request)))
    row = get_object_or_404(Partner.objects.with_use(), prefix=prefix)
    context = {"partner": row, "days": row.days.all()[:_DAYS_SHOWN]}
    return render(request, "complaints/staff/partner.html", context)


@require_POST
def revoke(request: HttpRequest, prefix: str) -> HttpResponse:
    """Take a key back."""
    require(access.can_manage_partners(staff(request)))
    row = actions.revoke(partner=get_object_or_404(Partner, prefix=prefix), by=staff(request))
    url = reverse("complaints:partner", args=[row.prefix])
    status_message(request, _("The key opens nothing any more:"), url, row.prefix)
    return redirect(url)
