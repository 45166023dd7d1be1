"""Settings of the office: the law that pages cite, never written into the code."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from campaign import access
from campaign.actions import laws as actions
from campaign.forms.laws import LawForm
from campaign.models import LegalBasis
from campaign.views import stale
from core import clock
from core.access import require
from core.errors import Conflict, DomainError
from core.http import conflict_response, status_message


@require_GET
def laws(request: HttpRequest) -> HttpResponse:
    """All rows; those out of force are marked."""
    require(access.can_keep_laws(request.user))
    in_force = set(LegalBasis.objects.in_force(clock.today()).values_list("pk", flat=True))
    rows = [(law, law.pk in in_force) for law in LegalBasis.objects.all()]
    return render(request, "campaign/laws.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
def law_new(request: HttpRequest) -> HttpResponse:
    """One more law."""
    require(access.can_keep_laws(request.user))
    return _edit(request, None)


@require_http_methods(["GET", "POST"])
def law(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one."""
    require(access.can_keep_laws(request.user))
    return _edit(request, get_object_or_404(LegalBasis, pk=pk))


def _edit(request: HttpRequest, row: LegalBasis | None) -> HttpResponse:
    form = LawForm(request.POST if request.method == "POST" else None, instance=row)
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in actions.FIELDS}
        try:
            if row is None:
                saved = actions.add(by=request.user, fields=given)
            else:
                stored = LegalBasis.objects.get(pk=row.pk)
                version = form.cleaned_data["version"]
                saved = actions.change(law=stored, by=request.user, version=version, fields=given)
        except Conflict as late:
            return _conflict(request, form, late)
        except DomainError as error:
            form.add_domain_error(error)
        else:
            status_message(request, _("Legal basis saved: %(law)s.") % {"law": saved})
            return redirect("campaign:laws")
    return render(request, "campaign/law.html", {"form": form, "law": row})


def _conflict(request: HttpRequest, form: LawForm, late: Conflict) -> HttpResponse:
    current = late.current
    who, when = stale.last_change(current)  # type: ignore[arg-type]
    cancel = reverse("campaign:laws")
    return conflict_response(
        request, form, current, who=who, when=when, cancel_url=cancel, title=str(current)
    )
