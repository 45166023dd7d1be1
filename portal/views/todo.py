"""`/staff/todo/`: what must I do today? (P16; for the office P25)"""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from core import clock, todo
from core.http import denied
from core.text import Text
from core.todo import Todo
from core.ui.parts import Tab
from core.workdays import calendar
from portal import todo_boxes
from portal.menu import TODO_KEYS, WORK
from portal.menus import additions


@dataclass(frozen=True)
class Group:
    """A heading of the list with its light and rows."""

    key: str
    label: Text
    light: str
    rows: Sequence[Todo]


def _groups(rows: Sequence[Todo]) -> list[Group]:
    today, days = clock.today(), calendar()
    kinds: dict[str, list[Todo]] = {"late": [], "today": [], "soon": [], "later": []}
    for row in rows:
        kinds[todo.urgency(row, today, days)].append(row)
    headings = {
        "late": (_("Overdue"), "red"),
        "today": (_("Due today"), "amber"),
        "soon": (_("Within 3 working days"), "amber"),
        "later": (_("Later"), "green"),
    }
    return [Group(key, *headings[key], found) for key, found in kinds.items() if found]


def _tabs(found: Sequence[Todo], chosen: str, path: str) -> list[Tab]:
    tabs = [Tab(_("All"), path, len(found), current=not chosen)]
    for kind, count in todo.by_kind(found).items():
        tabs.append(Tab(kind, f"{path}?{urlencode({'kind': kind})}", count, current=kind == chosen))
    return tabs


def todo_list(request: HttpRequest) -> HttpResponse:
    """The person's to-dos by urgency; the first row has the page's one main button."""
    user = request.user
    if not any(user.may(permission) for permission in WORK):  # type: ignore[union-attr]
        return denied(request, _("Administrators take no part in the business of the campaign."))
    found = todo.todos(user)
    chosen = request.GET.get("kind", "")
    rows = [row for row in found if not chosen or str(row.kind) == chosen]
    # Too dear for every page; here the rows have been read already.
    request.menu_counts = dict.fromkeys(TODO_KEYS, len(found))  # type: ignore[attr-defined]
    groups = _groups(rows)
    by_key = {group.key: len(group.rows) for group in _groups(found)}
    context = {
        "groups": groups,
        "first": groups[0].rows[0] if groups else None,
        "tabs": _tabs(found, chosen, request.path),
        "total": len(found),
        "late": by_key.get("late", 0),
        "due_today": by_key.get("today", 0),
        "chosen": chosen,
        "adds": additions(user),
        "lamps": todo_boxes.lamps(user),  # type: ignore[arg-type]
        "phase": todo_boxes.phase_box(user),  # type: ignore[arg-type]
        "news": todo_boxes.news(user),  # type: ignore[arg-type]
    }
    return render(request, "portal/todo.html", context)
