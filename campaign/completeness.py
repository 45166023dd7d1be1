"""What a plan still lacks before it can be signed (domain.md §4.4, R-033, R-039, R-113, R-114)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from campaign.enums import PlanField
from campaign.models import UnitPlan
from core.text import is_slogan

SHORTEST_GOALS = 20


@dataclass(frozen=True)
class Gap:
    """A section and the sentence that says what to add there."""

    field: PlanField
    message: str


def gaps(plan: UnitPlan) -> list[Gap]:
    """Everything that keeps the plan from being signed, in the order of the plan."""
    found = []
    if len(plan.goals.strip()) < SHORTEST_GOALS:
        found.append(
            Gap(
                PlanField.GOALS,
                _("Write the goals and tasks in at least %(n)d characters.")
                % {"n": SHORTEST_GOALS},
            )
        )
    found += [
        Gap(
            PlanField.GROUP,
            _("Name the %(role)s of the leadership group.") % {"role": role.label},
        )
        for role in plan.group.missing_roles()
    ]
    covered = set(plan.phase_items.values_list("phase_id", flat=True))
    found += [
        Gap(
            PlanField.PHASE_ITEMS,
            _("Add at least one step for the phase “%(phase)s”.") % {"phase": phase.name},
        )
        for phase in plan.campaign.phase_list
        if phase.pk not in covered
    ]
    found += [
        Gap(
            PlanField.PHASE_ITEMS,
            _("Move “%(step)s” into its phase (%(start)s to %(end)s), or choose another phase.")
            % {"step": item.content[:20], "start": item.phase.start, "end": item.phase.end},
        )
        for item in plan.phase_items.select_related("phase")
        if not (item.phase.contains(item.start) and item.phase.contains(item.end))
    ]
    if not plan.study_lines.exists():
        found.append(Gap(PlanField.STUDY_LINES, _("Add at least one session to the study plan.")))
    return found


def unanswered(plan: UnitPlan) -> list[Gap]:
    """The office's must-notes without an answer; each blocks sending again."""
    return [
        Gap(PlanField(note.field), _("Answer the note: %(note)s") % {"note": note.comment})
        for note in plan.notes.unanswered_musts()
    ]


def hints(plan: UnitPlan) -> list[Gap]:
    """Where the plan says phrases instead of facts: worth a second look, never a reason to stop."""
    said = [(PlanField.GOALS, plan.goals), (PlanField.MEASURES, plan.measures)]
    said += [(PlanField.PHASE_ITEMS, item.content) for item in plan.phase_items.all()]
    words = _("“%(text)s” names nothing one could check. Say what, how much, by when.")
    return [
        Gap(field, words % {"text": text.strip()[:20]}) for field, text in said if is_slogan(text)
    ]
