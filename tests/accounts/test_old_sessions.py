"""Sessions that ended are thrown away: their rows hold the encrypted rest of forms."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Session
from core.tasks import housekeeping

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.mark.asvs("14.2.7")
def test_housekeeping_deletes_ended_sessions_and_no_others(cast):
    gone, here = Client(), Client()
    gone.force_login(cast.liaison, backend=BACKEND)
    here.force_login(cast.owner, backend=BACKEND)
    ended = timezone.now() - dt.timedelta(seconds=1)
    Session.objects.filter(user=cast.liaison).update(expire_date=ended)
    housekeeping()
    assert [row.user for row in Session.objects.all()] == [cast.owner]
    assert here.get("/staff/account/").status_code == 200
    assert gone.get("/staff/account/").status_code == 302


def test_an_ended_session_is_not_listed_among_ones_own(cast):
    other, here = Client(), Client()
    for client in (other, here):
        client.post("/accounts/sign-in/", {"username": "liaison", "password": "Long-enough-1"})
    keys = Session.objects.filter(user=cast.liaison).order_by("pk").values_list("pk", flat=True)
    assert here.get("/staff/account/").context["has_others"]
    mine = here.session.session_key
    Session.objects.filter(pk__in=keys).exclude(pk=mine).update(expire_date=timezone.now())
    page = here.get("/staff/account/")
    assert [row.current for row in page.context["sessions"]] == [True]
    assert not page.context["has_others"]
