"""`/staff/todo/`: what must I do today? (P16; for the office P25)"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import clock, todo
from core.duties import Board
from core.http import ListPage, Sort, denied
from core.text import Text
from core.todo import Todo
from core.ui.parts import Tab
from core.workdays import calendar
from portal import deadman, todo_boxes
from portal.menu import ADMINISTRATION, TODO_KEYS, WORK
from portal.menus import additions

PER_PAGE = 50
_URGENT = [Sort("due", (), gettext_lazy("the most urgent first"))]


@dataclass(frozen=True)
class Group:
    """A heading of the list with its light, the rows of this page, and how many there are."""

    key: str
    label: Text
    light: str
    rows: Sequence[Todo]
    count: int


def _groups(rows: Sequence[Todo], board: Board) -> list[Group]:
    today, days = clock.today(), calendar()
    kinds: dict[str, list[Todo]] = {key: [] for key in todo.GROUPS}
    for row in rows:
        kinds[todo.urgency(row, today, days)].append(row)
    headings = {
        "first": (_("Before everything else"), "red"),
        "late": (_("Overdue"), "red"),
        "today": (_("Due today"), "amber"),
        "soon": (_("Within 3 working days"), "amber"),
        "later": (_("Later"), "green"),
    }
    return [
        Group(key, *headings[key], found, board.shown(key)) for key, found in kinds.items() if found
    ]


def _tabs(board: Board, chosen: str, path: str) -> list[Tab]:
    tabs = [Tab(_("All"), path, board.total(), current=not chosen)]
    for kind, groups in board.counts.items():
        url = f"{path}?{urlencode({'kind': kind})}"
        tabs.append(Tab(kind, url, sum(groups.values()), current=kind == chosen))
    return tabs


def todo_list(request: HttpRequest) -> HttpResponse:
    """The person's to-dos by urgency; the first row has the page's one main button."""
    user = request.user
    if not any(user.may(permission) for permission in (*WORK, *ADMINISTRATION)):  # type: ignore[union-attr]
        return denied(request, _("You hold no post today, so nothing can wait for you."))
    chosen = request.GET.get("kind", "")
    board = Board(todo.found(user), today=clock.today(), days=calendar(), kind=chosen)
    # Too dear for every page; here the rows have been counted already.
    request.menu_counts = dict.fromkeys(TODO_KEYS, board.total())  # type: ignore[attr-defined]
    page: ListPage[Any] = ListPage(
        request, cast("QuerySet[Any]", board), sorts=_URGENT, per_page=PER_PAGE
    )
    groups = _groups(page.rows, board)
    context = {
        "page": page,
        "groups": groups,
        "first": groups[0].rows[0] if groups else None,
        "tabs": _tabs(board, chosen, request.path),
        "total": board.total(),
        "late": board.total("late"),
        "due_today": board.total("today"),
        "chosen": chosen,
        "silent": deadman.silence(user),  # type: ignore[arg-type]
        "adds": additions(user),
        "lamps": todo_boxes.lamps(user),  # type: ignore[arg-type]
        "phase": todo_boxes.phase_box(user),  # type: ignore[arg-type]
        "news": todo_boxes.news(user),  # type: ignore[arg-type]
    }
    return render(request, "portal/todo.html", context)
