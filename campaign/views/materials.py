"""Add, take out and fetch the materials of a study session."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from campaign import access
from campaign.actions import materials as actions
from campaign.models import StudyMaterial
from campaign.views.sessions import find
from core import attachments
from core.access import require
from core.errors import DomainError
from core.forms import FilesField, PortalForm
from core.http import status_message
from core.ui.parts import Upload


class MaterialForm(PortalForm):
    """One or more files."""

    materials = FilesField(
        label=gettext_lazy("Study materials"),
        help_text=gettext_lazy("Word (docx), PDF or pictures, at most 5 files of 20 MB."),
        accept=actions.POLICY.accept,
    )


@require_http_methods(["GET", "POST"])
def session_materials(request: HttpRequest, number: str) -> HttpResponse:
    """The files with their buttons; POST adds (`materials`) or takes out (`remove_file`)."""
    session = find(request, number)
    require(access.can_change_materials(request.user, session))
    files = session.materials.filter(in_use=True).select_related("attachment")
    here = reverse("campaign:session-materials", args=[number])
    gone = request.POST.get("remove_file", "")
    if gone.isascii() and gone.isdigit():
        row = actions.remove(material=get_object_or_404(files, pk=int(gone)), by=request.user)
        status_message(request, _("Taken out:"), here, str(row))
        return redirect(here)
    form = MaterialForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_bound and form.is_valid() and _add(request, form, number):
        return redirect("campaign:session", number)
    uploads = [
        Upload(
            file.attachment.original_name,
            file.attachment.size,
            url=reverse("campaign:session-material", args=[number, file.pk]),
            remove=str(file.pk),
        )
        for file in files
    ]
    context = {"session": session, "form": form, "uploads": uploads}
    return render(request, "campaign/session_materials.html", context)


def _add(request: HttpRequest, form: MaterialForm, number: str) -> bool:
    """Take what can be taken; the faults of the others stand at the field."""
    url = reverse("campaign:session", args=[number])
    for file in form.cleaned_data["materials"]:
        try:
            row = actions.add(session=find(request, number), by=request.user, file=file)
        except DomainError as fault:
            form.add_error("materials", str(fault.message))
        else:
            status_message(request, _("Added:"), url, str(row))
    return not form.errors


@require_safe
def session_material(request: HttpRequest, number: str, pk: int) -> HttpResponseBase:
    """A file, for the unit and for those who read the zone."""
    session = find(request, number)
    rows = StudyMaterial.objects.filter(in_use=True).select_related("attachment")
    row = get_object_or_404(rows, session=session, pk=pk)
    return attachments.serve(row.attachment, request, number=number)
