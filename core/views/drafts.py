"""Keep what has been typed into a staff form, every ten seconds and on leaving a field (R27)."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core import drafts
from core.errors import DomainError

LONGEST_KEY = 120
NOT_TYPED = {"csrfmiddlewaretoken", "form_key", "version"}


@require_POST
def save_draft(request: HttpRequest) -> HttpResponse:
    """Save the posted fields as the signed-in person's draft of the form `form_key`.

    Answers `{"message", "version", "saved_at"}`; to htmx only the message, as text.
    """
    form_key = request.POST.get("form_key", "")
    if not 0 < len(form_key) <= LONGEST_KEY:
        return _answer(request, {"message": _("This form cannot keep a draft.")}, 400)
    fields = {name: values for name, values in request.POST.lists() if name not in NOT_TYPED}
    try:
        saved = drafts.save(request.user, form_key, fields)
    except DomainError as fault:
        return _answer(request, {"message": str(fault.message)}, 400)
    local = timezone.localtime(saved.saved_at)
    message = _("Saved at %(time)s") % {"time": f"{local:%H:%M}"}
    return _answer(
        request,
        {"message": message, "version": saved.version, "saved_at": saved.saved_at.isoformat()},
    )


def _answer(request: HttpRequest, content: dict[str, object], status: int = 200) -> HttpResponse:
    if getattr(request, "htmx", False):
        return HttpResponse(str(content["message"]), "text/plain; charset=utf-8", status)
    return JsonResponse(content, status=status, json_dumps_params={"ensure_ascii": False})
