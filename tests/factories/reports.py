"""Summary reports at any stage, through the actions and the hands of the cast."""

import datetime as dt
from typing import Any

from campaign.models import Campaign
from reports.actions import summary
from reports.enums import Section
from reports.models import SummaryReport
from tests.cast import Cast
from tests.factories.campaign import make_campaign

# The campaign is nearly over: reports are due on 16 January 2012.
TODAY = dt.datetime(2011, 12, 20, 2, tzinfo=dt.UTC)
TEXTS = {
    part.value: f"{part.value}：窗口办件时限由10天压缩到5天，群众少跑一趟。" for part in Section
}


def the_campaign(cast: Cast) -> Campaign:
    """The running campaign, made on the first call."""
    return Campaign.objects.current_or_none() or make_campaign(cast.office_head)


def make_report(cast: Cast) -> SummaryReport:
    """The draft of unit JFJ, as the portal writes it from the records."""
    the_campaign(cast)
    return summary.open_report(unit=cast.unit, by=cast.liaison)


def make_written(cast: Cast, **fields: Any) -> SummaryReport:
    """A draft with all its parts."""
    report = make_report(cast)
    return summary.save(
        report=report, by=cast.liaison, version=report.version, fields={**TEXTS, **fields}
    )


def make_signing(cast: Cast) -> SummaryReport:
    return summary.send_to_head(report=make_written(cast), by=cast.liaison)


def make_sent(cast: Cast) -> SummaryReport:
    """Signed: the figures stand still, the office has to review it."""
    return summary.submit(report=make_signing(cast), by=cast.unit_head)


def make_returned(cast: Cast) -> SummaryReport:
    return summary.return_(report=make_sent(cast), by=cast.office, reason="请补充经验做法。")


def make_adopted(cast: Cast) -> SummaryReport:
    return summary.adopt(report=make_sent(cast), by=cast.office)
