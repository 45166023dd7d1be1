"""What the last step of the form reads: the same as the models say."""

import pytest

from campaign.models import Campaign, Category
from complaints import policies, reference
from complaints.enums import Track
from tests.factories import complaints as make

pytestmark = pytest.mark.django_db


def test_a_category_brings_its_track_and_the_days_of_its_policy(cast):
    for category in Category.objects.all():
        known = reference.read(category.code, "")
        track = Track.ACCUSATION if category.accusation else Track.SERVICE
        assert known.category == category
        assert known.category.accusation == category.accusation
        assert known.triage_days == policies.of(track).triage_days


def test_a_unit_comes_with_what_the_form_asks_of_it(cast):
    known = reference.read("2.4", cast.unit.code)
    assert known.unit == cast.unit
    assert (known.unit.name, known.unit.active) == (cast.unit.name, True)
    assert not known.is_host


def test_unknown_codes_are_told_apart(cast):
    assert reference.read("2.4", "NOBODY").unit is None
    with pytest.raises(Category.DoesNotExist):
        reference.read("99.9", "")


def test_the_seat_of_the_office_is_the_running_campaigns(cast):
    campaign = make.the_campaign(cast)
    Campaign.objects.filter(pk=campaign.pk).update(office_host=f"设在{cast.unit.short_name}")
    assert reference.read("2.4", cast.unit.code).is_host
    assert not reference.read("2.4", cast.outsider.unit.code).is_host
    for state in ("draft", "closed"):
        Campaign.objects.filter(pk=campaign.pk).update(state=state)
        expected = Campaign.objects.running().exists()
        assert reference.read("2.4", cast.unit.code).is_host is expected
