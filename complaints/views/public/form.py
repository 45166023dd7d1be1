"""The public complaint form: four steps, each a page, then a result page that can be reloaded."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import Unit
from campaign.models import Category
from complaints import choices, files, floods, receipt, reference, wizard
from complaints.actions import intake
from complaints.actions.intake import Answers
from complaints.forms.public import CheckStep, ContactStep, DetailStep, UnitStep
from complaints.identity import Contact
from complaints.models import Complaint
from complaints.views.public.honeypot import caught
from complaints.wizard import Draft
from core import attachments
from core.errors import DomainError
from core.forms import PortalForm
from core.text import whole_number
from core.ui.parts import Upload

_PAGES = {
    "unit": "complaints/new/unit.html",
    "detail": "complaints/new/detail.html",
    "contact": "complaints/new/contact.html",
    "check": "complaints/new/check.html",
}
_SECRET = (
    "person",
    "content",
    "wish",
    "name",
    "phone",
    "email",
    "token",
    "window",
    "unit",
    "category",
)

# A password manager can fill in what people do not see.
_HUMAN = gettext_lazy(
    "Nothing was taken over, for a field that people do not see was filled in. If you are a person,"
    " switch off automatic filling and start again, or call the supervision line."
)


def _step_url(step: str) -> str:
    return reverse(f"complaints:new-{step}")


def _lost(request: HttpRequest, step: str) -> HttpResponse:
    """An earlier step is missing: the session has ended, or somebody came by a bookmark."""
    messages.warning(
        request,
        _(
            "Part of what you filled in is no longer here. Please fill in this step again;"
            " texts kept in this browser are filled in for you."
        ),
    )
    return redirect(_step_url(step))


def _after(request: HttpRequest, step: str, draft: Draft) -> HttpResponse:
    """Where to go once a step is right: back to the check page if it was reached from there."""
    wizard.save(request, draft)
    if missing := draft.missing_before("check"):
        if wizard.STEPS.index(missing) < wizard.STEPS.index(step):
            return _lost(request, missing)
        return redirect(_step_url(missing))
    return redirect(_step_url("check"))


def _page(request: HttpRequest, step: str, form: PortalForm, **context: Any) -> HttpResponse:
    number = wizard.STEPS.index(step) + 1
    names = [
        _("Choose the unit"),
        pgettext("complaint form", "What happened"),
        _("Contact"),
        _("Check and send"),
    ]
    back = _step_url(wizard.STEPS[number - 2]) if number > 1 else reverse("complaints:start")
    base = {"form": form, "number": number, "names": names, "back_url": back, "step": step}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, _PAGES[step], base | context, status=status)


@login_not_required
def new(request: HttpRequest) -> HttpResponse:
    """The short address of the form."""
    return redirect(_step_url("unit"))


@never_cache
@login_not_required
@sensitive_post_parameters(*_SECRET)
@require_http_methods(["GET", "POST"])
def unit(request: HttpRequest) -> HttpResponse:
    """① Whom is it about?"""
    draft = wizard.load(request) or Draft()
    form = UnitStep(
        request.POST if request.method == "POST" else None,
        initial=draft.of("unit") or {"unit": request.GET.get("unit", "")},
        units=choices.units(),
    )
    if request.method == "POST" and form.is_valid():
        draft.data["unit"] = form.cleaned_data
        return _after(request, "unit", draft)
    return _page(request, "unit", form)


@never_cache
@login_not_required
@sensitive_post_parameters(*_SECRET)
@require_http_methods(["GET", "POST"])
def detail(request: HttpRequest) -> HttpResponse:
    """② What happened? Files are kept at once, whatever else is wrong."""
    draft = wizard.load(request) or Draft()
    form = DetailStep(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        initial=draft.of("detail"),
        categories=list(Category.objects.public()),
    )
    if request.method == "POST":
        if caught(request):
            messages.warning(request, _HUMAN)
            return redirect("complaints:start")
        if answer := _take_detail(request, draft, form):
            return answer
    return _page(request, "detail", form, uploads=_uploads(draft), about=_about(draft))


def _take_detail(request: HttpRequest, draft: Draft, form: DetailStep) -> HttpResponse | None:
    owner = files.owner_key(draft.token)
    if removed := request.POST.get("remove_file", ""):
        attachments.unstage(owner, whole_number(removed))
        form.quiet()
        wizard.save(request, draft)
        return None
    faults = attachments.stage_all(
        request.FILES.getlist("attachments"), owner_key=owner, policy=files.POLICY
    )
    # Once true it stays so: claiming nothing does no harm, forgetting a file would.
    draft.has_files = draft.has_files or attachments.staged(owner).exists()
    valid = form.is_valid()
    for fault in faults:
        form.add_domain_error(fault)
    if not valid or faults:
        # The files that were taken belong to this token: keep it.
        wizard.save(request, draft)
        return None
    data = form.cleaned_data
    day = data["happened_on"]
    draft.data["detail"] = {
        "category": data["category"],
        "happened_on": day.isoformat() if day else "",
        "place": data["place"],
        "content": data["content"],
        "wish": data["wish"],
    }
    return _after(request, "detail", draft)


def _uploads(draft: Draft) -> list[Upload]:
    return files.staged_uploads(files.owner_key(draft.token))


def _about(draft: Draft) -> dict[str, Any]:
    """The unit of the first step, for the note on the second."""
    code = draft.of("unit").get("unit", "")
    unit = Unit.objects.filter(code=code).first() if code else None
    return {
        "unit": unit,
        "office": code == choices.OFFICE,
        "window": draft.of("unit").get("window", ""),
        "by_code": draft.of("unit").get("by_code", False),
    }


@never_cache
@login_not_required
@sensitive_post_parameters(*_SECRET)
@require_http_methods(["GET", "POST"])
def contact(request: HttpRequest) -> HttpResponse:
    """③ How do you hear back?"""
    draft = wizard.load(request) or Draft()
    initial = draft.of("contact") or {"wants_secrecy": True}
    form = ContactStep(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        draft.data["contact"] = form.cleaned_data
        return _after(request, "contact", draft)
    return _page(request, "contact", form)


@never_cache
@login_not_required
@sensitive_post_parameters(*_SECRET)
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """④ Is it right? Sending twice, from two tabs or after «back», is one complaint."""
    sent = wizard.sent(request)
    if request.method == "POST" and sent and request.POST.get("token") == sent.token:
        return redirect("complaints:new-done")
    draft = wizard.load(request)
    if draft is None:
        return redirect("complaints:new-done") if sent else _lost(request, "unit")
    if missing := draft.missing_before("check"):
        return _lost(request, missing)
    form = CheckStep(
        request.POST if request.method == "POST" else None, initial={"token": draft.token}
    )
    if request.method == "POST" and form.is_valid():
        try:
            floods.admit(request, draft.token, form.cleaned_data["proof"])
            return _send(request, draft)
        except DomainError as refusal:
            form.add_domain_error(refusal)
    rows = receipt.check_rows(draft, _uploads(draft))
    return _page(request, "check", form, sections=rows, challenge=floods.challenge(draft.token))


def _send(request: HttpRequest, draft: Draft) -> HttpResponse:
    done = intake.submit(
        answers=_answers(draft),
        token=draft.token,
        attach=lambda complaint: _keep(request, draft, complaint),
    )
    if wizard.load(request) is not None:  # somebody else was quicker with the same form
        wizard.finish(request, draft.token, done.pk)
    return redirect("complaints:new-done")


def _keep(request: HttpRequest, draft: Draft, complaint: Complaint) -> None:
    """Files and receipt go with the complaint in one commit, instead of one for each."""
    if draft.has_files:
        files.link(complaint, attachments.claim(files.owner_key(draft.token)))
    wizard.finish(request, draft.token, complaint.pk)
    wizard.keep(request)


def _answers(draft: Draft) -> Answers:
    """The action's answers from the cleaned values of the steps."""
    whom, what, who = draft.of("unit"), draft.of("detail"), draft.of("contact")
    code, day = whom.get("unit", ""), what["happened_on"]
    known = reference.read(what["category"], code)
    return Answers(
        known=known,
        unit=known.unit,
        about_office=code == choices.OFFICE,
        window=whom.get("window", ""),
        person=whom.get("person", ""),
        category=known.category,
        happened_on=dt.date.fromisoformat(day) if day else None,
        place=what.get("place", ""),
        content=what["content"],
        wish=what["wish"],
        anonymous=who["anonymous"] == "1",
        contact=Contact(
            name=who["name"],
            phone=who["phone"],
            email=who["email"],
            is_minor=who.get("is_minor", False),
        ),
        wants_secrecy=who["wants_secrecy"],
        consent_contact=who["consent_contact"],
        consent_public=who["consent_public"],
        channel="qr" if whom.get("by_code") else "web",
    )


@never_cache
@login_not_required
@require_GET
def done(request: HttpRequest) -> HttpResponse:
    """It has arrived: number, code, what happens when. Opened elsewhere it shows no code."""
    sent = wizard.sent(request)
    if sent is None or not sent.fresh:
        return render(request, "complaints/new/gone.html")
    complaint = get_object_or_404(Complaint.objects.with_units(), pk=sent.pk)
    track_url = request.build_absolute_uri(reverse("complaints:track"))
    return render(
        request,
        "complaints/new/done.html",
        {"receipt": receipt.build(complaint, sent.token, track_url)},
    )
