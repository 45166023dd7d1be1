"""Messages about summary reports."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import Unit, User
from campaign.models import Campaign
from core import clock, notices
from core.models import Notice
from core.notices import NoticeKind
from reports.models import SummaryReport
from reports.workflow import REPORT


class _ReportNotice(NoticeKind):
    """Every message leads to the report."""

    def url(self, notice: Notice) -> str:
        return reverse("reports:summary", args=[notice.number])


class ReportToSign(_ReportNotice):
    code = "reports.to-sign"
    label = gettext_lazy("Summary report to sign")

    def text(self, notice: Notice) -> str:
        return _("The summary report %(number)s waits for your signature.") % {
            "number": notice.number
        }


class ReportSentBack(_ReportNotice):
    code = "reports.sent-back"
    label = gettext_lazy("Summary report sent back")

    def text(self, notice: Notice) -> str:
        return _("The unit head wants changes in the summary report %(number)s.") % {
            "number": notice.number
        }


class ReportSubmitted(_ReportNotice):
    code = "reports.submitted"
    label = gettext_lazy("Summary report to review")

    def text(self, notice: Notice) -> str:
        return _("%(unit)s has sent its summary report %(number)s.") % {
            "unit": notice.params.get("unit", ""),
            "number": notice.number,
        }


class ReportReturned(_ReportNotice):
    code = "reports.returned"
    label = gettext_lazy("Summary report returned")

    def text(self, notice: Notice) -> str:
        return _("The office has returned the summary report %(number)s.") % {
            "number": notice.number
        }


class ReportAdopted(_ReportNotice):
    code = "reports.adopted"
    label = gettext_lazy("Summary report adopted")

    def text(self, notice: Notice) -> str:
        return _("The office has adopted the summary report %(number)s.") % {
            "number": notice.number
        }


class CarriedOver(NoticeKind):
    """Leads to the unit's ledger."""

    code = "reports.carried-over"
    label = gettext_lazy("Matters of last year")

    def text(self, notice: Notice) -> str:
        count = notice.params.get("count", 0)
        return ngettext(
            "%(count)d matter of last year is on your ledger as a draft.",
            "%(count)d matters of last year are on your ledger as drafts.",
            count,
        ) % {"count": count}

    def url(self, notice: Notice) -> str:
        return reverse("rectification:ledger")


KINDS: tuple[type[NoticeKind], ...] = (
    ReportToSign,
    ReportSentBack,
    ReportSubmitted,
    ReportReturned,
    ReportAdopted,
    CarriedOver,
)


def _post(kind: type[NoticeKind], report: SummaryReport, people: Iterable[User]) -> None:
    notices.post(
        kind,
        recipients=people,
        subject_kind=REPORT.kind,
        subject_id=report.pk,
        number=report.number,
        # A report may go round more than once; its version tells the rounds apart.
        period=str(report.version),
        params={"unit": report.unit.short_name},
    )


def to_sign(report: SummaryReport, people: Iterable[User]) -> None:
    _post(ReportToSign, report, people)


def sent_back(report: SummaryReport, people: Iterable[User]) -> None:
    _post(ReportSentBack, report, people)


def submitted(report: SummaryReport, people: Iterable[User]) -> None:
    _post(ReportSubmitted, report, people)


def returned(report: SummaryReport, people: Iterable[User]) -> None:
    _post(ReportReturned, report, people)


def adopted(report: SummaryReport, people: Iterable[User]) -> None:
    _post(ReportAdopted, report, people)


def settle(report: SummaryReport) -> None:
    """The report has moved on: what waited for its last step is no longer needed."""
    notices.settle(REPORT.kind, report.pk)


def carried_over(campaign: Campaign, unit: Unit, people: Iterable[User], count: int) -> None:
    """Tell a unit's liaisons what last year has left on their ledger."""
    notices.post(
        CarriedOver,
        recipients=people,
        subject_kind="campaign.campaign",
        subject_id=campaign.pk,
        number=campaign.number,
        # What comes later (a report that was late) is told apart.
        period=f"{unit.code}:{clock.today().isoformat()}",
        params={"count": count},
    )
