"""A paper on its way: progress, another try, the file; and whether a printed one is genuine."""

import uuid

from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from core import audit
from core.documents import actions, slips
from core.documents.builders import builder_of
from core.forms.verify import VerifyForm
from core.http import status_message
from core.models import Document
from core.models.document import DocumentState


def _document(request: HttpRequest, key: uuid.UUID) -> Document:
    """The paper, if its package lets this person read it; else 404."""
    document = get_object_or_404(Document, key=key)
    if not builder_of(document.kind).can_read(document.params, request.user):
        raise Http404
    return document


@require_GET
def progress(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """How far the paper is. htmx asks for the fragment every second; a link does it without."""
    document = _document(request, key)
    fragment = bool(request.htmx)  # type: ignore[attr-defined]
    name = "core/documents/status.html" if fragment else "core/documents/progress.html"
    return render(request, name, {"document": document})


@require_POST
def retry(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Queue a paper again that could not be built."""
    document = actions.retry(_document(request, key), by=request.user)
    status_message(request, _("The document is being built again."))
    return redirect("core:document-progress", key=document.key)


@require_GET
def download(request: HttpRequest, key: uuid.UUID) -> FileResponse:
    """The PDF itself, as a file to keep."""
    document = _document(request, key)
    if document.state != DocumentState.DONE:
        raise Http404
    audit.record(
        f"{actions.KIND}.download",
        by=request.user,
        kind=actions.KIND,
        object_id=document.pk,
        number=document.number,
        detail={"edition": document.edition},
    )
    response = FileResponse(
        default_storage.open(document.file),
        as_attachment=True,
        filename=f"{document.number}-{document.edition}.pdf",
        content_type="application/pdf",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@login_not_required
@require_GET
def verify(request: HttpRequest, number: str) -> HttpResponse:
    """Whether a printed paper is genuine: its title, when, SHA-256, superseded; never content."""
    editions = list(Document.objects.issued().filter(number=number))
    slip = None if editions else slips.find(slips.normalise(number))
    return render(
        request,
        "core/documents/verify.html",
        {"number": number, "editions": editions, "slip": slip},
        status=200 if editions or slip else 404,
    )


@login_not_required
@require_GET
def verify_form(request: HttpRequest) -> HttpResponse:
    """Where somebody types the number of a paper that has no code to scan."""
    form = VerifyForm(request.GET or None)
    if form.is_valid():
        return redirect("core:verify", number=form.cleaned_data["number"])
    return render(request, "core/documents/verify_form.html", {"form": form})
