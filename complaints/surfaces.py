"""Everything that a handling unit gets to see of a case, as it will see it (C3).

The leak check reads what these render, so that a page which begins to show something else than
the redacted copy cannot give anybody away.
"""

import re
from collections.abc import Callable, Iterator
from html import unescape

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from complaints import notices, unit_copy
from complaints.files import neutral_name
from complaints.leaks import Piece
from complaints.models import Complaint, ComplaintFile
from core import attachments
from core.errors import DomainError
from core.models import Notice
from core.text import Text
from core.uploads.texts import TooLong, texts_of

Render = Callable[[Complaint], str]
_TAGS = re.compile(r"<[^<>]+>")
_FOR_UNIT = (
    notices.Dispatched,
    notices.AssistAsked,
    notices.Supplemented,
    notices.SentBack,
    notices.ReplyDue,
)
_more: dict[Text, Render] = {}


def register(place: Text, render: Render) -> None:
    """Add something that a unit gets, such as an export; `place` says where in words."""
    _more[place] = render


class _OneRow(list[Complaint]):
    """A page of a list with one row."""

    summary = ""


def of(complaint: Complaint) -> Iterator[Piece]:
    """What the unit will see: the copy, its page, the row of the list, messages, files."""
    copy = unit_copy.build(complaint)
    yield from copy.texts()
    yield "redacted_text", _page(complaint, copy), _("the unit’s page")
    yield "redacted_text", _row(complaint), _("the list")
    for kind in _FOR_UNIT:
        notice = Notice(kind=kind.code, number=complaint.number)
        yield "redacted_text", str(kind().text(notice)), _("a message")
    for place, render in _more.items():
        yield "redacted_text", render(complaint), place
    for file in complaint.files.released().select_related("attachment", "copy"):
        yield from of_file(file)


def of_file(file: ComplaintFile) -> Iterator[Piece]:
    """What stands in a file as the unit gets it; `DomainError` if there is too much to search."""
    given, name = file.for_unit, neutral_name(file)
    yield "files", given.label, name
    try:
        for text in texts_of(attachments.read(given), given.mime):
            yield "files", text, name
    except TooLong as fault:
        raise DomainError(
            _("%(name)s is too long to be searched: leave it out, or give the unit a covered copy.")
            % {"name": name},
            "leak",
            "files",
        ) from fault


def _page(complaint: Complaint, copy: unit_copy.UnitCopy) -> str:
    context = {
        "complaint": complaint,
        "copy": copy,
        "offers": [],
        "reply": complaint.replies.order_by("-id").first(),
    }
    parts = ("case_head", "unit_case_main")
    return _plain("".join(render_to_string(f"complaints/staff/{p}.html", context) for p in parts))


def _row(complaint: Complaint) -> str:
    context = {"page": _OneRow([complaint]), "case_url": "complaints:case"}
    return _plain(render_to_string("complaints/staff/rows.html", context))


def _plain(html: str) -> str:
    return unescape(_TAGS.sub(" ", html))
