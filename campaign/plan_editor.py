"""One plan in the editor: its form and rows, from the record, a draft or what was posted."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from campaign.actions.plan_rows import LineRow, MemberRow, StepRow
from campaign.enums import MemberRole, PlanField, StudyForm
from campaign.forms.plan import LineRows, MemberRows, PlanForm, StepRows
from campaign.models import ReturnNote, UnitPlan
from core.forms import PortalFormSet

MEMBERS, STEPS, LINES = "members", "steps", "lines"
PREFIXES = (MEMBERS, STEPS, LINES)
SEEN, KEEP = "seen_", "keep_"
# Drafts do not keep the form's own version field; this one travels with them, so that a draft
# of an older text meets the conflict page instead of overwriting what was saved since.
SEEN_VERSION = "seen_version"


@dataclass(frozen=True)
class NoteView:
    """A note with the field that answers it."""

    note: ReturnNote
    answer: Any


class PlanEditor:
    """The form and three row sets of a plan, unbound, from a draft, or posted.

    `data` posted, or `draft` to show what was typed without judging it.
    """

    def __init__(
        self,
        plan: UnitPlan,
        data: Mapping[str, Any] | None = None,
        *,
        draft: Mapping[str, list[str]] | None = None,
    ) -> None:
        self.plan = plan
        self.notes = list(plan.notes.open())
        bound = data if data is not None else _posted(draft)
        saved = rows_of(plan)
        self.form = PlanForm(bound, instance=plan, notes=self.notes)
        self.members = MemberRows(bound, prefix=MEMBERS, initial=_initial_members(saved[MEMBERS]))
        self.steps = StepRows(
            bound,
            prefix=STEPS,
            initial=saved[STEPS] or _empty_steps(plan),
            form_kwargs={"phases": plan.campaign.phase_list},
        )
        self.lines = LineRows(bound, prefix=LINES, initial=saved[LINES])
        if (data is None and draft is not None) or any(rows.changed_rows for rows in self.row_sets):
            self.quiet()
        self.seen = {SEEN + prefix: digest(saved[prefix]) for prefix in PREFIXES}
        self.seen[SEEN_VERSION] = str(plan.version)
        if bound is not None:
            self.seen = {name: str(bound.get(name, now)) for name, now in self.seen.items()}

    @property
    def row_sets(self) -> tuple[PortalFormSet, ...]:
        return (self.members, self.steps, self.lines)

    @property
    def rows_changed(self) -> bool:
        """A row was added or taken out: show the form again, save nothing."""
        return any(rows.changed_rows for rows in self.row_sets)

    def quiet(self) -> None:
        """Show everything without judging it."""
        self.form.quiet()
        for rows in self.row_sets:
            for form in rows.forms:
                form.quiet()

    def is_valid(self) -> bool:
        judged = [self.form.is_valid(), *(rows.is_valid() for rows in self.row_sets)]
        return all(judged)

    def note_views(self) -> dict[str, list[NoteView]]:
        """Open notes by section."""
        views: dict[str, list[NoteView]] = {field.value: [] for field in PlanField}
        for note in self.notes:
            views[note.field].append(NoteView(note, self.form[f"answer_{note.pk}"]))
        return views

    def values(self) -> dict[str, Any]:
        """Arguments for `actions.plans.save`, from the cleaned forms."""
        phases = {str(phase.pk): phase for phase in self.plan.campaign.phase_list}
        return {
            "version": self.form.cleaned_data["version"],
            "fields": self.form.texts,
            "members": [MemberRow(**row) for row in self.members.rows],
            "steps": [StepRow(**{**row, "phase": phases[row["phase"]]}) for row in self.steps.rows],
            "lines": [LineRow(**{**row, "line": row["line"] or 0}) for row in self.lines.rows],
            "answers": self.form.answers,
        }


def _posted(draft: Mapping[str, list[str]] | None) -> MultiValueDict[str, str] | None:
    if draft is None:
        return None
    posted = QueryDict(mutable=True)
    for name, values in draft.items():
        posted.setlist(name, values)
    posted["version"] = posted.get(SEEN_VERSION, "0")
    return posted


def rows_of(plan: UnitPlan) -> dict[str, list[dict[str, Any]]]:
    """The saved rows as the forms take them."""
    members: Any = plan.group.members.values("role", "name", "post", "in_charge_of")
    steps = plan.phase_items.order_by("phase__start", "order").values(
        "phase_id", "content", "start", "end", "person"
    )
    lines = plan.study_lines.values("pk", "topic", "form", "date", "person", "audience")
    return {
        MEMBERS: list(members),
        STEPS: [{**_without(row, "phase_id"), "phase": str(row["phase_id"])} for row in steps],
        LINES: [{**_without(row, "pk"), "line": row["pk"]} for row in lines],
    }


def _without(row: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != name}


def _initial_members(saved: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The saved members, or a row for each link of the responsibility chain (R-114)."""
    chain = (MemberRole.CHIEF, MemberRole.DEPUTY, MemberRole.SECTION, MemberRole.LIAISON)
    return saved or [{"role": role.value} for role in chain]


def _empty_steps(plan: UnitPlan) -> list[dict[str, Any]]:
    """A row for each phase with its days set, so that only the content is to be written."""
    return [
        {"phase": str(phase.pk), "start": phase.start, "end": phase.end}
        for phase in plan.campaign.phase_list
    ]


def digest(rows: list[dict[str, Any]]) -> str:
    """A short digest of rows, to see whether they have changed."""
    text = json.dumps(rows, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def words(prefix: str, rows: list[dict[str, Any]], plan: UnitPlan) -> str:
    """Rows as people read them, one a line."""
    phases = {str(phase.pk): phase.name for phase in plan.campaign.phase_list}
    lines = []
    for row in rows:
        shown = {**row}
        shown.pop("line", None)
        if prefix == MEMBERS and row["role"]:
            shown["role"] = MemberRole(row["role"]).label
        if prefix == STEPS:
            shown["phase"] = phases.get(row["phase"], "")
        if prefix == LINES and row["form"]:
            shown["form"] = StudyForm(row["form"]).label
        lines.append("，".join(str(value) for value in shown.values() if value))
    return "\n".join(lines)
