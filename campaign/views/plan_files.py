"""Add, take out and fetch the original files of a plan."""

from typing import Any

from django.contrib import messages
from django.core.files.base import File
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from campaign import access
from campaign.actions import plan_files as actions
from campaign.models import PlanFile
from campaign.views.plan_page import find
from core import attachments
from core.access import require
from core.errors import DomainError
from core.forms import FilesField, PortalForm
from core.http import status_message
from core.ui.parts import Upload
from core.uploads.office import is_pictures_only


class PlanFileForm(PortalForm):
    """One or more files."""

    originals = FilesField(
        label=gettext_lazy("original file"),
        help_text=gettext_lazy("Word (docx) or PDF, at most 5 files of 20 MB; no macros."),
        accept=actions.POLICY.accept,
    )


@require_http_methods(["GET", "POST"])
def plan_files(request: HttpRequest, number: str) -> HttpResponse:
    """The files with their buttons; POST adds (`originals`) or takes out (`remove_file`)."""
    plan = find(request, number)
    require(access.can_edit_plan(request.user, plan))
    files = PlanFile.objects.filter(plan=plan, in_use=True).select_related("attachment")
    here = reverse("campaign:plan-files", args=[number])
    gone = request.POST.get("remove_file", "")
    if gone.isascii() and gone.isdigit():
        file = actions.remove(file=get_object_or_404(files, pk=int(gone)), by=request.user)
        status_message(request, _("Taken out:"), here, str(file))
        return redirect(here)
    form = PlanFileForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_bound and form.is_valid() and _add(request, form, number):
        return redirect(here)
    uploads = [
        Upload(
            file.attachment.original_name,
            file.attachment.size,
            url=reverse("campaign:plan-file", args=[number, file.pk]),
            remove=str(file.pk),
        )
        for file in files
    ]
    return render(
        request, "campaign/plan_files.html", {"plan": plan, "form": form, "uploads": uploads}
    )


def _add(request: HttpRequest, form: PlanFileForm, number: str) -> bool:
    """Take what can be taken; the faults of the others stand at the field."""
    plan = find(request, number)
    for file in form.cleaned_data["originals"]:
        try:
            row = actions.add(plan=plan, by=request.user, file=file)
        except DomainError as fault:
            form.add_error("originals", str(fault.message))
        else:
            url = reverse("campaign:plan", args=[number])
            status_message(request, _("Added:"), url, str(row))
            if _is_a_scan(file):
                messages.warning(
                    request,
                    _(
                        "%(name)s holds pictures instead of text: it cannot be searched or"
                        " compared. Better take the file it was printed from."
                    )
                    % {"name": row},
                )
    return not form.errors


def _is_a_scan(file: "File[Any]") -> bool:
    if not str(file.name).lower().endswith(".docx"):
        return False
    file.seek(0)
    return is_pictures_only(file.read())


@require_safe
def plan_file(request: HttpRequest, number: str, pk: int) -> HttpResponseBase:
    """A file of the plan, also one that only an older version has."""
    plan = find(request, number)
    file = get_object_or_404(PlanFile.objects.select_related("attachment"), plan=plan, pk=pk)
    return attachments.serve(file.attachment, request, number=number)
