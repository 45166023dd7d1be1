"""Two people saved one plan: both values of texts and rows, the rest merged (R28)."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _

from accounts.models import User
from campaign.enums import PlanField
from campaign.models import UnitPlan
from campaign.plan_editor import (
    KEEP,
    LINES,
    MEMBERS,
    SEEN,
    SEEN_VERSION,
    STEPS,
    PlanEditor,
    digest,
    rows_of,
    words,
)
from core.conflicts import Merge, merge
from core.http import conflict_page
from core.models import AuditEvent
from core.ui.parts import ConflictField

LABELS = {
    MEMBERS: PlanField.GROUP.label,
    STEPS: PlanField.PHASE_ITEMS.label,
    LINES: PlanField.STUDY_LINES.label,
}
MINE, THEIRS = "mine", "theirs"


def resolve(posted: QueryDict, plan: UnitPlan) -> QueryDict:
    """What the conflict page posted, with the saved rows set in where they were chosen."""
    data = posted.copy()
    saved = rows_of(plan)
    for prefix in LABELS:
        if data.get(KEEP + prefix) == THEIRS:
            _put(data, prefix, saved[prefix])
        data.pop(KEEP + prefix, None)
    return data


def _put(data: QueryDict, prefix: str, rows: list[dict[str, Any]]) -> None:
    for name in [name for name in data if name.startswith(f"{prefix}-")]:
        del data[name]
    data[f"{prefix}-TOTAL_FORMS"] = str(len(rows))
    data[f"{prefix}-INITIAL_FORMS"] = "0"
    for index, row in enumerate(rows):
        for name, value in row.items():
            data[f"{prefix}-{index}-{name}"] = "" if value is None else str(value)


def page(
    request: HttpRequest,
    data: QueryDict,
    editor: PlanEditor,
    current: UnitPlan,
    *,
    cancel_url: str,
) -> HttpResponse:
    """The page with status 409; it posts to the same address again."""
    who, when = _last_editor(current)
    return conflict_page(
        request,
        _merged(data, editor, current),
        who=who,
        when=when,
        cancel_url=cancel_url,
        title=current.number,
    )


def _merged(posted: QueryDict, editor: PlanEditor, current: UnitPlan) -> Merge:
    values = {name: getattr(current, name) for name in editor.form.Meta.fields}
    answers = {f"answer_{note.pk}": note.answer for note in current.notes.open()}
    texts = merge(editor.form, posted, {**values, **answers, "version": current.version})
    saved = rows_of(current)
    fresh = PlanEditor(current)
    conflicts, extra = [], [(SEEN + prefix, digest(saved[prefix])) for prefix in LABELS]
    mine = dict(zip(LABELS, editor.row_sets, strict=True))
    for prefix, label in LABELS.items():
        typed = [_plain(row, saved[prefix]) for row in mine[prefix].rows]
        if words(prefix, typed, current) == words(prefix, saved[prefix], current):
            continue
        seen = posted.get(SEEN + prefix, "")
        if seen == fresh.seen[SEEN + prefix]:
            continue  # nobody else touched these rows: mine stand
        if seen == digest(typed):
            extra.append((KEEP + prefix, THEIRS))
            continue
        conflicts.append(
            ConflictField(
                name=KEEP + prefix,
                label=label,
                theirs=words(prefix, saved[prefix], current) or _("(empty)"),
                mine=words(prefix, typed, current) or _("(empty)"),
                their_raw=[THEIRS],
                my_raw=[MINE],
            )
        )
    extra.append((SEEN_VERSION, str(current.version)))
    dropped = {SEEN_VERSION, *(SEEN + prefix for prefix in LABELS)}
    hidden = [(name, value) for name, value in texts.hidden if name not in dropped]
    return Merge([*texts.conflicts, *conflicts], [*hidden, *extra])


def _plain(row: dict[str, Any], saved: list[dict[str, Any]]) -> dict[str, Any]:
    """A cleaned row in the order of the saved ones, so that both read alike."""
    order = list(saved[0]) if saved else list(row)
    return {name: row.get(name) for name in order}


def _last_editor(plan: UnitPlan) -> tuple[str, Any]:
    event = (
        AuditEvent.objects.filter(object_kind="campaign.plan", object_id=plan.pk)
        .order_by("-id")
        .first()
    )
    name = event.actor_name if event else ""
    return name or str(User._meta.verbose_name), plan.updated_at
