"""Two steps of every sheet: look at each row with its faults, then import all of it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from django import forms
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy

from accounts import sheets
from core.errors import DomainError
from core.forms import PortalForm
from core.http import status_message
from core.text import Text
from core.uploads.policy import XLSX

_MAX_AGE = 3600


@dataclass(frozen=True)
class Sheet:
    """What one kind of sheet needs: who reads and judges it, who takes it in.

    `row(number, cells)` makes a row of cells; `take(rows)` imports them and says what it did;
    `label` names the file field.
    """

    template: str
    label: Text
    heads: tuple[str, ...]
    read: Callable[[str, bytes], list[Any]]
    row: Callable[[int, sheets.Cells], Any]
    check: Callable[[Sequence[Any]], list[Any]]
    take: Callable[[Sequence[Any]], str]
    back: str


class SheetForm(PortalForm):
    """The workbook."""

    file = forms.FileField(
        help_text=gettext_lazy("An .xlsx file with the heads of the template, at most 2 MB."),
        widget=forms.FileInput(attrs={"accept": sheets.POLICY.accept}),
        error_messages={"required": gettext_lazy("Choose the filled sheet.")},
    )

    def __init__(self, *args: Any, label: Text, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].label = str(label)
        self.word_errors()


def answer(request: HttpRequest, sheet: Sheet, **context: object) -> HttpResponse:
    """The page of either step."""
    if "rows" in request.POST:
        return _import(request, sheet)
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = SheetForm(*given, label=sheet.label)
    context |= {"form": form, "heads": sheet.heads}
    if form.is_bound and form.is_valid():
        context |= _judged(form, sheet)
    return render(request, sheet.template, context)


def _judged(form: SheetForm, sheet: Sheet) -> dict[str, object]:
    """The rows with their faults, sealed for the second step; or the fault of the whole file."""
    given = form.cleaned_data["file"]
    try:
        rows = sheet.check(sheet.read(given.name, given.read()))
    except DomainError as error:
        form.add_domain_error(error)
        return {}
    faulty = sum(1 for row in rows if row.faults)
    values = [(row.number, row.values) for row in rows]
    sealed = "" if faulty else signing.dumps(values, salt=sheet.template, compress=True)
    return {"rows": rows, "faulty": faulty, "sealed": sealed}


def _import(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    try:
        values = signing.loads(request.POST["rows"], salt=sheet.template, max_age=_MAX_AGE)
    except signing.BadSignature as fault:
        raise DomainError(
            gettext_lazy("The check is older than an hour. Choose the file again."), "sheet"
        ) from fault
    rows = [sheet.row(number, tuple(cells)) for number, cells in values]
    status_message(request, sheet.take(rows))
    return redirect(sheet.back)


def empty(name: str, heads: Sequence[str], words: Iterable[Sequence[str]]) -> HttpResponse:
    """An empty workbook with the heads; a second sheet says which words the columns take."""
    response = HttpResponse(content_type=XLSX.mime)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    book = xlsxwriter.Workbook(response, {"in_memory": True})
    sheet = book.add_worksheet("填写")
    sheet.set_column(0, len(heads) - 1, 18)
    sheet.write_row(0, 0, heads, book.add_format({"bold": True}))
    beside = book.add_worksheet("可填内容")
    for line, row in enumerate(words):
        beside.write_row(line, 0, row)
    book.close()
    return response
