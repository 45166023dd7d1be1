"""One item: what is promised, done, proven? (ux.md P20)"""

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from accounts.models import User
from core import attachments, clock
from core.http import redirect_back, status_message
from core.models import Deadline, Notice
from core.text import is_slogan
from core.ui.due import day_words, weekday
from core.workdays import calendar
from rectification import access, acts, origins, rule_access, rule_gaps, timeline
from rectification import why as deadline_rules
from rectification.actions import office, progress
from rectification.enums import RuleState, State
from rectification.forms.promise import due_hint
from rectification.lights import light
from rectification.models import ProgressReport, RectificationItem
from rectification.queries import present_day
from rectification.workflow import KIND


def person(request: HttpRequest) -> User:
    """The signed-in person (sign-in is the default of every page)."""
    assert isinstance(request.user, User)  # noqa: S101 - the middleware has seen to it
    return request.user


def find(request: HttpRequest, number: str) -> RectificationItem:
    """The item with its people, or 404 for everybody who may not know of it."""
    items_ = RectificationItem.objects.visible_to(person(request))
    return get_object_or_404(
        items_.select_related(
            "unit", "category", "campaign", "responsible__user", "lead__user", "merged_into"
        ),
        number=number,
    )


def item(request: HttpRequest, number: str) -> HttpResponse:
    """The item's page."""
    row = find(request, number)
    user = person(request)
    steps = acts.acts(user, row)
    measures = list(row.measures.select_related("owner__user"))
    context = {
        "item": row,
        "light": light(row, present_day()),
        "measures": measures,
        "done": sum(1 for measure in measures if measure.done_on),
        "milestones": milestones(row),
        "timeline": timeline.entries(row),
        "main_act": steps[0] if steps else None,
        "other_acts": steps[1:],
        "extension": acts.undecided(row),
        "extension_acts": acts.extension_acts(user, row),
        "problem_facts": problem_facts(row, user),
        "duty_facts": duty_facts(row),
        "warnings": Notice.objects.filter(subject_kind=KIND, subject_id=row.pk)
        .filter(kind="rectification.item-due")
        .values("period")
        .distinct()
        .count(),
        "hint": due_hint(row.due_date) if row.is_open else "",
        "slogan": is_slogan(row.description),
        "unread": unread_reports(user, row),
        "may_manage": bool(access.can_manage(user, row)),
        "questions": thread(user, row),
        **rules_of(user, row),
    }
    return render(request, "rectification/item.html", context)


def thread(user: User, row: RectificationItem) -> list[dict[str, Any]]:
    """Questions and answers, oldest first, with a link for whoever has to answer."""
    asked = row.questions.select_related("created_by", "answered_by").order_by("id")
    found = []
    for question in asked:
        question.item = row
        found.append({"row": question, "may_answer": bool(access.can_answer(user, question))})
    return found


def rules_of(user: User, row: RectificationItem) -> dict[str, Any]:
    """The rules that answer the problem, and what a long-term item lacks to close."""
    running = row.state == State.IN_PROGRESS
    return {
        "rules": row.rules.exclude(state=RuleState.DROPPED).order_by("number"),
        "reviews": row.reviews.select_related("added_by"),
        "close_gaps": rule_gaps.long_term_gaps(row) if running else [],
        "may_link": bool(rule_access.can_link_item(user, row)),
    }


def milestones(row: RectificationItem) -> list[dict[str, Any]]:
    """The milestones with their state in words and as a tag."""
    today = clock.today()
    found = []
    for step in row.milestones.all():
        if step.done_on:
            state, tag = _("reached"), "green"
        elif step.is_late(today):
            state, tag = _("late"), "red"
        else:
            state, tag = _("ahead"), ""
        found.append({"row": step, "state": state, "tag": tag})
    return found


def problem_facts(row: RectificationItem, user: User) -> list[tuple[str, Any]]:
    """What is wrong and what shall become of it."""
    facts: list[tuple[str, Any]] = [
        (_("Problem"), row.description),
        (_("Cause"), row.cause),
        (_("Rectification target"), row.target),
        (_("Class"), row.get_klass_display()),
        (_("Category"), row.category.words_at(row.created_at)),
        (_("Source"), row.get_source_display()),
    ]
    if row.origin_number:
        facts.append((_("Comes from"), _origin(row, user)))
    if row.merged_into is not None:
        url = reverse("rectification:item", args=[row.merged_into.number])
        link = format_html('<a class="num" href="{}">{}</a>', url, row.merged_into.number)
        facts.append((_("Goes on as"), link))
    if row.result:
        facts.append((pgettext("rectification", "Result"), row.get_result_display()))
    if row.remark:
        facts.append((_("Remark"), row.remark))
    return facts


def _origin(row: RectificationItem, user: User) -> str:
    """The number of the record it comes from, as a link where there is a page of it."""
    url = origins.address(row.origin_kind, row.origin_number, user)
    if not url:
        return row.origin_number
    return format_html('<a class="num" href="{}">{}</a>', url, row.origin_number)


def duty_facts(row: RectificationItem) -> list[tuple[str, Any]]:
    """Who answers for it."""
    supporting = "、".join(unit.short_name for unit in row.co_units.all())
    facts = [
        (pgettext("rectification", "Unit"), row.unit.short_name),
        (_("Leading person"), row.lead.user.name if row.lead else ""),
        (_("Responsible person"), row.responsible.user.name if row.responsible else ""),
        (_("Responsible section"), row.section),
        (_("Verified by"), _("inspection team, on site") if row.needs_visit else _("the office")),
    ]
    if supporting:
        facts.append((_("Supporting units"), supporting))
    return facts


def unread_reports(user: User, row: RectificationItem) -> list[ProgressReport]:
    """Reports that the office has not marked as read; nothing for others."""
    if not user.may("item.review", row.unit.code):
        return []
    return list(row.reports.filter(read_at=None).order_by("-id"))


def why(request: HttpRequest, number: str) -> HttpResponse:
    """Why this deadline: the days counted, with holidays and make-up days."""
    row = find(request, number)
    due = row.deadline
    if due is None:
        raise Http404
    today = clock.today()
    days = calendar()
    count = days.distance(today, due)
    history = Deadline.objects.of(KIND, row.pk)
    context = {
        "item": row,
        "due": due,
        "due_words": day_words(due),
        "count": count,
        "reasons": deadline_rules.reasons(row, days),
        "months": deadline_rules.months(days, today, due),
        "weekdays": [weekday(dt.date(2024, 1, n)) for n in range(1, 8)],
        "hint": due_hint(due),
        "guessed": days.guessed(today, due),
        "history": history,
    }
    return render(request, "rectification/why.html", context)


def file(request: HttpRequest, number: str, pk: int) -> HttpResponseBase:
    """A file of the item, for everybody who sees the item."""
    row = find(request, number)
    evidence = get_object_or_404(row.evidence.select_related("attachment"), pk=pk)
    shown = "show" in request.GET
    return attachments.serve(evidence.attachment, request, inline=shown, number=number)


@require_POST
def read(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """The office has read a report."""
    row = find(request, number)
    progress.mark_read(report=get_object_or_404(row.reports, pk=pk), by=person(request))
    status_message(request, _("Marked as read:"), _url(row), row.number)
    return redirect_back(request, _url(row))


@require_POST
def urge(request: HttpRequest, number: str) -> HttpResponse:
    """Remind the unit."""
    row = office.urge(item=find(request, number), by=person(request))
    status_message(request, _("Reminder sent for"), _url(row), row.number)
    return redirect_back(request, _url(row))


@require_POST
def key(request: HttpRequest, number: str) -> HttpResponse:
    """Mark as key item, or take the mark away."""
    row = office.set_key(
        item=find(request, number), by=person(request), is_key=request.POST.get("key") == "1"
    )
    said = _("Marked as key item:") if row.is_key else _("No longer a key item:")
    status_message(request, said, _url(row), row.number)
    return redirect_back(request, _url(row))


def _url(row: RectificationItem) -> str:
    return row.get_absolute_url()
