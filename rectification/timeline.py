"""What happened to an item, for its page: newest first, reports with their files."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.models import StatusLog
from core.ui.due import moment_words, month_day
from core.ui.parts import Link, TimelineEntry
from rectification.models import Evidence, ExtensionRequest, ProgressReport, RectificationItem
from rectification.workflow import EXTENSION, EXTENSION_KIND, ITEM, KIND


def entries(item: RectificationItem) -> list[TimelineEntry]:
    """The timeline of an item with its reports and extensions (five queries)."""
    reports = {report.pk: report for report in item.reports.all()}
    files = list(item.evidence.select_related("attachment"))
    logs = list(StatusLog.objects.of(KIND, item.pk))
    requests = {row.pk: row for row in item.extensions.all()}
    logs += StatusLog.objects.filter(kind=EXTENSION_KIND, object_id__in=requests)
    logs.sort(key=lambda log: (log.at, log.pk), reverse=True)
    return [
        _entry(item, log, reports, files, requests, newest=number == 0)
        for number, log in enumerate(logs)
    ]


def _entry(
    item: RectificationItem,
    log: StatusLog,
    reports: dict[int, ProgressReport],
    files: list[Evidence],
    requests: dict[int, ExtensionRequest],
    *,
    newest: bool,
) -> TimelineEntry:
    report = reports.get(int(log.extra.get("report", 0)))
    return TimelineEntry(
        title=_title(log, report),
        meta=f"{log.actor_name}（{log.actor_post}），{moment_words(log.at)}"
        if log.actor_post
        else f"{log.actor_name}，{moment_words(log.at)}",
        kind="now" if newest else "",
        body=_body(log, report),
        files=_files(item, log, report, files),
    )


def _title(log: StatusLog, report: ProgressReport | None) -> str:
    if report is not None:
        return _("Progress %(n)d%%") % {"n": report.progress}
    if log.transition == "register":
        origin = log.extra.get("origin")
        return (
            _("Registered, from %(origin)s") % {"origin": origin}
            if origin
            else pgettext("timeline", "Registered")
        )
    if log.transition in ("extend", "extend_again"):
        return _("Deadline extended from %(old)s to %(new)s") % {
            "old": month_day(dt.date.fromisoformat(log.extra["from"])),
            "new": month_day(dt.date.fromisoformat(log.extra["to"])),
        }
    table = EXTENSION if log.kind == EXTENSION_KIND else ITEM
    return str(table[log.transition].label)


def _body(log: StatusLog, report: ProgressReport | None) -> str:
    if report is None:
        return log.reason
    parts = [report.content]
    if report.figure_reason:
        parts.append(_("Reason for the figure: %(text)s") % {"text": report.figure_reason})
    if report.difficulties:
        parts.append(_("Difficulties: %(text)s") % {"text": report.difficulties})
    if report.help_needed:
        parts.append(_("Help needed: %(text)s") % {"text": report.help_needed})
    return "\n".join(parts)


def _files(
    item: RectificationItem, log: StatusLog, report: ProgressReport | None, files: list[Evidence]
) -> list[Link]:
    if report is not None:
        mine = [one for one in files if one.report_id == report.pk]
    else:
        chosen = set(log.extra.get("evidence", ()))
        mine = [one for one in files if one.pk in chosen]
    return [
        Link(
            one.attachment.original_name,
            reverse("rectification:file", args=[item.number, one.pk]),
        )
        for one in mine
    ]
