"""Cases as units, the office and the leader see them: the redacted copy and nothing else."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.enums import Permission as P
from accounts.models import User
from complaints import access, files, protection, reply_templates, unit_copy
from complaints.actions import assist, closing, handling, replies
from complaints.enums import Decision, State
from complaints.forms import desk, unit
from complaints.models import Complaint, ComplaintFile, ReplyTemplate
from complaints.models.reply import PARTS
from complaints.views import trail
from complaints.views.acts import Act, Desk, find, offers, perform, sealed, staff, step
from core import attachments
from core.access import Allowed, Answer, Denied
from core.text import whole_number

_NOT_NOW = Denied(_("The case is not being handled by your unit now."))


def _handles(*states: str) -> Any:
    def ask(user: User, complaint: Complaint) -> Answer:
        if complaint.state not in states:
            return _NOT_NOW
        if not user.may(P.COMPLAINT_HANDLE, complaint.unit_code):
            return Denied(_("Your post does not allow this step."))
        return Allowed()

    return ask


def _can_extend(user: User, complaint: Complaint) -> Answer:
    if complaint.extensions.exclude(decision=Decision.DENIED).exists():
        return Denied(_("More time can be asked for only once."))
    return _handles(State.HANDLING)(user, complaint)


def _can_return(user: User, complaint: Complaint) -> Answer:
    if complaint.fixed:
        return Denied(
            _("The desk has designated your unit: this case cannot be handed back again.")
        )
    return step("ask_return")(user, complaint)


def _can_open_item(user: User, complaint: Complaint) -> Answer:
    if complaint.item_number or complaint.is_accusation:
        return _NOT_NOW
    states = (State.HANDLING, State.REDO, State.REPLIED, State.CLOSED)
    return _handles(*states)(user, complaint)


ACTS: dict[str, Act] = {
    "sign-for": Act(
        _("Sign for"), _("Signed for:"), step("sign_for"), handling.sign_for, main=True
    ),
    "reply": Act(
        _("Write the reply"),
        _("The reply waits for the unit head:"),
        step("report"),
        replies.report,
        unit.ReplyForm,
        template="complaints/staff/reply.html",
        main=True,
    ),
    "sign": Act(
        pgettext_lazy("reply", "Sign and send"),
        _("Signed and sent:"),
        step("sign"),
        replies.sign,
        main=True,
    ),
    "decline": Act(
        _("Give back for rework"),
        _("Given back:"),
        step("decline"),
        replies.decline,
        desk.ReasonForm,
    ),
    "contact": Act(
        _("Note what was checked"),
        _("Noted:"),
        _handles(State.HANDLING, State.REDO),
        handling.log_contact,
        unit.ContactForm,
        _("The complainant reads that it was done, not what you write here."),
    ),
    "assist": Act(
        _("Report what your unit found"),
        _("Reported to the handling unit:"),
        assist.can_assist,
        assist.contribute,
        unit.ContactForm,
        _("The handling unit reads it and answers the complainant."),
    ),
    "extend": Act(
        _("Ask for more time"),
        _("More time was asked for:"),
        _can_extend,
        handling.ask_extension,
        unit.ExtendForm,
    ),
    "return": Act(
        _("Hand back"),
        _("The return was asked for:"),
        _can_return,
        handling.ask_return,
        unit.ReturnForm,
        _("Within two working days of dispatch; name the right unit. The clock goes on."),
    ),
    "item": Act(
        _("Turn into a rectification item"),
        _("A rectification item was opened:"),
        _can_open_item,
        closing.to_item,
    ),
}


def _more(user: User, complaint: Complaint, name: str) -> dict[str, Any]:
    context: dict[str, Any] = {"copy": unit_copy.build(complaint)}
    if name == "reply":
        context["initial"] = _reply_to_start_from(complaint)
        context["templates"] = ReplyTemplate.objects.filter(active=True)
        context["chosen"] = 0
    return context


def _reply_to_start_from(complaint: Complaint) -> dict[str, Any]:
    """The last reply that was sent back: nobody types twice."""
    last = complaint.replies.filter(round=complaint.redo_count).order_by("-id").first()
    if last is None:
        return {}
    return {part: getattr(last, part) for part in (*PARTS, "verified", "result")}


PLACE = Desk(ACTS, "complaints:case", "complaints:case-act", "complaints:cases", _more)


@never_cache
@require_GET
def case(request: HttpRequest, number: str) -> HttpResponse:
    """The unit's page of a case (P18): the same page for the office and the leader."""
    user, complaint = staff(request), find(request, number)
    trail.shown(request, user, complaint)
    if access.is_sealed(complaint) and not access.can_read_original(user, complaint):
        return sealed(request, complaint)
    context = {
        "complaint": complaint,
        "copy": unit_copy.build(complaint),
        "offers": offers(PLACE, user, complaint),
        "reply": complaint.replies.order_by("-id").first(),
        "templates": [],
    }
    return render(request, "complaints/staff/unit_case.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, number: str, act: str) -> HttpResponse:
    """One act of the unit."""
    if request.method == "GET" and act in ACTS and ACTS[act].plain:
        find(request, number)
        return redirect("complaints:case", number)
    return perform(
        request, PLACE, number, act, _from_template(request, number) if act == "reply" else {}
    )


def _from_template(request: HttpRequest, number: str) -> dict[str, Any]:
    """The reply starts from the template that was chosen above the form."""
    chosen = request.GET.get("from", "")
    template = ReplyTemplate.objects.filter(active=True, pk=whole_number(chosen)).first()
    if template is None:
        return {}
    texts = reply_templates.filled(template, find(request, number))
    return {"initial": {**texts, "template": template.pk}, "chosen": template.pk}


def _file(request: HttpRequest, pk: int) -> tuple[ComplaintFile, Complaint]:
    """A file with its case, if the person may know of that."""
    rows = ComplaintFile.objects.select_related("attachment", "copy", "complaint", "message")
    row = get_object_or_404(rows, pk=pk)
    return row, find(request, row.complaint.number)


@never_cache
@require_GET
def file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A file: the original for the desk, a released one under a neutral name for others."""
    row, complaint = _file(request, pk)
    if row.message is not None and row.message.report_id is not None:
        get_object_or_404(protection.reports_of(staff(request)), pk=row.message.report_id)
        return attachments.serve(row.attachment, request, inline=True, number=complaint.number)
    # Files of a reply are the unit's own, not the complainant's.
    if access.can_read_original(staff(request), complaint) or (
        row.reply_id and not access.is_sealed(complaint)
    ):
        return attachments.serve(row.attachment, request, inline=True, number=complaint.number)
    if not row.released or access.is_sealed(complaint):
        raise Http404
    return _neutral(request, row, complaint)


@never_cache
@require_GET
def copy(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The covered copy of a file, as the unit sees it, for whoever made it."""
    row, complaint = _file(request, pk)
    if row.copy is None or not access.can_read_original(staff(request), complaint):
        raise Http404
    return _neutral(request, row, complaint)


def _neutral(request: HttpRequest, row: ComplaintFile, complaint: Complaint) -> HttpResponseBase:
    name = files.neutral_name(row)
    return attachments.serve(row.for_unit, request, name=name, inline=True, number=complaint.number)
