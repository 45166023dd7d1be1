"""The demo's complaints have the mix of the story."""

import datetime as dt
from collections import Counter

import pytest

from accounts.demo import build as build_accounts
from campaign.demo import build as build_campaign
from complaints import queries
from complaints.demo import build
from complaints.demo_cast import FATES
from complaints.models import Complaint, EntryCode, TypicalCase
from core import clock
from core.demo import DemoContext

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    # A day on which all weekdays differ from those of 2011: the mix must not depend on them.
    ctx = DemoContext(as_of=dt.date(2026, 11, 22))
    build_accounts(ctx)
    build_campaign(ctx)
    build(ctx)
    with clock.at(ctx.moment("08-19", "17:00")):
        yield ctx


def test_the_story(story):
    """One test: building the story takes longer than all that is asked of it."""
    _the_mix()
    _the_typical_cases()
    _the_codes(len(story.units))


def _the_mix():
    assert sum(count for _fate, count, _young, _old in FATES) == 74
    rows = Complaint.objects.all()
    natures = Counter(rows.exclude(nature="").values_list("nature", flat=True))
    accusations = rows.filter(is_accusation=True).count()
    assert rows.count() == 74
    assert Counter(rows.values_list("channel", flat=True)) == {
        "web": 29,
        "phone": 22,
        "qr": 9,
        "visit": 6,
        "letter": 5,
        "12345": 3,
    }
    assert accusations == 5
    assert natures["consult"] == 12
    assert natures["suggestion"] == 8
    assert natures["praise"] == 3
    found = queries.rates(rows, clock.today())
    assert (found.rated, found.good, found.redone) == (41, 36, 8)
    assert round(found.satisfaction) == 88
    assert 91 <= found.on_time_rate <= 95
    assert not Complaint.objects.filter(is_accusation=True, lead_unit__isnull=False).exists()
    assert not Complaint.objects.filter(lead_unit__isnull=False, redacted_text="").exists()


def _the_typical_cases():
    states = Counter(TypicalCase.objects.values_list("state", flat=True))
    assert states == {"published": 2, "review": 1}


def _the_codes(units):
    codes = EntryCode.objects.all()
    assert codes.in_use().filter(window="").count() == units
    assert codes.exclude(moved_to=None).count() == 1
    assert codes.filter(moved_to=None).exclude(ended_at=None).count() == 1
