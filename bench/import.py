# ruff: noqa: N999 - named after what it measures
"""A ledger of 2,000 rows: preview, import and export, and the memory they take.

The floor of the import is `bulk_create` of the same items, lines, timeline and audit rows without
a question asked. Memory is the growth of the process beyond what it held before, by the kernel's
own count; the export of 50,000 rows must not grow with the ledger.
"""

import io
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator

import django
import openpyxl
from django.db import transaction

django.setup()

from accounts.models import Unit, User  # noqa: E402
from bench._frame import TODAY, frame  # noqa: E402
from campaign.models import Campaign, Category  # noqa: E402
from core import audit, clock  # noqa: E402
from core.models import StatusLog  # noqa: E402
from rectification import sheet, volume  # noqa: E402
from rectification.actions import importing  # noqa: E402
from rectification.models import Measure, Milestone, RectificationItem  # noqa: E402
from rectification.sheet import HEADS  # noqa: E402
from script.lib.bench import Row, migrate  # noqa: E402

ROWS, SMALL, LARGE, ROUNDS = 2_000, 5_000, 50_000, 3


def _workbook(unit: Unit, round_: int) -> bytes:
    """A sheet of so many problems, no two alike."""
    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet("整改台账")
    page.append(HEADS)
    for n in range(ROWS):
        page.append(
            [
                n + 1,
                "",
                "自查",
                "超时办理",
                f"第{round_}轮第{n}个窗口办件超过承诺时限，抽查40件中有5件逾期。",
                "没有到期提醒。",
                "限期整改",
                "按时办结率达到 100%。",
                "1. 压缩内部流转为两个环节\n2. 设置到期前两天提醒",
                "",
                unit.short_name,
                "",
                "2011年9月底",
            ]
        )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _timed(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def _bare(unit: Unit, by: User, round_: int) -> None:
    """The floor: the same rows, straight into the tables."""
    category = Category.objects.leaves()[0]
    campaign = Campaign.objects.current()
    with transaction.atomic():
        items = RectificationItem.objects.bulk_create(
            RectificationItem(
                campaign=campaign,
                unit=unit,
                number=f"ZG-B-{round_}-{n}",
                source="self_check",
                category=category,
                description=f"第{round_}轮第{n}个窗口办件超过承诺时限，抽查40件中有5件逾期。",
                cause="没有到期提醒。",
                target="按时办结率达到 100%。",
                created_by=by,
            )
            for n in range(ROWS)
        )
        Measure.objects.bulk_create(
            Measure(item=item, order=order, text="压缩内部流转为两个环节")
            for item in items
            for order in (1, 2)
        )
        Milestone.objects.bulk_create(
            Milestone(item=item, order=1, name="完成整改", due=clock.today()) for item in items
        )
        StatusLog.objects.bulk_create(
            StatusLog(
                kind="bench", object_id=item.pk, transition="register", to_state="draft", at=TODAY
            )
            for item in items
        )
        audit.record_all(
            audit.event("bench.register", by=by, object_id=item.pk, number=item.number)
            for item in items
        )


def _peak() -> float:
    """The most memory that the process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _export() -> int:
    with tempfile.TemporaryFile() as file:
        return sheet.write(
            file, RectificationItem.objects.in_order(), unit_name="全区", filled_by=""
        )


def _imports(unit: Unit, head: User) -> Iterator[Row]:
    previews, imports, floors = [], [], []
    for round_ in range(ROUNDS):
        data = _workbook(unit, round_)
        begin = time.perf_counter()
        batch = importing.receive(unit=unit, by=head, name="台账.xlsx", data=data)
        plan = importing.plan_of(batch, head)
        previews.append(time.perf_counter() - begin)
        if len(plan.rows) != ROWS or plan.faults:
            raise SystemExit(f"{len(plan.faults)} faults in the sheet: {plan.faults[:1]}")
        mark = plan.fingerprint
        imports.append(
            _timed(lambda b=batch, m=mark: importing.apply(batch=b, by=head, fingerprint=m))
        )
        floors.append(_timed(lambda r=round_: _bare(unit, head, r)))
    yield Row(f"preview of {ROWS} rows", statistics.median(previews), "s", target="<= 10")
    yield Row(
        f"import of {ROWS} rows",
        statistics.median(imports),
        "s",
        floor=statistics.median(floors),
        target="<= 3",
    )
    yield Row("most memory of the whole process", _peak(), "MB", target="<= 300")


def run() -> Iterator[Row]:
    """Import first, while the process is small; then the exports."""
    migrate()
    with clock.at(TODAY):
        head = frame()
        unit = Unit.objects.active().get(code="V0007")
        yield from _imports(unit, head)
        volume.load(SMALL)
        _export()
        before = _peak()
        volume.load(LARGE - SMALL)
        begin = time.perf_counter()
        count = _export()
        yield Row(f"export of {count} rows", time.perf_counter() - begin, "s")
        yield Row(f"memory of {count} rows", _peak(), "MB", floor=before, target="<= 1.3")
