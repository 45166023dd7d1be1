"""Public figures: are units improving? (P13) Small cells are hidden (C9)."""

import csv
import datetime as dt
import io

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from complaints import published, queries
from core import clock
from core.text import plain_cell


def _month(request: HttpRequest) -> tuple[dt.date, dt.date]:
    """First and last day of the month asked for (2011-07), else of the present one."""
    today = clock.today()
    try:
        first = dt.date.fromisoformat(f"{request.GET.get('month', '')}-01")
    except ValueError:
        first = today.replace(day=1)
    following = (first + dt.timedelta(days=32)).replace(day=1)
    return first, min(following - dt.timedelta(days=1), max(today, first))


def _months(today: dt.date) -> list[dt.date]:
    first, found = today.replace(day=1), []
    for _turn in range(12):
        found.append(first)
        first = (first - dt.timedelta(days=1)).replace(day=1)
    return found


@login_not_required
@require_GET
def stats(request: HttpRequest) -> HttpResponse:
    """A month's figures, by unit and by category."""
    first, last = _month(request)
    context = {
        "first": first,
        "last": last,
        "months": _months(clock.today()),
        "figures": published.public_figures(first, last),
        "units": published.public_units(first, last),
        "categories": published.public_categories(first, last),
        "smallest": queries.SMALLEST_CELL,
        "fewest": queries.RANKED_RATINGS,
    }
    return render(request, "complaints/stats.html", context)


@login_not_required
@require_GET
def stats_csv(request: HttpRequest) -> HttpResponse:
    """The same rows as CSV, with a mark so that spreadsheets read the Chinese right."""
    first, last = _month(request)
    out = io.StringIO()
    rows = csv.writer(out)
    small = _("not shown")
    rows.writerow([_("Unit"), _("Accepted"), _("Answered in time"), _("Satisfied")])
    for row in published.public_units(first, last):
        accepted = small if row.accepted is None else row.accepted
        rows.writerow(
            [plain_cell(row.unit.name), accepted, _rate(row.on_time_rate), _rate(row.satisfaction)]
        )
    answer = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="complaints-{first:%Y-%m}.csv"'
    return answer


def _rate(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}%"
