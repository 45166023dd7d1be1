"""The overview of the zone at 1,000 and 100,000 items: queries, and time against its bare SQL.

The floor runs the statements of the page, and nothing else, over the same connection.
"""

import datetime as dt
import logging
import random
import statistics
import time
from collections.abc import Callable, Iterator

import django
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

django.setup()

from accounts.enums import AppraisalGroup, Role, UnitKind  # noqa: E402
from accounts.models import Post, Unit, User  # noqa: E402
from campaign.actions import campaigns  # noqa: E402
from campaign.actions.campaigns import PhaseDraft, TaskDraft  # noqa: E402
from campaign.enums import Evidence, PhaseKind  # noqa: E402
from campaign.models import Campaign, Category  # noqa: E402
from complaints.enums import State as CaseState  # noqa: E402
from complaints.models import Complaint  # noqa: E402
from core import clock  # noqa: E402
from rectification.enums import Result, Source, State  # noqa: E402
from rectification.models import RectificationItem  # noqa: E402
from script.lib.bench import Row, migrate  # noqa: E402

SIZES = (1_000, 100_000)
UNITS, ROUNDS, BATCH = 35, 7, 2_000
TODAY = dt.datetime(2011, 8, 19, 10, tzinfo=timezone.get_default_timezone())
FIRST = dt.datetime(2011, 5, 2, 9, tzinfo=timezone.get_default_timezone())


def _person(name: str, role: Role, unit: Unit | None = None) -> User:
    user = User.objects.create_user(name, name)
    Post.objects.create(user=user, unit=unit, role=role, start=dt.date(2011, 1, 1), is_primary=True)
    return user


def _campaign(by: User) -> Campaign:
    """The campaign of 2011 with one task a phase."""
    spans = [
        (PhaseKind.MOBILIZE, "学习发动", (2011, 4, 15), (2011, 4, 30), Evidence.PLAN),
        (PhaseKind.RECTIFY, "查摆整改", (2011, 5, 1), (2011, 9, 30), Evidence.ITEM),
        (PhaseKind.INSTITUTIONALIZE, "建章立制", (2011, 10, 1), (2011, 12, 31), Evidence.RULE),
    ]
    phases = [
        PhaseDraft(
            kind,
            name,
            dt.date(*start),
            dt.date(*end),
            (TaskDraft("任务", evidence, dt.date(*end)),),
        )
        for kind, name, start, end, evidence in spans
    ]
    made = campaigns.create(
        by=by,
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
    return campaigns.start(campaign=made, by=by)


def _frame() -> User:
    """Units, a campaign, and the leader who looks."""
    kinds = list(UnitKind)
    for n in range(UNITS):
        Unit.objects.create(
            code=f"U{n:02}",
            name=f"单位{n}",
            short_name=f"单位{n}",
            kind=kinds[n % len(kinds)],
            group=AppraisalGroup.DEPARTMENTS,
            order=n,
        )
    _campaign(_person("head", Role.OFFICE_ADMIN))
    _person("owner", Role.OWNER, Unit.objects.get(code="U00"))
    return _person("leader", Role.LEADER)


def _items(start: int, end: int, luck: random.Random) -> None:
    units = list(Unit.objects.order_by("order"))
    categories = list(Category.objects.leaves())
    campaign, owner = Campaign.objects.get(), User.objects.get(username="owner")
    post = Post.objects.get(user=owner)
    rows = []
    for n in range(start, end):
        accepted = FIRST + dt.timedelta(hours=luck.randrange(0, 2400))
        due = accepted.date() + dt.timedelta(days=luck.randrange(20, 150))
        done = luck.random() < 0.6
        rows.append(
            RectificationItem(
                campaign=campaign,
                number=f"ZG-2011-U-{n:06}",
                unit=units[n % UNITS],
                state=State.CLOSED if done else State.IN_PROGRESS,
                source=Source.SELF_CHECK,
                category=luck.choice(categories),
                description="窗口办件超过承诺时限。",
                target="按时办结率达到 100%。",
                due_date=due,
                original_due=due,
                responsible=post,
                start_on=accepted.date(),
                progress=100 if done else luck.randrange(0, 100),
                accepted_at=accepted,
                accepted_by=owner,
                **_closed(accepted, owner) if done else {},
            )
        )
    RectificationItem.objects.bulk_create(rows, batch_size=BATCH)


def _closed(accepted: dt.datetime, by: User) -> dict[str, object]:
    at = min(accepted + dt.timedelta(days=20), TODAY)
    stamps = {f"{name}_{part}": value for name in ("asked", "vouched", "closed")
              for part, value in (("at", at), ("by", by))}  # fmt: skip
    return {**stamps, "result": Result.DONE, "first_pass": True}


def _cases(start: int, end: int, luck: random.Random) -> None:
    units = list(Unit.objects.order_by("order"))
    categories = list(Category.objects.filter(accusation=False, children=None))
    rows = []
    for n in range(start, end):
        accepted = FIRST + dt.timedelta(hours=luck.randrange(0, 2500))
        due = accepted.date() + dt.timedelta(days=21)
        unit = units[luck.randrange(UNITS)]
        answered = due - dt.timedelta(days=luck.randrange(-3, 15))
        replied = answered <= TODAY.date()
        rows.append(
            Complaint(
                number=f"TS2011{n:08}",
                query_hash=f"{n:064}",
                token_hash=f"{n:064}",
                state=CaseState.REPLIED if replied else CaseState.HANDLING,
                category=luck.choice(categories),
                target_unit=unit,
                lead_unit=unit,
                redacted_text="材料没有一次性告知。",
                content="",
                received_at=accepted,
                accepted_at=accepted,
                dispatched_at=accepted,
                due_reply=due,
                first_reply_on=answered if replied else None,
                replied_at=accepted + dt.timedelta(days=15) if replied else None,
                score=luck.choice([None, 5, 5, 4, 3, 1]) if replied else None,
            )
        )
    Complaint.objects.bulk_create(rows, batch_size=BATCH)


def _grow(present: int, size: int) -> None:
    """Items and, for every five of them, one complaint."""
    luck = random.Random(2011)
    _items(present, size, luck)
    _cases(present // 5, size // 5, luck)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def run() -> Iterator[Row]:
    """The median of seven, floor and page in turn."""
    logging.disable(logging.INFO)
    migrate()
    call_command("collectstatic", interactive=False, verbosity=0)
    with clock.at(TODAY):
        leader = _frame()
        client = Client(SERVER_NAME="localhost")
        client.force_login(leader, backend="django.contrib.auth.backends.ModelBackend")
        present = 0
        for size in SIZES:
            _grow(present, size)
            present = size
            yield from _measured(client, size)


def _measured(client: Client, size: int) -> Iterator[Row]:
    def page() -> None:
        response = client.get("/staff/dashboard/")
        if response.status_code != 200:
            raise SystemExit(f"the overview answered {response.status_code}")

    page()
    with CaptureQueriesContext(connection) as seen:
        page()
    statements = [query["sql"] for query in seen.captured_queries]

    def bare() -> None:
        with connection.cursor() as cursor:
            for statement in statements:
                # The text holds its values already; no parameters, so no escaping either.
                cursor.execute(statement)
                if cursor.description:
                    cursor.fetchall()

    bare()
    floors, values = [], []
    for _ in range(ROUNDS):
        floors.append(_seconds(bare))
        values.append(_seconds(page))
    yield Row(f"queries at {size} items", len(statements), "", target="<= 20")
    yield Row(
        f"overview at {size} items",
        statistics.median(values),
        "s",
        floor=statistics.median(floors),
        target="<= 2" if size == SIZES[-1] else "",
    )
