"""What the forms of this package ask, for the burden meter: with the fewest rows they need."""

from campaign import field_counts
from campaign.enums import REQUIRED_MEMBERS, Evidence, PhaseKind
from campaign.field_counts import visible
from campaign.forms import life_meetings, plan, records


def _group() -> int:
    return visible(plan.GroupForm) + visible(plan.MemberForm, len(REQUIRED_MEMBERS))


def _plan() -> int:
    """A step for each phase, one study line, the group."""
    steps = visible(plan.StepForm, len(PhaseKind)) + visible(plan.LineForm)
    return visible(plan.PlanForm) + steps + _group()


def _meeting() -> int:
    return visible(records.MeetingForm) + visible(records.MeetingRecordForm)


def register() -> None:
    """Called once, when the apps are ready."""
    field_counts.register(Evidence.PLAN, _plan)
    field_counts.register(Evidence.GROUP, _group)
    for meeting in (Evidence.MOBILIZATION, Evidence.SYMPOSIUM, Evidence.SUMMARY_MEETING):
        field_counts.register(meeting, _meeting)
    field_counts.register(
        Evidence.STUDY, lambda: visible(records.SessionForm) + visible(records.SessionRecordForm)
    )
    field_counts.register(Evidence.LIFE_MEETING, lambda: visible(life_meetings.LifeMeetingForm))
