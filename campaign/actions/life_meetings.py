"""Democratic life meetings: the head prepares and holds them, members write, problems go on.

No sentence of a meeting goes into the audit trail, the timeline or a message (domain.md §4.6).
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User
from campaign import access, ledger_door
from campaign.actions import tasks
from campaign.enums import Evidence, LifeMeetingState
from campaign.models import (
    AgreedProblem,
    Campaign,
    Category,
    Criticism,
    LifeMeeting,
    LifeMeetingPaper,
    LifeMember,
)
from campaign.workflow import LIFE
from core import audit, clock, numbering
from core.access import require
from core.errors import DomainError, WrongState
from core.workflow import lock

PAPER = (
    "theme",
    "place",
    "host",
    "opinions",
    "talks",
    "last_measures",
    "measures",
    "report",
)
REVIEW = ("problems", "causes", "commitments")


@transaction.atomic
def prepare(
    *, unit: Unit, by: User, date: Any, members: Collection[User], **paper: str
) -> LifeMeeting:
    """Call a meeting of the leading body. `paper`: those of `PAPER`; `theme` is needed."""
    require(access.can_prepare_life_meeting(by, unit))
    campaign = Campaign.objects.current()
    scope = f"SH-{campaign.year}-{unit.code}"
    meeting = LifeMeeting(campaign=campaign, unit=unit, date=date, created_by=by)
    meeting.number = f"{scope}-{numbering.take(scope):03d}"
    meeting.save()
    LifeMeetingPaper.objects.create(meeting=meeting, **_checked(paper))
    _seat(meeting, members)
    meeting.save(update_fields=["expected"])
    _audit("prepare", meeting, by)
    return meeting


@transaction.atomic
def edit(
    *,
    meeting: LifeMeeting,
    by: User,
    version: int,
    date: Any,
    members: Collection[User],
    **paper: str,
) -> LifeMeeting:
    """Change the papers; day and members only as long as the meeting has not been held."""
    meeting = lock(meeting, version)
    require(access.can_change_life_meeting(by, meeting))
    if meeting.state == LifeMeetingState.PREPARING:
        meeting.date = date
        _seat(meeting, members)
    LifeMeetingPaper.objects.filter(meeting=meeting).update(**_checked(paper))
    _save(meeting, "date", "expected", "problems")
    _audit("edit", meeting, by)
    return meeting


def _checked(paper: Mapping[str, str]) -> Mapping[str, str]:
    for name in paper:
        if name not in PAPER:
            raise TypeError(f"{name} cannot be set here")
    return paper


def _seat(meeting: LifeMeeting, people: Collection[User]) -> None:
    """Give these people seats; who has written something keeps theirs."""
    if len(people) < 2:
        raise DomainError(_("Choose at least two members."), "members", "members")
    seated = {member.user_id: member for member in meeting.members.all()}
    for person in people:
        if person.pk not in seated:
            LifeMember.objects.create(meeting=meeting, user=person)
    wanted = {person.pk for person in people}
    for user_id, member in seated.items():
        if user_id not in wanted:
            _unseat(member)
    meeting.expected = len(wanted)
    _count(meeting)


def _unseat(member: LifeMember) -> None:
    if any(getattr(member, name) for name in REVIEW) or member.given.exists():
        raise DomainError(
            _("%s has written something already and stays a member.") % member.user.name,
            "written",
            "members",
        )
    member.delete()


@transaction.atomic
def hold(
    *, meeting: LifeMeeting, by: User, present: Iterable[int], version: int | None = None
) -> LifeMeeting:
    """Log the meeting as held. `present`: ids of the members who came; it fulfils the task."""
    meeting = lock(meeting, version)
    require(access.can_prepare_life_meeting(by, meeting.unit))
    if meeting.date > clock.today():
        raise DomainError(
            _("The meeting is on %(day)s. Log it as held when that day has come.")
            % {"day": meeting.date.isoformat()},
            "future",
            "date",
        )
    came = meeting.members.filter(pk__in=list(present))
    meeting.attended = came.count()
    if meeting.attended < 2:
        raise DomainError(_("Tick the members who came, at least two."), "present", "present")
    LIFE.apply(meeting, "hold", by=by, save=["attended"])
    came.update(present=True)
    tasks.fulfil(
        Evidence.LIFE_MEETING,
        unit=meeting.unit,
        by=by,
        kind=LIFE.kind,
        object_id=meeting.pk,
        number=meeting.number,
        on=meeting.date,
        campaign=meeting.campaign,
    )
    return meeting


@transaction.atomic
def move(*, meeting: LifeMeeting, step: str, by: User) -> LifeMeeting:
    """Begin to put things right (`"rectify"`), or conclude (`"finish"`) once all is on the way."""
    if step not in {"rectify", "finish"}:
        raise ValueError(step)
    meeting = lock(meeting)
    if step == "finish" and meeting.agreed_problems.filter(item_number="").exists():
        raise DomainError(
            _("An agreed problem is not on the ledger yet. Make an item of it first."), "agreed"
        )
    LIFE.apply(meeting, step, by=by)
    return meeting


@transaction.atomic
def cancel(*, meeting: LifeMeeting, by: User) -> LifeMeeting:
    """Call a meeting off; one that was logged by mistake no longer counts for the unit's task."""
    meeting = lock(meeting)
    if meeting.agreed_problems.exclude(item_number="").exists():
        raise DomainError(
            _("Problems of this meeting are on the ledger already. It can no longer be cancelled."),
            "on-ledger",
        )
    LIFE.apply(meeting, "cancel", by=by)
    tasks.unfulfil(kind=LIFE.kind, object_id=meeting.pk, by=by)
    return meeting


@transaction.atomic
def write_review(*, member: LifeMember, by: User, version: int, **review: str) -> LifeMember:
    """A member writes about themselves: `REVIEW`, one problem per line."""
    member = lock(member, version)
    _require_own(member, by)
    for name, text in review.items():
        if name not in REVIEW:
            raise TypeError(f"{name} cannot be set here")
        setattr(member, name, text.strip())
    member.version += 1
    member.save(update_fields=[*REVIEW, "version", "updated_at"])
    meeting = lock(member.meeting)
    _count(meeting)
    _save(meeting, "problems")
    _audit("review", meeting, by)
    return member


@transaction.atomic
def criticise(*, member: LifeMember, by: User, about: LifeMember, content: str) -> None:
    """Write, change or (empty) take back what one member says about another."""
    _require_own(member, by)
    if about.meeting_id != member.meeting_id or about.pk == member.pk:
        raise DomainError(_("Choose another member of the same meeting."), "about", "about")
    if content.strip():
        Criticism.objects.update_or_create(
            author=member, about=about, defaults={"content": content.strip()}
        )
    else:
        Criticism.objects.filter(author=member, about=about).delete()
    _audit("criticise", member.meeting, by)


def _require_own(member: LifeMember, by: User) -> None:
    require(access.can_speak(by, member.meeting))
    if member.user_id != by.pk:
        raise WrongState


@transaction.atomic
def agree(*, meeting: LifeMeeting, by: User, text: str) -> AgreedProblem:
    """Release a problem, in words meant for it, to those who keep the unit's ledger."""
    meeting = lock(meeting)
    require(access.can_change_life_meeting(by, meeting))
    if meeting.state == LifeMeetingState.PREPARING:
        raise DomainError(_("Log the meeting as held first."), "not-held", "text")
    problem = AgreedProblem.objects.create(meeting=meeting, text=text.strip())
    meeting.agreed += 1
    _save(meeting, "agreed")
    _audit("agree", meeting, by)
    return problem


@transaction.atomic
def to_ledger(*, problem: AgreedProblem, by: User, category: Category) -> str:
    """Make a draft item of an agreed problem, once; the item's number."""
    meeting = lock(problem.meeting)
    require(access.can_take_to_ledger(by, meeting))
    problem = AgreedProblem.objects.select_for_update().get(pk=problem.pk)
    if problem.item_number:
        return problem.item_number
    problem.item_number = ledger_door.take_in(
        unit=meeting.unit,
        by=by,
        description=problem.text,
        category=category,
        origin=meeting.number,
    )
    problem.save(update_fields=["item_number"])
    meeting.on_ledger += 1
    _save(meeting, "on_ledger")
    _audit("to-ledger", meeting, by)
    return problem.item_number


def _count(meeting: LifeMeeting) -> None:
    """How many problems the members name, one per line; they cannot be counted in SQL."""
    meeting.problems = sum(
        1
        for member in meeting.members.all()
        for line in member.problems.splitlines()
        if line.strip()
    )


def _save(meeting: LifeMeeting, *fields: str) -> None:
    meeting.version += 1
    meeting.save(update_fields=[*fields, "version", "updated_at"])


def _audit(what: str, meeting: LifeMeeting, by: User) -> None:
    audit.record(
        f"{LIFE.kind}.{what}",
        by=by,
        kind=LIFE.kind,
        object_id=meeting.pk,
        number=meeting.number,
        unit_code=meeting.unit_code,
        detail={"state": LifeMeetingState(meeting.state).value},
    )
