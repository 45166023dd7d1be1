"""The office's overview of all tasks: 300 units with 40 tasks each against 35 units.

The floor is the page for 35 units plus what printing the rows of the other units takes, measured
by rendering the template alone with what the view has read.
"""

import datetime as dt
import logging
import statistics
import time
from collections.abc import Callable, Iterator
from typing import Any
from unittest.mock import patch

import django
from django.core.management import call_command
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.test import Client
from django.test.utils import CaptureQueriesContext

django.setup()

from accounts import volume as units  # noqa: E402
from accounts.enums import Role  # noqa: E402
from bench._frame import TODAY, person  # noqa: E402
from campaign.actions import campaigns  # noqa: E402
from campaign.actions.campaigns import PhaseDraft, TaskDraft  # noqa: E402
from campaign.enums import Evidence, PhaseKind  # noqa: E402
from campaign.models import Campaign  # noqa: E402
from core import clock  # noqa: E402
from script.lib.bench import Row, migrate  # noqa: E402

FEW, MANY, TASKS = 35, 300, 40
ROUNDS = 7
SPANS = (
    (PhaseKind.MOBILIZE, (4, 15), (4, 30), 10),
    (PhaseKind.RECTIFY, (5, 1), (9, 30), 20),
    (PhaseKind.INSTITUTIONALIZE, (10, 1), (12, 31), 10),
)


def _campaign() -> Campaign:
    """A campaign with forty tasks, and somebody of the office who has made it."""
    kinds = list(Evidence)
    phases = [
        PhaseDraft(
            kind,
            kind.value,
            dt.date(2011, *start),
            dt.date(2011, *end),
            tuple(
                TaskDraft(f"任务{n}", kinds[n % len(kinds)], dt.date(2011, *end), weight=1 + n % 3)
                for n in range(count)
            ),
        )
        for kind, start, end, count in SPANS
    ]
    head = person("head", Role.OFFICE_ADMIN)
    made = campaigns.create(
        by=head,
        year=2011,
        title="2011年机关作风建设活动",
        theme="转变机关作风",
        issuer="党工委、管委会",
        office_host="监察局",
        hotline="0700-5501234",
        address="3 楼",
        hours="工作日",
        phases=phases,
    )
    return campaigns.start(campaign=made, by=head)


def _seconds(work: Callable[[], Any]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def _page(client: Client) -> None:
    answer = client.get("/staff/tasks/")
    if answer.status_code != 200:
        raise SystemExit(f"the overview answered {answer.status_code}")


def _printing(client: Client) -> Callable[[], HttpResponse]:
    """The rendering of the page alone, with what the view has read."""
    kept: list[tuple[HttpRequest, str, dict[str, Any]]] = []

    def keep(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
        kept.append((request, template, context))
        return render(request, template, context)

    with patch("campaign.views.tasks.render", keep):
        _page(client)
    return lambda: render(*kept[0])


def _measured(client: Client) -> tuple[int, float, float]:
    """Queries, seconds of the page, seconds of printing it."""
    with CaptureQueriesContext(connection) as seen:
        _page(client)
    queries = len(seen)  # the next request empties the log
    printing = _printing(client)
    page = statistics.median(_seconds(lambda: _page(client)) for _ in range(ROUNDS))
    return queries, page, statistics.median(_seconds(printing) for _ in range(ROUNDS))


def run() -> Iterator[Row]:
    """The medians of seven."""
    logging.disable(logging.INFO)
    migrate()
    call_command("collectstatic", interactive=False, verbosity=0)
    with clock.at(TODAY):
        campaign = _campaign()
        client = Client(SERVER_NAME="localhost")
        user = person("office", Role.OFFICE_STAFF)
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        found = []
        for more in (FEW, MANY - FEW):
            units.load(more)
            campaigns.enrol(campaign=campaign)
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")
            _page(client)
            found.append(_measured(client))
    (few_queries, few_page, few_print), (queries, page, printed) = found
    yield Row(f"queries for {MANY} units", queries, "", floor=few_queries, target="<= 1")
    yield Row(
        f"overview of {MANY} units, {TASKS} tasks",
        page,
        "s",
        floor=few_page + max(printed - few_print, 0),
        target="<= 1.5",
    )
