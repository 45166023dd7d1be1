"""Register a complaint for somebody: the same action as the public form, `channel` set."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import User
from complaints import access, codes, files, registered
from complaints import receipt as slips
from complaints.actions import intake
from complaints.actions.intake import Answers
from complaints.forms.desk import UnitField
from complaints.forms.register import RegisterForm
from complaints.identity import Contact
from complaints.models import Complaint
from complaints.views.acts import staff
from core import attachments
from core.access import require
from core.errors import DomainError
from core.text import whole_number

_START = {"channel": "phone", "wants_secrecy": True}


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """The form. Files are kept at once, whatever else is wrong."""
    user = staff(request)
    require(access.can_register(user))
    if request.method == "GET":
        form = RegisterForm(initial=_START | {"token": codes.new_token()})
        return render(request, "complaints/staff/register.html", {"form": form, "uploads": []})
    form = RegisterForm(request.POST, request.FILES)
    owner = files.owner_key(request.POST.get("token", ""))
    if removed := request.POST.get("remove_file", ""):
        attachments.unstage(owner, whole_number(removed))
        form.quiet()
    elif answer := _take(request, user, form, owner):
        return answer
    context = {"form": form, "uploads": files.staged_uploads(owner)}
    status = 422 if form.errors else 200
    return render(request, "complaints/staff/register.html", context, status=status)


def _take(request: HttpRequest, user: User, form: RegisterForm, owner: str) -> HttpResponse | None:
    faults = attachments.stage_all(
        request.FILES.getlist("attachments"), owner_key=owner, by=user, policy=files.POLICY
    )
    valid = form.is_valid()
    for fault in faults:
        form.add_domain_error(fault)
    if not valid or faults:
        return None
    token = form.cleaned_data["token"]
    try:
        receipt = intake.submit(
            answers=_answers(form, form.cleaned_data),
            token=token,
            by=user,
            attach=lambda complaint: _keep(complaint, owner),
        )
    except DomainError as refusal:
        form.add_domain_error(refusal)
        return None
    registered.keep(request, token, receipt.pk)
    return redirect("complaints:registered")


def _keep(complaint: Complaint, owner: str) -> None:
    files.link(complaint, attachments.claim(owner))


@never_cache
@require_GET
def done(request: HttpRequest) -> HttpResponse:
    """Number, code, dates and what the person has to know, to read out or to print."""
    user = staff(request)
    require(access.can_register(user))
    sent = registered.kept(request)
    if sent is None:
        return redirect("complaints:register")
    complaint = get_object_or_404(Complaint.objects.with_units(), pk=sent.pk, received_by=user)
    track_url = request.build_absolute_uri(reverse("complaints:track"))
    context = {
        "receipt": slips.build(complaint, sent.token, track_url),
        "may_open": Complaint.objects.visible_to(user).filter(pk=complaint.pk).exists(),
    }
    return render(request, "complaints/staff/registered.html", context)


def _answers(form: RegisterForm, data: dict[str, Any]) -> Answers:
    field = form.fields["unit"]
    assert isinstance(field, UnitField)  # noqa: S101
    contact = Contact(
        name=data["name"],
        phone=data["phone"],
        email=data["email"],
        address=data["address"],
        organisation=data["organisation"],
        is_minor=data["is_minor"],
    )
    return Answers(
        channel=data["channel"],
        unit=field.unit(data["unit"]),
        window=data["window"],
        person=data["person"],
        category=data["category"],
        happened_on=data["happened_on"],
        place=data["place"],
        content=data["content"],
        wish=data["wish"],
        anonymous=not contact,
        contact=contact,
        wants_secrecy=data["wants_secrecy"],
        consent_contact=data["consent_contact"],
        consent_public=data["consent_public"],
        foreign_number=data["foreign_number"],
    )
