"""The messages about rectification plans: who learns of which step."""

from collections.abc import Iterable
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import notices
from core.models import Notice, StatusLog
from core.text import Text
from rectification.models import RectificationPlan
from rectification.plan_workflow import PLAN_KIND


class PlanNotice(notices.NoticeKind):
    """A message about one plan; `sentence` has the unit set in."""

    sentence: ClassVar[Text]

    def text(self, notice: Notice) -> str:
        return str(self.sentence) % notice.params

    def url(self, notice: Notice) -> str:
        return reverse("rectification:plan", args=[notice.params["code"]])


class PlanToSign(PlanNotice):
    code = "rectification.plan-to-sign"
    label = _("Rectification plan to sign")
    sentence = _("The rectification plan of your unit waits for your signature.")


class PlanToApprove(PlanNotice):
    code = "rectification.plan-to-approve"
    label = _("Rectification plan to approve")
    sentence = _("%(unit)s has filed its rectification plan.")


class PlanSentBack(PlanNotice):
    code = "rectification.plan-sent-back"
    label = _("Rectification plan returned")
    sentence = _("The rectification plan of your unit was returned. Read the reason.")


class PlanApproved(PlanNotice):
    code = "rectification.plan-approved"
    label = _("Rectification plan approved")
    sentence = _("The rectification plan of your unit was approved. Make it public now.")


PLAN_NOTICES: tuple[type[PlanNotice], ...] = (
    PlanToSign,
    PlanToApprove,
    PlanSentBack,
    PlanApproved,
)


def tell(
    kind: type[PlanNotice], plan: RectificationPlan, people: Iterable[User], log: StatusLog
) -> None:
    """Post a message about a step. What waited for the step before is settled."""
    notices.settle(PLAN_KIND, plan.pk)
    notices.post(
        kind,
        recipients=people,
        subject_kind=PLAN_KIND,
        subject_id=plan.pk,
        number=plan.number,
        period=f"#{log.pk}",
        params={"unit": plan.unit.short_name, "code": plan.unit_code},
    )
