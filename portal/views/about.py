"""Privacy, accessibility, site map."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.menus import public_menu


@login_not_required
def privacy(request: HttpRequest) -> HttpResponse:
    """`/about/privacy/`: what is kept, who sees it, for how long."""
    return render(request, "portal/privacy.html")


@login_not_required
def a11y(request: HttpRequest) -> HttpResponse:
    """`/about/a11y/`: aids, keyboard, known limits, whom to tell."""
    return render(request, "portal/a11y.html")


@login_not_required
def sitemap(request: HttpRequest) -> HttpResponse:
    """`/about/sitemap/`: every public page."""
    return render(request, "portal/sitemap.html", {"pages": public_menu(request.path)})
