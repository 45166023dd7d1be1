"""The first campaign of an installation comes from a template and can be started."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from campaign.actions import campaigns
from campaign.enums import CampaignState, PhaseKind
from campaign.models import Campaign, UnitTask
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_it_is_prepared_and_can_be_started(
    cast: Cast, client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("first_campaign", "office_head", "--year", "2012")
    campaign = Campaign.objects.get()
    assert (campaign.year, campaign.state) == (2012, CampaignState.DRAFT)
    assert [phase.kind for phase in campaign.phases.order_by("start")] == list(PhaseKind)
    assert "/staff/campaigns/2012/" in capsys.readouterr().out
    client.force_login(cast.office_head)
    assert client.get("/staff/campaigns/2012/").status_code == 200
    campaigns.start(campaign=campaign, by=cast.office_head)
    assert UnitTask.objects.filter(unit=cast.unit).count() == 9


@pytest.mark.parametrize("year", ["1999", "2100"])
def test_a_year_that_makes_no_sense(cast: Cast, year: str) -> None:
    with pytest.raises(CommandError, match="2000 to 2099"):
        call_command("first_campaign", "office_head", "--year", year)


def test_only_the_head_of_the_office(cast: Cast) -> None:
    with pytest.raises(CommandError):
        call_command("first_campaign", "sysadmin")
    with pytest.raises(CommandError, match="no account nobody"):
        call_command("first_campaign", "nobody")
    assert not Campaign.objects.exists()


def test_only_the_first(cast: Cast) -> None:
    call_command("first_campaign", "office_head", "--year", "2011")
    with pytest.raises(CommandError, match="already"):
        call_command("first_campaign", "office_head", "--year", "2012")
