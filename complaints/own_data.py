"""What is kept about a complainant, for that person alone (PIPL Art. 45): a file to take away."""

import json
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from complaints import identity, public_case
from complaints.models import Complaint


def export(complaint: Complaint) -> bytes:
    """JSON in UTF-8: what the person wrote, who they are, who looked, and every step they may
    read. Files are listed by name; the tracking page hands them out."""
    shown = public_case.build(complaint)
    contact = identity.own(complaint)
    data: dict[str, Any] = {
        _("number"): complaint.number,
        _("State"): str(shown.title),
        _("received at"): _at(complaint.received_at),
        _("what happened"): complaint.content,
        _("what the person asks for"): complaint.wish,
        _("person complained about"): complaint.target_person,
        _("place"): complaint.place,
        _("Identity"): contact,
        _("files"): [file.attachment.original_name for file in shown.files],
        _("messages"): [
            {
                _("at"): _at(row.at),
                pgettext("message", "from"): str(row.get_side_display()),
                _("text"): row.body,
            }
            for row in complaint.messages.all()
        ],
        _("Who looked at your identity"): [
            {
                _("at"): _at(row.at),
                _("post"): row.post,
                _("purpose"): row.purpose,
                _("reason"): row.reason,
            }
            for row in shown.looks
        ],
        _("Steps"): [
            {_("step"): entry.title, _("at"): entry.meta, _("text"): entry.body}
            for entry in shown.timeline
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2).encode()


def _at(when: Any) -> str:
    return f"{timezone.localtime(when):%Y-%m-%d %H:%M}"
