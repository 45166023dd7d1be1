"""`/staff/messages/`: what has happened that concerns me?"""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import notices
from core.http import ListPage, Sort, status_message
from core.models import Notice
from core.ui.parts import Tab
from portal import messages
from portal.forms import MailChoiceForm

_NEWEST_DAY = [Sort("newest", ("-day",), gettext_lazy("newest first"))]
_NEWEST = [Sort("newest", ("-id",), gettext_lazy("newest first"))]


@require_safe
def message_list(request: HttpRequest) -> HttpResponse:
    """The messages of the person by day, or (`?new=1`) those that wait; `?day=`: all of a day."""
    mine = Notice.objects.filter(recipient=request.user)
    waiting = notices.unread_count(request.user)
    day = _day(request)
    if day is not None:
        page = ListPage(request, messages.of_day(mine, day), sorts=_NEWEST)
        lines = [messages.line(notice) for notice in page]
        context = {"page": page, "lines": lines, "waiting": waiting, "day": day}
        return render(request, "portal/messages_day.html", context)
    only_new = request.GET.get("new") == "1"
    rows = mine.open() if only_new else mine
    pages: ListPage[Any] = ListPage(
        request, messages.dates(rows), sorts=_NEWEST_DAY, per_page=messages.DAYS
    )
    tabs = [
        Tab(_("All"), request.path, mine.count(), not only_new),
        Tab(_("Unread"), f"{request.path}?new=1", waiting, only_new),
    ]
    context = {
        "page": pages,
        "days": messages.days_of(rows, list(pages)),
        "tabs": tabs,
        "waiting": waiting,
    }
    return render(request, "portal/messages.html", context)


def _day(request: HttpRequest) -> dt.date | None:
    try:
        return dt.date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return None


@require_safe
def message_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Go where a message leads; it has been read by that."""
    notice = get_object_or_404(Notice, pk=pk, recipient=request.user)
    notices.read(request.user, [notice.pk])
    kind = notices.kind_of(notice)
    return redirect(kind.url(notice) if kind else "portal:messages")


@require_POST
def messages_read(request: HttpRequest) -> HttpResponse:
    """Mark everything as read."""
    count = notices.read(request.user)
    text = ngettext(
        "%(count)d message marked as read.", "%(count)d messages marked as read.", count
    )
    status_message(request, text % {"count": count})
    return redirect("portal:messages")


@require_http_methods(["GET", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """`/staff/messages/preferences/`: which mails do I want?"""
    choice = notices.mail_choice(request.user)
    form = MailChoiceForm(
        request.POST if request.method == "POST" else None,
        kinds=notices.kinds_for(request.user),
        initial={"digest": choice.digest, "urgent": choice.urgent, "muted": choice.muted},
    )
    if request.method == "POST" and form.is_valid():
        notices.choose_mails(user=request.user, **form.cleaned_data)
        status_message(request, _("Your choice of e-mails is kept."))
        return redirect("portal:message-preferences")
    return render(request, "portal/message_preferences.html", {"form": form})
