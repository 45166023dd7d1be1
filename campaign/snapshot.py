"""A plan as plain data: what is frozen at each sending, compared and printed. Pure reads."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from campaign.enums import Disclosure, MemberRole, PlanField, StudyForm
from campaign.models import LeadershipGroup, UnitPlan

Content = dict[str, Any]

TEXTS = (
    PlanField.TITLE,
    PlanField.GOALS,
    PlanField.FEATURES,
    PlanField.KEYPOINTS,
    PlanField.DIFFICULTIES,
    PlanField.HIGHLIGHTS,
    PlanField.MEASURES,
)


def snapshot(plan: UnitPlan) -> Content:
    """Everything the plan says, as JSON values; dates in ISO. Keys are those of `PlanField`."""
    content: Content = {field.value: getattr(plan, field.value) for field in TEXTS}
    content[PlanField.DISCLOSURE] = plan.disclosure
    content[PlanField.GROUP] = _group(plan.group)
    content[PlanField.PHASE_ITEMS] = [
        {
            "phase": item.phase.name,
            "content": item.content,
            "start": item.start.isoformat(),
            "end": item.end.isoformat(),
            "person": item.person,
        }
        for item in plan.phase_items.select_related("phase").order_by("phase__start", "order")
    ]
    content[PlanField.STUDY_LINES] = [
        {
            "topic": line.topic,
            "form": line.form,
            "date": line.date.isoformat(),
            "person": line.person,
            "audience": line.audience,
        }
        for line in plan.study_lines.all()
    ]
    files = plan.files.filter(in_use=True).select_related("attachment")
    content[PlanField.FILE] = [
        {"name": file.attachment.original_name, "sha256": file.attachment.sha256} for file in files
    ]
    return content


def _group(group: LeadershipGroup) -> list[dict[str, str]]:
    return [
        {
            "role": member.role,
            "name": member.name,
            "post": member.post,
            "in_charge_of": member.in_charge_of,
        }
        for member in group.members.all()
    ]


@dataclass(frozen=True)
class Section:
    """A section as people read it: its heading and paragraphs."""

    field: PlanField
    paragraphs: list[str]

    @property
    def label(self) -> str:
        return str(self.field.label)


def sections(content: Content) -> Iterator[Section]:
    """The sections of a snapshot in the order of the plan; empty ones have no paragraphs."""
    for field in PlanField:
        yield Section(field, list(_paragraphs(field, content.get(field.value))))


def _paragraphs(field: PlanField, value: Any) -> Iterator[str]:
    if field == PlanField.GROUP:
        yield from (_member(row) for row in value or [])
    elif field == PlanField.PHASE_ITEMS:
        yield from (_step(row) for row in value or [])
    elif field == PlanField.STUDY_LINES:
        yield from (_line(row) for row in value or [])
    elif field == PlanField.FILE:
        yield from (row["name"] for row in value or [])
    elif field == PlanField.DISCLOSURE:
        # A plan that is still being written may not say yet.
        yield from (str(Disclosure(value).label) for value in [value] if value)
    else:
        yield from (line.strip() for line in (value or "").splitlines() if line.strip())


def _member(row: dict[str, str]) -> str:
    said = _("%(role)s: %(name)s (%(post)s)") % {
        "role": MemberRole(row["role"]).label,
        "name": row["name"],
        "post": row["post"],
    }
    return said + (_(", in charge of %s") % row["in_charge_of"] if row["in_charge_of"] else "")


def _step(row: dict[str, str]) -> str:
    return _("%(phase)s, %(start)s to %(end)s: %(content)s (%(person)s)") % row


def _line(row: dict[str, str]) -> str:
    return _("%(date)s %(topic)s, %(form)s, for %(audience)s (%(person)s)") % {
        **row,
        "form": StudyForm(row["form"]).label,
    }
