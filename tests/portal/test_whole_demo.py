"""The whole demo, built once as `script/server` builds it: every part has something to show."""

import datetime as dt
import io
from collections import Counter

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from accounts.models import Unit, User
from complaints.models import Complaint
from core import audit, clock
from core.demo import STORY_DAY
from core.models import StatusLog
from inspections.models import Inspection
from outreach.models import EnterpriseCase
from publicity.models import Opinion, Publication
from rectification.lights import light
from rectification.models import RectificationItem, RectificationPlan, Rule
from rectification.queries import present_day

pytestmark = pytest.mark.django_db
# For whom which pages have something on them.
PAGES = {
    "jfj_liaison": ("/staff/todo/", "/staff/ledger/", "/staff/ledger/plans/JFJ/", "/staff/tasks/"),
    "jfj_head": ("/staff/todo/", "/staff/publications/"),
    "office01": ("/staff/todo/", "/staff/dashboard/", "/staff/verify/", "/staff/tasks/standing/"),
    "desk01": ("/staff/intake/", "/staff/complaints/"),
    "insp01": ("/staff/inspections/",),
    "leader01": ("/staff/dashboard/", "/staff/todo/"),
}


def test_every_part_of_the_demo_has_something_to_show() -> None:
    said = io.StringIO()
    call_command("demo", "--as-of", STORY_DAY.isoformat(), stdout=said)
    assert "35 units" in said.getvalue().splitlines()[0]
    with clock.at(timezone.make_aware(dt.datetime.combine(STORY_DAY, dt.time(17)))):
        _records()
        _publicity()
        _time()
        for name, pages in PAGES.items():
            _pages(User.objects.get(username=name), pages)
        for address in ("/", "/units/", "/stats/", "/notices/", "/rules/", "/cases/"):
            assert Client().get(address).status_code == 200, address


def _records() -> None:
    day = present_day()
    lights = Counter(light(row, day) for row in RectificationItem.objects.all())
    assert all(lights[name] for name in ("red", "amber", "green", "done")), lights
    assert Unit.objects.active().count() == 35
    assert Complaint.objects.count() == 74
    assert Inspection.objects.count() == 9
    assert Rule.objects.count() == 58
    assert EnterpriseCase.objects.exists()


def _publicity() -> None:
    assert dict(Publication.objects.values_list("unit__code", "state")) == {
        "JFJ": "public",
        "GJJ": "office_review",
    }
    assert Opinion.objects.count() == 2
    states = Counter(RectificationPlan.objects.values_list("state", flat=True))
    assert states["public"] == 1
    assert states["approved"] > 20
    assert states["unit_review"] == 2
    assert len(list(Client().get("/notices/").context["page"])) == 1


def _time() -> None:
    """Nothing of the story was done after it, and nothing by the clock on the wall."""
    late = StatusLog.objects.filter(at__gt=clock.now())
    assert list(late.values_list("kind", "number", "transition")[:5]) == []
    assert audit.verify().ok


def _pages(user: User, pages: tuple[str, ...]) -> None:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    for address in pages:
        assert client.get(address).status_code == 200, (user, address)
