"""Messages about the cases of enterprises. They say that something waits, never what."""

from collections.abc import Iterable
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import notices
from core.models import Notice
from core.text import Text
from outreach.models import EnterpriseCase
from outreach.workflow import KIND


class CaseNotice(notices.NoticeKind):
    """A message with one sentence about one case; `sentence` takes its number."""

    sentence: ClassVar[Text]

    def text(self, notice: Notice) -> Text:
        return str(self.sentence) % {"number": notice.number}

    def url(self, notice: Notice) -> str:
        return reverse("outreach:case", args=[notice.number])


class CaseToAssign(CaseNotice):
    code = "outreach.case-to-assign"
    label = _("Enterprise case to hand over")
    sentence = _("Enterprise case %(number)s waits to be handed to a unit.")


class CaseAssigned(CaseNotice):
    code = "outreach.case-assigned"
    label = _("New enterprise case")
    sentence = _("Enterprise case %(number)s is with your unit. Lay down measures within 7 days.")


class PromiseDue(CaseNotice):
    code = "outreach.promise-due"
    reminder = True
    label = _("Measures due")
    sentence = _("Measures and a date are due for enterprise case %(number)s.")


class FollowUpDue(CaseNotice):
    code = "outreach.follow-up-due"
    reminder = True
    label = _("Follow-up due")
    sentence = _("Enterprise case %(number)s is to be looked at again.")


class ResultDue(CaseNotice):
    code = "outreach.result-due"
    reminder = True
    label = _("Promised date")
    sentence = _("What was promised in enterprise case %(number)s is due.")


class CaseSolved(CaseNotice):
    code = "outreach.case-solved"
    label = _("Confirmed by the enterprise")
    sentence = _("The enterprise has confirmed case %(number)s; it is concluded.")


class CaseNotSolved(CaseNotice):
    code = "outreach.case-not-solved"
    label = _("Not solved, says the enterprise")
    sentence = _("The enterprise says that case %(number)s is not solved yet. Go on serving.")
    urgent = True


class ClaimToDecide(CaseNotice):
    code = "outreach.claim-to-decide"
    label = _("Explanation of a unit to judge")
    sentence = _("A unit explains why case %(number)s ends without the enterprise's word. Decide.")


class ClaimDecided(CaseNotice):
    code = "outreach.claim-decided"
    label = _("Explanation judged")
    sentence = _("The office has decided on your explanation in case %(number)s.")


KINDS: tuple[type[CaseNotice], ...] = (
    CaseToAssign,
    CaseAssigned,
    PromiseDue,
    FollowUpDue,
    ResultDue,
    CaseSolved,
    CaseNotSolved,
    ClaimToDecide,
    ClaimDecided,
)


def tell(kind: type[CaseNotice], case: EnterpriseCase, people: Iterable[User]) -> None:
    """Post a message about a case; the version tells repeats of a step apart."""
    notices.post(
        kind,
        recipients=people,
        subject_kind=KIND,
        subject_id=case.pk,
        number=case.number,
        period=f"v{case.version}",
    )
