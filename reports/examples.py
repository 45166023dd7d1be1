"""What went well: highlights of meetings, good examples that inspections saw, typical cases."""

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from campaign.enums import MeetingState, ResultKind
from campaign.models import Campaign, MeetingResult
from complaints.models import TypicalCase
from inspections.enums import RELEASED_STATES
from inspections.models import Finding
from reports.measures import Figure


def highlights(campaign: Campaign, unit: Unit | None) -> QuerySet[MeetingResult]:
    """The highlights of meetings (R-014, R-055), by the number of the meeting."""
    own = {"meeting__unit": unit} if unit else {}
    rows = MeetingResult.objects.filter(
        kind=ResultKind.HIGHLIGHT,
        meeting__campaign=campaign,
        meeting__state=MeetingState.HELD,
        **own,
    )
    return rows.annotate(number=F("meeting__number")).order_by("meeting__date", "id")


def seen(campaign: Campaign, unit: Unit | None) -> QuerySet[Finding]:
    """Good examples of inspections whose result has been fed back."""
    own = {"unit": unit} if unit else {}
    rows = Finding.objects.highlights().filter(
        inspection__campaign=campaign, inspection__state__in=RELEASED_STATES, **own
    )
    return rows.order_by("number")


def typical(campaign: Campaign, unit: Unit | None) -> QuerySet[TypicalCase]:
    """Typical cases that the public reads: of the zone alone, for none may lead to a unit (C9)."""
    if unit is not None:
        return TypicalCase.objects.none()
    released = {"released_at__date__range": (campaign.start, campaign.end)}
    return TypicalCase.objects.published().filter(**released).order_by("number")


EXAMPLES = (
    Figure(
        "highlights",
        _("highlights of meetings"),
        lambda scope: highlights(scope.campaign, scope.unit),
        lambda result: str(result.text),
        "campaign:meeting",
    ),
    Figure(
        "good_examples",
        _("good examples seen by inspections"),
        lambda scope: seen(scope.campaign, scope.unit),
        lambda finding: str(finding.description),
        "inspections:finding",
    ),
    Figure(
        "typical_cases",
        _("typical cases told to the public"),
        lambda scope: typical(scope.campaign, scope.unit),
        lambda case: str(case.title),
        "",
    ),
)
