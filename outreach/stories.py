"""The case of an enterprise for its readers: facts and timeline."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from campaign.enums import BattleTag
from core.models import StatusLog
from core.text import Text
from core.ui.parts import TimelineEntry
from outreach.enums import CaseState
from outreach.models import Confirmation, EnterpriseCase
from outreach.workflow import CASE

Facts = list[tuple[Text, Any]]
STATE_TAGS = {
    CaseState.REGISTERED: "amber",
    CaseState.ASSIGNED: "amber",
    CaseState.PROMISED: "brand",
    CaseState.SERVING: "brand",
    CaseState.CONFIRMING: "amber",
    CaseState.CLOSED: "green",
}
# The first line of the story, which no workflow knows.
REGISTERED = gettext_lazy("Registered")


def state_tag(case: EnterpriseCase) -> str:
    """The colour of the state; grey for what ended without success or runs for long."""
    return STATE_TAGS.get(CaseState(case.state), "")


def need(case: EnterpriseCase) -> Facts:
    """What the enterprise needs and where it was heard."""
    link = format_html('<a href="{}">{}</a>', case.enterprise.get_absolute_url(), case.enterprise)
    facts: Facts = [
        (_("Enterprise"), link),
        (_("Kind of demand"), case.get_demand_display()),
        (_("What the enterprise needs"), case.description),
        (_("How it came up"), case.get_origin_display()),
    ]
    if case.origin_number:
        facts.append((_("Comes from"), case.origin_number))
    if case.tags:
        facts.append((_("Serves"), "、".join(str(BattleTag(tag).label) for tag in case.tags)))
    if case.item:
        url = reverse("rectification:item", args=[case.item.number])
        link = format_html('<a class="num" href="{}">{}</a>', url, case.item.number)
        facts.append((_("Rectification item"), link))
    return facts


def promised(case: EnterpriseCase) -> Facts:
    """What the unit has promised and what came of it."""
    facts: Facts = [(_("Measures promised"), case.measures)]
    if case.result:
        facts.append((pgettext("enterprise case", "Result"), case.result))
    return facts


def word(said: Confirmation) -> Facts:
    """What the enterprise said."""
    return [
        (_("The enterprise says"), said.get_outcome_display()),
        (_("Rating of the service"), f"{said.stars} / 5 {said.get_stars_display()}"),
        (_("Words of the enterprise"), said.words),
    ]


def timeline(logs: Iterable[StatusLog]) -> list[TimelineEntry]:
    """The steps of a case, newest first; the newest one is marked as now."""
    rows = list(logs)[::-1]
    return [_entry(row, "now" if n == 0 else "") for n, row in enumerate(rows)]


def _entry(row: StatusLog, kind: str) -> TimelineEntry:
    step = CASE.transitions.get(row.transition)
    label = step.label if step else REGISTERED
    when = f"{timezone.localtime(row.at):%Y-%m-%d %H:%M}"
    who = f"{row.actor_name}（{row.actor_post}）" if row.actor_post else row.actor_name
    body = row.reason
    if moved := row.extra.get("to"):
        body = _("%(reason)s New date: %(day)s.") % {"reason": row.reason, "day": moved}
    return TimelineEntry(label, f"{when} {who}", kind, body)
