"""What becomes of a case that a unit leaves lying: the draft of a supervision slip."""

import datetime as dt
from collections.abc import Sequence

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from campaign import slip_door
from campaign.slip_door import Lapse
from complaints.models import Complaint
from core.models import Deadline


def draft(deadlines: Sequence[Deadline], today: dt.date, *, signing: bool) -> int:
    """Put drafts before the office, the day after the unit should have signed or replied.

    The paper names number and dates only, since more people read it than the case. There is none
    about accusations and cases that go past the desk: the office knows nothing of them (C4, C5).
    """
    ids = [row.subject_id for row in deadlines]
    known = set(
        Complaint.objects.filter(pk__in=ids, is_accusation=False, bypass=False).values_list(
            "pk", flat=True
        )
    )
    return slip_door.draft(
        [_lapse(row, today, signing=signing) for row in deadlines if row.subject_id in known]
    )


def _lapse(deadline: Deadline, today: dt.date, *, signing: bool) -> Lapse:
    facts = {
        "number": deadline.number,
        "due": deadline.due_on.strftime("%Y-%m-%d"),
        "today": today.strftime("%Y-%m-%d"),
    }
    with translation.override(settings.LANGUAGE_CODE):
        if signing:
            title = _("Order to sign for case %(number)s")
            text = _(
                "Case %(number)s should have been signed for by %(due)s. On %(today)s your unit"
                " has not signed for it."
            )
            demand = _("Sign for the case at once, handle it in time and say why it was left.")
        else:
            title = _("Order to answer case %(number)s")
            text = _(
                "The reply to case %(number)s was due on %(due)s. On %(today)s your unit has not"
                " sent it."
            )
            demand = _("Finish the case and send the reply at once; say why it is late.")
        return Lapse(deadline, True, title % facts, text % facts, demand)
