"""The working calendar (P34): a year, one day, the notice of the State Council."""

import datetime as dt

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from accounts import access, calendar_sheets
from accounts.actions import calendar as actions
from accounts.forms import apply_action
from core import clock
from core.access import require
from core.forms import ChoiceCards, PortalForm
from core.http import status_message
from core.models.workday import WorkCalendarDay
from core.ui.due import weekday
from core.workdays import calendar

FIRST, LAST = 2004, 2099
MOST_BYTES = 200_000


class DayForm(PortalForm):
    """What a day is, and on whose word."""

    kind = forms.ChoiceField(
        label=gettext_lazy("This day is"),
        widget=ChoiceCards,
        choices=[
            (actions.WORK, gettext_lazy("a working day")),
            (actions.REST, gettext_lazy("a day of rest")),
            (actions.WEEK, gettext_lazy("as the week says")),
        ],
    )
    name = forms.CharField(label=gettext_lazy("Festival or reason"), max_length=60, required=False)
    source = forms.CharField(
        label=gettext_lazy("By which paper"),
        max_length=100,
        help_text=gettext_lazy("Number or title of the notice; it stands in the trail."),
    )


class NoticeForm(PortalForm):
    """The yearly notice as a file."""

    file = forms.FileField(
        label=gettext_lazy("Holiday notice of a year"),
        help_text=gettext_lazy("The JSON file of the year from the holiday-cn collection."),
        widget=forms.FileInput(attrs={"accept": ".json"}),
        error_messages={"required": gettext_lazy("Choose the file of the year.")},
    )

    def clean_file(self) -> str:
        """Its text."""
        given = self.cleaned_data["file"]
        if given.size > MOST_BYTES:
            raise forms.ValidationError(
                _("A notice has a few kilobytes; this file is much larger. Choose another one.")
            )
        try:
            return str(given.read().decode("utf-8-sig"))
        except UnicodeDecodeError as fault:
            raise forms.ValidationError(
                _("This file is no text in UTF-8. Choose the JSON file of the year.")
            ) from fault


@require_http_methods(["GET", "POST"])
def year(request: HttpRequest) -> HttpResponse:
    """A year on twelve sheets; the notice of a year is taken in here."""
    require(access.can_manage_calendar(request.user))
    posted = request.method == "POST"
    form = NoticeForm(request.POST, request.FILES) if posted else NoticeForm()
    if form.is_bound and form.is_valid():
        text = form.cleaned_data["file"]
        count = apply_action(form, lambda: actions.import_notice(by=request.user, text=text))
        if count:
            words = ngettext("%(n)d day was taken in.", "%(n)d days were taken in.", count)
            status_message(request, words % {"n": count})
            return redirect("accounts:calendar")
    shown = _year(request)
    days = calendar()
    context = {
        "form": form,
        "year": shown,
        "before": shown - 1 if shown > FIRST else 0,
        "after": shown + 1 if shown < LAST else 0,
        "sheets": calendar_sheets.year_of(days, shown),
        "announced": days.is_announced(shown),
        "weekdays": [weekday(dt.date(2024, 1, n)) for n in range(1, 8)],
    }
    return render(request, "accounts/calendar.html", context, status=422 if posted else 200)


def _year(request: HttpRequest) -> int:
    text = request.GET.get("year", "")
    if text.isascii() and text.isdigit() and len(text) == 4 and FIRST <= int(text) <= LAST:
        return int(text)
    return clock.today().year


@require_http_methods(["GET", "POST"])
def day(request: HttpRequest, day: str) -> HttpResponse:
    """What one day is, and its change."""
    require(access.can_manage_calendar(request.user))
    date = _date(day)
    row = WorkCalendarDay.objects.filter(pk=date).first()
    initial = {
        "kind": (actions.WORK if row.is_workday else actions.REST) if row else actions.WEEK,
        "name": row.name if row else "",
        "source": row.source if row else "",
    }
    form = DayForm(request.POST if request.method == "POST" else None, initial=initial)
    back = f"{reverse('accounts:calendar')}?year={date.year}"
    if form.is_bound and form.is_valid():
        apply_action(
            form, lambda: actions.change_day(by=request.user, day=date, **form.cleaned_data)
        )
        if not form.errors:
            status_message(request, _("The day is saved; open reminders were planned anew."))
            return redirect(back)
    context = {"form": form, "date": date, "row": row, "back": back}
    return render(request, "accounts/calendar_day.html", context)


def _date(text: str) -> dt.date:
    try:
        found = dt.date.fromisoformat(text)
    except ValueError as fault:
        raise Http404 from fault
    if not FIRST <= found.year <= LAST:
        raise Http404
    return found
