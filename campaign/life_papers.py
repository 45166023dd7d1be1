"""What was written for and said in a democratic life meeting, as its people read it.

Whoever calls this has asked `access.can_read_life_meeting` first.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from campaign.models import Criticism, LifeMeeting, LifeMember
from core.text import Text


@dataclass(frozen=True)
class Step:
    """A step of the procedure: its name, and the text or how many have done it."""

    name: Text
    text: str = ""
    done: int = 0
    of: int = 0

    @property
    def is_done(self) -> bool:
        return bool(self.text) or (self.of > 0 and self.done == self.of)


@dataclass(frozen=True)
class Seat:
    """A member with their self-review and what the others say about them."""

    member: LifeMember
    received: list[Criticism]


def procedure(meeting: LifeMeeting) -> list[Step]:
    """The steps that the rules for such meetings ask for, in order (domain.md §4.6)."""
    paper = meeting.paper
    members = list(meeting.members.all())
    written = sum(1 for member in members if member.problems)
    spoken = Criticism.objects.filter(author__meeting=meeting)
    return [
        Step(_("Settle the theme"), paper.theme),
        Step(_("Collect opinions"), paper.opinions),
        Step(_("Talk with each other beforehand"), paper.talks),
        Step(_("Write the self-reviews"), done=written, of=len(members)),
        Step(_("What came of the last meeting's measures"), paper.last_measures),
        Step(
            _("Criticism and self-criticism"),
            done=spoken.values("author").distinct().count(),
            of=len(members),
        ),
        Step(_("Decide measures"), paper.measures),
        Step(_("Report and announce inside the unit"), paper.report),
    ]


def seats(meeting: LifeMeeting) -> list[Seat]:
    """All members in order; two queries."""
    members = meeting.members.select_related("user")
    said = Criticism.objects.filter(author__meeting=meeting).select_related("author__user")
    by_member: dict[int, list[Criticism]] = {}
    for criticism in said:
        by_member.setdefault(criticism.about_id, []).append(criticism)
    return [Seat(member, by_member.get(member.pk, [])) for member in members]
