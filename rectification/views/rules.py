"""The register of rules, one rule, problem → rule → relapse, the three kinds of each unit (P24)."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from accounts.enums import Permission as P
from accounts.models import Unit, User
from campaign.models import Campaign
from core import attachments, clock
from core.access import require
from core.http import ListPage, Sort, status_message
from core.models import StatusLog
from core.ui.due import moment_words
from core.ui.parts import TimelineEntry
from rectification import rule_access as access
from rectification import rule_acts
from rectification import rule_queries as queries
from rectification.actions import rules as actions
from rectification.enums import RuleKind, Scope
from rectification.forms.rule_filters import MatrixFilter, RuleFilter
from rectification.forms.rules import AbsenceForm
from rectification.models import RectificationItem, Rule, RuleAbsence
from rectification.views.item import person
from rectification.workflow import RULE, RULE_KIND

SORTS = (
    Sort("new", ("-id",), gettext_lazy("newest first")),
    Sort("due", ("due_on", "id"), gettext_lazy("by planned day of issue")),
    Sort("unit", ("unit__order", "unit__sort_key", "id"), gettext_lazy("by unit")),
)
MATRIX_SORTS = (
    Sort("number", ("unit__order", "unit__sort_key", "number"), gettext_lazy("by unit and number")),
)


def listing(request: HttpRequest) -> HttpResponse:
    """The rules a person may read, with counts, savings and what is missing."""
    user = person(request)
    require(access.can_read_rules(user))
    rows = Rule.objects.visible_to(user)
    filters = RuleFilter(request.GET, user=user)
    shown = filters.apply(rows).select_related("unit")
    campaign = Campaign.objects.current_or_none()
    mine = user.units_with(P.UNIT_READ)
    context = {
        "page": ListPage(request, shown, sorts=SORTS, filters=filters),
        "counts": queries.counts(rows),
        "savings": queries.savings(rows),
        "today": clock.today(),
        "kinds": queries.kinds_of(mine, campaign) if campaign else [],
        "late_items": _late_items(user, campaign),
        "may_plan": bool(user.units_with(P.RULE_EDIT)) and campaign is not None,
    }
    return render(request, "rectification/rules/list.html", context)


def _late_items(user: User, campaign: Campaign | None) -> int:
    if campaign is None:
        return 0
    return queries.overdue_items(RectificationItem.objects.visible_to(user), campaign)


def find(request: HttpRequest, number: str) -> Rule:
    """The rule, or 404 for everybody who may not know of it."""
    rows = Rule.objects.visible_to(person(request))
    return get_object_or_404(
        rows.select_related("unit", "campaign", "meeting", "issued_by", "evaluated_by"),
        number=number,
    )


def rule(request: HttpRequest, number: str) -> HttpResponse:
    """One rule from its problems to its checks, with the steps the person can take."""
    user = person(request)
    row = find(request, number)
    steps = rule_acts.acts(user, row)
    context = {
        "rule": row,
        "items": queries.matrix(row.items.visible_to(user)).order_by("number"),
        "plan_facts": plan_facts(row),
        "issue_facts": issue_facts(row),
        "savings": savings_of(row),
        "aspects": [(aspect.label, text) for aspect, text in row.aspects if text],
        "files": row.files.filter(in_use=True).select_related("attachment"),
        "opinions": list(row.opinions.all()),
        "checks": list(row.checks.select_related("added_by")),
        "main_act": steps[0] if steps else None,
        "other_acts": steps[1:],
        "timeline": timeline(row),
        "relapsed": queries.relapsed(Rule.objects.filter(pk=row.pk)).exists(),
    }
    return render(request, "rectification/rules/rule.html", context)


def plan_facts(row: Rule) -> list[tuple[str, Any]]:
    """What is planned."""
    facts: list[tuple[str, Any]] = [
        (pgettext("rectification", "Unit"), row.unit.short_name),
        (pgettext("rule", "Type"), row.get_kind_display()),
        (pgettext("rule", "What is done"), row.get_change_display()),
    ]
    if row.former:
        facts.append((_("Present rule"), row.former))
    return facts


def issue_facts(row: Rule) -> list[tuple[str, Any]]:
    """Who was asked, who approved, how it was issued; nothing before."""
    facts: list[tuple[str, Any]] = []
    if row.consulted:
        facts.append((_("Asked for opinions"), row.consulted))
        facts.append((_("Consultation"), f"{row.consult_from} — {row.consult_to}"))
    if row.deliberated_by:
        facts.append((_("Approved by"), f"{row.deliberated_by}，{row.deliberated_on}"))
        facts.append((_("Decision"), row.decision))
    if row.doc_no:
        facts.append((pgettext("rule", "Document number"), row.doc_no))
        facts.append((_("Issued on"), row.issued_on))
        facts.append((_("In force from"), row.effective_on))
        scope = row.get_disclosure_display()
        reason = f"（{row.disclosure_reason}）" if row.disclosure != Scope.PUBLIC else ""
        facts.append((_("May be read by"), f"{scope}{reason}"))
    if row.verdict:
        facts.append((_("Evaluation"), f"{row.get_verdict_display()}：{row.evaluation}"))
    if row.abolition:
        facts.append((_("Abolished by document"), row.abolition))
    return facts


def savings_of(row: Rule) -> list[tuple[str, int, int, int]]:
    """Name, before, after and the difference of what was counted."""
    lines = (
        (pgettext("rule", "Steps"), row.steps_before, row.steps_after),
        (_("Working days"), row.days_before, row.days_after),
        (_("Materials"), row.materials_before, row.materials_after),
    )
    return [
        (name, before, after, before - after)
        for name, before, after in lines
        if before is not None and after is not None
    ]


def timeline(row: Rule) -> list[TimelineEntry]:
    """What happened to a rule, newest first."""
    logs = list(StatusLog.objects.of(RULE_KIND, row.pk))
    return [
        TimelineEntry(
            title=RULE[log.transition].label
            if log.transition in RULE.transitions
            else pgettext("rule", "Planned"),
            meta="，".join(
                part for part in (log.actor_name, log.actor_post, moment_words(log.at)) if part
            ),
            kind="now" if log is logs[-1] else "",
            body=log.reason,
        )
        for log in reversed(logs)
    ]


def matrix(request: HttpRequest) -> HttpResponse:
    """Each problem with its rules, and whether it came back (R-095)."""
    user = person(request)
    require(access.can_read_rules(user))
    rows = queries.answerable(RectificationItem.objects.visible_to(user))
    filters = MatrixFilter(request.GET, user=user)
    scope = filters.apply(rows) if filters.value("unit") else rows
    context = {
        "page": ListPage(
            request, queries.matrix(filters.apply(rows)), sorts=MATRIX_SORTS, filters=filters
        ),
        "all": scope.count(),
        "without": queries.without_rule(scope).count(),
        "failed": queries.back_despite_rule(scope).count(),
    }
    return render(request, "rectification/rules/matrix.html", context)


def kinds(request: HttpRequest) -> HttpResponse:
    """The three kinds of every unit the person reads: rules, reasons, gaps (R-094)."""
    user = person(request)
    require(access.can_read_rules(user))
    units = Unit.objects.active().in_order()
    if not user.reads_zone:
        units = units.filter(pk__in=[unit.pk for unit in user.units_with(P.UNIT_READ)])
    campaign = Campaign.objects.current_or_none()
    context = {
        "rows": queries.kinds_of(units, campaign) if campaign else [],
        "heads": [kind.label for kind in RuleKind],
    }
    return render(request, "rectification/rules/kinds.html", context)


def absence(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """Say why the unit makes no rule of a kind."""
    user = person(request)
    units = {unit.code: unit for unit in user.units_with(P.UNIT_READ)}
    unit = units.get(code)
    if unit is None or kind not in RuleKind.values:
        raise Http404
    require(access.can_plan_rule(user, unit))
    present = RuleAbsence.objects.filter(
        unit=unit, kind=kind, campaign=Campaign.objects.current_or_none()
    ).first()
    data = request.POST if request.method == "POST" else None
    form = AbsenceForm(data, initial={"reason": present.reason if present else ""})
    if data is not None and form.is_valid():
        actions.excuse(unit=unit, kind=kind, reason=form.cleaned_data["reason"], by=user)
        url = reverse("rectification:rule-kinds")
        status_message(request, _("Saved:"), url, RuleKind(kind).label)
        return redirect("rectification:rules")
    context = {"form": form, "unit": unit, "kind": RuleKind(kind).label}
    return render(request, "rectification/rules/absence.html", context)


def file(request: HttpRequest, number: str, pk: int) -> HttpResponseBase:
    """A file of the rule, for everybody who sees the rule."""
    row = find(request, number)
    found = get_object_or_404(row.files.select_related("attachment"), pk=pk)
    return attachments.serve(found.attachment, request)
