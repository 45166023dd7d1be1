"""Follow a complaint with its code, without an account."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from complaints import access, codes, files, public_case, queries, receipt, throttle, tracking
from complaints.actions import citizen, withdrawal
from complaints.actions import retaliation as protect
from complaints.forms.public import CodeForm
from complaints.forms.tracking import (
    MessageForm,
    RatingForm,
    RecheckForm,
    RetaliationForm,
    SealedMessageForm,
    WithdrawForm,
)
from complaints.models import Complaint
from core import attachments
from core.errors import Conflict, DomainError
from core.forms import PortalForm
from core.http import status_message

CaseView = Callable[..., HttpResponseBase]


def of_followed_case(view: CaseView) -> CaseView:
    """Give the view the case that this browser follows, or send it to enter the code."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        complaint = tracking.followed(request)
        if complaint is None:
            messages.info(request, _("Enter the query code to open the case."))
            return redirect("complaints:track")
        tracking.follow(request, complaint)
        return view(request, complaint, *args, **kwargs)

    return login_not_required(never_cache(sensitive_post_parameters()(wrapped)))


@never_cache
@login_not_required
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    """Enter the code. Wrong, unknown and changed codes get the same answer (R14)."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        source = throttle.source_of(request, form.cleaned_data["code"])
        if waiting := throttle.wait(source):
            form.add_error("code", waiting_words(waiting.minutes))
            return render(request, "complaints/track/code.html", {"form": form}, status=429)
        complaint = tracking.find(form.cleaned_data["code"])
        if complaint is not None:
            throttle.hit(source)
            tracking.follow(request, complaint)
            return redirect("complaints:track-case")
        throttle.miss(source)
        form.add_error(
            "code", _("No complaint has this query code; compare all 16 characters and try again")
        )
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "complaints/track/code.html", {"form": form}, status=status)


def waiting_words(minutes: int) -> str:
    """How long to wait after too many wrong codes."""
    return ngettext(
        "Too many wrong codes. Wait %(n)d minute, then try again",
        "Too many wrong codes. Wait %(n)d minutes, then try again",
        minutes,
    ) % {"n": minutes}


@never_cache
@login_not_required
@require_GET
def by_link(request: HttpRequest, code: str) -> HttpResponse:
    """A link with the code in it: shows the form filled in; only the POST looks it up."""
    form = CodeForm(initial={"code": codes.show(codes.normalise(code)[: codes.LENGTH])})
    answer = render(request, "complaints/track/code.html", {"form": form})
    answer.headers["X-Robots-Tag"] = "noindex"
    # Our own server need not learn the code from the next address; with "no-referrer" the browser
    # would hide the origin of the form as well, and the form would be refused.
    answer.headers["Referrer-Policy"] = "strict-origin"
    return answer


@of_followed_case
@require_GET
def case(request: HttpRequest, complaint: Complaint) -> HttpResponse:
    """Where is my case? (P9)"""
    return _case_page(request, complaint, RatingForm())


def _case_page(
    request: HttpRequest, complaint: Complaint, form: PortalForm, status: int = 200
) -> HttpResponse:
    shown = public_case.build(complaint)
    if shown.has_news:
        citizen.mark_read(complaint=complaint)
    context = {
        "case": shown,
        "links": public_case.links(shown),
        "form": form,
        "family": queries.family(complaint),
    }
    return render(request, "complaints/track/case.html", context, status=status)


@of_followed_case
@require_http_methods(["GET", "POST"])
def rate(request: HttpRequest, complaint: Complaint) -> HttpResponse:
    """Rate the answer, once. A second time gets the conflict page (409)."""
    if request.method == "GET":
        return redirect("complaints:track-case")
    form = RatingForm(request.POST)
    if form.is_valid():
        try:
            rating = citizen.rate(complaint=complaint, **form.cleaned_data)
        except Conflict as twice:
            return render(
                request, "complaints/track/twice.html", {"reason": twice.message}, status=409
            )
        except DomainError as refusal:
            form.add_domain_error(refusal)
        else:
            again = citizen.handled_again(rating)
            status_message(
                request,
                _("Thank you. The case is handled again, in half the time.")
                if again
                else _("Thank you for rating."),
            )
            return redirect("complaints:track-case")
    return _case_page(request, complaint, form, status=422)


@of_followed_case
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, complaint: Complaint) -> HttpResponse:
    """Add something, or write to whoever has the case."""
    sealed = access.is_sealed(complaint)
    return _with_files(
        request,
        SealedMessageForm if sealed else MessageForm,
        f"complaint-message:{complaint.pk}:{complaint.query_hash}",
        lambda text, owner: citizen.write(complaint=complaint, text=text, owner_key=owner),
        _("Sent to discipline.") if sealed else _("Sent to the complaint desk."),
        "add",
        sealed=sealed,
    )


def _with_files(
    request: HttpRequest,
    kind: type[PortalForm],
    owner: str,
    act: Callable[[str, str], object],
    said: str,
    page: str,
    **context: Any,
) -> HttpResponse:
    """A page with a text and files. What was sent stays when something else is wrong."""
    posted = request.method == "POST"
    form = kind(request.POST if posted else None, request.FILES if posted else None)
    if posted:
        faults = attachments.stage_all(
            request.FILES.getlist("attachments"), owner_key=owner, policy=files.POLICY
        )
        valid = form.is_valid()
        for fault in faults:
            form.add_domain_error(fault)
        if valid and not faults:
            text = form.cleaned_data["text"]
            return _act(request, form, lambda: act(text, owner), said, page, **context)
    return _form_page(request, form, page, uploads=files.staged_uploads(owner), **context)


@of_followed_case
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, complaint: Complaint) -> HttpResponse:
    """Take the complaint back."""
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        return _act(
            request,
            form,
            lambda: withdrawal.withdraw(complaint=complaint, reason=reason),
            _("Withdrawn. The desk may ask you whether this was voluntary."),
            "withdraw",
        )
    return _form_page(request, form, "withdraw")


@of_followed_case
@require_http_methods(["GET", "POST"])
def recheck(request: HttpRequest, complaint: Complaint) -> HttpResponse:
    """Ask for re-examination by other people, while the law gives time for it."""
    last_day = citizen.review_until(complaint)
    form = RecheckForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        return _act(
            request,
            form,
            lambda: citizen.ask_review(complaint=complaint, reason=reason),
            _("Other people re-examine the case now."),
            "recheck",
        )
    return _form_page(request, form, "recheck", last_day=last_day)


@of_followed_case
@require_http_methods(["GET", "POST"])
def retaliation(request: HttpRequest, complaint: Complaint) -> HttpResponse:
    """Report retaliation, or add to a report that is open (C14)."""
    return _with_files(
        request,
        RetaliationForm,
        f"complaint-retaliation:{complaint.pk}:{complaint.query_hash}",
        lambda text, owner: protect.report(complaint=complaint, text=text, owner_key=owner),
        _("The leader has been told. If you are in danger now, call 110."),
        "retaliation",
        report=complaint.retaliations.open().first(),
    )


@of_followed_case
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest, complaint: Complaint) -> HttpResponse:
    """A new query code, shown once."""
    if request.method == "POST":
        new = citizen.change_code(complaint=complaint)
        complaint.refresh_from_db(fields=["query_hash", "version"])
        tracking.follow(request, complaint)
        return render(request, "complaints/track/new_code.html", {"code": codes.show(new)})
    return render(request, "complaints/track/change_code.html")


@of_followed_case
@require_POST
def publication(request: HttpRequest, complaint: Complaint) -> HttpResponse:
    """Agree, or not, to publication."""
    citizen.set_publication(complaint=complaint, agrees=request.POST.get("agrees") == "1")
    status_message(request, _("Your choice about publication is saved."))
    return redirect("complaints:track-case")


@of_followed_case
@require_GET
def file(request: HttpRequest, complaint: Complaint, pk: int) -> HttpResponseBase:
    """A file of one's own case: what one sent oneself, and what the reply brings."""
    row = public_case.files_of(complaint).filter(pk=pk).first()
    if row is None:
        raise Http404
    return attachments.serve(row.attachment, request)


@of_followed_case
@require_GET
def slip(request: HttpRequest, complaint: Complaint) -> HttpResponse:
    """The receipt to print again: without the code, which only its holder knows."""
    return render(request, "complaints/track/receipt.html", {"slip": receipt.slip(complaint)})


@login_not_required
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Close the case in this browser: for borrowed phones and libraries."""
    tracking.leave(request)
    return redirect("complaints:track")


def _act(
    request: HttpRequest,
    form: PortalForm,
    act: Callable[[], object],
    said: str,
    page: str,
    **context: Any,
) -> HttpResponse:
    """Do it, say so, and go back to the case; a refusal is shown at its field."""
    try:
        act()
    except DomainError as refusal:
        form.add_domain_error(refusal)
        return _form_page(request, form, page, **context)
    status_message(request, said)
    return redirect("complaints:track-case")


_FORMS: dict[str, str] = {
    "add": "complaints/track/add.html",
    "withdraw": "complaints/track/withdraw.html",
    "recheck": "complaints/track/recheck.html",
    "retaliation": "complaints/track/retaliation.html",
}


def _form_page(request: HttpRequest, form: PortalForm, page: str, **context: Any) -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    return render(request, _FORMS[page], {"form": form, **context}, status=status)
