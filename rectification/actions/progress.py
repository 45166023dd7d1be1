"""Work on an item under rectification: progress, and the unit's two steps to closing."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from core import audit, clock
from core.access import require
from core.actors import Actor
from core.errors import DomainError
from core.models import Attachment
from core.workflow import lock
from rectification import access, clocks, people, promise, rule_gaps
from rectification.actions import extensions, questions
from rectification.enums import ReportState
from rectification.models import Evidence, ProgressReport, RectificationItem
from rectification.notices import ClosingDeclined, ClosingToSign, HelpNeeded, ToVerify, tell
from rectification.workflow import ITEM, KIND


@transaction.atomic
def report(
    *,
    item: RectificationItem,
    by: Actor,
    content: str,
    progress: int | None = None,
    figure_reason: str = "",
    difficulties: str = "",
    help_needed: str = "",
    done_measures: tuple[int, ...] = (),
    done_milestones: tuple[int, ...] = (),
    files: Sequence[Attachment] = (),
    version: int | None = None,
) -> ProgressReport:
    """Report progress in percent; without a figure it is the share of milestones reached.

    A figure that is lower than the last one, or other than that share, needs `figure_reason`.
    `files` become evidence of the item; `done_measures` and `done_milestones` hold the primary
    keys of rows done with this report.
    """
    item = lock(item, version)
    require(access.can_report(by, item))
    today = clock.today()
    item.measures.filter(pk__in=done_measures, done_on=None).update(done_on=today)
    item.milestones.filter(pk__in=done_milestones, done_on=None).update(done_on=today)
    progress = _figure(item, progress, figure_reason)
    entry = ProgressReport.objects.create(
        item=item,
        period=today,
        content=content.strip(),
        progress=progress,
        figure_reason=figure_reason.strip(),
        difficulties=difficulties.strip(),
        help_needed=help_needed.strip(),
        created_by_id=by.pk,
    )
    _attach(item, files, by, entry)
    before, item.progress = item.progress, progress
    log = ITEM.apply(
        item,
        "report",
        by=by,
        save=["progress"],
        extra={"from": before, "progress": progress, "report": entry.pk},
    )
    clocks.await_report(item)
    if questions.want_help(report=entry, by=by):
        tell(HelpNeeded, item, [item.lead.user] if item.lead else people.office(), log)
    return entry


@transaction.atomic
def mark_read(*, report: ProgressReport, by: Actor) -> ProgressReport:
    """The office has read a report."""
    report = lock(report)
    require(access.can_read_reports(by, report.item))
    if report.state == ReportState.SUBMITTED:
        report.state = ReportState.READ
        report.read_at = clock.now()
        report.read_by_id = by.pk
        report.version += 1
        report.save(update_fields=["state", "read_at", "read_by", "version", "updated_at"])
        audit.record(
            "rectification.report.read",
            by=by,
            kind=KIND,
            object_id=report.item_id,
            number=report.item.number,
            unit_code=report.item.unit_code,
        )
    return report


@transaction.atomic
def ask_closing(
    *,
    item: RectificationItem,
    by: Actor,
    result: str,
    note: str = "",
    files: Sequence[Attachment] = (),
    version: int | None = None,
) -> RectificationItem:
    """Ask for the closing: all measures done and proven; the unit head signs next.

    Raises `DomainError` (code `evidence`, `measures`, `rules` or `reviews`) if something
    is not done or not proven.
    """
    item = lock(item, version)
    require(access.can_ask_closing(by, item))
    attached = _attach(item, files, by)
    for gap in [*promise.proof_gaps(item), *rule_gaps.long_term_gaps(item, result)]:
        raise DomainError(gap.message, gap.field, gap.field)
    item.claimed_result = result
    item.result_note = note.strip()
    item.progress = 100
    extensions.lapse(item, _("The closing has been asked for."))
    log = ITEM.apply(
        item,
        "ask_closing",
        by=by,
        reason=note,
        extra={"evidence": [row.pk for row in attached]},
        save=["claimed_result", "result_note", "progress"],
    )
    tell(ClosingToSign, item, people.in_unit(item, Role.UNIT_HEAD), log)
    return item


@transaction.atomic
def vouch(*, item: RectificationItem, by: Actor) -> RectificationItem:
    """First key: the unit head has checked the result and signs the closing."""
    item = lock(item)
    require(access.can_vouch(by, item))
    item.rejected = False
    log = ITEM.apply(item, "vouch", by=by, save=["rejected"])
    clocks.stop(item, "to-verify")
    tell(ToVerify, item, people.verifiers(item), log)
    return item


@transaction.atomic
def decline_closing(*, item: RectificationItem, by: Actor, reason: str) -> RectificationItem:
    """The unit head does not sign: the work goes on."""
    item = lock(item)
    require(access.can_vouch(by, item))
    item.asked_at, item.asked_by = None, None
    log = ITEM.apply(item, "decline_closing", by=by, reason=reason, save=["asked_at", "asked_by"])
    tell(ClosingDeclined, item, people.workers(item), log)
    return item


def _figure(item: RectificationItem, given: int | None, reason: str) -> int:
    """The progress of a report: a figure may fall or leave the milestones, not without a word."""
    computed = promise.computed_progress(item)
    if given is None and computed is None:
        raise DomainError(
            _("Give the progress in percent: the item has no milestones to compute it from."),
            "no-figure",
            "progress",
        )
    progress = given if given is not None else computed
    assert progress is not None  # noqa: S101 - one of both is there
    if progress < item.progress and not reason.strip():
        raise DomainError(
            _("Progress was %(last)s%% last time. Say why it is lower now.")
            % {"last": item.progress},
            "lower",
            "figure_reason",
        )
    if computed is not None and progress != computed and not reason.strip():
        raise DomainError(
            _(
                "By the milestones reached, progress is %(computed)s%%. Leave the figure empty, or "
                "say why it is %(given)s%%."
            )
            % {"computed": computed, "given": progress},
            "differs",
            "figure_reason",
        )
    return progress


def _attach(
    item: RectificationItem,
    files: Sequence[Attachment],
    by: Actor,
    report: ProgressReport | None = None,
) -> list[Evidence]:
    return Evidence.objects.bulk_create(
        Evidence(item=item, report=report, attachment=file, added_by_id=by.pk, added_at=clock.now())
        for file in files
    )
