"""The complainant's own data: a copy to take away, and being forgotten (PIPL Art. 45, 47)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from complaints import codes, identity, own_data, throttle
from complaints.actions import retention
from complaints.forms.public import CodeForm
from complaints.models import Complaint
from complaints.views.public.track import of_followed_case, waiting_words
from core import audit
from core.actors import PUBLIC
from core.errors import DomainError
from core.http import status_message

KIND = "complaints.complaint"


@of_followed_case
@require_http_methods(["GET", "POST"])
def data(request: HttpRequest, complaint: Complaint) -> HttpResponse:
    """What is kept. A copy or the deletion needs the code again: browsers are left open."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        source = throttle.source_of(request, form.cleaned_data["code"])
        if waiting := throttle.wait(source):
            form.add_error("code", waiting_words(waiting.minutes))
            return _page(request, complaint, form, 429)
        if complaint.query_hash in codes.possible_hashes(form.cleaned_data["code"]):
            throttle.hit(source)
            return _do(request, complaint, form)
        throttle.miss(source)
        form.add_error("code", _("This is not the code of this case; compare all 16 characters"))
    return _page(request, complaint, form, 422 if form.is_bound and form.errors else 200)


def _do(request: HttpRequest, complaint: Complaint, form: CodeForm) -> HttpResponse:
    if request.POST.get("what") == "copy":
        content = own_data.export(complaint)
        audit.record(
            f"{KIND}.own_copy",
            by=PUBLIC,
            kind=KIND,
            object_id=complaint.pk,
            number=complaint.number,
        )
        answer = HttpResponse(content, content_type="application/json; charset=utf-8")
        answer.headers["Content-Disposition"] = f'attachment; filename="{complaint.number}.json"'
        return answer
    if request.POST.get("what") != "erase":
        messages.info(request, _("Choose what you want: a copy, or to be forgotten."))
        return redirect("complaints:track-data")
    try:
        retention.erase(complaint=complaint)
    except DomainError as refusal:
        form.add_domain_error(refusal)
        return _page(request, complaint, form, 422)
    status_message(
        request,
        _("Your name and contact are deleted. What you wrote goes after the end of the case."),
    )
    return redirect("complaints:track-case")


def _page(request: HttpRequest, complaint: Complaint, form: CodeForm, status: int) -> HttpResponse:
    context = {
        "form": form,
        "complaint": complaint,
        "has_identity": identity.exists(complaint),
        "file_count": complaint.files.filter(reply=None).count(),
        "message_count": complaint.messages.count(),
    }
    return render(request, "complaints/track/data.html", context, status=status)
