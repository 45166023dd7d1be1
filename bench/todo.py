"""The to-do page of a person with 20 and with 2,000 open duties.

The floor is the same page with 20 duties: what 2,000 cost more than that is their own.
"""

import datetime as dt
import logging
import statistics
import time
from collections.abc import Iterator

import django
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

django.setup()

from accounts.enums import Role  # noqa: E402
from accounts.models import Post, Unit, User  # noqa: E402
from bench._frame import TODAY, frame  # noqa: E402
from campaign.models import Campaign, Category  # noqa: E402
from core import clock  # noqa: E402
from rectification.enums import Source, State  # noqa: E402
from rectification.models import RectificationItem  # noqa: E402
from script.lib.bench import Row, migrate  # noqa: E402

FEW, MANY = 20, 2_000
ROUNDS = 9


def _liaison(name: str, unit: Unit) -> User:
    user = User.objects.create_user(name, name)
    post = Post(user=user, unit=unit, role=Role.LIAISON, start=dt.date(2011, 1, 1))
    post.is_primary = True
    post.save()
    return user


def _duties(unit: Unit, count: int) -> None:
    """So many drafts on the ledger of a unit, due on days around today."""
    category, campaign = Category.objects.leaves()[0], Campaign.objects.get()
    RectificationItem.objects.bulk_create(
        RectificationItem(
            campaign=campaign,
            number=f"ZG-2011-{unit.code}-{n:04}",
            unit=unit,
            state=State.DRAFT,
            source=Source.SELF_CHECK,
            category=category,
            description="窗口办件超过承诺时限，5月份抽查60件中有7件逾期。",
            due_date=TODAY.date() + dt.timedelta(days=n % 60 - 20),
        )
        for n in range(count)
    )


def _milliseconds(client: Client) -> float:
    begin = time.perf_counter()
    answer = client.get("/staff/todo/")
    if answer.status_code != 200:
        raise SystemExit(f"the to-do page answered {answer.status_code}")
    return (time.perf_counter() - begin) * 1000


def _client(user: User) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _queries(client: Client) -> int:
    with CaptureQueriesContext(connection) as seen:
        client.get("/staff/todo/")
    return len(seen)


def run() -> Iterator[Row]:
    """The median of nine, few and many in turn."""
    logging.disable(logging.INFO)
    migrate()
    call_command("collectstatic", interactive=False, verbosity=0)
    with clock.at(TODAY):
        frame()
        units = list(Unit.objects.order_by("order")[:2])
        for unit, count in zip(units, (FEW, MANY), strict=True):
            _duties(unit, count)
        few, many = (_client(_liaison(f"l{unit.code.lower()}", unit)) for unit in units)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        for client in (few, many):
            _milliseconds(client)
        floors, values = [], []
        for _ in range(ROUNDS):
            floors.append(_milliseconds(few))
            values.append(_milliseconds(many))
        yield Row(
            f"queries with {MANY} duties",
            _queries(many),
            "",
            floor=_queries(few),
            target="<= 1",
        )
        yield Row(
            f"to-do page with {MANY} duties",
            statistics.median(values),
            "ms",
            floor=statistics.median(floors),
            target="<= 1.5",
        )
