"""Take people from a sheet: choose the file, look at every row, then import all of it."""

from collections.abc import Callable, Sequence

import xlsxwriter
from django import forms
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods

from accounts import access, people_sheet
from accounts.actions import imports
from accounts.enums import Role
from accounts.people_sheet import Row
from core.access import require
from core.errors import DomainError
from core.forms import PortalForm
from core.http import status_message

_SALT = "accounts.import"
_MAX_AGE = 3600


class SheetForm(PortalForm):
    """The workbook."""

    file = forms.FileField(
        label=gettext_lazy("Sheet of people"),
        help_text=gettext_lazy("An .xlsx file with the heads of the template, at most 2 MB."),
        widget=forms.FileInput(attrs={"accept": people_sheet.POLICY.accept}),
        error_messages={"required": gettext_lazy("Choose the file with the people.")},
    )


@require_http_methods(["GET", "POST"])
def people_import(request: HttpRequest) -> HttpResponse:
    """Accounts for the system administrator, posts for the security administrator."""
    require(access.can_see_users(request.user))
    accounts = bool(access.can_manage_users(request.user))
    check = people_sheet.check_accounts if accounts else people_sheet.check_posts
    if "rows" in request.POST:
        return _import(request, accounts)
    form = SheetForm(request.POST, request.FILES) if request.method == "POST" else SheetForm()
    context: dict[str, object] = {"form": form, "accounts": accounts, "heads": people_sheet.HEADS}
    if form.is_bound and form.is_valid():
        context |= _judged(form, check)
    return render(request, "accounts/people_import.html", context)


def _judged(form: SheetForm, check: Callable[[Sequence[Row]], list[Row]]) -> dict[str, object]:
    """The rows with their faults, sealed for the second step; or the fault of the whole file."""
    given = form.cleaned_data["file"]
    try:
        rows = check(people_sheet.read(given.name, given.read()))
    except DomainError as error:
        form.add_error("file", str(error.message))
        return {}
    sealed = signing.dumps([row.values for row in rows], salt=_SALT, compress=True)
    faulty = sum(1 for row in rows if row.faults)
    return {"rows": rows, "faulty": faulty, "sealed": "" if faulty else sealed}


def _import(request: HttpRequest, accounts: bool) -> HttpResponse:
    try:
        values = signing.loads(request.POST["rows"], salt=_SALT, max_age=_MAX_AGE)
    except signing.BadSignature as fault:
        raise DomainError(
            gettext_lazy("The check is older than an hour. Choose the file again."), "sheet"
        ) from fault
    rows = [Row(number, *cells) for number, cells in enumerate(values, start=1)]
    if accounts:
        n = len(imports.make_accounts(rows=rows, by=request.user))
        text = ngettext("Made %(n)d account.", "Made %(n)d accounts.", n) % {"n": n}
    else:
        n = imports.give_posts(rows=rows, by=request.user)
        text = ngettext("Gave %(n)d post.", "Gave %(n)d posts.", n) % {"n": n}
    status_message(request, text)
    return redirect("accounts:users")


@require_GET
def people_template(request: HttpRequest) -> HttpResponse:
    """An empty sheet with the heads, and the roles beside it."""
    require(access.can_see_users(request.user))
    response = HttpResponse(
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )
    response["Content-Disposition"] = 'attachment; filename="people.xlsx"'
    book = xlsxwriter.Workbook(response, {"in_memory": True})
    sheet = book.add_worksheet("人员")
    sheet.set_column(0, len(people_sheet.HEADS) - 1, 18)
    sheet.write_row(0, 0, people_sheet.HEADS, book.add_format({"bold": True}))
    roles = book.add_worksheet("角色")
    for line, role in enumerate(Role):
        roles.write_row(line, 0, [role.value, str(role.label)])
    book.close()
    return response
