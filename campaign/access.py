"""Who may do what with plans, groups, sessions and meetings."""

from django.utils.translation import gettext_lazy as _

from accounts.enums import Permission
from accounts.models import Unit, User
from campaign.enums import (
    LIFE_OVER,
    CampaignState,
    Disclosure,
    MeetingLevel,
    MeetingState,
    SessionState,
)
from campaign.models import (
    Campaign,
    LeadershipGroup,
    LifeMeeting,
    LifeMember,
    Meeting,
    PlanFile,
    StudySession,
    UnitPlan,
)
from campaign.models.campaign import PLANNABLE
from campaign.workflow import MEETING, PLAN, SESSION
from core import clock
from core.access import Allowed, Answer, Denied
from core.actors import Actor


def can_open_plan(by: Actor, unit: Unit) -> Answer:
    """The liaison of an active unit starts its plan."""
    if not unit.active:
        return Denied(_("The unit has been dissolved. Its successor files the plan."))
    if by.may(Permission.PLAN_EDIT, unit.code):
        return Allowed()
    return Denied(_("Only the liaison of the unit writes its plan."))


def can_edit_plan(by: Actor, plan: UnitPlan) -> Answer:
    """Whether the text may be changed now, and by this person."""
    if not plan.is_editable:
        return Denied(
            _("The plan has been handed on. It can be changed again when it is sent back.")
        )
    return can_open_plan(by, plan.unit)


def can_remove_file(by: Actor, file: PlanFile) -> Answer:
    """A file can be taken out as long as the plan may be changed."""
    if not file.in_use:
        return Denied(_("The file has been taken out already."))
    return can_edit_plan(by, file.plan)


def can_review_plan(by: Actor, plan: UnitPlan) -> Answer:
    """Whether the office may decide now."""
    return PLAN.can(plan, "accept", by)


def can_publish_plan(by: Actor, plan: UnitPlan) -> Answer:
    """The unit head or the office, and only a plan meant for the public."""
    if plan.disclosure != Disclosure.PUBLIC:
        return Denied(_("The unit keeps this plan to itself. It can be changed by amending it."))
    return PLAN.can(plan, "publish", by) or PLAN.can(plan, "publish_by_office", by)


def can_read_zone(by: User) -> Answer:
    """Overviews of all units are for those who read the zone."""
    if by.reads_zone:
        return Allowed()
    return Denied(_("Only the leadership group and its office see all units."))


def can_manage_campaigns(by: Actor) -> Answer:
    """The head of the office sets up campaigns."""
    if by.may(Permission.CAMPAIGN_MANAGE):
        return Allowed()
    return Denied(_("Only the head of the leadership-group office sets up campaigns."))


def can_keep_categories(by: Actor) -> Answer:
    """The head of the office keeps what problems and complaints are filed under."""
    if by.may(Permission.CAMPAIGN_MANAGE):
        return Allowed()
    return Denied(_("Only the head of the leadership-group office keeps the categories."))


def can_keep_laws(by: Actor) -> Answer:
    """The head of the office keeps the law that pages cite."""
    if by.may(Permission.CAMPAIGN_MANAGE):
        return Allowed()
    return Denied(_("Only the head of the leadership-group office keeps the legal bases."))


def can_change_campaign(by: Actor, campaign: Campaign) -> Answer:
    """Words, references and targets until the campaign is in the archive."""
    if campaign.state == CampaignState.ARCHIVED:
        return Denied(_("The campaign is in the archive; it stays as it is."))
    return can_manage_campaigns(by)


def can_change_phases(by: Actor, campaign: Campaign) -> Answer:
    """Days and tasks until the campaign has ended."""
    if campaign.state not in PLANNABLE:
        return Denied(_("The campaign has ended; its days and tasks stay as they are."))
    return can_manage_campaigns(by)


def can_enrol(by: Actor, campaign: Campaign) -> Answer:
    """Units that came later get the tasks of a campaign that runs."""
    if not campaign.is_running:
        return Denied(_("Units get their tasks when the campaign starts."))
    return can_manage_campaigns(by)


def can_remind(by: Actor) -> Answer:
    """The office reminds units of missing tasks."""
    if by.may(Permission.PLAN_REVIEW):
        return Allowed()
    return Denied(_("Only the leadership-group office sends reminders."))


def can_release_burden(by: Actor) -> Answer:
    """A leader lets the office remind a unit beyond the budget."""
    if by.may(Permission.BURDEN_RELEASE):
        return Allowed()
    return Denied(_("Only a leader lifts the budget of reminders."))


def can_read_records(by: User) -> Answer:
    """Study, meetings and groups are read by units and by those who read the zone."""
    if by.reads_zone or by.units_with(Permission.UNIT_READ):
        return Allowed()
    return Denied(_("These records are read by the units themselves and by the office."))


def can_edit_zone_group(by: Actor) -> Answer:
    """The head of the office keeps the zone's group."""
    if by.may(Permission.CAMPAIGN_MANAGE):
        return Allowed()
    return Denied(_("Only the head of the leadership-group office changes the zone's group."))


def can_edit_group(by: Actor, group: LeadershipGroup) -> Answer:
    """The zone's group belongs to the head of the office, a unit's to its liaison."""
    if group.unit is None:
        return can_edit_zone_group(by)
    if by.may(Permission.PLAN_EDIT, group.unit.code):
        return Allowed()
    return Denied(_("Only the liaison of the unit changes its leadership group."))


def can_add_session(by: Actor, unit: Unit) -> Answer:
    """The liaison of an active unit plans and logs study."""
    if unit.active and by.may(Permission.STUDY_EDIT, unit.code):
        return Allowed()
    return Denied(_("Only the liaison of the unit keeps its study record."))


def can_edit_session(by: Actor, session: StudySession) -> Answer:
    """Planned sessions can be changed; held ones are the record."""
    if not session.is_ahead:
        return Denied(_("The session is closed. Cancel it with a reason and log it again."))
    return can_add_session(by, session.unit)


def can_change_materials(by: Actor, session: StudySession) -> Answer:
    """Before and after the session, unless it was cancelled."""
    if session.state == SessionState.CANCELLED:
        return Denied(_("The session was cancelled; it needs no materials."))
    return can_add_session(by, session.unit)


def can_hold_session(by: Actor, session: StudySession) -> Answer:
    return SESSION.can(session, "hold", by)


def can_add_meeting(by: Actor, unit: Unit | None) -> Answer:
    """Units log their own meetings, the office those of the zone (no unit)."""
    if unit is None:
        if by.may(Permission.PLAN_REVIEW):
            return Allowed()
        return Denied(_("Only the leadership-group office logs meetings of the zone."))
    if unit.active and by.may(Permission.MEETING_EDIT, unit.code):
        return Allowed()
    return Denied(_("Only the liaison of the unit logs its meetings."))


def can_read_sign_ins(by: Actor, session: StudySession) -> Answer:
    """Who was there by name is the unit's own affair: nobody ranks people by it."""
    if isinstance(by, User) and any(
        unit.pk == session.unit_id for unit in by.units_with(Permission.UNIT_READ)
    ):
        return Allowed()
    return Denied(_("Who was there by name is known to the unit only."))


def can_note_attendance(by: Actor, session: StudySession) -> Answer:
    """The liaison ticks who was there; nobody has to sign."""
    if session.state != SessionState.DONE:
        return Denied(_("Log the session as held first."))
    return can_add_session(by, session.unit)


def can_sign_in(by: User, session: StudySession) -> Answer:
    """People of the unit, on the day of the session, as long as it stands."""
    if all(post.unit_id != session.unit_id for post in by.current_posts):
        return Denied(_("This session is for people of another unit."))
    if session.date != clock.today() or session.state == SessionState.CANCELLED:
        return Denied(_("One signs in on the day of the session only."))
    return Allowed()


def meeting_step(meeting: Meeting, step: str) -> str:
    """The transition that fits the level of the meeting: `hold` or `hold_zone`."""
    return f"{step}_zone" if meeting.level == MeetingLevel.ZONE else step


def can_hold_meeting(by: Actor, meeting: Meeting) -> Answer:
    return MEETING.can(meeting, meeting_step(meeting, "hold"), by)


def can_add_result(by: Actor, meeting: Meeting) -> Answer:
    """Whoever logs the unit's meetings notes what a held one has brought to light."""
    if meeting.unit is None:
        return Denied(_("Results are taken up by units, from their own meetings."))
    if meeting.state != MeetingState.HELD:
        return Denied(_("Log the meeting as held first."))
    return can_add_meeting(by, meeting.unit)


def can_cancel_meeting(by: Actor, meeting: Meeting) -> Answer:
    return MEETING.can(meeting, meeting_step(meeting, "cancel"), by)


def can_prepare_life_meeting(by: Actor, unit: Unit) -> Answer:
    """The head of an active unit, and nobody else."""
    if unit.active and by.may(Permission.LIFE_MEETING, unit.code):
        return Allowed()
    return Denied(_("Only the head of the unit keeps its democratic life meetings."))


def can_change_life_meeting(by: Actor, meeting: LifeMeeting) -> Answer:
    """The head changes the papers until the meeting is concluded."""
    if meeting.state in LIFE_OVER:
        return Denied(_("The meeting is over; its papers stay as they are."))
    return can_prepare_life_meeting(by, meeting.unit)


def can_read_life_meeting(by: User, meeting: LifeMeeting) -> Answer:
    """What was said is for the head and the members, as long as they serve in the unit."""
    if by.may(Permission.LIFE_MEETING, meeting.unit_code) or own_part(by, meeting):
        return Allowed()
    return Denied(_("What was said in the meeting is known only to those who sat in it."))


def own_part(by: User, meeting: LifeMeeting) -> LifeMember | None:
    """The person's seat in the meeting; none for one who has left the unit."""
    if all(unit.pk != meeting.unit_id for unit in by.units_with(Permission.UNIT_READ)):
        return None
    return meeting.members.filter(user=by).select_related("meeting__unit").first()


def can_speak(by: User, meeting: LifeMeeting) -> Answer:
    """Members write about themselves and each other until the meeting is concluded."""
    if own_part(by, meeting) is None:
        return Denied(_("Only members of the meeting write here."))
    if meeting.state in LIFE_OVER:
        return Denied(_("The meeting is over; its papers stay as they are."))
    return Allowed()


def can_take_to_ledger(by: Actor, meeting: LifeMeeting) -> Answer:
    """Those who keep the unit's ledger make items of what was agreed."""
    if by.may(Permission.ITEM_EDIT, meeting.unit_code):
        return Allowed()
    return Denied(_("Only those who keep the ledger of the unit make items of it."))
