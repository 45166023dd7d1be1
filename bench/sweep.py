"""The deadline sweep: 100,000 open rows, each of which rings, against the raw SQL that must be.

The floor moves every row on in one UPDATE and writes the same messages in one INSERT: it knows
neither the working-day ladder nor the texts, and takes all rows in a single transaction.
"""

import datetime as dt
import time
from collections.abc import Iterator, Sequence

import django
from django.db import connection, transaction
from django.utils import timezone

django.setup()

from accounts.models import User  # noqa: E402
from core import deadlines  # noqa: E402
from core.models import Deadline, Notice  # noqa: E402
from core.notices import NoticeDraft, NoticeKind  # noqa: E402
from core.notices import register as register_notice  # noqa: E402
from script.lib.bench import Row, migrate  # noqa: E402

ROWS = 100_000
PEOPLE = 200
MONDAY = dt.datetime(2011, 8, 22, 9, 0, tzinfo=timezone.get_default_timezone())


class Reminder(NoticeKind):
    """One message for one deadline."""

    code = "bench.reminder"
    label = "reminder"

    def text(self, notice: Notice) -> str:
        return notice.number

    def url(self, notice: Notice) -> str:
        return "/"


class BenchDeadline(deadlines.DeadlineKind):
    """Rings at the usual rungs and tells one person."""

    code = "bench.due"
    steps = (-10, -3, -1, 0, 1)
    every = 5

    def notices(self, rows: Sequence[Deadline], step: int, today: dt.date) -> list[NoticeDraft]:
        return [
            NoticeDraft(Reminder, [PERSON_IDS[row.subject_id % PEOPLE]], "bench", row.subject_id)
            for row in rows
        ]


PERSON_IDS: list[int] = []


def _fill() -> None:
    """Open rows due on many days, all of which ring on the Monday."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE core_deadline, core_notice CASCADE")
        cursor.execute(
            "INSERT INTO core_deadline (kind, subject_kind, subject_id, number, unit_code, due_on,"
            " original_due, opened_at, next_at, close_reason)"
            " SELECT 'bench.due', 'bench', n, 'ZG-2011-JFJ-' || n, 'JFJ', d, d, now(), %s, ''"
            " FROM (SELECT n, date '2011-07-01' + n %% 60 AS d FROM generate_series(1, %s) n) x",
            [MONDAY - dt.timedelta(hours=9), ROWS],
        )
        cursor.execute("VACUUM ANALYZE core_deadline")


def _raw() -> None:
    """The floor."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "WITH due AS (SELECT id FROM core_deadline WHERE closed_at IS NULL AND next_at <= %s"
            " FOR UPDATE), moved AS (UPDATE core_deadline d SET next_at = %s, last_step = 5"
            " FROM due WHERE d.id = due.id RETURNING d.subject_id, d.number)"
            " INSERT INTO core_notice (recipient_id, kind, subject_kind, subject_id, number,"
            " period, params, created_at) SELECT (%s::bigint[])[1 + subject_id %% %s],"
            " 'bench.reminder', 'bench', subject_id, number, '2011-08-22', '{}', now() FROM moved"
            " ON CONFLICT DO NOTHING",
            [MONDAY, MONDAY + dt.timedelta(days=7), PERSON_IDS, PEOPLE],
        )


def _timed(work: object) -> float:
    _fill()
    begin = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - begin


def run() -> Iterator[Row]:
    """Seconds for the whole sweep, the median of three, floor and sweep in turn."""
    migrate()
    register_notice(Reminder)
    deadlines.register(BenchDeadline)
    PERSON_IDS[:] = [User.objects.create_user(f"bench{n}", f"bench{n}").pk for n in range(PEOPLE)]
    floors, values = [], []
    for _ in range(3):
        floors.append(_timed(_raw))
        values.append(_timed(lambda: deadlines.sweep(MONDAY)))
    written = Notice.objects.filter(kind="bench.reminder").count()
    if written != ROWS:
        raise SystemExit(f"the sweep wrote {written} messages instead of {ROWS}")
    yield Row(
        f"sweep of {ROWS} open rows", sorted(values)[1], "s", floor=sorted(floors)[1], target="<= 5"
    )
