"""Reports of retaliation: the list, a report with its words, the answer and the end (C14)."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import User
from complaints import access, protection, unit_copy
from complaints.actions import retaliation
from complaints.forms import desk as forms
from complaints.forms.retaliation import EndForm
from complaints.models import Complaint, RetaliationReport
from complaints.views import trail
from complaints.views.acts import Act, Desk, find, offers, perform, staff
from core.access import require
from core.http import ListPage, Sort
from core.text import Text
from core.ui.parts import Tab

ACTS: dict[str, Act] = {
    "answer": Act(
        _("Answer the person"),
        _("Answered:"),
        protection.can_act,
        retaliation.answer,
        forms.MessageForm,
        _("It appears on the tracking page; no mail is sent."),
        main=True,
    ),
    "close": Act(
        _("Close the report"),
        pgettext_lazy("retaliation", "Closed:"),
        protection.can_act,
        retaliation.close,
        EndForm,
        _("The person reads what was done, and may report again at any time."),
    ),
}
PLACE = Desk(
    ACTS,
    "complaints:retaliation-case",
    "complaints:retaliation-act",
    "complaints:retaliations",
    lambda _user, _complaint, _name: {},
)
SORTS = (
    Sort("new", ("-opened_at", "-id"), _("by report, newest first"), _("by report, oldest first")),
)


@dataclass(frozen=True)
class Row:
    """A report with what the person has been told of it."""

    report: RetaliationReport
    state: Text
    colour: str


def state_of(report: RetaliationReport) -> tuple[Text, str]:
    """In words, and the colour of its tag."""
    if report.closed_at:
        return pgettext_lazy("retaliation", "closed"), ""
    if report.answered_at:
        return pgettext_lazy("retaliation", "answered"), "green"
    return _("to be answered"), "red"


@never_cache
@require_GET
def reports(request: HttpRequest) -> HttpResponse:
    """The open reports, or with `view=closed` those that have ended."""
    user = staff(request)
    require(protection.can_list(user))
    mine = protection.reports_of(user)
    closed = request.GET.get("view") == "closed"
    found = {"": mine.open(), "closed": mine.exclude(closed_at=None)}
    shown = found["closed" if closed else ""].select_related(
        "complaint__category", "complaint__target_unit"
    )
    page = ListPage(request, shown, sorts=SORTS)
    tabs = [
        Tab(pgettext_lazy("retaliation", "Open"), "?", found[""].count(), current=not closed),
        Tab(
            pgettext_lazy("retaliation", "Closed"),
            "?view=closed",
            found["closed"].count(),
            current=closed,
        ),
    ]
    trail.listed(request, user, page.total)
    rows = [Row(report, *state_of(report)) for report in page]
    context = {"page": page, "rows": rows, "tabs": tabs}
    return render(request, "complaints/staff/retaliations.html", context)


def _found(request: HttpRequest, number: str) -> tuple[User, Complaint, list[RetaliationReport]]:
    """The case and what the person may read of its reports; 404 if that is nothing."""
    user = staff(request)
    require(protection.can_list(user))
    complaint = find(request, number)
    get_object_or_404(protection.reports_of(user).filter(complaint=complaint)[:1])
    rows = protection.reports_of(user).filter(complaint=complaint).order_by("-id")
    return user, complaint, list(rows.prefetch_related("messages__files__attachment"))


@never_cache
@require_GET
def case(request: HttpRequest, number: str) -> HttpResponse:
    """The reports of one case, the newest first, beside the redacted copy."""
    user, complaint, found = _found(request, number)
    trail.shown(request, user, complaint)
    for report in found:
        retaliation.mark_read(report)
    context = {
        "complaint": complaint,
        "rows": [Row(report, *state_of(report)) for report in found],
        "offers": offers(PLACE, user, complaint),
        "sealed": access.is_sealed(complaint),
        "copy": unit_copy.build(complaint),
    }
    return render(request, "complaints/staff/retaliation.html", context)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, number: str, act: str) -> HttpResponse:
    """Answer or close."""
    _found(request, number)
    return perform(request, PLACE, number, act)
