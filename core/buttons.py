"""Buttons of the next steps: which ones a person may press, and pressing them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from core.access import Answer
from core.http import status_message
from core.text import Text
from core.workflow import Workflow


@dataclass(frozen=True)
class Step:
    """One button: `ask(user, row)` says who sees it, `act` does it; `reason`: a text goes along."""

    name: str
    label: Text
    ask: Callable[[Any, Any], Answer]
    act: Callable[..., Any]
    done: Text
    reason: bool = False
    plain: bool = False


def by_table(table: Workflow, name: str) -> Callable[[Any, Any], Answer]:
    """Asks nothing beyond what the transition table says of a step."""
    return lambda user, row: table.can(row, name, user)


def available(steps: Mapping[str, Step], user: Any, row: Any) -> list[Step]:
    """The steps this person may take now, in table order."""
    return [step for step in steps.values() if step.ask(user, row)]


def press(
    request: HttpRequest, steps: Mapping[str, Step], name: str, subject: dict[str, Any], url: str
) -> HttpResponse:
    """Take a step; refusals become pages. `subject`: the keyword and the record of the action."""
    if name not in steps:
        raise Http404
    step = steps[name]
    given = {"reason": request.POST.get("reason", "")} if step.reason else {}
    row = step.act(**subject, by=request.user, **given)
    status_message(request, step.done, url, str(row.number or _("the draft")))
    return redirect(url)
