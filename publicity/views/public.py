"""What everybody reads: publications that run, those that are over, and a place for opinions."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from core import clock
from core.errors import DomainError
from core.http import ListPage, Sort, status_message
from publicity.actions import opinions
from publicity.forms import OpinionForm
from publicity.models import Publication
from publicity.snapshot import due_of

_SORTS = (Sort("new", ("-start_on", "-id"), gettext_lazy("newest first")),)


@login_not_required
@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    """All publications that have begun, newest first."""
    rows = Publication.objects.public().filter(start_on__lte=clock.today()).select_related("unit")
    page = ListPage(request, rows, sorts=_SORTS)
    return render(request, "publicity/notices.html", {"page": page})


@login_not_required
def notice(request: HttpRequest, number: str) -> HttpResponse:
    """One publication as it was frozen; posting leaves an opinion."""
    rows = Publication.objects.public().filter(start_on__lte=clock.today())
    row = get_object_or_404(rows.with_opinions().select_related("unit", "campaign"), number=number)
    form = OpinionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            opinions.leave(publication=row, content=form.cleaned_data["content"])
        except DomainError as error:
            form.add_error(None, str(error.message))
        else:
            status_message(request, _("Thank you. The complaint desk reads your opinion."))
            return redirect("publicity:notice", row.number)
    context = {
        "publication": row,
        "lines": [{**line, "due_day": due_of(line)} for line in row.snapshot],
        "form": form if row.runs else None,
    }
    return render(request, "publicity/notice.html", context)
