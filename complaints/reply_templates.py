"""Reply templates: the variables that are filled in from the case when a reply starts from one."""

import datetime as dt
import re
from collections.abc import Callable, Mapping

from django.utils import timezone

from complaints.models import Complaint, ReplyTemplate
from complaints.models.reply import PARTS
from core import clock

_VARIABLE = re.compile(r"[{｛]([^{}｛｝]*)[}｝]")
# Nothing here tells who complained: a unit sees all of it in its copy anyway.
VARIABLES: Mapping[str, Callable[[Complaint], str]] = {
    "编号": lambda case: case.number,
    "单位": lambda case: case.lead_unit.name if case.lead_unit else "",
    "问题类型": lambda case: case.category.name,
    "收到日期": lambda case: _day(timezone.localdate(case.received_at)),
    "今天": lambda case: _day(clock.today()),
}
"""What stands in braces in a template, and what of the case replaces it."""


def unknown(text: str) -> list[str]:
    """The variables of a text that nothing would fill in, each once."""
    return [name for name in dict.fromkeys(_VARIABLE.findall(text)) if name not in VARIABLES]


def filled(template: ReplyTemplate, complaint: Complaint) -> dict[str, str]:
    """The four parts with the variables of a case; 〔…〕 stays for the unit to write."""

    def value(found: re.Match[str]) -> str:
        known = VARIABLES.get(found[1])
        return known(complaint) if known else found[0]

    return {part: _VARIABLE.sub(value, getattr(template, part)) for part in PARTS}


def _day(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
