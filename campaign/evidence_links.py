"""Where a person goes to make the record that a task asks for.

Packages above register the pages of their own records when the apps are ready.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from campaign.enums import Evidence, MeetingKind
from core.text import Text


@dataclass(frozen=True)
class Link:
    """The name of an address, what follows it, and the button's verb."""

    url_name: str
    verb: Text
    query: str = ""


_links: dict[str, Link] = {
    Evidence.PLAN: Link("campaign:plans", _("Write the plan")),
    Evidence.GROUP: Link("campaign:plans", _("Set up the group")),
    Evidence.STUDY: Link("campaign:session-new", _("Log a session")),
    Evidence.MOBILIZATION: Link(
        "campaign:meeting-new", _("Log the meeting"), f"?kind={MeetingKind.MOBILIZATION}"
    ),
    Evidence.SYMPOSIUM: Link(
        "campaign:meeting-new", _("Log the meeting"), f"?kind={MeetingKind.SYMPOSIUM}"
    ),
    Evidence.SUMMARY_MEETING: Link(
        "campaign:meeting-new", _("Log the meeting"), f"?kind={MeetingKind.SUMMARY}"
    ),
    Evidence.LIFE_MEETING: Link("campaign:life-meetings", _("See the meetings")),
}


def register(evidence: Evidence, url_name: str, verb: Text, query: str = "") -> None:
    """Name the page where records of this evidence are made."""
    _links[evidence] = Link(url_name, verb, query)


def link(evidence: str) -> Link | None:
    """The page for an evidence; nothing if no package has one."""
    return _links.get(evidence)
