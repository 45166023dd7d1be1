"""Take people or units from a sheet: choose the file, look at every row, then import all of it."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods

from accounts import access, people_sheet, unit_sheet
from accounts.actions import imports
from accounts.enums import AppraisalGroup, Role, UnitKind
from accounts.models import User
from accounts.views import sheets
from core.access import require

_PEOPLE = gettext_lazy("Sheet of people")


@require_http_methods(["GET", "POST"])
def people_import(request: HttpRequest) -> HttpResponse:
    """Accounts for the system administrator, posts for the security administrator."""
    require(access.can_see_users(request.user))
    accounts = bool(access.can_manage_users(request.user))
    sheet = sheets.Sheet(
        template="accounts/people_import.html",
        label=_PEOPLE,
        heads=people_sheet.HEADS,
        read=people_sheet.read,
        row=people_sheet.row,
        check=people_sheet.check_accounts if accounts else people_sheet.check_posts,
        take=lambda rows: (_make_accounts if accounts else _give_posts)(rows, request.user),
        back="accounts:users",
    )
    return sheets.answer(request, sheet, accounts=accounts)


def _make_accounts(rows: Sequence[people_sheet.Row], by: User) -> str:
    n = len(imports.make_accounts(rows=rows, by=by))
    return ngettext("Made %(n)d account.", "Made %(n)d accounts.", n) % {"n": n}


def _give_posts(rows: Sequence[people_sheet.Row], by: User) -> str:
    n = imports.give_posts(rows=rows, by=by)
    return ngettext("Gave %(n)d post.", "Gave %(n)d posts.", n) % {"n": n}


@require_GET
def people_template(request: HttpRequest) -> HttpResponse:
    """An empty sheet with the heads, and the roles beside it."""
    require(access.can_see_users(request.user))
    return sheets.empty(
        "people", people_sheet.HEADS, [(role.value, str(role.label)) for role in Role]
    )


@require_http_methods(["GET", "POST"])
def unit_import(request: HttpRequest) -> HttpResponse:
    """New units for the system administrator."""
    require(access.can_manage_units(request.user))
    sheet = sheets.Sheet(
        template="accounts/unit_import.html",
        label=gettext_lazy("Sheet of units"),
        heads=unit_sheet.HEADS,
        read=unit_sheet.read,
        row=unit_sheet.Row,
        check=unit_sheet.check,
        take=lambda rows: _make_units(rows, request.user),
        back="accounts:units",
    )
    return sheets.answer(request, sheet)


def _make_units(rows: Sequence[unit_sheet.Row], by: User) -> str:
    n = len(imports.make_units(rows=rows, by=by))
    return ngettext("Entered %(n)d unit.", "Entered %(n)d units.", n) % {"n": n}


@require_GET
def unit_template(request: HttpRequest) -> HttpResponse:
    """An empty sheet with the heads, and the kinds and groups beside it."""
    require(access.can_manage_units(request.user))
    kinds = [("类型", word) for word in unit_sheet.choices(UnitKind)]
    groups = [("考评组别", word) for word in unit_sheet.choices(AppraisalGroup)]
    return sheets.empty("units", unit_sheet.HEADS, [*kinds, *groups])
