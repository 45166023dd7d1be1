"""Settings of the office: what problems and complaints are filed under (domain.md §5.3)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from campaign import access
from campaign.actions import categories as actions
from campaign.forms.categories import CategoryForm, NewCategoryForm
from campaign.models import Category
from core.access import require
from core.errors import DomainError
from core.http import status_message


@require_http_methods(["GET", "POST"])
def categories(request: HttpRequest) -> HttpResponse:
    """The tree; posting `up` or `down` with a code moves that category."""
    require(access.can_keep_categories(request.user))
    if request.method == "POST":
        up = "up" in request.POST
        code = request.POST.get("up" if up else "down", "")
        moved = actions.move(category=_find(code), by=request.user, up=up)
        status_message(request, _("Order changed: %(name)s.") % {"name": moved})
        return redirect("campaign:categories")
    rows = Category.objects.select_related("parent").order_by("order", "id")
    return render(request, "campaign/categories.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
def category_new(request: HttpRequest) -> HttpResponse:
    """One more category."""
    require(access.can_keep_categories(request.user))
    form = NewCategoryForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            made = actions.add(by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_domain_error(error)
        else:
            return _saved(request, made)
    return render(request, "campaign/category_new.html", {"form": form})


@require_http_methods(["GET", "POST"])
def category(request: HttpRequest, code: str) -> HttpResponse:
    """Its name, its words for citizens, what it was called before."""
    require(access.can_keep_categories(request.user))
    row = _find(code)
    initial = {
        "name": row.name,
        "public": row.public_order is not None,
        "public_label": row.public_label,
        "public_example": row.public_example,
    }
    form = CategoryForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            saved = actions.rename(
                category=row, by=request.user, name=form.cleaned_data["name"], public=form.words
            )
        except DomainError as error:
            form.add_domain_error(error)
        else:
            return _saved(request, saved)
    context = {"form": form, "row": row, "changes": list(row.changes.all())}
    return render(request, "campaign/category.html", context)


@require_POST
def category_active(request: HttpRequest, code: str) -> HttpResponse:
    """Retire it, or use it again."""
    require(access.can_keep_categories(request.user))
    row = actions.set_active(
        category=_find(code), by=request.user, active=request.POST.get("active") == "1"
    )
    text = _("In use again: %(name)s.") if row.active else _("Retired: %(name)s.")
    status_message(request, text % {"name": row})
    return redirect("campaign:categories")


def _find(code: str) -> Category:
    return get_object_or_404(Category.objects.select_related("parent"), code=code)


def _saved(request: HttpRequest, row: Category) -> HttpResponse:
    status_message(request, _("Category saved: %(name)s.") % {"name": row})
    return redirect("campaign:categories")
