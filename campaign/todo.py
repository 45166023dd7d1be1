"""What the campaign asks of a person today."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from accounts.enums import Permission
from accounts.models import Unit, User
from campaign import access, queries
from campaign.enums import LIFE_OVER, Evidence, LifeMeetingState, MeetingLevel, PlanState
from campaign.evidence_links import link
from campaign.models import (
    AgreedProblem,
    Campaign,
    LifeMeeting,
    LifeMember,
    Meeting,
    StudySession,
    UnitPlan,
    UnitTask,
)
from core import clock
from core.duties import Duties, Found
from core.text import Text
from core.todo import Todo

PLAN = gettext_lazy("Plan")
TASK = gettext_lazy("Task")
STUDY = gettext_lazy("Study")
MEETING = gettext_lazy("Meeting")
LIFE = pgettext_lazy("to-do", "Life meeting")


def todos(user: User) -> list[Found]:
    """Plans to write, sign or review; tasks of the phase; sessions and meetings to log."""
    campaign = Campaign.objects.current_or_none()
    if campaign is None:
        return []
    found: list[Found] = [*_plans(user, campaign)]
    units = user.units_with(Permission.PLAN_EDIT)
    if units:
        found += [*_tasks(user, campaign), _sessions(user, campaign), _meetings(user, campaign)]
    found += [*_zone_meetings(user, campaign), *_life_meetings(user, campaign)]
    return [*found, *_late_units(user, campaign)]


def _late_units(user: User, campaign: Campaign) -> Iterator[Duties]:
    """Units that were entered while the campaign runs get its tasks by a click of the office."""
    if not access.can_enrol(user, campaign):
        return

    def make(unit: Unit) -> Todo:
        return Todo(
            kind=TASK,
            title=_("%(unit)s has no tasks of this campaign yet") % {"unit": unit.short_name},
            number=unit.code,
            meta=campaign.title,
            due_on=None,
            verb=_("Give them the tasks"),
            url=reverse("campaign:campaign", args=[campaign.year]),
        )

    # A campaign that asks for nothing leaves nobody without tasks.
    if campaign.phases.filter(tasks__isnull=False).exists():
        yield Duties(TASK, queries.units_without_tasks(campaign), make, number="code")


def _plans(user: User, campaign: Campaign) -> Iterator[Duties]:
    steps = {
        PlanState.UNIT_REVIEW: (
            Permission.PLAN_SIGN,
            pgettext("plan", "Sign"),
            "campaign:plan-sign",
        ),
        PlanState.RETURNED: (Permission.PLAN_EDIT, _("Change the plan"), "campaign:plan-edit"),
        PlanState.AMENDING: (Permission.PLAN_EDIT, _("Change the plan"), "campaign:plan-edit"),
        PlanState.SUBMITTED: (Permission.PLAN_REVIEW, _("Review"), "campaign:plan-review"),
    }
    wanted = Q(pk__in=[])
    for state, (permission, _verb, _page) in steps.items():
        if units := user.units_with(permission):
            wanted |= Q(state=state, unit__in=units)
        elif user.may(permission):
            wanted |= Q(state=state)

    def make(plan: UnitPlan) -> Todo:
        _permission, verb, page = steps[PlanState(plan.state)]
        return Todo(
            kind=PLAN,
            title=plan.title,
            number=plan.number,
            meta=_("%(unit)s, %(state)s")
            % {"unit": plan.unit.short_name, "state": plan.get_state_display()},
            due_on=None,
            verb=verb,
            url=reverse(page, args=[plan.number]),
        )

    rows = UnitPlan.objects.visible_to(user).of(campaign).filter(wanted)
    yield Duties(PLAN, rows.select_related("unit"), make)


def _tasks(user: User, campaign: Campaign) -> Iterator[Todo]:
    """Open tasks of phases that have begun; what has been handed in waits for others."""
    sent = UnitPlan.objects.of(campaign).exclude(state=PlanState.DRAFT).values("unit_id")
    rows = (
        UnitTask.objects.visible_to(user)
        .of(campaign)
        .open()
        .filter(
            unit__in=user.units_with(Permission.PLAN_EDIT),
            task__phase__start__lte=clock.today(),
        )
        # A plan that was taken back is a draft again, and the unit has to go on with it.
        .filter(Q(handed_in_on=None) | Q(task__evidence=Evidence.PLAN))
        .exclude(task__evidence=Evidence.PLAN, unit__in=sent)
        .in_order()
    )
    for row in rows:
        page = link(row.task.evidence)
        if page is None:
            continue
        yield Todo(
            kind=TASK,
            title=row.task.title,
            number=row.number,
            meta=row.task.phase.name,
            due_on=row.task.due,
            verb=page.verb,
            url=reverse(page.url_name) + page.query,
        )


def _sessions(user: User, campaign: Campaign) -> Duties:
    rows = StudySession.objects.visible_to(user).of(campaign).to_log(clock.today())
    mine = rows.filter(unit__in=user.units_with(Permission.STUDY_EDIT))
    return Duties(
        STUDY,
        mine,
        lambda row: _record(STUDY, row, _("Log as held"), "campaign:session"),
        due="date",
    )


def _meetings(user: User, campaign: Campaign) -> Duties:
    rows = Meeting.objects.visible_to(user).of(campaign).to_log(clock.today())
    mine = rows.filter(unit__in=user.units_with(Permission.MEETING_EDIT))
    return Duties(
        MEETING,
        mine,
        lambda row: _record(MEETING, row, _("Log as held"), "campaign:meeting"),
        due="date",
    )


def _zone_meetings(user: User, campaign: Campaign) -> Iterator[Duties]:
    """The office logs the meetings of the zone."""
    if user.may(Permission.PLAN_REVIEW):
        rows = Meeting.objects.of(campaign).to_log(clock.today()).filter(level=MeetingLevel.ZONE)
        yield Duties(
            MEETING,
            rows,
            lambda row: _record(MEETING, row, _("Log as held"), "campaign:meeting"),
            due="date",
        )


def _life_meetings(user: User, campaign: Campaign) -> Iterator[Duties]:
    """Steps of democratic life meetings; a line names the meeting and never a word of it."""
    rows = LifeMeeting.objects.of(campaign).select_related("unit")
    if units := user.units_with(Permission.LIFE_MEETING):
        mine = rows.filter(unit__in=units)
        come = mine.filter(state=LifeMeetingState.PREPARING, date__lte=clock.today())
        yield _life(come, _("Log as held"))
        yield _life(mine.filter(state=LifeMeetingState.HELD), _("Begin to put things right"))
        left = AgreedProblem.objects.filter(meeting=OuterRef("pk"), item_number="")
        done = mine.filter(state=LifeMeetingState.RECTIFYING).exclude(Exists(left))
        yield _life(done, _("Conclude the meeting"))
    if units := user.units_with(Permission.ITEM_EDIT):
        left = AgreedProblem.objects.filter(meeting=OuterRef("pk"), item_number="")
        agreed = rows.filter(Exists(left), unit__in=units)
        yield _life(agreed.exclude(state__in=LIFE_OVER), _("Make it an item"))
    if units := user.units_with(Permission.UNIT_READ):
        # Nothing has been written into a seat that nobody has saved since it was made.
        seat = LifeMember.objects.filter(meeting=OuterRef("pk"), user=user, version=1)
        waiting = rows.filter(Exists(seat), unit__in=units)
        yield _life(
            waiting.filter(state=LifeMeetingState.PREPARING),
            _("Write my self-review"),
            "campaign:life-review",
        )


def _life(rows: QuerySet[LifeMeeting], verb: str, page: str = "campaign:life-meeting") -> Duties:
    def make(row: LifeMeeting) -> Todo:
        return Todo(
            kind=LIFE,
            title=_("Democratic life meeting of %(unit)s") % {"unit": row.unit.short_name},
            number=row.number,
            meta=row.get_state_display(),
            due_on=row.date,
            verb=verb,
            url=reverse(page, args=[row.number]),
        )

    return Duties(LIFE, rows, make, due="date")


def _record(kind: Text, row: StudySession | Meeting, verb: str, page: str) -> Todo:
    return Todo(
        kind=kind,
        title=str(row),
        number=row.number,
        meta=pgettext("meeting", "planned for %(day)s") % {"day": row.date.isoformat()},
        due_on=row.date,
        verb=verb,
        url=reverse(page, args=[row.number]),
    )
