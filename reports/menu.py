"""The package's lines in the workbench menu."""

from collections.abc import Mapping

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.enums import Permission
from accounts.models import User
from core.ui.menu import MenuEntry
from reports.models import SummaryReport

ENTRIES = [
    MenuEntry(
        "dashboard",
        _("Overview of the zone"),
        "chart",
        "reports:dashboard",
        permissions=(Permission.DASHBOARD,),
        group="top",
        order=10,
    ),
    MenuEntry(
        "summary",
        _("Summary reports"),
        "print",
        "reports:summaries",
        permissions=(Permission.UNIT_READ, Permission.ZONE_READ),
        group="report",
        order=10,
    ),
]


def counts(user: User) -> Mapping[str, QuerySet[SummaryReport]]:
    """Reports that wait for this person."""
    reports = SummaryReport.objects.visible_to(user)
    if user.may(Permission.REPORT_REVIEW):
        return {"summary": reports.waiting_for_office()}
    if user.may(Permission.REPORT_SIGN):
        return {"summary": reports.waiting_for_head()}
    return {}
