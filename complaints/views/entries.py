"""Supervision codes for the office: list, make, print, move, retire (domain.md §2.4)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from complaints import access, entries, posters
from complaints.actions import entries as actions
from complaints.forms.entries import CodeFilter, CodeForm
from complaints.models import EntryCode
from complaints.views.acts import staff
from core.access import require
from core.documents.actions import request_document
from core.errors import DomainError
from core.http import ListPage, Sort, status_message
from core.ui.qr import qr_svg

SORTS = [
    Sort("unit", ("unit__order", "unit__sort_key", "window", "pk"), _("by unit and window")),
    Sort("scans", ("-scans", "pk"), _("by scans, most first")),
]


def _find(request: HttpRequest, code: str) -> EntryCode:
    require(access.can_manage_codes(staff(request)))
    return get_object_or_404(EntryCode.objects.in_order(), code=code)


@require_GET
def codes(request: HttpRequest) -> HttpResponse:
    """All codes, with what each stands for and how often it is scanned."""
    require(access.can_manage_codes(staff(request)))
    filters = CodeFilter(request.GET)
    rows = filters.apply(EntryCode.objects.in_order())
    page = ListPage(request, rows, sorts=SORTS, filters=filters, per_page=40)
    return render(request, "complaints/staff/codes.html", {"page": page})


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Make a code for a unit or a window."""
    user = staff(request)
    require(access.can_manage_codes(user))
    posted = request.method == "POST"
    form = CodeForm(request.POST if posted else None, initial={"unit": request.GET.get("unit", "")})
    if posted and form.is_valid():
        try:
            entry = actions.make(**form.values(), by=user)
        except DomainError as refusal:
            form.add_domain_error(refusal)
        else:
            status_message(request, _("The code is ready to be printed:"), _url(entry), entry.code)
            return redirect(_url(entry))
    context = {"form": form, "entry": None}
    return render(
        request, "complaints/staff/code_form.html", context, status=422 if posted else 200
    )


@require_POST
def all_units(request: HttpRequest) -> HttpResponse:
    """Make what is missing: a code for each unit."""
    made = actions.make_for_all(by=staff(request))
    said = ngettext("%(n)d code was made.", "%(n)d codes were made.", made) % {"n": made}
    status_message(request, said)
    return redirect("complaints:codes")


@require_GET
def code(request: HttpRequest, code: str) -> HttpResponse:
    """One code: how it looks, where it leads, what can be done with it."""
    entry = _find(request, code)
    address = entries.address_of(entry.code)
    context = {
        "entry": entry,
        "address": address,
        "qr": qr_svg(address, _("QR code of this window")),
        "sizes": posters.SIZES,
    }
    return render(request, "complaints/staff/code.html", context)


@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, code: str) -> HttpResponse:
    """The window has moved: the old code leads to the new one."""
    entry, posted = _find(request, code), request.method == "POST"
    start = {"unit": entry.unit.code, "window": entry.window}
    form = CodeForm(request.POST if posted else None, initial=start)
    if posted and form.is_valid():
        try:
            target = actions.move(entry=entry, **form.values(), by=staff(request))
        except DomainError as refusal:
            form.add_domain_error(refusal)
        else:
            status_message(request, _("The old code now leads to"), _url(target), target.code)
            return redirect(_url(entry))
    context = {"form": form, "entry": entry}
    return render(
        request, "complaints/staff/code_form.html", context, status=422 if posted else 200
    )


@require_POST
def retire(request: HttpRequest, code: str) -> HttpResponse:
    """The window is closed."""
    entry = actions.retire(entry=_find(request, code), by=staff(request))
    status_message(request, _("The code no longer opens the form:"), _url(entry), entry.code)
    return redirect(_url(entry))


@require_POST
def print_(request: HttpRequest, code: str, size: str) -> HttpResponse:
    """Queue the poster as a PDF."""
    entry = _find(request, code)
    if size not in posters.SIZES or not entry.in_use:
        raise Http404
    document = request_document(
        posters.Poster.code, {"code": entry.code, "size": size}, by=staff(request)
    )
    return redirect("core:document-progress", key=document.key)


def _url(entry: EntryCode) -> str:
    return reverse("complaints:code", args=[entry.code])
