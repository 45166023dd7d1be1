"""What becomes of an item that is overdue: drafts of papers for the office (domain.md §4.22)."""

import datetime as dt

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from campaign.slip_door import Lapse
from core.models import Deadline
from core.workdays import calendar
from rectification.models import RectificationItem

REMINDER_AFTER = 3
ORDER_AFTER = 10


def lapse_of(item: RectificationItem, deadline: Deadline, step: int, today: dt.date) -> Lapse:
    """What the paper about an overdue item says; from ten working days on it is an order."""
    order = step >= ORDER_AFTER
    late = calendar().distance(calendar().next_workday(deadline.due_on), today)
    facts = {
        "number": item.number,
        "problem": item.description[:200],
        "due": deadline.due_on.strftime("%Y-%m-%d"),
        "today": today.strftime("%Y-%m-%d"),
        "days": late,
    }
    with translation.override(settings.LANGUAGE_CODE):
        title = (
            _("Order to finish the overdue item %(number)s")
            if order
            else _("Reminder of the overdue item %(number)s")
        )
        demand = (
            _(
                "Finish the rectification at once, say why it is late and who answers for it, and"
                " report the result with evidence by the date of this paper."
            )
            if order
            else _("Say why it is late, when it will be done and what you do until then.")
        )
        text = _(
            "Item %(number)s of your unit (“%(problem)s”) was due on %(due)s. On %(today)s it is"
            " %(days)s working days late, and its closing has not been asked for."
        )
        return Lapse(deadline, order, title % facts, text % facts, demand)
