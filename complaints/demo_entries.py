"""The demo's supervision codes: every unit, some windows, one that has moved, one retired."""

from complaints.actions import entries
from complaints.models import EntryCode
from core.demo import DemoContext

WINDOWS = ("1号综合窗口", "3号窗口", "咨询台")
# How often the unit's own code was scanned on the story's day, for those that hang in halls.
_SCANS = {"XZF": 61, "QFJ": 34, "RSZ": 27, "GJJ": 22, "GAF": 18, "YTZ": 12}


def build(ctx: DemoContext) -> None:
    """Made by the office in the first week of the campaign; two windows change in July."""
    office = ctx.users["office01"]
    with ctx.at("04-20"):
        entries.make_for_all(by=office)
        for code in ("XZF", "GJJ"):
            for window in WINDOWS:
                entries.make(unit=ctx.units[code], window=window, by=office)
    with ctx.at("07-11"):
        hall = EntryCode.objects.in_use().filter(unit=ctx.units["GJJ"])
        entries.move(
            entry=hall.get(window="3号窗口"), unit=ctx.units["XZF"], window="6号窗口", by=office
        )
        entries.retire(entry=hall.get(window="咨询台"), by=office)
    for code, scans in _SCANS.items():
        EntryCode.objects.filter(code=code).update(scans=scans)
