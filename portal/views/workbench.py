"""`/staff/`: everybody's own first page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from portal.menus import staff_menu


def workbench(request: HttpRequest) -> HttpResponse:
    """Go to the first entry of the person's menu (R25: what waits comes first)."""
    for group in staff_menu(request.user, request.path):
        return redirect(group.entries[0].url)
    return render(request, "portal/no_menu.html")
