"""Visits and opinions for their readers: facts, tags, timeline."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.models import StatusLog
from core.text import Text
from core.ui.parts import TimelineEntry
from core.workflow import Workflow
from outreach.enums import OpinionState
from outreach.models import FieldVisit, Opinion

Facts = list[tuple[Text, Any]]
TAGS = {OpinionState.OPEN: "amber", OpinionState.HANDED: "amber"}
_BEGUN = gettext_lazy("Registered")


def tag(opinion: Opinion) -> str:
    """Amber while it waits, red when it is late, green when it is disposed of."""
    if opinion.is_late():
        return "red"
    return TAGS.get(OpinionState(opinion.state), "green")


def visit_facts(visit: FieldVisit) -> Facts:
    """Where, when, who, how many."""
    place: Text = visit.place
    if visit.enterprise is not None:
        place = format_html(
            '<a href="{}">{}</a>', visit.enterprise.get_absolute_url(), visit.enterprise.name
        )
    return [
        (_("Kind of visit"), visit.get_kind_display()),
        (_("Day of the visit"), visit.on.isoformat()),
        (_("Place"), place),
        (_("Who went"), visit.visitors),
        (_("People met"), visit.met),
        (_("What the visit showed"), visit.summary),
    ]


def opinion_facts(opinion: Opinion, *, visit_link: bool) -> Facts:
    """What was said, where it was heard, and what became of it.

    `visit_link`: only for who may read the visit; the other unit reads the opinion alone.
    """
    visit = opinion.visit
    heard: Text = f"{visit.unit.short_name}，{visit.get_kind_display()}，{visit.on.isoformat()}"
    if visit_link:
        heard = format_html('<a href="{}">{}</a>', visit.get_absolute_url(), heard)
    facts: Facts = [
        (_("What was said"), opinion.text),
        (_("Nature"), opinion.get_nature_display()),
        (_("Heard by"), heard),
    ]
    if opinion.handed_to:
        facts.append((_("Handed to unit"), opinion.handed_to.short_name))
    if opinion.note:
        facts.append((_("What was done"), opinion.note))
    if link := linked(opinion):
        facts.append((opinion.get_state_display(), link))
    return facts


def linked(opinion: Opinion) -> Text:
    """The item or case that came of an opinion, as a link."""
    if opinion.item:
        url = reverse("rectification:item", args=[opinion.item.number])
        return format_html('<a class="num" href="{}">{}</a>', url, opinion.item.number)
    if opinion.case:
        url = opinion.case.get_absolute_url()
        return format_html('<a class="num" href="{}">{}</a>', url, opinion.case.number)
    return ""


def timeline(table: Workflow, logs: Iterable[StatusLog]) -> list[TimelineEntry]:
    """The steps of a record, newest first; the newest one is marked as now."""
    entries = []
    for n, row in enumerate(list(logs)[::-1]):
        step = table.transitions.get(row.transition)
        when = f"{timezone.localtime(row.at):%Y-%m-%d %H:%M}"
        who = f"{row.actor_name}（{row.actor_post}）" if row.actor_post else row.actor_name
        label = step.label if step else _BEGUN
        entries.append(TimelineEntry(label, f"{when} {who}", "" if n else "now", row.reason))
    return entries
