"""Reply templates, kept by the office: the list, and one template (P34)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from complaints import access
from complaints.actions import reply_templates as actions
from complaints.forms.reply_templates import ReplyTemplateForm
from complaints.models import ReplyTemplate
from complaints.reply_templates import VARIABLES
from complaints.views.acts import staff
from core.access import require
from core.http import status_message


@require_GET
def templates(request: HttpRequest) -> HttpResponse:
    """All templates, those out of use too."""
    require(access.can_keep_templates(staff(request)))
    context = {"templates": ReplyTemplate.objects.all()}
    return render(request, "complaints/staff/templates.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A template that does not exist yet."""
    require(access.can_keep_templates(staff(request)))
    return _page(request, ReplyTemplate())


@never_cache
@require_http_methods(["GET", "POST"])
def template(request: HttpRequest, pk: int) -> HttpResponse:
    """One template."""
    require(access.can_keep_templates(staff(request)))
    return _page(request, get_object_or_404(ReplyTemplate, pk=pk))


def _page(request: HttpRequest, row: ReplyTemplate) -> HttpResponse:
    posted, name = request.method == "POST", row.title
    form = ReplyTemplateForm(request.POST if posted else None, instance=row)
    if posted and form.is_valid():
        actions.keep(template=form.save(commit=False), by=staff(request))
        status_message(request, _("The template is saved."))
        return redirect("complaints:templates")
    context = {"form": form, "name": name, "variables": list(VARIABLES)}
    status = 422 if posted else 200
    return render(request, "complaints/staff/template.html", context, status=status)
