"""Messages about research reports."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import notices
from core.models import Notice
from core.text import Text
from outreach.models import ResearchReport
from outreach.workflow import REPORT_KIND


class _ReportNotice(notices.NoticeKind):
    sentence: Text

    def text(self, notice: Notice) -> Text:
        return str(self.sentence) % {"number": notice.number}

    def url(self, notice: Notice) -> str:
        return reverse("outreach:report", args=[notice.number])


class ReportToSign(_ReportNotice):
    code = "outreach.report-to-sign"
    label = _("Research report to sign")
    sentence = _("Research report %(number)s waits for your signature.")


class ReportSentBack(_ReportNotice):
    code = "outreach.report-sent-back"
    label = _("Research report sent back")
    sentence = _("Research report %(number)s came back. Read the notes and change it.")


class ReportToReview(_ReportNotice):
    code = "outreach.report-to-review"
    label = _("Research report to review")
    sentence = _("Research report %(number)s has been sent. Review it.")


class ReportAdopted(_ReportNotice):
    code = "outreach.report-adopted"
    label = _("Research report adopted")
    sentence = _("The office has adopted research report %(number)s.")


class ReportReviewDue(_ReportNotice):
    code = "outreach.report-review-due"
    reminder = True
    label = _("Research report still to review")
    sentence = _("Research report %(number)s still waits for the review of the office.")


class ReportReturnDue(_ReportNotice):
    code = "outreach.report-return-due"
    reminder = True
    label = _("Returned research report")
    sentence = _("Research report %(number)s came back and has not been sent again.")


KINDS: tuple[type[_ReportNotice], ...] = (
    ReportToSign,
    ReportSentBack,
    ReportToReview,
    ReportAdopted,
    ReportReviewDue,
    ReportReturnDue,
)


def tell(kind: type[_ReportNotice], report: ResearchReport, people: Iterable[User]) -> None:
    """Post a message about a report, and settle those of earlier steps."""
    notices.settle(REPORT_KIND, report.pk)
    notices.post(
        kind,
        recipients=people,
        subject_kind=REPORT_KIND,
        subject_id=report.pk,
        number=report.number,
        period=f"v{report.version}",
    )
