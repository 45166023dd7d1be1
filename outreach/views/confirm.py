"""The page of the enterprise: no account, only the link (R-081, acceptance check 20)."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods

from core import tries
from core.errors import Conflict, DomainError
from outreach import links
from outreach.actions import confirming
from outreach.forms.steps import AnswerForm
from outreach.models import EnterpriseCase


@never_cache
@login_not_required
@sensitive_variables("token")
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """What was done, and the enterprise's word on it. Wrong, used and replaced links get the
    same answer; whoever tries many has to wait."""
    counters = links.counters(request)
    if waiting := tries.wait(counters):
        return _private(
            render(request, "outreach/wait.html", {"minutes": waiting.minutes}, status=429)
        )
    case = links.find(token)
    if case is None:
        tries.miss(counters)
        return _private(render(request, "outreach/no_link.html", status=404))
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and _may_answer(request, case) and form.is_valid():
        try:
            confirming.answer(case=case, token=token, **form.cleaned_data)
        except Conflict:
            return _private(render(request, "outreach/no_link.html", status=404))
        except DomainError as refusal:
            form.add_domain_error(refusal)
        else:
            return redirect("outreach:confirmed")
    return _page(request, case, form)


def _may_answer(request: HttpRequest, case: EnterpriseCase) -> bool:
    """While the link runs, and not from the workbench: staff may try the link, not use it."""
    return case.link_runs and not request.user.is_authenticated


def _page(request: HttpRequest, case: EnterpriseCase, form: AnswerForm) -> HttpResponse:
    facts = [
        (_("Enterprise"), case.enterprise.name),
        (_("Handling unit"), case.unit.name),
        (_("What you asked for"), case.description),
        (_("What was promised"), case.measures),
        (_("What was done"), case.result),
    ]
    context = {
        "case": case,
        "facts": facts,
        "form": form if _may_answer(request, case) else None,
        "is_staff": request.user.is_authenticated,
    }
    status = 422 if form.is_bound and form.errors else 200
    return _private(render(request, "outreach/confirm.html", context, status=status))


def _private(answer: HttpResponse) -> HttpResponse:
    """Kept out of search engines, and out of the next site's logs.

    With "no-referrer" the browser would hide the origin of the form, and it would be refused.
    """
    answer.headers["X-Robots-Tag"] = "noindex"
    answer.headers["Referrer-Policy"] = "strict-origin"
    return answer


@never_cache
@login_not_required
@require_GET
def confirmed(request: HttpRequest) -> HttpResponse:
    """After the answer. It names nothing, so that going back tells nobody anything."""
    return render(request, "outreach/confirmed.html")
