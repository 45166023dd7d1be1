"""Plan a rule and write its draft."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.enums import Permission as P
from accounts.models import Unit, User
from core import attachments, drafts
from core.access import require
from core.errors import Conflict, DomainError, NotAllowed
from core.forms import form_of_draft
from core.http import conflict_response, status_message
from core.models import AuditEvent
from core.text import whole_number
from core.ui.parts import Upload
from core.uploads.policy import DOCX, PDF, Policy
from rectification import rule_access as access
from rectification.actions import rules as actions
from rectification.enums import RuleChange, RuleKind
from rectification.forms.rules import DraftForm, PlanForm
from rectification.models import Rule
from rectification.views.item import person
from rectification.views.rules import find
from rectification.workflow import RULE_KIND

POLICY = Policy(kinds=(DOCX, PDF), max_files=3)


def new(request: HttpRequest) -> HttpResponse:
    """Plan a rule; `?item=` ticks the problem it comes from, `?kind=` the type."""
    user = person(request)
    unit = _unit(user)
    kind = request.GET.get("kind", "")
    item = actions.linkable(unit).filter(number=request.GET.get("item", "")).first()
    blank = Rule(unit=unit)
    initial = {
        "version": 0,
        "kind": kind if kind in RuleKind.values else "",
        "change": RuleChange.NEW,
        "items": [item.pk] if item else [],
    }
    data = request.POST if request.method == "POST" else None
    form = PlanForm(data, instance=blank, initial=initial)
    if data is not None and form.is_valid():
        try:
            made = actions.plan(unit=unit, by=user, **form.plan())
        except NotAllowed:
            raise
        except DomainError as error:
            form.add_domain_error(error)
        else:
            status_message(request, _("Rule planned:"), made.get_absolute_url(), made.number)
            return redirect(made)
    context = {"form": form, "unit": unit, "rule": None}
    return render(request, "rectification/rules/plan.html", context)


def edit(request: HttpRequest, number: str) -> HttpResponse:
    """Change what is planned."""
    user = person(request)
    row = find(request, number)
    require(access.can_edit_rule(user, row))
    data = request.POST if request.method == "POST" else None
    form = PlanForm(data, instance=row, initial={"items": list(row.items.all())})
    if data is not None and form.is_valid():
        fresh = find(request, number)  # the form has written the typed values into its instance
        try:
            version = form.cleaned_data["version"]
            actions.edit(rule=fresh, by=user, version=version, **form.plan())
        except Conflict as stale:
            names = (*actions.PLAN_FIELDS, "items")
            return _conflict(request, form, stale, names)
        except NotAllowed:
            raise
        except DomainError as error:
            form.add_domain_error(error)
        else:
            status_message(request, _("Saved:"), fresh.get_absolute_url(), number)
            return redirect(fresh)
    context = {"form": form, "unit": row.unit, "rule": row}
    return render(request, "rectification/rules/plan.html", context)


def draft(request: HttpRequest, number: str) -> HttpResponse:
    """Write what the rule lays down; files are kept whatever else is wrong (R2)."""
    user = person(request)
    row = find(request, number)
    require(access.can_edit_rule(user, row))
    key = f"rule-draft:{row.pk}:{user.pk}"
    data = request.POST if request.method == "POST" else None
    form = DraftForm(data, request.FILES or None, instance=row)
    kept = None
    if data is None and "restart" not in request.GET:
        kept = drafts.load(user, f"rule:{row.pk}")
        form = _kept(row, kept) if kept else form
    if data is not None and _touched_files(request, key, form):
        form.quiet()
    elif data is not None and form.is_valid():
        fresh = find(request, number)
        try:
            _write(user, fresh, form, key)
        except Conflict as stale:
            return _conflict(request, form, stale, tuple(form.draft()))
        except NotAllowed:
            raise
        except DomainError as error:
            form.add_domain_error(error)
        else:
            drafts.drop(user, f"rule:{row.pk}")
            status_message(request, _("Draft saved:"), fresh.get_absolute_url(), number)
            return redirect(fresh)
    uploads = [
        Upload(one.attachment.original_name, one.attachment.size, remove=str(one.pk))
        for one in attachments.staged(key)
    ]
    context = {
        "form": form,
        "rule": row,
        "uploads": uploads,
        "draft_key": f"rule:{row.pk}",
        "from_draft": kept is not None,
    }
    return render(request, "rectification/rules/draft.html", context)


def _kept(row: Rule, saved: drafts.Saved) -> DraftForm:
    """What was typed last time and not saved; `?restart=1` shows the saved draft instead."""
    return form_of_draft(lambda data: DraftForm(data, instance=row), saved.data)


def _touched_files(request: HttpRequest, key: str, form: DraftForm) -> bool:
    """Keep what was uploaded; whether the post only takes a waiting file away."""
    gone = whole_number(request.POST.get("remove_file", ""))
    if gone:
        attachments.unstage(key, gone)
        return True
    faults = attachments.stage_all(
        request.FILES.getlist("files"), owner_key=key, by=person(request), policy=POLICY
    )
    form.is_valid()  # errors of files join those of the fields
    for fault in faults:
        form.add_error("files", str(fault.message))
    return False


@transaction.atomic
def _write(user: User, row: Rule, form: DraftForm, key: str) -> None:
    actions.write(
        rule=row,
        by=user,
        fields=form.draft(),
        files=attachments.claim(key),
        drop_files=form.cleaned_data.get("drop_files") or (),
        version=form.cleaned_data["version"],
    )


def _unit(user: User) -> Unit:
    units = user.units_with(P.RULE_EDIT)
    if not units:
        raise NotAllowed(_("Only the liaison or the deputy of the unit plans its rules."))
    return units[0]


def _conflict(
    request: HttpRequest, form: Any, stale: Conflict, names: tuple[str, ...]
) -> HttpResponse:
    current = stale.current
    assert isinstance(current, Rule)  # noqa: S101 - the action raises it so
    event = AuditEvent.objects.filter(
        object_kind=RULE_KIND, object_id=current.pk, result="ok"
    ).order_by("-id")
    last = event.first()
    saved = {name: getattr(current, name) for name in names if name != "items"}
    if "items" in names:
        saved["items"] = list(current.items.all())
    return conflict_response(
        request,
        form,
        {**saved, "version": current.version},
        who=last.actor_name if last else "",
        when=last.at if last else current.updated_at,
        cancel_url=current.get_absolute_url(),
        title=current.number,
    )
