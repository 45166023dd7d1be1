"""Who of a unit came to which session: for the unit alone, never ranked, never added up by office.

A session that counts heads only has no names; it is left out of the matrix.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from accounts.models import Post, Unit, User
from campaign.enums import SessionState
from campaign.models import Campaign, StudyLine, StudyMaterial, StudySession, StudySignIn


@dataclass(frozen=True)
class PlanLine:
    """A line of the study plan with the sessions that carry it out."""

    line: StudyLine
    sessions: Sequence[StudySession]

    @property
    def is_done(self) -> bool:
        return any(session.state == SessionState.DONE for session in self.sessions)


@dataclass(frozen=True)
class PersonRow:
    """A person with a mark for each session of the matrix, and how many they missed."""

    user: User
    marks: Sequence[bool]

    @property
    def missed(self) -> int:
        return self.marks.count(False)


@dataclass(frozen=True)
class Matrix:
    """Held sessions with names, and the people of the unit."""

    sessions: Sequence[StudySession]
    rows: Sequence[PersonRow]


def plan_lines(campaign: Campaign, unit: Unit) -> list[PlanLine]:
    """The study plan of a unit, each line with its sessions and their materials; three queries."""
    lines = list(StudyLine.objects.filter(plan__campaign=campaign, plan__unit=unit))
    found: dict[int, list[StudySession]] = {line.pk: [] for line in lines}
    kept = StudyMaterial.objects.filter(in_use=True).select_related("attachment")
    sessions = StudySession.objects.of(campaign).filter(unit=unit, line__in=lines)
    sessions = sessions.prefetch_related(Prefetch("materials", kept, to_attr="kept_materials"))
    for session in sessions.exclude(state=SessionState.CANCELLED).order_by("date", "pk"):
        found[session.line_id or 0].append(session)
    return [PlanLine(line, found[line.pk]) for line in lines]


def people_of(unit: Unit) -> list[User]:
    """Who serves in a unit today and has an account, by name."""
    posts = Post.objects.current().filter(unit=unit)
    return list(User.objects.filter(is_active=True, pk__in=posts.values("user_id")).order_by("id"))


def matrix(campaign: Campaign, unit: Unit) -> Matrix:
    """Who came to which held session of the unit; three queries."""
    signs = StudySignIn.objects.filter(session__campaign=campaign, session__unit=unit)
    came = set(signs.values_list("session_id", "user_id"))
    held = StudySession.objects.of(campaign).filter(unit=unit).done().order_by("date", "pk")
    sessions = [one for one in held if any(pk == one.pk for pk, _user in came)]
    rows = [
        PersonRow(person, [(one.pk, person.pk) in came for one in sessions])
        for person in people_of(unit)
    ]
    return Matrix(sessions, rows)
